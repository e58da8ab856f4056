//! Patterns: what they bind is declared.

use syn::{Pat, Token};

use super::Lowerer;
use super::patterns::is_binding;
use crate::flow::{Flow, LocalId};
use crate::marker;

impl Lowerer<'_> {
    /// Declares what a pattern binds. A guard sees the bindings.
    pub(super) fn pattern(&mut self, pat: &mut Pat, irrefutable: bool) -> (Vec<LocalId>, Flow) {
        let mut bound = Vec::new();
        let mut guards = Vec::new();
        self.bind(pat, irrefutable, &mut bound, &mut guards);
        let mut parts: Vec<Flow> = bound.iter().map(|local| Flow::Define(*local)).collect();
        parts.extend(guards);
        (bound, Flow::Sequence(parts))
    }

    fn bind(
        &mut self,
        pat: &mut Pat,
        irrefutable: bool,
        bound: &mut Vec<LocalId>,
        guards: &mut Vec<Flow>,
    ) {
        match pat {
            Pat::Ident(p) => {
                if is_binding(p, irrefutable) {
                    // An alternative of an or-pattern binds the same variables again.
                    let text = p.ident.to_string();
                    let again = bound
                        .iter()
                        .copied()
                        .find(|local| self.scopes.lookup(&text) == Some(*local));
                    if again.is_some() {
                        self.scopes.reach(&mut p.ident);
                    } else {
                        let mutable = p.mutability.is_some() && p.by_ref.is_none();
                        let local = self.scopes.declare(&mut p.ident, mutable);
                        self.scopes
                            .note_mut(local, p.mutability.filter(|_| mutable));
                        bound.push(local);
                    }
                }
                if let Some((_, sub)) = &mut p.subpat {
                    self.bind(sub, irrefutable, bound, guards);
                }
            }
            Pat::Guard(p) => {
                self.bind(&mut p.pat, irrefutable, bound, guards);
                if marker::suspends(&p.guard) {
                    self.errors.at(&p.guard, "a yield in a match guard is not supported: other arms may be tried after it; move the test into the arm");
                } else {
                    let guard = self.plain(&mut p.guard);
                    guards.push(guard);
                }
            }
            Pat::Or(p) => {
                for case in &mut p.cases {
                    self.bind(case, irrefutable, bound, guards);
                }
            }
            Pat::Paren(p) => self.bind(&mut p.pat, irrefutable, bound, guards),
            Pat::Reference(p) => self.bind(&mut p.pat, irrefutable, bound, guards),
            Pat::Slice(p) => p
                .elems
                .iter_mut()
                .for_each(|pat| self.bind(pat, false, bound, guards)),
            Pat::Tuple(p) => p
                .elems
                .iter_mut()
                .for_each(|pat| self.bind(pat, false, bound, guards)),
            Pat::TupleStruct(p) => {
                p.elems
                    .iter_mut()
                    .for_each(|pat| self.bind(pat, false, bound, guards));
            }
            Pat::Struct(p) => {
                for field in &mut p.fields {
                    self.bind(&mut field.pat, true, bound, guards);
                    if field.colon_token.is_none() && self.names_a_renamed(&field.member) {
                        field.colon_token = Some(<Token![:]>::default());
                    }
                }
            }
            Pat::Type(p) => self.bind(&mut p.pat, irrefutable, bound, guards),
            Pat::Macro(p) => {
                // What it binds cannot be seen; rustc reports uses of it after a yield.
                let _ = p;
            }
            _ => {}
        }
    }
}
