//! The types of the variables that a pattern binds.

use syn::{Ident, Pat, Type};

use super::last_segment;

/// Adds each variable whose type follows from that of the whole.
pub(super) fn bind(pattern: &Pat, ty: Option<&Type>, into: &mut Vec<(Ident, Type)>) {
    let Some(ty) = ty else {
        return written(pattern, into);
    };
    match (pattern, ty) {
        (Pat::Ident(name), _) if name.by_ref.is_none() => {
            into.push((name.ident.clone(), ty.clone()));
        }
        (Pat::Type(typed), _) => bind(&typed.pat, Some(&typed.ty), into),
        (Pat::Paren(pat), _) => bind(&pat.pat, Some(ty), into),
        (Pat::Tuple(parts), Type::Tuple(types)) if parts.elems.len() == types.elems.len() => {
            for (part, ty) in parts.elems.iter().zip(&types.elems) {
                bind(part, Some(ty), into);
            }
        }
        (Pat::TupleStruct(whole), _) if whole.elems.len() == 1 => {
            let variant = whole
                .path
                .segments
                .last()
                .map(|last| last.ident.to_string());
            let inner = last_segment(ty).and_then(|(name, given)| {
                let place = match (&*name, variant?.as_str()) {
                    ("Option", "Some") | ("Result", "Ok") => 0,
                    ("Result", "Err") => 1,
                    _ => return None,
                };
                given.get(place).cloned()
            });
            bind(&whole.elems[0], inner.as_ref(), into);
        }
        (Pat::Or(cases), _) => cases
            .cases
            .iter()
            .for_each(|case| bind(case, Some(ty), into)),
        _ => {}
    }
}

/// The types that are written in the pattern itself.
fn written(pat: &Pat, into: &mut Vec<(Ident, Type)>) {
    match pat {
        Pat::Type(typed) => bind(&typed.pat, Some(&typed.ty), into),
        Pat::Paren(pat) => written(&pat.pat, into),
        _ => {}
    }
}
