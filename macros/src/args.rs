//! The arguments of the attribute: `#[resumable(yield = Y, resume = R)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Ident, Path, Token, Type, parse_quote};

use crate::errors::Errors;

/// What the attribute says; both types default to `()`.
pub(crate) struct Args {
    pub(crate) yields: Type,
    pub(crate) resume: Type,
    /// Where the `resumable` crate is reached from the marked function.
    pub(crate) krate: Path,
}

/// One `name = value`.
struct Argument {
    name: Ident,
    value: TokenStream,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        if !input.peek(Token![=]) {
            return Err(syn::Error::new(
                name.span(),
                format!("{EXPECTED}, found `{name}` without a value"),
            ));
        }
        input.parse::<Token![=]>()?;
        let value = if name == "crate" {
            let path: Path = input.parse()?;
            quote!(#path)
        } else {
            let place = input.span();
            let ty: Type = input
                .parse()
                .map_err(|_| syn::Error::new(place, format!("expected a type after `{name} =`")))?;
            quote!(#ty)
        };
        Ok(Argument { name, value })
    }
}

const EXPECTED: &str = "expected `yield = Type`, `resume = Type` or `crate = path`";

/// Reads the arguments; reports what is wrong and goes on with the defaults.
pub(crate) fn parse(tokens: TokenStream, errors: &Errors) -> Args {
    let mut args = Args {
        yields: parse_quote!(()),
        resume: parse_quote!(()),
        krate: parse_quote!(::resumable),
    };
    let parser = syn::punctuated::Punctuated::<Argument, Token![,]>::parse_terminated;
    let list = match parser.parse2(tokens) {
        Ok(list) => list,
        Err(error) => {
            errors.push(error);
            return args;
        }
    };
    let mut seen = Vec::new();
    for Argument { name, value } in list {
        let text = name.to_string();
        if seen.contains(&text) {
            errors.at(&name, format!("`{text}` is given twice; keep one of them"));
            continue;
        }
        match text.as_str() {
            "yield" => args.yields = parse_quote!(#value),
            "resume" => args.resume = parse_quote!(#value),
            "crate" => args.krate = parse_quote!(#value),
            _ => errors.at(&name, format!("{EXPECTED}, found `{text}`")),
        }
        seen.push(text);
    }
    args
}
