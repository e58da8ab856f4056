//! Borrows that are chosen by an `if` or a `match`: the choice is made again, from the same values.

use syn::{Arm, Block, Expr, ExprIf, ExprMatch, Pat, Stmt};

use super::effects::is_plain_value;
use super::patterns::modes;
use super::recipe::{Class, class, is_place};
use super::std_methods::only_reads;
use crate::scope::Scopes;

pub(super) fn class_of_if(e: &ExprIf, scopes: &Scopes) -> Option<Class> {
    let (_, otherwise) = e.else_branch.as_ref()?;
    if !is_condition(&e.cond, scopes) {
        return None;
    }
    let mut bound = Vec::new();
    patterns(&e.cond, &mut bound);
    let then = with_parameters(&bound, scopes, || leaf_of_block(&e.then_branch, scopes))?;
    let otherwise = leaf(otherwise, scopes)?;
    then.class().max(otherwise.class())
}

pub(super) fn class_of_match(e: &ExprMatch, scopes: &Scopes) -> Option<Class> {
    if class(&e.expr, scopes).is_none() && !is_place(&e.expr, scopes) {
        return None;
    }
    let mut found = None;
    for Arm { pat, body, .. } in &e.arms {
        let leaf = with_parameters(&[pat], scopes, || {
            let guarded = match pat {
                Pat::Guard(guarded) => is_condition(&guarded.guard, scopes),
                _ => true,
            };
            guarded.then(|| leaf(body, scopes)).flatten()
        });
        found = found.max(leaf?.class());
    }
    found.map(|_| Class::ByType)
}

/// What a branch does that may be evaluated again.
enum Leaf {
    Gives(Class),
    /// It never gives anything.
    Leaves,
}

impl Leaf {
    fn class(self) -> Option<Class> {
        match self {
            Leaf::Gives(class) => Some(class),
            Leaf::Leaves => None,
        }
    }
}

fn leaf(expr: &Expr, scopes: &Scopes) -> Option<Leaf> {
    match expr {
        Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => Some(Leaf::Leaves),
        Expr::Macro(e) if super::macros::never_returns(&e.mac) => Some(Leaf::Leaves),
        Expr::Block(e) if e.label.is_none() => leaf_of_block(&e.block, scopes),
        expr => class(expr, scopes).map(Leaf::Gives),
    }
}

fn leaf_of_block(block: &Block, scopes: &Scopes) -> Option<Leaf> {
    match &*block.stmts {
        [Stmt::Expr(expr, None)] => leaf(expr, scopes),
        [Stmt::Expr(expr @ (Expr::Return(_) | Expr::Break(_) | Expr::Continue(_)), Some(_))] => {
            leaf(expr, scopes)
        }
        _ => None,
    }
}

/// A condition that has no effects.
fn is_condition(expr: &Expr, scopes: &Scopes) -> bool {
    match expr {
        Expr::Paren(e) => is_condition(&e.expr, scopes),
        Expr::Unary(e) => is_condition(&e.expr, scopes),
        Expr::Binary(e) => {
            !super::operands::assigns(e.op)
                && is_condition(&e.left, scopes)
                && is_condition(&e.right, scopes)
        }
        Expr::Let(e) => class(&e.expr, scopes).is_some(),
        Expr::MethodCall(e) => {
            only_reads(&e.method)
                && (is_place(&e.receiver, scopes) || class(&e.receiver, scopes).is_some())
                && e.args.iter().all(|arg| is_plain_value(arg, scopes))
        }
        _ => is_plain_value(expr, scopes),
    }
}

fn patterns<'e>(cond: &'e Expr, into: &mut Vec<&'e Pat>) {
    match cond {
        Expr::Let(e) => into.push(&e.pat),
        Expr::Binary(e) => {
            patterns(&e.left, into);
            patterns(&e.right, into);
        }
        _ => {}
    }
}

/// Looks at what stands in the scope of these patterns.
fn with_parameters<T>(pats: &[&Pat], scopes: &Scopes, look: impl FnOnce() -> T) -> T {
    let outer = scopes.parameters.borrow().len();
    for pat in pats {
        let bound = modes(pat).into_iter().map(|(name, _)| name);
        scopes.parameters.borrow_mut().extend(bound);
    }
    let found = look();
    scopes.parameters.borrow_mut().truncate(outer);
    found
}
