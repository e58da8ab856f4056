//! Macros of which it is known how they evaluate their arguments: those of the standard library, and `anyhow`'s.
//! They are known by the last segment of their path.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, Ident, Macro, Token, parse_quote};

use super::{hidden_in, suspends};

/// A part of a macro's arguments.
pub(crate) enum Piece {
    /// No expression: a format string, a comma, a pattern with its guard.
    Kept(TokenStream),
    /// Only evaluated when an assertion fails.
    Later(Expr),
    /// Evaluated; its value is taken.
    Value(Expr),
    /// Evaluated, and then borrowed where it stands.
    Place(Expr),
}

impl ToTokens for Piece {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Piece::Kept(kept) => kept.to_tokens(tokens),
            Piece::Value(expr) | Piece::Place(expr) | Piece::Later(expr) => expr.to_tokens(tokens),
        }
    }
}

/// The arguments of a known macro, evaluated once each in this order; nothing if they cannot be told.
pub(crate) fn pieces(mac: &Macro) -> Option<Vec<Piece>> {
    let parser: fn(ParseStream<'_>) -> syn::Result<Vec<Piece>> = match &*name(mac) {
        "format" | "format_args" | "print" | "println" | "eprint" | "eprintln" | "panic"
        | "todo" | "unimplemented" | "unreachable" => formatted,
        "anyhow" | "bail" => error,
        "write" | "writeln" => |input| {
            let target = Piece::Place(input.parse()?);
            let comma: Option<Token![,]> = input.parse()?;
            let mut pieces = vec![target, Piece::Kept(comma.to_token_stream())];
            pieces.extend(formatted(input)?);
            Ok(pieces)
        },
        "assert" | "debug_assert" | "ensure" => |input| {
            let condition = Piece::Value(input.parse()?);
            with_message(vec![condition], input)
        },
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => |input| {
            let left = Piece::Place(input.parse()?);
            let comma: Token![,] = input.parse()?;
            let right = Piece::Place(input.parse()?);
            with_message(
                vec![left, Piece::Kept(comma.to_token_stream()), right],
                input,
            )
        },
        "matches" => |input| {
            Ok(vec![
                Piece::Place(input.parse()?),
                Piece::Kept(input.parse()?),
            ])
        },
        "vec" | "dbg" | "join" | "try_join" | "race" => elements,
        _ => return None,
    };
    parser.parse2(mac.tokens.clone()).ok()
}

/// What a known macro may evaluate.
pub(super) fn evaluated(mac: &Macro) -> Vec<Expr> {
    let branch = hidden_in(&mac.tokens).and_then(|_| Branch::of(mac));
    if let Some(branch) = branch {
        return vec![branch.expr];
    }
    let pieces = pieces(mac).unwrap_or_default();
    let exprs = pieces.into_iter().filter_map(|piece| match piece {
        Piece::Kept(_) | Piece::Later(_) => None,
        Piece::Value(expr) | Piece::Place(expr) => Some(expr),
    });
    exprs.collect()
}

/// The same as an expression, for a macro that suspends where it does not always come to, or shows its argument.
///
/// ```text
/// assert!(c, "{}", yield_!(1))   ->   if !c { panic!("{}", yield_!(1)) }
/// debug_assert!(yield_!(1))      ->   if cfg!(debug_assertions) { assert!(yield_!(1)); }
/// dbg!(yield_!(1))               ->   match yield_!(1) { tmp => { eprintln!(..); tmp } }
/// ```
pub(crate) fn unfolded(mac: &Macro) -> Option<Expr> {
    hidden_in(&mac.tokens)?;
    let branch = Branch::of(mac)?;
    suspends(&branch.decides).then_some(branch.expr)
}

/// A macro as an expression.
struct Branch {
    expr: Expr,
    /// The part of it that has to suspend for the macro to be taken apart.
    decides: Expr,
}

impl Branch {
    fn of(mac: &Macro) -> Option<Branch> {
        match &*name(mac) {
            "dbg" => shown(mac).map(Branch::whole),
            "assert" => with_lazy_message(mac),
            name => {
                let always = name.strip_prefix("debug_assert")?;
                let mut checked = mac.clone();
                let last = checked.path.segments.last_mut()?;
                last.ident = Ident::new(&format!("assert{always}"), last.ident.span());
                let test = quote!(::core::cfg!(debug_assertions));
                Some(Branch::whole(parse_quote!(if #test { #checked; })))
            }
        }
    }

    fn whole(expr: Expr) -> Branch {
        let decides = expr.clone();
        Branch { expr, decides }
    }
}

fn with_lazy_message(mac: &Macro) -> Option<Branch> {
    let parts = |input: ParseStream<'_>| {
        let condition: Expr = input.parse()?;
        input.parse::<Token![,]>()?;
        let message: TokenStream = input.parse()?;
        Ok((condition, message))
    };
    let (condition, message) = parts.parse2(mac.tokens.clone()).ok()?;
    // The message is made, and the panic reported, where the assertion stands.
    let place = mac.path.span();
    let panic = quote_spanned!(place=> ::core::panic!);
    let panic = Macro {
        delimiter: mac.delimiter.clone(),
        ..parse_quote!(#panic(#message))
    };
    let decides = parse_quote!(#panic);
    let expr = parse_quote!(if !(#condition) { #panic });
    Some(Branch { expr, decides })
}

/// `dbg!` prints the text of its argument, which is gone when the value is there.
fn shown(mac: &Macro) -> Option<Expr> {
    let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
    let values = parser.parse2(mac.tokens.clone()).ok()?;
    if values.len() != 1 {
        let (path, values) = (&mac.path, values.iter());
        return Some(parse_quote!((#(#path!(#values)),*)));
    }
    let (value, text) = (&values[0], crate::names::readable(&values[0]));
    let (place, tmp) = (mac.path.span(), Ident::new("tmp", Span::mixed_site()));
    let print = quote_spanned!(place=> ::std::eprintln!("[{}:{}:{}] {} = {:#?}",
        ::std::file!(), ::std::line!(), ::std::column!(), #text, &&#tmp));
    Some(parse_quote!(match (#value) { #tmp => { #print; #tmp } }))
}

pub(crate) fn name(mac: &Macro) -> String {
    let last = mac.path.segments.last();
    last.map(|segment| segment.ident.to_string())
        .unwrap_or_default()
}

/// A format string and what is borrowed for it.
fn formatted(input: ParseStream<'_>) -> syn::Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    if input.is_empty() {
        return Ok(pieces);
    }
    let string: Expr = input.parse()?;
    pieces.push(Piece::Kept(string.to_token_stream()));
    while !input.is_empty() {
        let comma: Token![,] = input.parse()?;
        pieces.push(Piece::Kept(comma.to_token_stream()));
        if input.is_empty() {
            break;
        }
        if input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
            let (key, equals): (Ident, Token![=]) = (input.parse()?, input.parse()?);
            pieces.push(Piece::Kept(quote!(#key #equals)));
        }
        pieces.push(Piece::Place(input.parse()?));
    }
    Ok(pieces)
}

/// A format string with arguments, or a single value.
fn error(input: ParseStream<'_>) -> syn::Result<Vec<Piece>> {
    let ahead = input.fork();
    let first: Expr = ahead.parse()?;
    if !suspends(&first) {
        return formatted(input);
    }
    let value: Expr = input.parse()?;
    let rest: Option<Token![,]> = input.parse()?;
    Ok(vec![
        Piece::Value(value),
        Piece::Kept(rest.to_token_stream()),
    ])
}

/// What an assertion compares, and what its message is made of.
fn with_message(mut pieces: Vec<Piece>, input: ParseStream<'_>) -> syn::Result<Vec<Piece>> {
    let comma: Option<Token![,]> = input.parse()?;
    pieces.extend(comma.map(|comma| Piece::Kept(comma.to_token_stream())));
    let message = formatted(input)?.into_iter().map(|piece| match piece {
        Piece::Place(expr) => Piece::Later(expr),
        piece => piece,
    });
    pieces.extend(message);
    Ok(pieces)
}

/// `a, b, c` or `a; n`.
fn elements(input: ParseStream<'_>) -> syn::Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    while !input.is_empty() {
        pieces.push(Piece::Value(input.parse()?));
        if pieces.len() == 1 && input.peek(Token![;]) {
            let semicolon: Token![;] = input.parse()?;
            pieces.push(Piece::Kept(semicolon.to_token_stream()));
        } else if !input.is_empty() {
            let comma: Token![,] = input.parse()?;
            pieces.push(Piece::Kept(comma.to_token_stream()));
        }
    }
    Ok(pieces)
}
