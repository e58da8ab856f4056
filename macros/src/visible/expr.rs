//! The types of expressions.

use syn::{
    BinOp, Expr, ExprCall, ExprMacro, ExprMethodCall, Lit, Path, PathArguments, Token, Type, UnOp,
    parse_quote, punctuated::Punctuated,
};

use super::{Reader, is_named, is_primitive, last_segment};

/// Methods of numbers that give a number of the same type.
const OF_THE_SAME_TYPE: [&str; 12] = [
    "pow",
    "min",
    "max",
    "abs",
    "rem_euclid",
    "div_euclid",
    "rotate_left",
    "rotate_right",
    "swap_bytes",
    "isqrt",
    "midpoint",
    "clamp",
];

impl Reader<'_> {
    pub(super) fn type_of(&self, expr: &Expr) -> Option<Type> {
        match expr {
            Expr::Paren(e) => self.type_of(&e.expr),
            Expr::Group(e) => self.type_of(&e.expr),
            Expr::Lit(e) => of_literal(&e.lit),
            Expr::Cast(e) => Some((*e.ty).clone()),
            Expr::Path(e) if e.qself.is_none() => match e.path.get_ident() {
                Some(name) => self.type_of_variable(name),
                None => of_constant(&e.path),
            },
            // What stays in place is a borrow of its place.
            Expr::Unary(e) if matches!(e.op, UnOp::Deref(_)) => match &*e.expr {
                Expr::Path(_) => self.type_of(&e.expr),
                _ => None,
            },
            Expr::Unary(e) if matches!(e.op, UnOp::Neg(_) | UnOp::Not(_)) => {
                self.type_of(&e.expr).filter(is_primitive)
            }
            Expr::Binary(e) => self.of_binary(&e.left, e.op, &e.right),
            Expr::Tuple(e) => {
                let parts = e.elems.iter().map(|part| self.type_of(part));
                let parts = parts.collect::<Option<Vec<_>>>()?;
                Some(parse_quote!((#(#parts,)*)))
            }
            Expr::Array(e) => {
                let (item, count) = (e.elems.iter().find_map(|e| self.type_of(e))?, e.elems.len());
                Some(parse_quote!([#item; #count]))
            }
            Expr::Repeat(e) => {
                let (item, count) = (self.type_of(&e.expr)?, &e.len);
                Some(parse_quote!([#item; #count]))
            }
            Expr::Index(e) if !matches!(*e.index, Expr::Range(_)) => {
                match self.type_of(&e.expr)? {
                    Type::Array(array) => Some(*array.elem),
                    ty => match last_segment(&ty)? {
                        (name, given) if name == "Vec" || name == "VecDeque" => {
                            given.into_iter().next()
                        }
                        _ => None,
                    },
                }
            }
            Expr::Macro(e) => self.of_macro(e),
            Expr::Call(e) => of_call(e),
            Expr::MethodCall(e) => self.of_method(e),
            Expr::If(e) => self.of_block(&e.then_branch),
            Expr::Block(e) => self.of_block(&e.block),
            _ => None,
        }
    }

    fn of_block(&self, block: &syn::Block) -> Option<Type> {
        match &*block.stmts {
            [syn::Stmt::Expr(e, None)] => self.type_of(e),
            _ => None,
        }
    }

    fn of_binary(&self, left: &Expr, op: BinOp, right: &Expr) -> Option<Type> {
        match op {
            BinOp::Eq(_)
            | BinOp::Ne(_)
            | BinOp::Lt(_)
            | BinOp::Le(_)
            | BinOp::Gt(_)
            | BinOp::Ge(_)
            | BinOp::And(_)
            | BinOp::Or(_) => Some(parse_quote!(bool)),
            BinOp::Shl(_) | BinOp::Shr(_) => self.type_of(left).filter(is_primitive),
            _ => {
                let left = self.type_of(left);
                left.or_else(|| self.type_of(right)).filter(is_primitive)
            }
        }
    }

    fn of_macro(&self, e: &ExprMacro) -> Option<Type> {
        let (name, private) = (&e.mac.path, &self.private);
        if name.is_ident("format") {
            return Some(parse_quote!(#private::String));
        }
        if name.is_ident("matches") {
            return Some(parse_quote!(bool));
        }
        if name.is_ident("vec") {
            let repeated = e.mac.parse_body_with(|input: syn::parse::ParseStream<'_>| {
                let item: Expr = input.parse()?;
                input.parse::<Token![;]>()?;
                input.parse::<Expr>()?;
                Ok(item)
            });
            let item = if let Ok(item) = repeated {
                self.type_of(&item)?
            } else {
                let listed = Punctuated::<Expr, Token![,]>::parse_terminated;
                let listed = e.mac.parse_body_with(listed).ok()?;
                listed.iter().find_map(|item| self.type_of(item))?
            };
            return Some(parse_quote!(#private::Vec<#item>));
        }
        None
    }

    fn of_method(&self, e: &ExprMethodCall) -> Option<Type> {
        let method = e.method.to_string();
        let receiver = self.type_of(&e.receiver);
        if method == "clone" {
            return receiver.filter(|ty| !matches!(ty, Type::Reference(_)));
        }
        if method == "len" && e.args.is_empty() {
            return Some(parse_quote!(usize));
        }
        let is_text = receiver.as_ref().is_some_and(|ty| {
            is_named(ty, "& 'static str")
                || last_segment(ty).is_some_and(|(name, _)| name == "String")
        });
        if is_text && matches!(&*method, "to_string" | "to_owned") {
            let private = &self.private;
            return Some(parse_quote!(#private::String));
        }
        let same = ["wrapping_", "saturating_"]
            .iter()
            .any(|start| method.starts_with(start))
            || OF_THE_SAME_TYPE.contains(&&*method);
        receiver.filter(|ty| same && is_primitive(ty))
    }
}

fn of_literal(literal: &Lit) -> Option<Type> {
    let suffix = match literal {
        Lit::Str(_) => return Some(parse_quote!(&'static str)),
        Lit::Bool(_) => return Some(parse_quote!(bool)),
        Lit::Char(_) => return Some(parse_quote!(char)),
        Lit::Byte(_) => return Some(parse_quote!(u8)),
        Lit::Int(number) => number.suffix(),
        Lit::Float(number) => number.suffix(),
        _ => return None,
    };
    syn::parse_str(suffix).ok()
}

/// `u32::MAX`
fn of_constant(path: &Path) -> Option<Type> {
    let segments: Vec<_> = path.segments.iter().collect();
    let [ty, constant] = *segments else {
        return None;
    };
    let ty = &ty.ident;
    let ty: Type = parse_quote!(#ty);
    let known = matches!(&*constant.ident.to_string(), "MAX" | "MIN" | "EPSILON");
    (known && is_primitive(&ty)).then_some(ty)
}

/// `String::new()`, `Vec::<u8>::with_capacity(n)`
fn of_call(e: &ExprCall) -> Option<Type> {
    let Expr::Path(function) = &*e.func else {
        return None;
    };
    let mut path = function.path.clone();
    let made = path.segments.pop()?;
    path.segments.pop_punct();
    let makes = matches!(
        &*made.ident.to_string(),
        "new" | "with_capacity" | "from" | "default"
    );
    let ty = path.segments.last()?;
    let spelled = match &ty.arguments {
        PathArguments::AngleBracketed(_) => true,
        _ => ty.ident == "String",
    };
    (makes && spelled && function.qself.is_none()).then(|| {
        let path = as_type(&path);
        parse_quote!(#path)
    })
}

/// The function that is called by its name.
pub(super) fn callee(operand: &Expr) -> Option<&Path> {
    match operand {
        Expr::Paren(e) => callee(&e.expr),
        Expr::Group(e) => callee(&e.expr),
        Expr::Call(e) => match &*e.func {
            Expr::Path(function) if function.qself.is_none() => Some(&function.path),
            _ => None,
        },
        _ => None,
    }
}

/// A path as it is written where a type is expected.
pub(super) fn as_type(path: &Path) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        if let PathArguments::AngleBracketed(given) = &mut segment.arguments {
            given.colon2_token = None;
        }
    }
    path
}
