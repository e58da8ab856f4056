//! Variables that borrow across a suspension: they are made again, unless their type tells that they are saved.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Pat};

use super::body::{Emitter, saved_name};
use super::methods;
use crate::flow::LocalId;
use crate::ir::{Kept, RecipeId};
use crate::lower::patterns;
use crate::names;

/// Values for locals on the way in, and what has to stand before.
pub(super) struct Values {
    pub(super) before: TokenStream,
    pub(super) values: Vec<TokenStream>,
}

impl Emitter<'_> {
    /// Cuts locals into runs that get their values together: those of one pattern, since two mutable borrows out of one
    /// place can only be taken at once.
    pub(super) fn together(&self, locals: &[LocalId]) -> Vec<Vec<LocalId>> {
        let mut groups: Vec<Vec<LocalId>> = Vec::new();
        for local in locals {
            let recipe = self.plan.local(*local).kept.recipe();
            let same = |group: &&mut Vec<LocalId>| {
                recipe.is_some() && self.plan.local(group[0]).kept.recipe() == recipe
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.push(*local),
                None => groups.push(vec![*local]),
            }
        }
        groups
    }

    /// The values of locals that get them together.
    pub(super) fn values(&self, group: &[LocalId]) -> Values {
        let (rt, restored) = (names::rt(), methods::restored(self.plan));
        if let [local] = group
            && let Kept::Place(_) = self.plan.local(*local).kept
        {
            let saved = saved_name(*local);
            return Values {
                before: TokenStream::new(),
                values: vec![self.found(*local, &quote!(#rt::#restored(&mut #saved)))],
            };
        }
        let saved = |local: &LocalId| {
            let saved = saved_name(*local);
            if self.plan.texts(*local).is_some() {
                return quote!(#rt::text(#rt::#restored(&mut #saved)));
            }
            quote!(#rt::#restored(&mut #saved))
        };
        let Some(recipe) = self.plan.local(group[0]).kept.recipe() else {
            return Values {
                before: TokenStream::new(),
                values: group.iter().map(saved).collect(),
            };
        };
        let by_type: Vec<_> = group
            .iter()
            .filter(|local| matches!(self.plan.local(**local).kept, Kept::Either(_)))
            .map(|local| saved_name(*local))
            .collect();
        let made = self.made_again(recipe, group);
        if by_type.is_empty() {
            if let [_] = group {
                return Values {
                    before: TokenStream::new(),
                    values: vec![made],
                };
            }
            let parts: Vec<_> = group.iter().copied().map(made_name).collect();
            return Values {
                before: quote!(let (#(#parts),*) = #made;),
                values: parts.iter().map(|part| quote!(#part)).collect(),
            };
        }
        let parts: Vec<_> = group.iter().copied().map(made_name).collect();
        let nothing = parts.iter().map(|_| quote!(#rt::None));
        let bound = if let [part] = &*parts {
            quote!(#part)
        } else {
            quote!((#(#parts),*))
        };
        let lenders = &self.plan.recipe(recipe).lenders;
        let check = lenders.iter().map(|lender| {
            let span = Span::mixed_site().located_at(lender.span());
            let rt = names::rt_at(span);
            quote_spanned!(span=> #(#rt::check_lender(&#by_type, &#lender);)*)
        });
        let check = (!lenders.is_empty()).then(|| quote!(if false { #(#check)* }));
        let before = quote! {
            #check
            let (#(#parts,)*) = if #(#rt::is_made_again(&#by_type))||* {
                let #bound = #made;
                (#(#rt::Some(#parts),)*)
            } else {
                (#(#nothing,)*)
            };
        };
        let values = group.iter().zip(&parts).map(|(local, part)| {
            if let Kept::Either(_) = self.plan.local(*local).kept {
                let saved = saved_name(*local);
                quote!(#rt::kept(&mut #saved, #part))
            } else {
                quote!(#rt::made_again(#part))
            }
        });
        Values {
            before,
            values: values.collect(),
        }
    }

    /// An iterator, made again and moved to its position.
    pub(super) fn found(&self, items: LocalId, position: &TokenStream) -> TokenStream {
        let rt = names::rt();
        let Some(recipe) = self.plan.recipe_of(items) else {
            return quote!(#position);
        };
        let init = &recipe.init;
        let wanted = self.plan.made_of_items(items);
        if wanted.is_empty() {
            return quote!(#rt::found(#init, #position));
        }
        let wanted = wanted.iter().map(|local| saved_name(*local));
        let current = names::current(items);
        quote!(#rt::found_with(#init, #position, &mut #current, #(#rt::is_made_again(&#wanted))||*))
    }

    /// Where the last item of an iterator waits, if variables are made of it.
    pub(super) fn current(&self, items: LocalId) -> Option<TokenStream> {
        let rt = names::rt();
        let current = names::current(items);
        let wanted = !self.plan.made_of_items(items).is_empty();
        wanted.then(|| quote!(let mut #current = #rt::Current::empty();))
    }

    /// The types of the owned sources of iterators, and where the last items of those wait that are kept in variables.
    pub(super) fn currents(&self) -> TokenStream {
        let rt = names::rt();
        let locals = (0..self.plan.body.locals.len()).map(LocalId);
        let kept = locals.filter(|local| {
            let local = self.plan.local(*local);
            matches!(local.kept, Kept::Place(_)) && !local.hidden
        });
        let currents = kept.filter_map(|items| self.current(items));
        let bases = &self.plan.body.bases;
        quote! {
            #(let #bases = #rt::Base::new();)*
            #(#currents)*
        }
    }

    /// What a recipe makes of these locals: one value, or a tuple of them.
    fn made_again(&self, recipe: RecipeId, locals: &[LocalId]) -> TokenStream {
        let recipe = self.plan.recipe(recipe);
        let (rt, init) = (names::rt(), &recipe.init);
        let mut pat = recipe.pat.clone();
        while let Pat::Type(typed) = pat {
            pat = *typed.pat;
        }
        if let Pat::Ident(name) = &pat
            && name.by_ref.is_none()
            && name.subpat.is_none()
        {
            return quote!(#init);
        }
        let wanted: Vec<_> = locals
            .iter()
            .map(|local| &self.plan.local(*local).name)
            .collect();
        let found = if let [name] = &*wanted {
            quote!(#name)
        } else {
            quote!((#(#wanted),*))
        };
        let pat = patterns::only(pat, &wanted);
        quote! {
            match #init {
                #pat => #found,
                #[allow(unreachable_patterns, reason = "it was matched before")]
                _ => #rt::no_longer_matches(),
            }
        }
    }

    /// A local's value in the form in which it is saved, and what has to stand before the state is built.
    pub(super) fn kept(&self, local: LocalId, name: &Ident) -> Option<(TokenStream, TokenStream)> {
        let rt = names::rt();
        match self.plan.local(local).kept {
            Kept::Text => return Some((TokenStream::new(), quote!(#rt::Text::new(#name)))),
            Kept::Either(_) => {}
            Kept::Place(_) => {
                let kept = names::hidden(&format!("__kept_{}", local.0));
                return Some((quote!(let #kept = #name.into_position();), quote!(#kept)));
            }
            Kept::Saved | Kept::Again(_) | Kept::InPlace(..) => return None,
        }
        let kept = names::hidden(&format!("__kept_{}", local.0));
        let before = quote!(let #kept = (&&&&#rt::Choice::of(&#name)).kind().keep(#name););
        Some((before, quote!(#kept)))
    }
}

fn made_name(local: LocalId) -> Ident {
    names::hidden(&format!("__made_{}", local.0))
}
