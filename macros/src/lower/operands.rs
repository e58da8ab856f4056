//! Suspensions inside expressions: each is taken out into a statement of its own, and what is evaluated
//! before it keeps its place in the order of evaluation by going into a temporary.
//!
//! ```text
//! f(g(), yield_!(1), h())   ->   let operand = g(); let value = yield_!(1); f(operand, value, h())
//! ```

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Member, Pat, parse_quote_spanned};

use super::Lowerer;
use super::block::Builder;
use super::control::is_node;
use crate::ir::StmtKind;
use crate::marker;

/// How an operand is used by what it is an operand of.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Use {
    /// Its value is taken.
    Value,
    /// It is borrowed or assigned to where it stands.
    Place,
}

impl Lowerer<'_> {
    /// Lowers an expression that suspends; what is left of it does not suspend and is evaluated last.
    pub(super) fn value(&mut self, expr: Expr, out: &mut Builder) -> Expr {
        if !marker::suspends(&expr) {
            return expr;
        }
        if is_node(&expr) {
            let mentioned = BTreeSet::new();
            let name = self.suspend_into_temporary(expr, None, mentioned, out);
            return syn::parse_quote!(#name);
        }
        if let Expr::Macro(e) = &expr
            && let Some(unfolded) = marker::unfolded(&e.mac)
        {
            return self.value(unfolded, out);
        }
        let mut expr = expr;
        match &mut expr {
            Expr::Macro(e) => self.macro_arguments(&mut e.mac, out),
            Expr::Paren(e) => self.operands(vec![(&mut e.expr, Use::Value)], out),
            Expr::Group(e) => self.operands(vec![(&mut e.expr, Use::Value)], out),
            Expr::Unary(e) => {
                let place = matches!(e.op, syn::UnOp::Deref(_));
                let used = if place { Use::Place } else { Use::Value };
                self.operands(vec![(&mut e.expr, used)], out);
            }
            Expr::Cast(e) => self.operands(vec![(&mut e.expr, Use::Value)], out),
            Expr::Try(e) => self.operands(vec![(&mut e.expr, Use::Value)], out),
            Expr::Reference(e) => self.operands(vec![(&mut e.expr, Use::Place)], out),
            Expr::Field(e) => self.operands(vec![(&mut e.base, Use::Place)], out),
            Expr::Let(e) => self.operands(vec![(&mut e.expr, Use::Place)], out),
            Expr::Repeat(e) => self.operands(vec![(&mut e.expr, Use::Value)], out),
            Expr::Array(e) => self.operands(values(e.elems.iter_mut()), out),
            Expr::Tuple(e) => self.operands(values(e.elems.iter_mut()), out),
            Expr::Index(e) => {
                let place = e.expr.span();
                self.operands(vec![(&mut e.expr, Use::Place), (&mut e.index, Use::Value)], out);
                put_at(place, &mut e.expr);
            }
            Expr::Range(e) => {
                let ends = e.start.as_deref_mut().into_iter().chain(e.end.as_deref_mut());
                self.operands(values(ends), out);
            }
            Expr::Binary(e) => self.binary(e, out),
            Expr::Assign(e) => {
                // The right side is evaluated first, then the place.
                self.operands(vec![(&mut e.right, Use::Value), (&mut e.left, Use::Place)], out);
            }
            Expr::Call(e) => {
                let mut operands = Vec::new();
                if !matches!(&*e.func, Expr::Path(_)) {
                    operands.push((&mut *e.func, Use::Place));
                }
                operands.extend(values(e.args.iter_mut()));
                self.operands(operands, out);
            }
            Expr::MethodCall(e) => {
                let mut operands = vec![(&mut *e.receiver, Use::Place)];
                operands.extend(values(e.args.iter_mut()));
                self.operands(operands, out);
            }
            Expr::Struct(e) => {
                // The value of `S { x }` need not be `x` any more.
                for field in &mut e.fields {
                    field.colon_token.get_or_insert_default();
                }
                let mut operands = values(e.fields.iter_mut().map(|field| &mut field.expr));
                operands.extend(e.rest.as_deref_mut().map(|rest| (rest, Use::Place)));
                self.operands(operands, out);
            }
            Expr::Return(e) => self.operands(values(e.expr.as_deref_mut()), out),
            Expr::Break(e) => self.operands(values(e.expr.as_deref_mut()), out),
            Expr::Unsafe(e) => self.errors.at(e.unsafe_token, "a yield in an `unsafe` block is not supported: what makes the block sound may not hold after a resume; end the block before the yield"),
            _ => self.errors.at(&expr, "a yield inside this kind of expression is not supported; put its value into a variable before: `let value = ..;`"),
        }
        expr
    }

    fn binary(&mut self, e: &mut syn::ExprBinary, out: &mut Builder) {
        let compares = matches!(
            e.op,
            BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
        );
        if compares {
            return self.operands(
                vec![(&mut e.left, Use::Place), (&mut e.right, Use::Place)],
                out,
            );
        }
        let (left, right) = (e.left.span(), e.right.span());
        if !assigns(e.op) {
            self.operands(
                vec![(&mut e.left, Use::Value), (&mut e.right, Use::Value)],
                out,
            );
            put_at(left, &mut e.left);
            put_at(right, &mut e.right);
            return;
        }
        // Which side of `a += b` is evaluated first depends on the types: for numbers it is the right one. For a
        // place that is always there and has no effects it makes no difference.
        let any_type = is_fixed_place(&e.left);
        self.operands(
            vec![(&mut e.right, Use::Value), (&mut e.left, Use::Place)],
            out,
        );
        if !any_type {
            if !is_constant(&e.right) && !is_made(&e.right) {
                *e.right = self.let_temporary(take(&mut e.right), out);
            }
            let (place, value) = (&e.left, &e.right);
            *e.left = parse_quote_spanned!(left=> (*__rt::changed(&mut #place, &#value)));
        }
        let value = &e.right;
        if is_made(value) {
            *e.right = parse_quote_spanned!(right=> __rt::moved(#value));
        }
    }

    /// Lowers operands that are evaluated one after the other.
    pub(super) fn operands(&mut self, mut operands: Vec<(&mut Expr, Use)>, out: &mut Builder) {
        let Some(last) = operands
            .iter()
            .rposition(|(expr, _)| marker::suspends(expr))
        else {
            return;
        };
        for index in 0..=last {
            let later: Vec<Expr> = operands[index + 1..=last]
                .iter()
                .map(|(expr, _)| (**expr).clone())
                .collect();
            let (operand, used) = &mut operands[index];
            let expr = std::mem::replace(&mut **operand, Expr::PLACEHOLDER);
            let suspended = marker::suspends(&expr);
            let expr = self.value(expr, out);
            **operand = if suspended && is_temporary(&expr) {
                if *used == Use::Place {
                    moved(&expr)
                } else {
                    expr
                }
            } else if index == last {
                expr
            } else {
                self.keep(expr, *used, &later, out)
            };
        }
    }

    /// Sees to it that `expr`, evaluated after `later`, is what it was before.
    fn keep(&mut self, mut expr: Expr, used: Use, later: &[Expr], out: &mut Builder) -> Expr {
        if is_constant(&expr) {
            return expr;
        }
        if is_steady_place(&expr) {
            let changed = root(&expr)
                .is_some_and(|name| later.iter().any(|expr| may_change(name, used, expr)));
            return if changed {
                self.let_operand(expr, used, out)
            } else {
                expr
            };
        }
        match &mut expr {
            Expr::Paren(e) => {
                *e.expr = self.keep(take(&mut e.expr), used, later, out);
                expr
            }
            Expr::Reference(e) => {
                *e.expr = self.keep(take(&mut e.expr), Use::Place, later, out);
                expr
            }
            Expr::Field(e) if used == Use::Place => {
                *e.base = self.keep(take(&mut e.base), Use::Place, later, out);
                expr
            }
            Expr::Index(e) if used == Use::Place => {
                let place = e.expr.span();
                *e.expr = self.keep(take(&mut e.expr), Use::Place, later, out);
                *e.index = self.keep(take(&mut e.index), Use::Value, later, out);
                put_at(place, &mut e.expr);
                self.check_element(&expr, out);
                expr
            }
            Expr::Range(e) => {
                for end in e.start.iter_mut().chain(e.end.iter_mut()) {
                    **end = self.keep(take(end), Use::Value, later, out);
                }
                expr
            }
            Expr::Unary(e) if used == Use::Place && matches!(e.op, syn::UnOp::Deref(_)) => {
                *e.expr = self.keep(take(&mut e.expr), Use::Place, later, out);
                expr
            }
            Expr::Closure(e) if e.capture.is_none() => expr,
            // What it makes borrows its arguments.
            Expr::Macro(e) if marker::name(&e.mac) == "format_args" => {
                let mut pieces = marker::pieces(&e.mac).unwrap_or_default();
                for piece in &mut pieces {
                    if let marker::Piece::Place(expr) = piece {
                        *expr = self.keep(take(expr), Use::Place, later, out);
                    }
                }
                if !pieces.is_empty() {
                    e.mac.tokens = quote::quote!(#(#pieces)*);
                }
                expr
            }
            _ => self.let_operand(expr, used, out),
        }
    }

    /// An element that is not there panics where it is first come to, though it is only taken after the yield.
    fn check_element(&mut self, element: &Expr, out: &mut Builder) {
        let mut element = element.clone();
        borrowed_in_place(&mut element);
        let flow = self.plain(&mut element);
        let place = mixed_site(&element);
        let check = quote_spanned!(place=> let _ = &#element;);
        out.push(StmtKind::Plain(check), Vec::new(), flow, BTreeSet::new());
    }

    fn let_operand(&mut self, expr: Expr, used: Use, out: &mut Builder) -> Expr {
        let name = self.let_temporary(expr, out);
        match used {
            Use::Value => name,
            Use::Place => moved(&name),
        }
    }

    /// The scrutinee of branches, which it is borrowed by if `in_place`.
    pub(super) fn scrutinee(&mut self, expr: Expr, in_place: bool, out: &mut Builder) -> Expr {
        if !marker::suspends(&expr) {
            return expr;
        }
        let mut value = self.value(expr, out);
        if in_place {
            kept_in_place(&mut value);
        } else if is_temporary(&value) {
            value = moved(&value);
        }
        value
    }
}

/// A temporary where the value itself would be borrowed: it is dropped with the statement, not with the block.
fn moved(name: &Expr) -> Expr {
    let rt = crate::names::rt();
    let place = mixed_site(name);
    parse_quote_spanned!(place=> #rt::moved(#name))
}

/// Gives what stands for an operand the operand's place, from which rustc takes the place of an overflow.
fn put_at(place: Span, operand: &mut Expr) {
    let lowered = match operand {
        Expr::Path(_) => is_made(operand),
        Expr::Call(e) => e.args.len() == 1 && is_made(&e.args[0]),
        _ => false,
    };
    if lowered {
        *operand = Expr::Paren(syn::ExprParen {
            attrs: Vec::new(),
            paren_token: syn::token::Paren(place),
            expr: Box::new(take(operand)),
        });
    }
}

fn mixed_site(at: &Expr) -> Span {
    Span::mixed_site().located_at(at.span())
}

/// What `let` borrows lives as long as its variables: undoes [`moved`] there.
pub(super) fn kept_in_place(expr: &mut Expr) {
    match expr {
        Expr::Reference(e) => borrowed_in_place(&mut e.expr),
        Expr::Field(_) | Expr::Index(_) => borrowed_in_place(expr),
        Expr::Paren(e) => kept_in_place(&mut e.expr),
        Expr::Cast(e) => kept_in_place(&mut e.expr),
        Expr::Tuple(e) => e.elems.iter_mut().for_each(kept_in_place),
        Expr::Array(e) => e.elems.iter_mut().for_each(kept_in_place),
        Expr::Struct(e) => e
            .fields
            .iter_mut()
            .for_each(|field| kept_in_place(&mut field.expr)),
        _ => {}
    }
}

fn borrowed_in_place(expr: &mut Expr) {
    match expr {
        Expr::Field(e) => borrowed_in_place(&mut e.base),
        Expr::Index(e) => borrowed_in_place(&mut e.expr),
        Expr::Paren(e) => borrowed_in_place(&mut e.expr),
        Expr::Call(e) if e.args.len() == 1 && is_made(&e.args[0]) => *expr = e.args[0].clone(),
        other => kept_in_place(other),
    }
}

/// A name that the lowering made.
fn is_made(expr: &Expr) -> bool {
    matches!(expr, Expr::Path(path) if path.path.get_ident().is_some_and(|name| {
        let text = name.to_string();
        text.starts_with("__value_") || text.starts_with("__operand_")
    }))
}

fn take(expr: &mut Expr) -> Expr {
    std::mem::replace(expr, Expr::PLACEHOLDER)
}

fn values<'e>(exprs: impl IntoIterator<Item = &'e mut Expr>) -> Vec<(&'e mut Expr, Use)> {
    exprs.into_iter().map(|expr| (expr, Use::Value)).collect()
}

pub(super) fn assigns(op: BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

/// A name that the lowering made: nothing but its `let` changes it.
fn is_temporary(expr: &Expr) -> bool {
    matches!(expr, Expr::Path(path) if path.path.get_ident().is_some_and(|name| name.to_string().starts_with("__value_")))
}

fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Unary(e) => matches!(e.op, syn::UnOp::Neg(_)) && is_constant(&e.expr),
        Expr::Paren(e) => is_constant(&e.expr),
        Expr::Tuple(e) => e.elems.iter().all(is_constant),
        // A path of several segments is a constant, a unit variant or a function.
        Expr::Path(path) => path.qself.is_some() || path.path.segments.len() > 1,
        _ => false,
    }
}

/// A variable, or a field of one.
fn is_steady_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(path) => path.path.get_ident().is_some(),
        Expr::Paren(e) => is_steady_place(&e.expr),
        Expr::Field(e) => {
            matches!(e.member, Member::Named(_) | Member::Unnamed(_)) && is_steady_place(&e.base)
        }
        _ => false,
    }
}

/// A steady place, or what one points to.
fn is_fixed_place(expr: &Expr) -> bool {
    match expr {
        Expr::Field(e) => is_fixed_place(&e.base),
        Expr::Paren(e) => is_fixed_place(&e.expr),
        Expr::Unary(e) => matches!(e.op, syn::UnOp::Deref(_)) && is_fixed_place(&e.expr),
        _ => is_steady_place(expr),
    }
}

fn root(expr: &Expr) -> Option<&syn::Ident> {
    match expr {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Paren(e) => root(&e.expr),
        Expr::Field(e) => root(&e.base),
        _ => None,
    }
}

/// Whether evaluating `expr` may give the variable `name` another value. A place that is borrowed for
/// the whole expression cannot be changed by a method or a macro; a value that was copied can.
fn may_change(name: &syn::Ident, used: Use, expr: &Expr) -> bool {
    let mut search = Changes {
        name: name.to_string(),
        used,
        found: false,
    };
    search.visit_expr(expr);
    search.found
}

struct Changes {
    name: String,
    used: Use,
    found: bool,
}

impl Changes {
    fn is_root_of(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Index(e) => self.is_root_of(&e.expr),
            Expr::Field(e) => self.is_root_of(&e.base),
            Expr::Paren(e) => self.is_root_of(&e.expr),
            Expr::Unary(e) => self.is_root_of(&e.expr),
            _ => root(expr).is_some_and(|root| *root == self.name),
        }
    }
}

impl<'ast> Visit<'ast> for Changes {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Assign(e) => self.found |= self.is_root_of(&e.left),
            Expr::Binary(e) if assigns(e.op) => self.found |= self.is_root_of(&e.left),
            Expr::Reference(e) if e.mutability.is_some() => self.found |= self.is_root_of(&e.expr),
            Expr::MethodCall(e) => {
                self.found |= self.used == Use::Value && self.is_root_of(&e.receiver);
            }
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        for expr in marker::evaluated(mac) {
            self.visit_expr(&expr);
        }
        if marker::suspension(mac).is_some() || marker::pieces(mac).is_some() {
            return;
        }
        let mut names = BTreeSet::new();
        super::macros::names(mac.tokens.clone(), &mut names);
        self.found |= self.used == Use::Value && names.contains(&self.name);
    }
}

/// Whether what the pattern binds may borrow from the scrutinee.
pub(super) fn borrows(pat: &Pat, scrutinee: &Expr) -> bool {
    struct Search {
        found: bool,
    }
    impl<'ast> Visit<'ast> for Search {
        fn visit_pat_ident(&mut self, pat: &'ast syn::PatIdent) {
            self.found |= pat.by_ref.is_some();
            visit::visit_pat_ident(self, pat);
        }
    }
    let mut search = Search { found: false };
    search.visit_pat(pat);
    search.found || !is_node(scrutinee)
}
