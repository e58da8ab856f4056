//! What evaluating an expression once more would change, as far as its form shows it.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Expr, Ident, UnOp};

use super::places::root;
use super::std_methods::only_reads;
use super::{macros, operands};
use crate::flow::LocalId;
use crate::ir::Kept;
use crate::scope::Scopes;

/// The locals that are named in an expression, and what they are made from if they borrow.
pub(super) fn named(expr: &Expr, scopes: &Scopes) -> BTreeSet<LocalId> {
    let mut names = BTreeSet::new();
    macros::names(expr.to_token_stream(), &mut names);
    let locals = names.iter().filter_map(|name| scopes.lookup(name));
    let mut found = BTreeSet::new();
    for local in locals {
        found.insert(local);
        found.extend(scopes.sources.get(&local).into_iter().flatten());
    }
    found
}

/// Whether a variable that may change is mentioned, or one that borrows from such a one.
pub(super) fn mentions_mutable(expr: &Expr, scopes: &Scopes) -> bool {
    let mut locals = named(expr, scopes).into_iter();
    locals.any(|local| scopes.locals[local.0].mutable)
}

/// Whether the value is that of its variables at once, with nothing called and nothing followed.
pub(super) fn is_plain_value(expr: &Expr, scopes: &Scopes) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Path(path) => {
            let name = path.path.get_ident();
            let local = name.and_then(|name| scopes.lookup(&name.to_string()));
            local.is_none_or(|local| {
                matches!(scopes.locals[local.0].kept, Kept::Saved | Kept::InPlace(..))
            })
        }
        Expr::Paren(e) => is_plain_value(&e.expr, scopes),
        Expr::Unary(e) => !matches!(e.op, UnOp::Deref(_)) && is_plain_value(&e.expr, scopes),
        Expr::Cast(e) => is_plain_value(&e.expr, scopes),
        Expr::Field(e) => is_plain_value(&e.base, scopes),
        Expr::Binary(e) => {
            !operands::assigns(e.op)
                && is_plain_value(&e.left, scopes)
                && is_plain_value(&e.right, scopes)
        }
        Expr::Tuple(e) => e.elems.iter().all(|elem| is_plain_value(elem, scopes)),
        _ => false,
    }
}

/// Whether calling the function once more could be noticed.
pub(super) fn has_effects(function: &Expr, scopes: &Scopes) -> bool {
    let mut search = Effects {
        scopes,
        found: false,
    };
    match function {
        Expr::Closure(closure) => search.visit_expr(&closure.body),
        Expr::Path(path) => {
            // A method, or a constructor.
            let last = path.path.segments.last();
            search.found = path.path.segments.len() == 1
                && last.is_none_or(|last| last.ident.to_string().starts_with(char::is_lowercase));
        }
        _ => search.found = true,
    }
    search.found
}

/// Each closure has a type of its own.
pub(super) fn contains_closure(expr: &Expr) -> bool {
    struct Search(bool);
    impl<'ast> Visit<'ast> for Search {
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {
            self.0 = true;
        }
    }
    let mut search = Search(false);
    search.visit_expr(expr);
    search.0
}

struct Effects<'s> {
    scopes: &'s Scopes,
    found: bool,
}

impl<'ast> Visit<'ast> for Effects<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        self.found |= match expr {
            Expr::Assign(_) | Expr::Await(_) | Expr::Unsafe(_) | Expr::Return(_) => true,
            Expr::Binary(e) => operands::assigns(e.op),
            Expr::Reference(e) => e.mutability.is_some(),
            Expr::MethodCall(e) => {
                let root = root(&e.receiver);
                let local = root.and_then(|name| self.scopes.lookup(&name.to_string()));
                local.is_some_and(|local| self.scopes.locals[local.0].mutable)
                    && !only_reads(&e.method)
            }
            // A constructor has no effects.
            Expr::Call(e) => match &*e.func {
                Expr::Path(path) => path
                    .path
                    .segments
                    .last()
                    .is_none_or(|last| last.ident.to_string().starts_with(char::is_lowercase)),
                _ => true,
            },
            _ => false,
        };
        visit::visit_expr(self, expr);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let name = mac.path.segments.last().map(|last| last.ident.to_string());
        let harmless = ["concat", "format", "matches", "stringify", "vec"];
        self.found |= name.is_none_or(|name| !harmless.contains(&&*name));
    }
}

/// Whether what is evaluated borrows mutably, by its form.
pub(super) fn borrows_mutably(expr: &Expr) -> bool {
    struct Search(bool);
    impl<'ast> Visit<'ast> for Search {
        fn visit_expr_reference(&mut self, e: &'ast syn::ExprReference) {
            self.0 |= e.mutability.is_some();
            visit::visit_expr_reference(self, e);
        }

        fn visit_ident(&mut self, name: &'ast Ident) {
            self.0 |= name.to_string().ends_with("_mut");
        }
    }
    let mut search = Search(false);
    search.visit_expr(expr);
    search.0
}
