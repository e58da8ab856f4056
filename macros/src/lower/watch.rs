//! What a borrow that is taken again depends on, beside what it borrows from.

use std::collections::BTreeSet;

use syn::{Expr, Pat};

use super::Lowerer;
use super::effects::named;
use super::places::{fields, root};
use super::recipe::{Class, is_place};
use crate::ir::Watched;

impl Lowerer<'_> {
    /// The `mut` places that the evaluation depends on, and that its value does not keep from being changed.
    pub(super) fn watched(&self, init: &Expr, class: Option<Class>) -> BTreeSet<Watched> {
        let mut exprs = Vec::new();
        let mut lender = None;
        arguments(init, &mut exprs, &mut lender);
        // What is a borrow for certain keeps its place; another value may only have been asked for.
        exprs.extend(lender.filter(|_| class == Some(Class::ByType)));
        self.mutable(&exprs)
    }

    /// The same for an iterator. Its closures keep what they mention.
    pub(super) fn watched_by_chain(&self, again: &Expr) -> BTreeSet<Watched> {
        let mut exprs = Vec::new();
        arguments(again, &mut exprs, &mut None);
        exprs.retain(|expr| !matches!(expr, Expr::Closure(_)));
        self.mutable(&exprs)
    }

    fn mutable(&self, exprs: &[&Expr]) -> BTreeSet<Watched> {
        let mut watched = BTreeSet::new();
        for expr in exprs {
            let place = is_place(expr, &self.scopes) || matches!(expr, Expr::Path(_));
            let whole = root(expr).and_then(|name| self.scopes.lookup(&name.to_string()));
            for local in named(expr, &self.scopes) {
                let fields = if place && Some(local) == whole {
                    fields(expr)
                } else {
                    Vec::new()
                };
                let named = &self.scopes.locals[local.0];
                if named.mutable && named.ordinal.is_some() {
                    watched.insert(Watched { local, fields });
                }
            }
        }
        watched
    }
}

/// The indices and arguments of a borrowing expression, and the place that it asks for a borrow.
fn arguments<'e>(expr: &'e Expr, into: &mut Vec<&'e Expr>, lender: &mut Option<&'e Expr>) {
    match expr {
        Expr::Paren(e) => arguments(&e.expr, into, lender),
        Expr::Reference(e) => arguments(&e.expr, into, lender),
        Expr::Unary(e) => arguments(&e.expr, into, lender),
        Expr::Try(e) => arguments(&e.expr, into, lender),
        Expr::Field(_) | Expr::Path(_) => *lender = Some(expr),
        Expr::If(e) => {
            into.push(&e.cond);
            of_block(&e.then_branch, into, lender);
            if let Some((_, otherwise)) = &e.else_branch {
                arguments(otherwise, into, lender);
            }
        }
        Expr::Match(e) => {
            arguments(&e.expr, into, lender);
            for arm in &e.arms {
                arguments(&arm.body, into, &mut None);
                if let Pat::Guard(guarded) = &arm.pat {
                    into.push(&guarded.guard);
                }
            }
        }
        Expr::Block(e) => of_block(&e.block, into, lender),
        Expr::Index(e) => {
            arguments(&e.expr, into, lender);
            ends(&e.index, into);
        }
        Expr::MethodCall(e) => {
            arguments(&e.receiver, into, lender);
            for arg in &e.args {
                ends(arg, into);
            }
        }
        Expr::Call(e) => e.args.iter().for_each(|arg| arguments(arg, into, lender)),
        Expr::Tuple(e) => e
            .elems
            .iter()
            .for_each(|elem| arguments(elem, into, lender)),
        Expr::Array(e) => e
            .elems
            .iter()
            .for_each(|elem| arguments(elem, into, lender)),
        _ => {}
    }
}

fn of_block<'e>(block: &'e syn::Block, into: &mut Vec<&'e Expr>, lender: &mut Option<&'e Expr>) {
    if let [syn::Stmt::Expr(expr, _)] = &*block.stmts {
        arguments(expr, into, lender);
    }
}

fn ends<'e>(arg: &'e Expr, into: &mut Vec<&'e Expr>) {
    match arg {
        Expr::Range(e) => into.extend(e.start.iter().chain(&e.end).map(|end| &**end)),
        arg => into.push(arg),
    }
}
