//! What part of which variable an expression names.

use syn::{Expr, Ident, Member};

use crate::flow::LocalId;
use crate::scope::Scopes;

/// The variable that a place is a part of.
pub(super) fn root(place: &Expr) -> Option<&Ident> {
    match place {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Paren(e) => root(&e.expr),
        Expr::Field(e) => root(&e.base),
        Expr::Index(e) => root(&e.expr),
        Expr::Unary(e) => root(&e.expr),
        Expr::Reference(e) => root(&e.expr),
        Expr::MethodCall(e) => root(&e.receiver),
        Expr::Try(e) => root(&e.expr),
        _ => None,
    }
}

/// The fields that lead from the root to the place, as far as only fields do.
pub(super) fn fields(place: &Expr) -> Vec<String> {
    fn walk(place: &Expr, path: &mut Vec<String>) {
        match place {
            Expr::Paren(e) => walk(&e.expr, path),
            Expr::Reference(e) => walk(&e.expr, path),
            Expr::Index(e) => walk(&e.expr, path),
            Expr::Unary(e) => walk(&e.expr, path),
            Expr::MethodCall(e) => walk(&e.receiver, path),
            Expr::Try(e) => walk(&e.expr, path),
            Expr::Field(e) => {
                walk(&e.base, path);
                path.push(match &e.member {
                    Member::Named(name) => name.to_string(),
                    Member::Unnamed(index) => index.index.to_string(),
                });
            }
            _ => {}
        }
    }
    let mut path = Vec::new();
    walk(place, &mut path);
    path
}

/// The local that an expression is the name of.
pub(super) fn local(expr: &Expr, scopes: &Scopes) -> Option<LocalId> {
    match expr {
        Expr::Path(path) => scopes.lookup(&path.path.get_ident()?.to_string()),
        Expr::Paren(e) => local(&e.expr, scopes),
        _ => None,
    }
}

/// An expression without the parentheses around it.
pub(super) fn without_parentheses(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(e) => without_parentheses(&e.expr),
        expr => expr,
    }
}
