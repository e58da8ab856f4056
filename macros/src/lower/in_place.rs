//! Variables that stay where they are, instead of being moved out of the state and back: plain data whose type can be
//! seen. Each has a place beside the state, and is a borrow of it.
//!
//! ```text
//! // Input:                                   // Output:
//! let mut buf: [u8; 256] = [0; 256];          let buf = __place_0.fill([0; 256]);      // after a resume: __place_0.filled()
//! buf[i] += 1;                                (*buf)[i] += 1;
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Lit, Local, Pat, Type, parse_quote, parse_quote_spanned};

use super::block::Builder;
use super::{Lowerer, patterns, primitive};
use crate::flow::Flow;
use crate::ir::{Items, Kept, Let, PlaceId, PlaceType, Recipe, RecipeId, StmtKind};
use crate::scope::SiteId;
use crate::{marker, names};

pub(super) fn is_mark(attr: &Attribute) -> bool {
    attr.path().is_ident("in_place")
}

impl Lowerer<'_> {
    /// Whether the `let` declares plain data of a visible type, and where it stands if so.
    pub(super) fn may_stay(
        &mut self,
        local: &mut Local,
        edited: bool,
    ) -> Option<(SiteId, PlaceType)> {
        let (marks, others): (Vec<_>, Vec<_>) = std::mem::take(&mut local.attrs)
            .into_iter()
            .partition(is_mark);
        local.attrs = others;
        let ty = type_of(local, !marks.is_empty());
        if let (Some(mark), None) = (marks.first(), &ty) {
            self.errors.at(mark, "a variable that stays in place needs a name and a type that can be seen, which its place has, and a value that is there at once; write `let name: Type = value;`");
        }
        if let (Some(mark), true) = (marks.first(), edited) {
            self.errors.at(mark, "what a variable gets from an older snapshot is moved to it, so it cannot stay in place; remove one of the attributes");
        }
        let ty = ty.filter(|_| !edited)?;
        Some((self.next_site(), ty))
    }

    /// The `let` of a variable that stays.
    pub(super) fn local_in_place(
        &mut self,
        mut local: Local,
        ty: PlaceType,
        mentioned: BTreeSet<String>,
        out: &mut Builder,
    ) {
        let place = PlaceId(self.places.len());
        self.places.push(ty);
        let mutable = patterns::take_mut(&mut local.pat);
        let init = local
            .init
            .as_mut()
            .expect("what stays in place has a value");
        let made = self.plain(&mut init.expr);
        let (declares, pattern) = self.pattern(&mut local.pat, true);
        let span = Span::mixed_site().located_at(local.pat.span());
        let (name, value) = (names::place(place), &init.expr);
        let (filled, found): (Expr, Expr) = if mutable {
            (
                parse_quote_spanned!(span=> #name.fill(#value)),
                parse_quote_spanned!(span=> #name.filled()),
            )
        } else {
            (
                parse_quote_spanned!(span=> &*#name.fill(#value)),
                parse_quote_spanned!(span=> &*#name.filled()),
            )
        };
        let recipe = RecipeId(self.recipes.len());
        let site = self.next_site();
        self.recipes.push(Recipe {
            site,
            anew: false,
            pat: local.pat.clone(),
            init: found,
            transient: false,
            item_of: None,
            lenders: Vec::new(),
            borrows_mutably: mutable,
            items: Items::Owned,
            watched: BTreeSet::new(),
        });
        for id in &declares {
            let variable = &mut self.scopes.locals[id.0];
            variable.kept = Kept::InPlace(recipe, place);
            // The borrow is not; what it borrows is.
            variable.mutable = mutable;
        }
        let kind = StmtKind::Let(Let {
            attrs: local.attrs,
            pat: local.pat,
            ty: None,
            init: Some(filled.into_token_stream()),
            diverge: None,
        });
        out.push(
            kind,
            declares,
            Flow::Sequence(vec![made, pattern]),
            mentioned,
        );
    }
}

/// The place of a variable that stays, where its name stands.
pub(super) fn followed(name: &Expr) -> Expr {
    let span = Span::mixed_site().located_at(name.span());
    parse_quote_spanned!(span=> (*#name))
}

/// The type that is written for the variable, or that its value spells out.
fn type_of(local: &Local, marked: bool) -> Option<PlaceType> {
    let (pat, written) = match &local.pat {
        Pat::Type(typed) => (&*typed.pat, Some((*typed.ty).clone())),
        pat => (pat, None),
    };
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let by_name = matches!(pat, Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none());
    if !by_name || marker::suspends(&init.expr) {
        return None;
    }
    match written.or_else(|| of_value(&init.expr))? {
        Type::Array(array) if marked || is_plain_data(&array.elem) => Some(PlaceType::Array {
            item: *array.elem,
            count: array.len,
        }),
        ty if marked && !mentions_gaps(&ty) => Some(PlaceType::Other(ty)),
        _ => None,
    }
}

fn mentions_gaps(ty: &Type) -> bool {
    let is_gap = |token: proc_macro2::TokenTree| matches!(token, proc_macro2::TokenTree::Ident(name) if name == "_" || name == "impl");
    ty.to_token_stream().into_iter().any(is_gap)
}

/// `[0_u8; 256]`
fn of_value(init: &Expr) -> Option<Type> {
    let (item, count): (&Expr, Expr) = match init {
        Expr::Repeat(e) => (&e.expr, (*e.len).clone()),
        Expr::Array(e) => {
            let count = e.elems.len();
            (e.elems.first()?, parse_quote!(#count))
        }
        _ => return None,
    };
    let item = match item {
        Expr::Lit(e) => of_literal(&e.lit)?,
        inner => of_value(inner)?,
    };
    Some(parse_quote!([#item; #count]))
}

fn of_literal(literal: &Lit) -> Option<Type> {
    let name = match literal {
        Lit::Bool(_) => "bool",
        Lit::Char(_) => "char",
        Lit::Byte(_) => "u8",
        Lit::Int(number) => number.suffix(),
        Lit::Float(number) => number.suffix(),
        _ => return None,
    };
    let name = Some(name).filter(|name| !name.is_empty())?;
    let name = Ident::new(name, Span::call_site());
    Some(parse_quote!(#name))
}

/// Numbers and the like, and tuples and arrays of them.
fn is_plain_data(ty: &Type) -> bool {
    match ty {
        Type::Array(array) => is_plain_data(&array.elem),
        Type::Tuple(parts) => parts.elems.iter().all(is_plain_data),
        other => primitive::is_type(other),
    }
}
