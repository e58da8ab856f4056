//! `cancel_scope_!({ .. })`: where a cancellation ends.
//!
//! ```text
//! cancel_scope_!({ body })   ->   '__cancel_scope_1: { let value = { body }; scoped(value) }
//! callee().await             ->   .. if the callee has ended as cancelled: break '__cancel_scope_1 Err(Cancelled) ..
//! ```
//! The block is made here, before anything else looks at the body; the jump of each `.await` in it is noted where that is
//! lowered, so that what is needed behind the scope is saved inside of it.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Ident, Item, Label, Macro, Stmt, parse_quote, parse_quote_spanned};

use crate::args::Args;
use crate::errors::Errors;
use crate::marker::Inside;
use crate::{marker, names};

const PREFIX: &str = "__cancel_scope_";

/// Whether the label is that of a scope.
pub(crate) fn is_scope(label: &Label) -> bool {
    label.name.ident.to_string().starts_with(PREFIX)
}

/// Makes a block of every scope in the body.
pub(crate) fn unfold(body: &mut Block, args: &Args, errors: &Errors) {
    let mut walk = Walk {
        args,
        errors,
        depth: 0,
    };
    walk.visit_block_mut(body);
}

struct Walk<'a> {
    args: &'a Args,
    errors: &'a Errors,
    /// How many scopes are around.
    depth: usize,
}

fn is_marked(mac: &Macro) -> bool {
    mac.path
        .get_ident()
        .is_some_and(|name| name == "cancel_scope_")
}

impl Walk<'_> {
    /// The block that stands for a scope.
    fn scope(&mut self, mac: &Macro) -> Expr {
        if self.args.request.is_none() {
            self.errors.at(mac, "only a function with `request = ..` can be cancelled, so there is nothing to catch in this one; leave out `cancel_scope_!`");
        }
        let mut body: Block = match mac.parse_body() {
            Ok(body) => body,
            Err(error) => {
                let message = "expected a block: `cancel_scope_!({ .. })`, which is an `Err(Cancelled)` if a wait in it was cancelled, and else the `Ok` of the block's value";
                self.errors.push(syn::Error::new(error.span(), message));
                parse_quote!({})
            }
        };
        self.depth += 1;
        self.visit_block_mut(&mut body);
        let label = names::label(&format!("{PREFIX}{}", self.depth));
        self.depth -= 1;
        let place = Span::mixed_site().located_at(mac.path.segments[0].ident.span());
        let (krate, value) = (&self.args.krate, Ident::new("__scoped", place));
        let scoped = quote!(#krate::task::__private::scoped);
        parse_quote_spanned!(place=> #label {
            let #value = #body;
            #scoped(#value)
        })
    }
}

impl VisitMut for Walk<'_> {
    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        if let Stmt::Macro(mac) = stmt
            && is_marked(&mac.mac)
        {
            *stmt = Stmt::Expr(self.scope(&mac.mac), mac.semi_token);
            return;
        }
        visit_mut::visit_stmt_mut(self, stmt);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Macro(mac) if is_marked(&mac.mac) => *expr = self.scope(&mac.mac),
            // Other functions.
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        if !mentions_scope(mac) {
            return;
        }
        if let Some(suspension) = marker::suspension(mac) {
            // What cannot be read is reported where it is lowered.
            if let Ok(Inside {
                label,
                operand: Some(mut operand),
            }) = suspension.inside(mac)
            {
                self.visit_expr_mut(&mut operand);
                let label = label.map(|label| quote!(#label:));
                mac.tokens = quote!(#label #operand);
            }
            return;
        }
        let Some(mut pieces) = marker::pieces(mac) else {
            return;
        };
        for piece in &mut pieces {
            match piece {
                marker::Piece::Kept(_) => {}
                marker::Piece::Later(expr)
                | marker::Piece::Value(expr)
                | marker::Piece::Place(expr) => self.visit_expr_mut(expr),
            }
        }
        mac.tokens = quote!(#(#pieces)*);
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

fn mentions_scope(mac: &Macro) -> bool {
    mac.tokens
        .to_token_stream()
        .to_string()
        .contains("cancel_scope_")
}
