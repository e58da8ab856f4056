//! Which expressions give the same borrow when they are evaluated again after a resume.
//!
//! A borrow cannot be saved, but what it borrows from is: it is taken again by the expression that made it. This
//! must have no effects and lead to the same place. `&place` always does; a call of a method that the standard
//! library borrows with does too, where its value is a borrow, which its type tells ([`Class::ByType`]).

use syn::{Expr, Lit, Member, UnOp};

use super::choice;
use super::effects::{has_effects, is_plain_value, mentions_mutable, named};
use super::places::local;
use super::std_methods::{
    BORROWING, CHOOSERS, KEEPING_ADAPTERS, LENDING_ITERATIONS, OF_OPTIONS, is_one_of,
    takes_for_good,
};
use crate::flow::LocalId;
use crate::ir::Kept;
use crate::scope::Scopes;

/// How surely a value is a borrow.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Borrow,
    ByType,
}

/// Whether `expr` gives the same borrow again, and how surely it gives one.
pub(super) fn class(expr: &Expr, scopes: &Scopes) -> Option<Class> {
    match expr {
        Expr::Paren(e) => class(&e.expr, scopes),
        Expr::Group(e) => class(&e.expr, scopes),
        Expr::Try(e) => class(&e.expr, scopes).map(|_| Class::ByType),
        Expr::Lit(lit) => {
            matches!(lit.lit, Lit::Str(_) | Lit::ByteStr(_) | Lit::CStr(_)).then_some(Class::Borrow)
        }
        Expr::Macro(e) => {
            let name = e.mac.path.segments.last()?.ident.to_string();
            let constant = [
                "concat",
                "env",
                "file",
                "include_bytes",
                "include_str",
                "module_path",
                "stringify",
            ];
            constant.contains(&&*name).then_some(Class::Borrow)
        }
        Expr::Reference(e) => {
            let again =
                is_place(&e.expr, scopes) || e.mutability.is_none() && is_constant(&e.expr, scopes);
            again.then_some(Class::Borrow)
        }
        Expr::Closure(e) => {
            // One that moves what it captures can be made again if that was copied, and is still the same.
            let copied = |local: LocalId| {
                let local = &scopes.locals[local.0];
                !local.mutable && (local.primitive || matches!(local.kept, Kept::Again(_)))
            };
            let again = e.capture.is_none() || named(expr, scopes).into_iter().all(copied);
            (again && e.asyncness.is_none()).then_some(Class::Borrow)
        }
        Expr::Path(path) => class_of_path(path, scopes),
        Expr::Array(e) => class_of_all(e.elems.iter(), scopes),
        Expr::Tuple(e) => class_of_all(e.elems.iter(), scopes),
        Expr::Repeat(e) => class(&e.expr, scopes),
        Expr::Call(e) => class_of_call(e, scopes),
        Expr::MethodCall(e) => class_of_method(e, scopes),
        // Of a tuple of borrows.
        Expr::Field(e) if matches!(e.member, Member::Unnamed(_)) => {
            class(&e.base, scopes).map(|_| Class::ByType)
        }
        Expr::If(e) => choice::class_of_if(e, scopes),
        Expr::Match(e) => choice::class_of_match(e, scopes),
        // Of a table of constants.
        Expr::Index(e) => is_constant(&e.expr, scopes).then_some(Class::ByType),
        _ => None,
    }
}

fn class_of_path(path: &syn::ExprPath, scopes: &Scopes) -> Option<Class> {
    let name = path.path.get_ident().map(ToString::to_string);
    if name.as_ref().is_some_and(|name| scopes.is_parameter(name)) {
        // What an arm of a `match` binds.
        return Some(Class::ByType);
    }
    if let Some(name) = name
        && let Some(local) = scopes.lookup(&name)
    {
        return match scopes.locals[local.0].kept {
            Kept::Saved | Kept::Text | Kept::Place(_) | Kept::InPlace(..) => None,
            Kept::Again(_) => Some(Class::Borrow),
            Kept::Either(_) => Some(Class::ByType),
        };
    }
    if names_a_function(path) {
        return Some(Class::Borrow);
    }
    names_a_constant(path).then_some(Class::ByType)
}

/// A path to a function, by its spelling: what is no variable.
fn names_a_function(path: &syn::ExprPath) -> bool {
    path.path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.starts_with(char::is_lowercase) && name != "self"
    })
}

/// A path to a constant or a static, by its spelling.
pub(super) fn names_a_constant(path: &syn::ExprPath) -> bool {
    path.path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.len() > 1 && !name.contains(char::is_lowercase) && name.contains(char::is_alphabetic)
    })
}

fn class_of_all<'e>(exprs: impl Iterator<Item = &'e Expr>, scopes: &Scopes) -> Option<Class> {
    let (mut found, mut plain) = (None, false);
    for expr in exprs {
        match class(expr, scopes) {
            Some(class) => found = found.max(Some(class)),
            None if is_constant(expr, scopes) => {}
            None if is_plain_value(expr, scopes) && !mentions_mutable(expr, scopes) => {
                plain = true;
            }
            None => return None,
        }
    }
    found.map(|class| if plain { Class::ByType } else { class })
}

fn class_of_call(e: &syn::ExprCall, scopes: &Scopes) -> Option<Class> {
    let Expr::Path(path) = &*e.func else {
        return None;
    };
    let path = path
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string());
    let path: Vec<_> = path.collect();
    let path: Vec<_> = path.iter().map(|segment| &**segment).collect();
    let again = matches!(
        &*path,
        ["Some" | "Ok" | "Err" | "from_utf8"]
            | [.., "Path" | "OsStr", "new"]
            | [.., "str", "from_utf8"]
            | [.., "Cow", "Borrowed"]
            | [.., "slice", "from_ref" | "from_mut"]
    );
    let class = again.then(|| class_of_all(e.args.iter(), scopes))??;
    Some(if path.len() == 1 {
        class
    } else {
        Class::ByType
    })
}

fn class_of_method(e: &syn::ExprMethodCall, scopes: &Scopes) -> Option<Class> {
    let receiver = || is_place(&e.receiver, scopes) || class(&e.receiver, scopes).is_some();
    // These take their receiver for good: it must be a borrow that is made here.
    let given = || match local(&e.receiver, scopes) {
        Some(local) => scopes.inlined(local).is_some(),
        None => class(&e.receiver, scopes).is_some(),
    };
    let gives_a_borrow = if is_one_of(&e.method, OF_OPTIONS) {
        given()
    } else if e.args.is_empty() && (e.method == "get" || e.method == "get_mut") {
        // Of a cell.
        false
    } else if is_one_of(&e.method, BORROWING) {
        receiver() || is_iteration(&e.receiver, scopes) && is_one_of(&e.method, CHOOSERS)
    } else if is_one_of(&e.method, CHOOSERS) {
        is_iteration(&e.receiver, scopes)
    } else if takes_for_good(&e.method) {
        given() && e.args.len() == 1 && keeps_borrowing(&e.args[0])
    } else {
        false
    };
    let functions = e
        .args
        .iter()
        .filter(|arg| matches!(arg, Expr::Closure(_) | Expr::Path(_)));
    let unnoticed = functions.into_iter().all(|arg| {
        let value = matches!(arg, Expr::Path(_)) && !calls_functions(&e.method);
        value || !has_effects(arg, scopes)
    });
    (gives_a_borrow && unnoticed).then_some(Class::ByType)
}

/// Whether the arguments of the method are functions.
fn calls_functions(method: &syn::Ident) -> bool {
    let name = method.to_string();
    let ending = ["_by", "_by_key", "_else", "_while"];
    ending.iter().any(|ending| name.ends_with(ending))
        || ["and_then", "filter", "find", "map"].contains(&&*name)
}

/// An iterator over borrows that is made here.
fn is_iteration(expr: &Expr, scopes: &Scopes) -> bool {
    let Expr::MethodCall(e) = expr else {
        return false;
    };
    if is_one_of(&e.method, LENDING_ITERATIONS) {
        return is_place(&e.receiver, scopes) || class(&e.receiver, scopes).is_some();
    }
    is_one_of(&e.method, KEEPING_ADAPTERS)
        && is_iteration(&e.receiver, scopes)
        && e.args
            .iter()
            .all(|arg| !calls_functions(&e.method) || !has_effects(arg, scopes))
}

/// A closure or function that makes one borrow of another.
fn keeps_borrowing(function: &Expr) -> bool {
    match function {
        Expr::Closure(e) => match &*e.body {
            Expr::Reference(_) => true,
            Expr::MethodCall(call) => is_one_of(&call.method, BORROWING),
            _ => false,
        },
        Expr::Path(path) => path.path.segments.last().is_some_and(|last| {
            last.ident.to_string().starts_with("as_") || is_one_of(&last.ident, BORROWING)
        }),
        _ => false,
    }
}

/// A place that a borrow may be taken of again: a variable, or a part of one.
pub(super) fn is_place(expr: &Expr, scopes: &Scopes) -> bool {
    match expr {
        Expr::Path(path) => match path.path.get_ident() {
            Some(name) => {
                let text = name.to_string();
                scopes.lookup(&text).is_some()
                    || scopes.is_parameter(&text)
                    || names_a_constant(path)
            }
            None => names_a_constant(path),
        },
        Expr::Paren(e) => is_place(&e.expr, scopes),
        Expr::Field(e) => is_place(&e.base, scopes) || class(&e.base, scopes).is_some(),
        Expr::Index(e) => is_place(&e.expr, scopes) || class(&e.expr, scopes).is_some(),
        Expr::Unary(e) => {
            matches!(e.op, UnOp::Deref(_))
                && (is_place(&e.expr, scopes) || class(&e.expr, scopes).is_some())
        }
        _ => false,
    }
}

/// A value that is the same wherever it is evaluated.
pub(super) fn is_constant(expr: &Expr, scopes: &Scopes) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Path(path) => {
            let local = path
                .path
                .get_ident()
                .and_then(|name| scopes.lookup(&name.to_string()));
            local.is_none() && names_a_constant(path)
        }
        Expr::Paren(e) => is_constant(&e.expr, scopes),
        Expr::Unary(e) => !matches!(e.op, UnOp::Deref(_)) && is_constant(&e.expr, scopes),
        Expr::Reference(e) => e.mutability.is_none() && is_constant(&e.expr, scopes),
        Expr::Array(e) => e.elems.iter().all(|elem| is_constant(elem, scopes)),
        Expr::Tuple(e) => e.elems.iter().all(|elem| is_constant(elem, scopes)),
        Expr::Repeat(e) => is_constant(&e.expr, scopes),
        _ => false,
    }
}
