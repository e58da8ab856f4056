//! Which variables code may give another value where they stand.

use syn::Expr;

use super::{Lowerer, places};
use crate::flow::{Change, Flow};

impl Lowerer<'_> {
    /// What a change of a place changes: its variable, if that is declared `mut`, and what that borrows from.
    pub(super) fn change_of(&mut self, place: &Expr) -> Flow {
        let root = places::root(place).and_then(|name| self.scopes.lookup(&name.to_string()));
        let Some(local) = root else {
            return Flow::nothing();
        };
        let mut changes = Vec::new();
        if self.scopes.locals[local.0].mutable {
            let fields = places::fields(place);
            changes.push(Flow::Change(
                local,
                Change {
                    fields,
                    through: None,
                },
            ));
        }
        let sources = self.scopes.sources.get(&local).into_iter().flatten();
        let lent = sources.filter(|source| self.scopes.locals[source.0].mutable);
        let change = Change {
            fields: Vec::new(),
            through: Some(local),
        };
        changes.extend(lent.map(|source| Flow::Change(*source, change.clone())));
        Flow::Sequence(changes)
    }

    /// A function that is lent several variables, or one of `core::mem`'s, may exchange them.
    pub(super) fn note_exchanged(&mut self, call: &syn::ExprCall) {
        let lent = call.args.iter().filter_map(|arg| match arg {
            Expr::Reference(e) if e.mutability.is_some() => Some(&*e.expr),
            _ => None,
        });
        let lent: Vec<_> = lent.collect();
        let exchanges = match &*call.func {
            Expr::Path(path) => path.path.segments.last().is_some_and(|last| {
                let names = ["replace", "swap", "take"];
                names.iter().any(|name| last.ident == name)
            }),
            _ => false,
        };
        if exchanges || lent.len() > 1 {
            for place in lent {
                self.note_replaced(place);
            }
        }
    }

    /// Notes that a variable may be another than it was after this, as by `swap(&mut a, &mut b)`.
    pub(super) fn note_replaced(&mut self, whole: &Expr) {
        if let Expr::Path(path) = whole
            && let Some(name) = path.path.get_ident()
        {
            let local = self.scopes.lookup(&name.to_string());
            self.scopes.replaced.extend(local);
        }
    }

    /// What an assignment to a pattern of places changes.
    pub(super) fn changes_of(&mut self, left: &Expr) -> Flow {
        let parts: Vec<&Expr> = match left {
            Expr::Tuple(e) => e.elems.iter().collect(),
            Expr::Array(e) => e.elems.iter().collect(),
            Expr::Call(e) => e.args.iter().collect(),
            Expr::Struct(e) => e.fields.iter().map(|field| &field.expr).collect(),
            Expr::Paren(e) => vec![&e.expr],
            _ => {
                self.note_replaced(left);
                return self.change_of(left);
            }
        };
        Flow::Sequence(
            parts
                .into_iter()
                .map(|part| self.changes_of(part))
                .collect(),
        )
    }
}
