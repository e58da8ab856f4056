//! What a pattern binds by a borrow, noted as made again; and what that evaluates, made fit for it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, Pat, Type};

use super::Lowerer;
use super::block::Builder;
use super::effects::{borrows_mutably, contains_closure};
use super::patterns::{Mode, has_alternatives, is_name, modes};
use super::places::local;
use super::recipe::{Class, class, is_place};
use super::std_methods::{BORROWING, LENDING_ITERATIONS, OF_OPTIONS, is_one_of, takes_for_good};
use crate::flow::{Flow, LocalId, LocalSet};
use crate::ir::{Borrows, Items, Kept, Local, Recipe, RecipeId};
use crate::names;
use crate::scope::{Scopes, SiteId};

/// A type that is written out and borrows nothing.
fn is_owned(ty: &Type) -> bool {
    fn borrows(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            proc_macro2::TokenTree::Punct(punct) => matches!(punct.as_char(), '&' | '\''),
            proc_macro2::TokenTree::Ident(name) => name == "_" || name == "impl" || name == "dyn",
            proc_macro2::TokenTree::Group(group) => borrows(group.stream()),
            proc_macro2::TokenTree::Literal(_) => false,
        })
    }
    !borrows(ty.to_token_stream())
}

/// A method that is called `as_..` gives a borrow, by convention.
fn is_free(init: &Expr) -> bool {
    matches!(init, Expr::MethodCall(call) if call.method.to_string().starts_with("as_") && call.method != "as_ref")
}

/// Whether a type has a reference in it, beside the signatures of functions.
fn holds_references(ty: TokenStream) -> bool {
    ty.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Punct(punct) => punct.as_char() == '&',
        proc_macro2::TokenTree::Group(group) => {
            let signature = group.delimiter() == proc_macro2::Delimiter::Parenthesis;
            !signature && holds_references(group.stream())
        }
        _ => false,
    })
}

/// What a pattern matches, if it may be matched again after a resume.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// Whether something that it gives is made again, as far as that is known.
    chosen: bool,
    site: SiteId,
    /// The locals from here on are declared inside of the value.
    first_inner: LocalId,
    /// `None` for a place, of which only `ref` borrows.
    class: Option<Class>,
    /// The iterator whose last item it is.
    item_of: Option<LocalId>,
    /// Whether it is made again whatever it is.
    transient: bool,
}

impl Lowerer<'_> {
    /// Whether what patterns bind by `init` may have to be made again, in which case `init` is made fit for it:
    /// what may not be evaluated twice goes into a saved variable, if there is a place for its `let`.
    pub(super) fn candidate(
        &mut self,
        ty: Option<&Type>,
        init: &mut Expr,
        out: Option<&mut Builder>,
    ) -> Option<Candidate> {
        let site = self.next_site();
        let chosen = self.scopes.is_made_again_at(site);
        if ty.is_some_and(is_owned) {
            return None;
        }
        let class = class(init, &self.scopes);
        if class.is_none() && !is_place(init, &self.scopes) {
            return None;
        }
        if chosen && self.scopes.knows_what_is_made_again() {
            self.settle(init, site, out);
        }
        Some(Candidate {
            chosen,
            site,
            first_inner: self.scopes.next_local(),
            class,
            item_of: None,
            transient: false,
        })
    }

    /// The candidate for what an iterator gives as its next item.
    pub(super) fn candidate_of_item(&mut self, items: LocalId) -> Option<Candidate> {
        let site = self.next_site();
        let Kept::Place(recipe) = self.scopes.locals[items.0].kept else {
            return None;
        };
        let recipe = &self.recipes[recipe.0];
        (recipe.items == Items::Borrowed).then(|| Candidate {
            chosen: self.scopes.is_made_again_at(site),
            site,
            first_inner: self.scopes.next_local(),
            class: Some(Class::ByType),
            item_of: Some(items),
            transient: false,
        })
    }

    /// The candidate for a `#[transient]` variable.
    pub(super) fn transient_candidate(&mut self) -> Candidate {
        let site = self.next_site();
        Candidate {
            chosen: self.scopes.is_made_again_at(site),
            site,
            first_inner: self.scopes.next_local(),
            class: Some(Class::Borrow),
            item_of: None,
            transient: true,
        }
    }

    /// Notes what is a borrow by the type that is written for it, or for what it is collected into.
    pub(super) fn note_written_type(
        &mut self,
        ty: Option<&Type>,
        init: &Expr,
        declared: &[LocalId],
    ) {
        let written = ty.map(ToTokens::to_token_stream);
        let collected = match init {
            Expr::MethodCall(call) if call.method == "collect" => {
                call.turbofish.as_ref().map(ToTokens::to_token_stream)
            }
            _ => None,
        };
        let by_type = written.into_iter().chain(collected).any(holds_references);
        if by_type {
            for local in declared {
                self.scopes.borrows.entry(*local).or_insert(Borrows::Type);
            }
        }
    }

    /// Which alternative of a pattern matched is told by its tests; a guard may no longer hold.
    fn check_alternatives(&self, pat: &Pat, declared: &[LocalId]) {
        let locals = &self.scopes.locals;
        let made_again = declared
            .iter()
            .any(|local| !matches!(locals[local.0].kept, Kept::Saved | Kept::InPlace(..)));
        if made_again && self.scopes.knows_what_is_made_again() && has_alternatives(pat) {
            self.errors.at(pat, "the alternative that matched cannot be told apart after a resume, since its guard may no longer hold; write an arm for each");
        }
    }

    /// Whether the value is a borrow that can be taken again, by its form.
    pub(super) fn is_taken_again(&self, init: &Expr) -> bool {
        class(init, &self.scopes).is_some()
    }

    /// Makes the locals that a pattern declared again by this recipe, as far as they borrow. The flow is that of `init`.
    pub(super) fn make_again(
        &mut self,
        candidate: Option<Candidate>,
        pat: &Pat,
        init: &Expr,
        flow: &Flow,
        declared: &[LocalId],
    ) {
        let Some(Candidate {
            chosen,
            site,
            first_inner,
            class,
            item_of,
            transient,
        }) = candidate
        else {
            return;
        };
        let id = RecipeId(self.recipes.len());
        let mut sources = LocalSet::new();
        flow.used(&mut sources);
        sources.retain(|local| *local < first_inner);
        let init = &inlined(init.clone(), &self.scopes, &mut sources);
        let stateful = matches!(init, Expr::Closure(_) | Expr::Reference(_));
        for local in declared {
            let name = &self.scopes.locals[local.0];
            let of_this = |(bound, _): &&(String, Mode)| name.name == bound;
            let modes = modes(pat);
            let Some((_, mode)) = modes.iter().find(of_this) else {
                continue;
            };
            let value = Value {
                class,
                transient,
                stateful,
                is_name: is_name(pat),
            };
            let Some(kept) = value.kept(*mode, name, id) else {
                continue;
            };
            if is_name(pat) && !contains_closure(init) && item_of.is_none() && !transient {
                let inlined = (init.clone(), sources.clone());
                self.scopes.inlined.insert(*local, inlined);
            }
            if transient {
                self.scopes.transients.insert(*local);
            } else if matches!(kept, Kept::Again(_)) || is_free(init) {
                self.scopes.borrows.insert(*local, Borrows::Value);
            }
            if chosen {
                self.scopes.keep_as(*local, kept, &sources);
            }
        }
        if !chosen {
            return;
        }
        self.check_alternatives(pat, declared);
        let watched = if transient {
            BTreeSet::new()
        } else {
            self.watched(init, class)
        };
        let mutably = match item_of.and_then(|items| self.scopes.locals[items.0].kept.recipe()) {
            Some(items) => self.recipes[items.0].borrows_mutably,
            None => borrows_mutably(init),
        };
        self.recipes.push(Recipe {
            site,
            anew: contains_closure(init),
            transient,
            item_of,
            lenders: lenders(init),
            borrows_mutably: mutably,
            items: Items::Borrowed,
            pat: pat.clone(),
            init: init.clone(),
            watched,
        });
    }
}

/// What a pattern meets, as far as it decides how its variables get their values back.
struct Value {
    class: Option<Class>,
    transient: bool,
    /// Whether what changes it is kept in what it borrows.
    stateful: bool,
    is_name: bool,
}

impl Value {
    fn kept(&self, mode: Mode, local: &Local, id: RecipeId) -> Option<Kept> {
        if self.transient || mode == Mode::Ref {
            return Some(Kept::Again(id));
        }
        let class = self.class?;
        let temporary = local.ordinal.is_none();
        // A variable that may be changed is made again only if its changes stay in what it borrows.
        let changeable = local.mutable && !temporary && !self.stateful;
        let again = match mode {
            Mode::Inherited => !changeable,
            _ => temporary || class == Class::Borrow && self.stateful && self.is_name,
        };
        again.then_some(match class {
            Class::Borrow => Kept::Again(id),
            Class::ByType => Kept::Either(id),
        })
    }
}

/// What is asked for a borrow by a method that a type of the user's may have, too, with effects or with another answer
/// the next time.
pub(super) fn lenders(init: &Expr) -> Vec<Expr> {
    #[derive(Default)]
    struct Search(Vec<Expr>);
    impl<'ast> syn::visit::Visit<'ast> for Search {
        fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
            let name = call.method.to_string();
            // By convention, `as_..` is free, and these are asked of what another method gave.
            let certain = name.starts_with("as_") || OF_OPTIONS.contains(&&*name);
            if !certain
                && (is_one_of(&call.method, BORROWING)
                    || is_one_of(&call.method, LENDING_ITERATIONS))
            {
                self.0.push((*call.receiver).clone());
            }
            self.visit_expr(&call.receiver);
        }
    }
    let mut search = Search::default();
    syn::visit::Visit::visit_expr(&mut search, init);
    search.0
}

/// The expression with what a variable that it takes for good is made by in its place, so that it does not need the
/// variable itself.
fn inlined(mut expr: Expr, scopes: &Scopes, sources: &mut LocalSet) -> Expr {
    struct Inline<'a>(&'a Scopes, &'a mut LocalSet);
    impl syn::visit_mut::VisitMut for Inline<'_> {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            // A branch that was not taken is not taken again.
            if let Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) = expr {
                let rt = names::rt();
                *expr = syn::parse_quote!(#rt::no_longer_matches());
                return;
            }
            syn::visit_mut::visit_expr_mut(self, expr);
        }

        fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
            if takes_for_good(&call.method)
                && let Some(local) = local(&call.receiver, self.0)
                && let Some((made, from)) = self.0.inlined(local)
            {
                *call.receiver = syn::parse_quote!((#made));
                self.1.remove(&local);
                self.1.extend(from);
                return;
            }
            self.visit_expr_mut(&mut call.receiver);
        }

        // A parameter may have the name of a variable.
        fn visit_expr_closure_mut(&mut self, _: &mut syn::ExprClosure) {}
    }
    let mut inline = Inline(scopes, sources);
    syn::visit_mut::VisitMut::visit_expr_mut(&mut inline, &mut expr);
    expr
}
