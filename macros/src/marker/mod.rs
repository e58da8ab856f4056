//! What suspends: the only place that recognises `yield_!`, `.await` and `await_!`.
//!
//! - [`arguments`]: where they may stand in the arguments of a macro.

mod arguments;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprAwait, Lifetime, Macro, Token};

pub(crate) use arguments::{Piece, name, pieces, unfolded};

/// A macro that suspends the function it stands in.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Suspension {
    /// `yield_!('label: value)`.
    Yield,
    /// `await_!('label: callee)`, which is `callee.await`.
    Await,
}

pub(crate) fn suspension(mac: &Macro) -> Option<Suspension> {
    let name = mac.path.get_ident()?;
    if name == "yield_" {
        Some(Suspension::Yield)
    } else if name == "await_" {
        Some(Suspension::Await)
    } else {
        None
    }
}

/// The inside of `yield_!( 'label: operand )` or `await_!( 'label: operand )`.
pub(crate) struct Inside {
    pub(crate) label: Option<Lifetime>,
    pub(crate) operand: Option<Expr>,
}

impl Suspension {
    pub(crate) fn inside(self, mac: &Macro) -> syn::Result<Inside> {
        let inside = mac.parse_body_with(|input: ParseStream<'_>| self.parse(input))?;
        if self == Suspension::Await && inside.operand.is_none() {
            let message = "there is nothing to await here; write what comes before `.await`: `await_!('label: callee(..))`";
            return Err(syn::Error::new_spanned(mac, message));
        }
        Ok(inside)
    }

    fn parse(self, input: ParseStream<'_>) -> syn::Result<Inside> {
        let label = if input.peek(Lifetime) && input.peek2(Token![:]) && !labels_a_loop(input) {
            let label = input.parse()?;
            input.parse::<Token![:]>()?;
            Some(label)
        } else {
            None
        };
        let operand = if input.is_empty() {
            None
        } else {
            Some(input.parse()?)
        };
        if !input.is_empty() {
            return Err(input.error(match self {
                Suspension::Yield => "`yield_!` takes one value; to hand out several, write a tuple: `yield_!((a, b))`",
                Suspension::Await => "`await_!` awaits one thing; await the other by itself, or both side by side in a task: `await_!('label: join!(a, b))`",
            }));
        }
        Ok(Inside { label, operand })
    }
}

/// `yield_!('outer: loop { .. })` labels the loop, not the yield.
fn labels_a_loop(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let _ = ahead.parse::<Lifetime>();
    let _ = ahead.parse::<Token![:]>();
    ahead.peek(Token![loop]) || ahead.peek(Token![while]) || ahead.peek(Token![for])
}

/// `operand.await`, as which an `await_!(operand)` is known.
pub(crate) fn awaited(operand: Expr) -> ExprAwait {
    ExprAwait {
        attrs: Vec::new(),
        base: Box::new(operand),
        dot_token: <Token![.]>::default(),
        await_token: <Token![await]>::default(),
    }
}

/// Whether running `expr` can suspend the function it stands in.
///
/// Closures, async blocks and items are other functions: what they contain does not count.
pub(crate) fn suspends(expr: &Expr) -> bool {
    let mut search = Search { found: false };
    search.visit_expr(expr);
    search.found
}

pub(crate) fn block_suspends(block: &Block) -> bool {
    let mut search = Search { found: false };
    search.visit_block(block);
    search.found
}

/// Whether the call suspends by itself, or evaluates what does among arguments that are known to be expressions.
pub(crate) fn macro_suspends(mac: &Macro) -> bool {
    suspension(mac).is_some()
        || (hidden_in(&mac.tokens).is_some() && evaluated(mac).iter().any(suspends))
}

/// What a macro is known to evaluate as a part of the function it stands in.
pub(crate) fn evaluated(mac: &Macro) -> Vec<Expr> {
    if let Some(suspension) = suspension(mac) {
        let inside = suspension.inside(mac).ok();
        return inside
            .and_then(|inside| inside.operand)
            .into_iter()
            .collect();
    }
    arguments::evaluated(mac)
}

struct Search {
    found: bool,
}

impl<'ast> Visit<'ast> for Search {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Await(_) => self.found = true,
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
            _ if self.found => {}
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.found |= macro_suspends(mac);
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}

    fn visit_type(&mut self, _: &'ast syn::Type) {}
}

/// The first `yield_!`, `.await` or `await_!` in the tokens of a macro's arguments.
pub(crate) fn hidden_in(tokens: &TokenStream) -> Option<TokenTree> {
    let mut before_await = false;
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Ident(name) if name == "yield_" || name == "await_" => {
                if matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '!') {
                    return Some(token);
                }
            }
            TokenTree::Ident(name) if name == "await" && before_await => return Some(token),
            TokenTree::Group(group) => {
                if let Some(found) = hidden_in(&group.stream()) {
                    return Some(found);
                }
            }
            _ => {}
        }
        before_await = matches!(&token, TokenTree::Punct(p) if p.as_char() == '.');
    }
    None
}
