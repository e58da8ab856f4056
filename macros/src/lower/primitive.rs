//! Which variables are numbers, `bool`s or `char`s, as far as their form shows it.

use syn::{BinOp, Expr, Lit, Type, UnOp};

use crate::scope::Scopes;

const PRIMITIVES: [&str; 16] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

pub(super) fn is_type(ty: &Type) -> bool {
    match ty {
        Type::Path(path) if path.qself.is_none() => path
            .path
            .get_ident()
            .is_some_and(|name| PRIMITIVES.contains(&&*name.to_string())),
        Type::Paren(ty) => is_type(&ty.elem),
        _ => false,
    }
}

pub(super) fn is_value(expr: &Expr, scopes: &Scopes) -> bool {
    match expr {
        Expr::Lit(lit) => matches!(
            lit.lit,
            Lit::Int(_) | Lit::Float(_) | Lit::Bool(_) | Lit::Char(_) | Lit::Byte(_)
        ),
        Expr::Paren(e) => is_value(&e.expr, scopes),
        Expr::Cast(e) => is_type(&e.ty),
        Expr::Unary(e) => matches!(e.op, UnOp::Neg(_) | UnOp::Not(_)) && is_value(&e.expr, scopes),
        Expr::Path(path) => path
            .path
            .get_ident()
            .is_some_and(|name| scopes.is_primitive(name)),
        Expr::Binary(e) => match e.op {
            BinOp::Eq(_)
            | BinOp::Ne(_)
            | BinOp::Lt(_)
            | BinOp::Le(_)
            | BinOp::Gt(_)
            | BinOp::Ge(_)
            | BinOp::And(_)
            | BinOp::Or(_) => true,
            _ => is_value(&e.left, scopes) && is_value(&e.right, scopes),
        },
        _ => false,
    }
}
