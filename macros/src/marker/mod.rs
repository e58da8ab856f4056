//! What suspends: the only place that recognises `yield_!` and `.await`.
//!
//! - [`arguments`]: where they may stand in the arguments of a macro.

mod arguments;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::visit::{self, Visit};
use syn::{Block, Expr, Lifetime, Macro, Token};

pub(crate) use arguments::{Piece, name, pieces, unfolded};

/// The inside of `yield_!( 'label: operand )`.
pub(crate) struct Yield {
    pub(crate) label: Option<Lifetime>,
    pub(crate) operand: Option<Expr>,
}

impl Parse for Yield {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
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
            let message =
                "`yield_!` takes one value; to hand out several, write a tuple: `yield_!((a, b))`";
            return Err(input.error(message));
        }
        Ok(Yield { label, operand })
    }
}

/// `yield_!('outer: loop { .. })` labels the loop, not the yield.
fn labels_a_loop(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let _ = ahead.parse::<Lifetime>();
    let _ = ahead.parse::<Token![:]>();
    ahead.peek(Token![loop]) || ahead.peek(Token![while]) || ahead.peek(Token![for])
}

pub(crate) fn is_yield(mac: &Macro) -> bool {
    mac.path.get_ident().is_some_and(|name| name == "yield_")
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

/// Whether the call is a yield, or evaluates one among arguments that are known to be expressions.
pub(crate) fn macro_suspends(mac: &Macro) -> bool {
    is_yield(mac) || (hidden_in(&mac.tokens).is_some() && evaluated(mac).iter().any(suspends))
}

/// What a macro is known to evaluate as a part of the function it stands in.
pub(crate) fn evaluated(mac: &Macro) -> Vec<Expr> {
    if is_yield(mac) {
        let inside = mac.parse_body::<Yield>().ok();
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

/// The first `yield_!` or `.await` in the tokens of a macro's arguments.
pub(crate) fn hidden_in(tokens: &TokenStream) -> Option<TokenTree> {
    let mut before_await = false;
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Ident(name) if name == "yield_" => {
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
