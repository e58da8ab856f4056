//! Iterators that are alive across a suspension: how they are made, and made again.
//!
//! ```text
//! v.iter().enumerate().map(f)      ->  v.iter_across_a_yield().enumerate().map(f)
//! &v, under adapters or not        ->  items(&v)
//! v.into_iter().enumerate()        ->  owned(v.into_iter()).enumerate(); again: waiting().enumerate()
//! a.iter().zip(&b)                 ->  a.iter_across_a_yield().zip(items(&b))
//! a.iter().flat_map(|x| x.iter())  ->  a.iter_across_a_yield().flat_map(|x| x.iter_across_a_yield())
//! ```
//! The runtime's iterators have std's adapters as methods of their own, and a position that can be saved.

use proc_macro2::Span;
use syn::{Expr, Ident, parse_quote, parse_quote_spanned};

use super::Lowerer;
use super::effects::{borrows_mutably, contains_closure, has_effects};
use super::patterns::modes;
use super::places::{local, without_parentheses};
use super::recipe::{class, is_constant, is_place};
use super::std_methods::{ADAPTERS, OWNED, SOURCES, calls_one_of};
use crate::flow::{Flow, LocalSet};
use crate::ir::{Items, Kept, Recipe, RecipeId};
use crate::names;
use crate::scope::SiteId;

/// An iterator of the runtime's that stands for one of the user's.
#[derive(Clone)]
pub(super) struct Chain {
    /// How it is made.
    pub(super) made: Expr,
    /// How it is made again, to be moved to its position.
    pub(super) again: Expr,
    /// Whether its items are borrowed from something.
    pub(super) borrows: bool,
    /// The types of its owned sources.
    pub(super) bases: Vec<Ident>,
    /// A function whose effects would be noticed if an item were made again.
    pub(super) effects: Option<Expr>,
    /// A closure that is called again to find the place, though that could be noticed.
    pub(super) noticed: Option<Expr>,
}

impl Lowerer<'_> {
    /// The iterator that stands for what a `for` loop goes through; none where the items are owned and unadapted.
    pub(super) fn chain_of_loop(&self, source: &Expr) -> Option<Chain> {
        if let Some(chain) = self.chain(source) {
            return Some(chain);
        }
        if let Expr::MethodCall(call) = source
            && call.method.to_string().starts_with("as_")
        {
            return self.made_by_a_call(source);
        }
        let constant = matches!(
            source,
            Expr::Array(_) | Expr::Repeat(_) | Expr::Path(_) | Expr::Index(_) | Expr::Lit(_)
        );
        let named = local(source, &self.scopes);
        if constant && named.is_none() && class(source, &self.scopes).is_some() {
            return Some(Self::borrowed("by_value", source));
        }
        // A variable that borrows, as `items` in `let items = &order.items;`.
        let local = named?;
        let kept = self.scopes.locals[local.0].kept;
        let recipe = match kept {
            Kept::Again(recipe) | Kept::Either(recipe) => &self.recipes[recipe.0],
            _ => return None,
        };
        if let Expr::Array(_) | Expr::Repeat(_) = recipe.init {
            return Some(Self::borrowed("by_value", source));
        }
        if recipe.borrows_mutably {
            return Some(Self::borrowed("items", &parse_quote!(&mut *#source)));
        }
        Some(Self::borrowed("items", source))
    }

    /// The iterator that stands for one that is kept in a variable.
    pub(super) fn chain_of_variable(&self, init: &Expr) -> Option<Chain> {
        match init {
            Expr::MethodCall(call) if calls_one_of(call, OWNED) => Some(self.owned(init)),
            Expr::Paren(e) => match &*e.expr {
                // serde forgets whether such a range has given its last number.
                Expr::Range(range) if matches!(range.limits, syn::RangeLimits::Closed(_)) => {
                    Some(self.owned(init))
                }
                inner => self.chain_of_variable(inner),
            },
            Expr::Range(range) if matches!(range.limits, syn::RangeLimits::Closed(_)) => {
                Some(self.owned(init))
            }
            Expr::MethodCall(call) if calls_one_of(call, ADAPTERS) => {
                let receiver = match without_parentheses(&call.receiver) {
                    range @ Expr::Range(_) => self.owned(range),
                    receiver => self.chain_of_variable(receiver)?,
                };
                Some(self.adapted(call, receiver))
            }
            Expr::Reference(_) => None,
            _ => self.chain(init),
        }
    }

    fn chain(&self, source: &Expr) -> Option<Chain> {
        match source {
            Expr::Paren(e) => self.chain(&e.expr),
            Expr::Group(e) => self.chain(&e.expr),
            Expr::Reference(e)
                if is_place(&e.expr, &self.scopes) || is_constant(&e.expr, &self.scopes) =>
            {
                Some(Self::borrowed("items", source))
            }
            Expr::Path(_) => self.chain_of_path(source),
            Expr::MethodCall(_) if self.taken_again(source).is_some() => self.taken_again(source),
            Expr::MethodCall(call) if calls_one_of(call, ADAPTERS) => {
                let receiver = self.iterator(&call.receiver)?;
                Some(self.adapted(call, receiver))
            }
            Expr::MethodCall(call)
                if calls_one_of(call, SOURCES) && self.is_lent(&call.receiver) =>
            {
                let mut renamed = call.clone();
                renamed.method = Ident::new(
                    &format!("{}_across_a_yield", call.method),
                    call.method.span(),
                );
                let made = Expr::MethodCall(renamed);
                Some(Chain {
                    again: made.clone(),
                    made,
                    borrows: true,
                    bases: Vec::new(),
                    effects: None,
                    noticed: None,
                })
            }
            _ => None,
        }
    }

    /// What an adapter is called on. An array has methods of the same names, and so may types of the user's.
    fn iterator(&self, receiver: &Expr) -> Option<Chain> {
        if let Some(chain) = self.chain(receiver) {
            return Some(chain);
        }
        match receiver {
            Expr::Paren(e) => self.iterator(&e.expr),
            Expr::Array(_) | Expr::Repeat(_) => None,
            Expr::Range(_) => Some(self.owned(receiver)),
            Expr::MethodCall(call) if calls_one_of(call, OWNED) => Some(self.owned(receiver)),
            _ => {
                let span = Span::mixed_site().located_at(syn::spanned::Spanned::span(receiver));
                let rt = names::rt_at(span);
                Some(self.owned(&parse_quote_spanned!(span=> #rt::iterator(#receiver))))
            }
        }
    }

    /// An option or the like of a borrow, which is iterated by value: `map.get(&key).into_iter()`.
    pub(super) fn taken_again(&self, source: &Expr) -> Option<Chain> {
        let value = match source {
            Expr::MethodCall(call) if call.method == "into_iter" => &*call.receiver,
            _ => return None,
        };
        self.made_by_a_call(value)
    }

    fn made_by_a_call(&self, value: &Expr) -> Option<Chain> {
        let call = matches!(value, Expr::MethodCall(_));
        let again = call && class(value, &self.scopes).is_some();
        again.then(|| Self::borrowed("by_value", value))
    }

    /// An iterator that is kept in a variable, and is gone on with.
    fn chain_of_path(&self, path: &Expr) -> Option<Chain> {
        let local = local(path, &self.scopes)?;
        let Kept::Place(recipe) = self.scopes.locals[local.0].kept else {
            return None;
        };
        let recipe = &self.recipes[recipe.0];
        Some(Chain {
            made: path.clone(),
            again: recipe.init.clone(),
            borrows: recipe.items != Items::Owned,
            bases: Vec::new(),
            effects: None,
            noticed: None,
        })
    }

    pub(super) fn is_lent(&self, receiver: &Expr) -> bool {
        is_place(receiver, &self.scopes)
            || class(receiver, &self.scopes).is_some()
            || is_constant(receiver, &self.scopes)
    }

    fn chain_or_owned(&self, source: &Expr) -> Chain {
        self.chain_of_loop(source)
            .unwrap_or_else(|| self.owned(source))
    }

    fn borrowed(function: &str, source: &Expr) -> Chain {
        let span = Span::mixed_site().located_at(syn::spanned::Spanned::span(source));
        let (rt, function) = (names::rt_at(span), Ident::new(function, span));
        let made: Expr = parse_quote_spanned!(span=> #rt::#function(#source));
        Chain {
            again: made.clone(),
            made,
            borrows: true,
            bases: Vec::new(),
            effects: None,
            noticed: None,
        }
    }

    fn owned(&self, source: &Expr) -> Chain {
        let rt = names::rt();
        let span = Span::mixed_site().located_at(syn::spanned::Spanned::span(source));
        let method = Ident::new("into_items", span);
        self.bases.set(self.bases.get() + 1);
        let base = names::hidden(&format!("__base_{}", self.bases.get()));
        Chain {
            made: parse_quote!(#base.of((&&&#rt::Iterable::new(#source)).#method())),
            again: parse_quote!(#base.waiting()),
            borrows: false,
            bases: vec![base],
            effects: None,
            noticed: None,
        }
    }

    fn adapted(&self, call: &syn::ExprMethodCall, receiver: Chain) -> Chain {
        let name = call.method.to_string();
        let (mut made, mut again) = (call.clone(), call.clone());
        let (mut borrows, mut bases) = (receiver.borrows, receiver.bases);
        let (mut effects, mut noticed) = (receiver.effects, receiver.noticed);
        if name == "zip" || name == "chain" {
            let other = self.chain_or_owned(&call.args[0]);
            borrows |= other.borrows;
            effects = effects.or(other.effects);
            bases.extend(other.bases);
            noticed = noticed.or(other.noticed);
            made.args[0] = other.made;
            again.args[0] = other.again;
        }
        if name == "flat_map"
            && let Expr::Closure(closure) = &mut made.args[0]
        {
            let bound = closure.inputs.iter().flat_map(modes);
            self.scopes
                .parameters
                .borrow_mut()
                .extend(bound.map(|(name, _)| name));
            let inner = self.chain_or_owned(&closure.body);
            self.scopes.parameters.borrow_mut().clear();
            *closure.body = inner.made;
            bases.extend(inner.bases);
            again.args[0] = made.args[0].clone();
        }
        if name == "peekable" {
            // An item that was only looked at is made again.
            noticed = noticed.or(effects.clone());
        }
        let makes_items = ["map", "filter_map", "flat_map", "map_while", "scan"];
        if makes_items.contains(&&*name) {
            let found = call.args.iter().find(|arg| has_effects(arg, &self.scopes));
            effects = effects.or(found.cloned());
            if name == "flat_map" {
                noticed = noticed.or(found.cloned());
            }
        }
        *made.receiver = receiver.made;
        *again.receiver = receiver.again;
        Chain {
            made: Expr::MethodCall(made),
            again: Expr::MethodCall(again),
            borrows,
            bases,
            effects,
            noticed,
        }
    }

    /// The iterator that a chain is, kept in `items`, with the flow of making it.
    pub(super) fn keep_chain(&mut self, chain: &mut Chain) -> (Flow, LocalSet) {
        if let Some(noticed) = &chain.noticed {
            self.errors.at(noticed, "this is called again after a resume, to make the item again that is being gone through or was peeked at, and it may have effects; collect the items into a `Vec` first, or leave the effect to the loop's body");
        }
        self.base_names.append(&mut chain.bases);
        let before = self.counters();
        let first_inner = self.scopes.next_local();
        let flow = self.plain(&mut chain.made);
        let after = self.counters();
        // The same closures once more: they count once.
        self.count_from(before);
        let again = self.plain(&mut chain.again);
        self.count_from(after);
        let mut sources = LocalSet::new();
        again.used(&mut sources);
        sources.retain(|local| *local < first_inner);
        (flow, sources)
    }

    /// The recipe of an iterator.
    pub(super) fn recipe_of_chain(&mut self, chain: &Chain, site: SiteId) -> RecipeId {
        let watched = self.watched_by_chain(&chain.again);
        let items = match (chain.borrows, &chain.effects) {
            (false, _) => Items::Owned,
            (true, None) => Items::Borrowed,
            (true, Some(_)) => Items::BorrowedOnce,
        };
        self.recipes.push(Recipe {
            site,
            anew: contains_closure(&chain.again),
            pat: parse_quote!(_),
            init: chain.again.clone(),
            item_of: None,
            transient: false,
            lenders: Vec::new(),
            borrows_mutably: borrows_mutably(&chain.again),
            items,
            watched,
        });
        RecipeId(self.recipes.len() - 1)
    }
}
