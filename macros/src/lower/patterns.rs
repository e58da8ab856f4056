//! Patterns: which names are variables, how they are bound, and patterns with fewer of them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Ident, Pat, parse_quote};

/// How a variable of a pattern is bound.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    /// As the value that is matched: by value, or through the borrow that the value is.
    Inherited,
    /// `ref x`.
    Ref,
    /// Below a `&`, or `mut x`: by value.
    Value,
}

/// Whether an identifier pattern binds, rather than names a constant or a unit variant such as `None`.
pub(super) fn is_binding(pat: &syn::PatIdent, irrefutable: bool) -> bool {
    irrefutable || is_a_variable(pat)
}

/// The same where a constant may stand.
pub(crate) fn is_a_variable(pat: &syn::PatIdent) -> bool {
    pat.by_ref.is_some()
        || pat.mutability.is_some()
        || pat.subpat.is_some()
        || pat
            .ident
            .to_string()
            .trim_start_matches("r#")
            .starts_with(|c: char| c.is_lowercase() || c == '_')
}

/// The names that a pattern binds, with how it binds them.
pub(super) fn modes(pat: &Pat) -> Vec<(String, Mode)> {
    fn walk(pat: &Pat, mode: Mode, found: &mut Vec<(String, Mode)>) {
        match pat {
            Pat::Ident(p) => {
                let own = if p.by_ref.is_some() {
                    Mode::Ref
                } else if p.mutability.is_some() {
                    Mode::Value
                } else {
                    mode
                };
                found.push((p.ident.to_string(), own));
                if let Some((_, sub)) = &p.subpat {
                    walk(sub, mode, found);
                }
            }
            Pat::Reference(p) => walk(&p.pat, Mode::Value, found),
            Pat::Paren(p) => walk(&p.pat, mode, found),
            Pat::Type(p) => walk(&p.pat, mode, found),
            Pat::Guard(p) => walk(&p.pat, mode, found),
            Pat::Or(p) => p.cases.iter().for_each(|pat| walk(pat, mode, found)),
            Pat::Slice(p) => p.elems.iter().for_each(|pat| walk(pat, mode, found)),
            Pat::Tuple(p) => p.elems.iter().for_each(|pat| walk(pat, mode, found)),
            Pat::TupleStruct(p) => p.elems.iter().for_each(|pat| walk(pat, mode, found)),
            Pat::Struct(p) => p
                .fields
                .iter()
                .for_each(|field| walk(&field.pat, mode, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(pat, Mode::Inherited, &mut found);
    found
}

/// The variables of a pattern: as the values it binds, and as patterns that bind them again.
pub(super) fn bindings(pat: &Pat) -> (Vec<Ident>, Vec<TokenStream>) {
    #[derive(Default)]
    struct Found {
        names: Vec<Ident>,
        patterns: Vec<TokenStream>,
    }
    impl<'ast> Visit<'ast> for Found {
        fn visit_pat_ident(&mut self, pat: &'ast syn::PatIdent) {
            if is_a_variable(pat) && !self.names.contains(&pat.ident) {
                let mutable = pat.by_ref.is_none().then_some(pat.mutability).flatten();
                let name = &pat.ident;
                self.names.push(name.clone());
                self.patterns.push(quote!(#mutable #name));
            }
            visit::visit_pat_ident(self, pat);
        }
    }
    let mut found = Found::default();
    found.visit_pat(pat);
    (found.names, found.patterns)
}

/// Takes the `mut` off a single name, and its type; whether there was a `mut`.
pub(super) fn take_mut(pat: &mut Pat) -> bool {
    match pat {
        Pat::Ident(name) => name.mutability.take().is_some(),
        Pat::Type(typed) => {
            let mutable = take_mut(&mut typed.pat);
            *pat = (*typed.pat).clone();
            mutable
        }
        _ => false,
    }
}

/// Whether the pattern is a single name.
pub(super) fn is_name(pat: &Pat) -> bool {
    name(pat).is_some()
}

/// The name that the pattern is.
pub(super) fn name(pat: &Pat) -> Option<&Ident> {
    match pat {
        Pat::Ident(pat) => Some(&pat.ident),
        Pat::Type(typed) => name(&typed.pat),
        _ => None,
    }
}

/// Whether the pattern has alternatives under a guard.
pub(super) fn has_alternatives(pat: &Pat) -> bool {
    struct Search(bool);
    impl<'ast> Visit<'ast> for Search {
        fn visit_pat_or(&mut self, _: &'ast syn::PatOr) {
            self.0 = true;
        }
    }
    let Pat::Guard(guarded) = pat else {
        return false;
    };
    let mut search = Search(false);
    search.visit_pat(&guarded.pat);
    search.0
}

/// What the pattern tests, without its variables.
pub(super) fn shape(pat: Pat) -> Pat {
    let mut pat = pat;
    Mask {
        wanted: &[],
        tests: true,
    }
    .visit_pat_mut(&mut pat);
    pat
}

/// The pattern with these variables only. It tests no more than has to hold for them to be there: they may have
/// changed the rest, and themselves.
pub(crate) fn only(pat: Pat, wanted: &[&Ident]) -> Pat {
    let mut pat = pat;
    Mask {
        wanted,
        tests: false,
    }
    .visit_pat_mut(&mut pat);
    pat
}

struct Mask<'a> {
    wanted: &'a [&'a Ident],
    /// Whether tests stay that lead to no variable.
    tests: bool,
}

impl Mask<'_> {
    fn leads_to_a_variable(&self, pat: &Pat) -> bool {
        let bound = modes(pat);
        let mut wanted = self.wanted.iter();
        wanted.any(|name| bound.iter().any(|(bound, _)| *name == bound))
    }
}

impl VisitMut for Mask<'_> {
    fn visit_pat_mut(&mut self, pat: &mut Pat) {
        if let Pat::Guard(guarded) = pat {
            *pat = (*guarded.pat).clone();
        }
        if !self.tests && !matches!(pat, Pat::Rest(_)) && !self.leads_to_a_variable(pat) {
            *pat = parse_quote!(_);
            return;
        }
        if let Pat::Or(_) = pat {
            // Which alternative it was is told by all that they test.
            let mut inner = Mask {
                wanted: self.wanted,
                tests: true,
            };
            return visit_mut::visit_pat_mut(&mut inner, pat);
        }
        visit_mut::visit_pat_mut(self, pat);
        let Pat::Ident(name) = pat else { return };
        if name.by_ref.is_none() && !is_a_variable(name) {
            return;
        }
        if self.wanted.contains(&&name.ident) {
            if name.by_ref.is_none() {
                name.mutability = None;
            }
            if let Some((_, sub)) = &name.subpat
                && matches!(**sub, Pat::Wild(_))
            {
                name.subpat = None;
            }
            return;
        }
        *pat = match name.subpat.take() {
            Some((_, sub)) => *sub,
            None => parse_quote!(_),
        };
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        visit_mut::visit_field_pat_mut(self, field);
        if !matches!(&*field.pat, Pat::Ident(_)) && field.colon_token.is_none() {
            field.colon_token = Some(<syn::Token![:]>::default());
        }
    }
}
