//! Patterns: which names are variables, how they are bound, and patterns with fewer of them.

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

/// Whether the pattern is a single name.
pub(super) fn is_name(pat: &Pat) -> bool {
    match pat {
        Pat::Ident(_) => true,
        Pat::Type(typed) => is_name(&typed.pat),
        _ => false,
    }
}

/// The pattern with these variables only.
pub(crate) fn only(mut pat: Pat, wanted: &[&Ident]) -> Pat {
    struct Mask<'a>(&'a [&'a Ident]);
    impl VisitMut for Mask<'_> {
        fn visit_pat_mut(&mut self, pat: &mut Pat) {
            visit_mut::visit_pat_mut(self, pat);
            if let Pat::Guard(guarded) = pat {
                *pat = (*guarded.pat).clone();
            }
            let Pat::Ident(name) = pat else { return };
            let constant = name.by_ref.is_none() && !is_a_variable(name);
            if constant || self.0.contains(&&name.ident) {
                if name.by_ref.is_none() {
                    name.mutability = None;
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
    Mask(wanted).visit_pat_mut(&mut pat);
    pat
}
