//! Suspensions in the arguments of macros that are known to evaluate them: each argument is an operand.
//!
//! ```text
//! format!("{} {name}", yield_!(1))   ->   let value = yield_!(1); format!("{} {name}", value)
//! assert!(yield_!(1) > 5)            ->   let value = yield_!(1); assert!(value > 5, "{}", "assertion failed: yield_!(1) > 5")
//! ```

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Expr, Macro, MacroDelimiter};

use super::Lowerer;
use super::block::Builder;
use super::operands::Use;
use crate::marker::{self, Piece};

/// rustc breaks longer conditions into lines where it makes a message of them.
const ONE_LINE: usize = 70;

impl Lowerer<'_> {
    /// Lowers the arguments; what is left of them does not suspend.
    pub(super) fn macro_arguments(&mut self, mac: &mut Macro, out: &mut Builder) {
        let Some(mut pieces) = marker::pieces(mac) else {
            return;
        };
        let message = self.message(mac, &pieces);
        let operands = pieces.iter_mut().filter_map(|piece| match piece {
            Piece::Kept(_) | Piece::Later(_) => None,
            Piece::Value(expr) => Some((expr, Use::Value)),
            Piece::Place(expr) => Some((expr, Use::Place)),
        });
        self.operands(operands.collect(), out);
        mac.tokens = quote!(#(#pieces)* #message);
    }

    /// An assertion without a message of its own shows its condition, which will not be what it was.
    fn message(&self, mac: &Macro, pieces: &[Piece]) -> Option<TokenStream> {
        let name = marker::name(mac);
        let (condition, comma) = match pieces {
            [Piece::Value(condition)] => (condition, Some(quote!(,))),
            [Piece::Value(condition), Piece::Kept(_)] => (condition, None),
            _ => return None,
        };
        if name != "assert" && name != "ensure" {
            return None;
        }
        let text = (name == "assert").then(|| text(condition)).flatten();
        let Some(text) = text.filter(|text| text.len() <= ONE_LINE) else {
            self.errors.at(condition, format!("`{name}!` would show the text of this condition, which a yield in it does not leave as it is; give it a message of its own: `{name}!(condition, \"..\")`"));
            return None;
        };
        let text = format!("assertion failed: {text}");
        Some(quote!(#comma "{}", #text))
    }

    /// Reports the suspensions in the arguments of a macro that are no operands of the function.
    pub(super) fn check_hidden(&self, mac: &Macro) {
        let whole = || vec![Piece::Kept(mac.tokens.clone())];
        for piece in marker::pieces(mac).unwrap_or_else(whole) {
            match piece {
                Piece::Kept(kept) => {
                    if let Some(hidden) = marker::hidden_in(&kept) {
                        self.hidden_in_macro(mac, &hidden);
                    }
                }
                Piece::Later(expr) if marker::suspends(&expr) => {
                    if let Some(hidden) = marker::hidden_in(&expr.to_token_stream()) {
                        self.hidden_in_macro(mac, &hidden);
                    }
                }
                // What is hidden in an operand stands in something that is reported by itself.
                Piece::Later(_) | Piece::Value(_) | Piece::Place(_) => {}
            }
        }
    }

    fn hidden_in_macro(&self, mac: &Macro, hidden: &TokenTree) {
        let name = marker::name(mac);
        let (what, value) = match hidden {
            TokenTree::Ident(name) if name == "await" => ("an `.await`", "callee(..).await"),
            TokenTree::Ident(name) if name == "await_" => ("an `await_!`", "await_!(..)"),
            _ => ("a yield", "yield_!(..)"),
        };
        let remedy = format!("put its value into a variable before: `let value = {value};`");
        let message = match &*name {
            "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => format!(
                "{what} in the message of `{name}!` is not supported, since the values that were compared are borrowed until it is made; {remedy}, or write `if left != right {{ panic!(..) }}`"
            ),
            "ensure" => format!(
                "{what} in the message of `ensure!` is not supported, since it is only made when the condition does not hold; write `if !condition {{ bail!(..) }}`"
            ),
            "matches" => format!(
                "{what} in the guard of `matches!` is not supported: a guard may be tried more than once; write `if let` with the test inside"
            ),
            _ => format!(
                "{what} inside the arguments of `{name}!` is not supported, since the macro may use them in any way; {remedy}"
            ),
        };
        self.errors.at(hidden, message);
    }
}

/// The text of a condition as rustc shows it in a failed assertion, where it is known how it does.
fn text(expr: &Expr) -> Option<String> {
    let all = |exprs: &syn::punctuated::Punctuated<Expr, syn::Token![,]>| {
        let texts: Option<Vec<_>> = exprs.iter().map(text).collect();
        texts.map(|texts| texts.join(", "))
    };
    Some(match expr {
        Expr::Lit(e) => e.lit.to_token_stream().to_string(),
        Expr::Path(e) if e.qself.is_none() => {
            let plain = |segment: &syn::PathSegment| segment.arguments.is_none();
            e.path.segments.iter().all(plain).then_some(())?;
            e.to_token_stream().to_string().replace(' ', "")
        }
        Expr::Paren(e) => format!("({})", text(&e.expr)?),
        Expr::Unary(e) => format!("{}{}", e.op.to_token_stream(), text(&e.expr)?),
        Expr::Binary(e) => format!(
            "{} {} {}",
            text(&e.left)?,
            e.op.to_token_stream(),
            text(&e.right)?
        ),
        Expr::Reference(e) => {
            let mutable = if e.mutability.is_some() { "mut " } else { "" };
            format!("&{mutable}{}", text(&e.expr)?)
        }
        Expr::Field(e) => format!("{}.{}", text(&e.base)?, e.member.to_token_stream()),
        Expr::Index(e) => format!("{}[{}]", text(&e.expr)?, text(&e.index)?),
        Expr::Await(e) => format!("{}.await", text(&e.base)?),
        Expr::Try(e) => format!("{}?", text(&e.expr)?),
        Expr::Cast(e) => {
            let syn::Type::Path(ty) = &*e.ty else {
                return None;
            };
            format!("{} as {}", text(&e.expr)?, ty.path.get_ident()?)
        }
        Expr::Call(e) => format!("{}({})", text(&e.func)?, all(&e.args)?),
        Expr::MethodCall(e) if e.turbofish.is_none() => {
            format!("{}.{}({})", text(&e.receiver)?, e.method, all(&e.args)?)
        }
        Expr::Macro(e) => macro_text(&e.mac)?,
        _ => return None,
    })
}

/// rustc shows a macro's arguments as they are spaced.
fn macro_text(mac: &Macro) -> Option<String> {
    let span = match &mac.delimiter {
        MacroDelimiter::Paren(delimiter) => delimiter.span,
        MacroDelimiter::Bracket(delimiter) => delimiter.span,
        MacroDelimiter::Brace(_) => return None,
    };
    let whole = crate::names::readable(mac);
    let path = mac.path.get_ident()?;
    match span.join().source_text() {
        Some(text) if text.contains('\n') || text.contains("/*") || text.contains("  ") => None,
        Some(text) => Some(format!("{path}!{text}")),
        None => Some(whole),
    }
}
