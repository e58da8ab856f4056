//! What stands around a yield, by which those of the same text are told apart.
//!
//! ```text
//! 'outer: for item in list {          // for item in list
//!     log(item);                      //     does not matter
//!     if item.ready() {               //     if item.ready()
//!         let first = yield_!(q);     //         let first = yield_!(q);
//! ```
//! So each is found again after edits elsewhere, and none of them where two have changed places, or another was added.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};
use syn::{Block, Expr, Item, Local, Macro, Stmt};

use crate::marker::{Inside, Suspension};
use crate::tokens::{plain_text, without_blocks};
use crate::{marker, names};

/// A yield or an `.await` without a label.
pub(crate) struct Surrounded {
    /// Its own tokens.
    pub(crate) text: String,
    /// A checksum of what stands around it.
    pub(crate) checksum: u32,
}

/// The unlabelled points of a body. Those of one text stand in the order in which they are lowered.
pub(crate) fn surroundings(body: &Block) -> Vec<Surrounded> {
    let mut walk = Walk::default();
    walk.visit_block(body);
    walk.found
}

#[derive(Default)]
struct Walk {
    /// Of the branches, arms and loops around, the outermost first.
    heads: Vec<String>,
    /// The innermost statement, without the blocks in it.
    statement: String,
    found: Vec<Surrounded>,
}

impl Walk {
    fn note(&mut self, text: String) {
        let around = format!("{}\n{}", self.heads.join("\n"), self.statement);
        let checksum = crc32fast::hash(around.as_bytes());
        self.found.push(Surrounded { text, checksum });
    }

    /// Inside of what starts with `head`.
    fn within(&mut self, head: &TokenStream, walk: impl FnOnce(&mut Self)) {
        self.heads.push(plain_text(head));
        walk(self);
        self.heads.pop();
    }

    fn statement(&mut self, tokens: &TokenStream, walk: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.statement, plain_text(tokens));
        walk(self);
        self.statement = outer;
    }

    /// An arm or a branch that may be written without braces.
    fn body(&mut self, body: &Expr) {
        self.statement(&without_blocks(body).to_token_stream(), |walk| {
            walk.visit_expr(body);
        });
    }

    fn control(&mut self, expr: &Expr) {
        match expr {
            Expr::If(e) => {
                self.visit_expr(&e.cond);
                let cond = without_blocks(&*e.cond);
                self.within(&quote!(if #cond), |walk| walk.visit_block(&e.then_branch));
                if let Some((_, otherwise)) = &e.else_branch {
                    self.within(&quote!(else #cond), |walk| walk.visit_expr(otherwise));
                }
            }
            Expr::Match(e) => {
                self.visit_expr(&e.expr);
                let scrutinee = without_blocks(&*e.expr);
                for arm in &e.arms {
                    let pat = &arm.pat;
                    self.within(&quote!(match #scrutinee #pat), |walk| walk.body(&arm.body));
                }
            }
            Expr::While(e) => {
                self.visit_expr(&e.cond);
                let (label, cond) = (&e.label, without_blocks(&*e.cond));
                self.within(&quote!(#label while #cond), |walk| {
                    walk.visit_block(&e.body);
                });
            }
            Expr::ForLoop(e) => {
                self.visit_expr(&e.expr);
                let (label, pat, items) = (&e.label, &e.pat, without_blocks(&*e.expr));
                self.within(&quote!(#label for #pat in #items), |walk| {
                    walk.visit_block(&e.body);
                });
            }
            Expr::Loop(e) => {
                let label = &e.label;
                self.within(&quote!(#label loop), |walk| walk.visit_block(&e.body));
            }
            Expr::Block(e) if e.label.is_some() => {
                self.within(&e.label.to_token_stream(), |walk| {
                    walk.visit_block(&e.block);
                });
            }
            _ => visit::visit_expr(self, expr),
        }
    }
}

impl<'ast> Visit<'ast> for Walk {
    fn visit_stmt(&mut self, stmt: &'ast Stmt) {
        self.statement(&without_blocks(stmt).to_token_stream(), |walk| {
            visit::visit_stmt(walk, stmt);
        });
    }

    fn visit_local(&mut self, local: &'ast Local) {
        let Some(init) = &local.init else { return };
        self.visit_expr(&init.expr);
        if let Some((_, diverge)) = &init.diverge {
            let (pat, value) = (&local.pat, without_blocks(&*init.expr));
            self.within(&quote!(else #pat = #value), |walk| walk.visit_expr(diverge));
        }
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            // Other functions, whose yields are reported.
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
            Expr::Await(e) => {
                self.visit_expr(&e.base);
                self.note(names::readable(e));
            }
            _ => self.control(expr),
        }
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        for expr in marker::evaluated(mac) {
            self.visit_expr(&expr);
        }
        let Some(suspension) = marker::suspension(mac) else {
            return;
        };
        match suspension.inside(mac) {
            Ok(Inside { label: Some(_), .. }) => {}
            Ok(Inside {
                operand: Some(operand),
                ..
            }) if suspension == Suspension::Await => {
                self.note(names::readable(marker::awaited(operand)));
            }
            _ => self.note(names::readable(mac)),
        }
    }

    fn visit_item(&mut self, _: &'ast Item) {}

    fn visit_type(&mut self, _: &'ast syn::Type) {}

    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
}
