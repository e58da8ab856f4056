//! Which variables a body may change, so that rustc can still say of the others that they need no `mut`.
//!
//! A variable is declared in several copies of the code, and what changes it may stand in one of them only. By name, and
//! rather too many than too few: a name that is missing here must not be changed anywhere.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Macro, Pat, UnOp};

use crate::lower::macros;
use crate::marker;

pub(crate) fn changed(body: &Block) -> BTreeSet<String> {
    let mut search = Search::default();
    search.visit_block(body);
    search.changed
}

#[derive(Default)]
struct Search {
    changed: BTreeSet<String>,
}

impl Search {
    /// The variable that a place is in.
    fn place(&mut self, expr: &Expr) {
        match expr {
            Expr::Path(path) => {
                let name = path.path.get_ident().map(ToString::to_string);
                self.changed.extend(name);
            }
            Expr::Field(e) => self.place(&e.base),
            Expr::Index(e) => self.place(&e.expr),
            Expr::Paren(e) => self.place(&e.expr),
            Expr::Group(e) => self.place(&e.expr),
            Expr::Unary(e) if matches!(e.op, UnOp::Deref(_)) => self.place(&e.expr),
            _ => {}
        }
    }

    fn all(&mut self, tokens: impl ToTokens) {
        macros::names(tokens.to_token_stream(), &mut self.changed);
    }

    fn matched(&mut self, pat: &Pat, value: &Expr) {
        let text = pat.to_token_stream().to_string();
        if text.contains("ref mut") {
            self.place(value);
        }
    }
}

impl<'ast> Visit<'ast> for Search {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Assign(e) => self.all(&e.left),
            Expr::Binary(e) if !changes_nothing(e.op) => self.place(&e.left),
            Expr::Reference(e) if e.mutability.is_some() => self.place(&e.expr),
            Expr::RawAddr(e) => self.place(&e.expr),
            Expr::MethodCall(e) => self.place(&e.receiver),
            Expr::Index(e) => self.place(&e.expr),
            Expr::Call(e) => self.place(&e.func),
            Expr::Let(e) => self.matched(&e.pat, &e.expr),
            Expr::Match(e) => e
                .arms
                .iter()
                .for_each(|arm| self.matched(&arm.pat, &e.expr)),
            Expr::Verbatim(tokens) => self.all(tokens),
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init {
            self.matched(&local.pat, &init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        let suspension = marker::suspension(mac);
        match suspension.and_then(|suspension| suspension.inside(mac).ok()) {
            Some(inside) => {
                if let Some(operand) = &inside.operand {
                    // It lives no longer than this search.
                    let mut inner = Search::default();
                    inner.visit_expr(operand);
                    self.changed.extend(inner.changed);
                }
            }
            None => self.all(&mac.tokens),
        }
    }
}

fn changes_nothing(op: BinOp) -> bool {
    use BinOp::{
        Add, And, BitAnd, BitOr, BitXor, Div, Eq, Ge, Gt, Le, Lt, Mul, Ne, Or, Rem, Shl, Shr, Sub,
    };
    matches!(
        op,
        Add(_)
            | Sub(_)
            | Mul(_)
            | Div(_)
            | Rem(_)
            | And(_)
            | Or(_)
            | BitXor(_)
            | BitAnd(_)
            | BitOr(_)
            | Shl(_)
            | Shr(_)
            | Eq(_)
            | Lt(_)
            | Le(_)
            | Ne(_)
            | Ge(_)
            | Gt(_)
    )
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    #[test]
    fn what_may_be_changed() {
        let body = parse_quote!({
            a = 1;
            b.x[i].y += 1;
            f(&mut c, d);
            e.push(g);
            h();
            yield_!(*j = k);
            (l, m.n) = o;
            let Some(ref mut p) = q else { return r };
            r#s = 1;
        });
        let names = super::changed(&body);
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        assert_eq!(
            names,
            ["a", "b", "c", "e", "f", "h", "j", "l", "m", "n", "q", "r#s"]
        );
    }
}
