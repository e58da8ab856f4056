//! Chains of conditions with `let` that suspend, as branches in branches.
//!
//! ```text
//! if let A = a && yield_!(x) && c { then }              ->  if let A = a { if yield_!(x) { if c { then } } }
//! if let A = a && yield_!(x) { then } else { other }    ->  'chain: { if let A = a { if yield_!(x) { break 'chain { then }; } } other }
//! ```
//! What a condition binds and makes is dropped where its branch ends, and so before `other`, as in edition 2024.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{BinOp, Block, Expr, ExprBinary, ExprBlock, ExprIf, Stmt, Token, parse_quote, token};

use super::Lowerer;
use super::macros::never_returns;
use super::plain::contains_let;
use crate::{marker, names};

/// Whether the conditions have to be taken apart.
pub(super) fn suspends(cond: &Expr) -> bool {
    !matches!(cond, Expr::Let(_)) && contains_let(cond) && marker::suspends(cond)
}

impl Lowerer<'_> {
    pub(super) fn unchained(&mut self, e: ExprIf) -> Expr {
        let mut groups = Vec::new();
        group(*e.cond, &mut groups);
        let Some((_, other)) = e.else_branch else {
            let block = nested(groups, e.then_branch);
            return Expr::Block(ExprBlock {
                attrs: Vec::new(),
                label: None,
                block,
            });
        };
        // A jump out of a labelled block must name where it goes.
        let innermost = self
            .scopes
            .targets()
            .iter()
            .rfind(|target| target.is_loop());
        self.crossed.extend(innermost.map(|target| target.id));
        let number = self.temporary("chain", e.if_token.span()).to_string();
        let label = names::label(&number);
        let name = &label.name;
        let mut then = e.then_branch;
        // Braces that stand in the code would be called unnecessary where the block is a single value.
        let place = Span::mixed_site().located_at(then.span());
        then.brace_token = token::Brace(place);
        // What is never left need not be left by a jump, whose value would be of no type.
        let leave = if never_ends(&then) {
            then
        } else {
            parse_quote!({ break #name #then; })
        };
        let mut tried = nested(groups, leave);
        tried.stmts.push(Stmt::Expr(*other, None));
        let label = Some(label);
        Expr::Block(ExprBlock {
            attrs: Vec::new(),
            label,
            block: tried,
        })
    }
}

/// Whether the block's end is seen not to be reached.
fn never_ends(block: &Block) -> bool {
    match block.stmts.last() {
        Some(Stmt::Expr(Expr::Return(_) | Expr::Break(_) | Expr::Continue(_), _)) => true,
        Some(Stmt::Expr(Expr::Macro(e), _)) => never_returns(&e.mac),
        Some(Stmt::Macro(e)) => never_returns(&e.mac),
        _ => false,
    }
}

/// Each condition's branch holds the next condition's.
fn nested(groups: Vec<Expr>, then: Block) -> Block {
    groups.into_iter().rev().fold(then, |then_branch, cond| {
        let branch = Expr::If(ExprIf {
            attrs: Vec::new(),
            if_token: <Token![if]>::default(),
            cond: Box::new(cond),
            then_branch,
            else_branch: None,
        });
        Block {
            brace_token: token::Brace::default(),
            stmts: vec![Stmt::Expr(branch, None)],
        }
    })
}

/// The conditions in order, those that do not suspend together.
fn group(cond: Expr, groups: &mut Vec<Expr>) {
    match cond {
        Expr::Binary(e) if matches!(e.op, BinOp::And(_)) => {
            group(*e.left, groups);
            group(*e.right, groups);
        }
        cond => match groups.last_mut() {
            Some(last) if !marker::suspends(last) && !marker::suspends(&cond) => {
                let before = std::mem::replace(last, Expr::PLACEHOLDER);
                *last = Expr::Binary(ExprBinary {
                    attrs: Vec::new(),
                    left: Box::new(before),
                    op: BinOp::And(<Token![&&]>::default()),
                    right: Box::new(cond),
                });
            }
            _ => groups.push(cond),
        },
    }
}
