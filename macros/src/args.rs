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
pub(crate) fn parse(tokens: TokenStream, krate: &Path, errors: &Errors) -> Args {
    let mut args = Args {
        yields: parse_quote!(()),
        resume: parse_quote!(()),
        krate: krate.clone(),
    };
    for Argument { name, value } in arguments(tokens, errors) {
        match &*name.to_string() {
            "yield" => args.yields = parse_quote!(#value),
            "resume" => args.resume = parse_quote!(#value),
            "crate" => args.krate = parse_quote!(#value),
            text => errors.at(&name, format!("{EXPECTED}, found `{text}`")),
        }
    }
    args
}

/// Reads the arguments of the attribute on an `impl` block: where the crate is found.
pub(crate) fn parse_of_block(tokens: TokenStream, errors: &Errors) -> Path {
    let mut krate = default_crate();
    for Argument { name, value } in arguments(tokens, errors) {
        match &*name.to_string() {
            "crate" => krate = parse_quote!(#value),
            text @ ("yield" | "resume") => errors.at(&name, format!("each resumable method has its own types; write `#[resumable({text} = {value})]` on the method, and `#[resumable]` here")),
            text => errors.at(&name, format!("expected `crate = path`, found `{text}`")),
        }
    }
    krate
}

pub(crate) fn default_crate() -> Path {
    parse_quote!(::resumable)
}

fn arguments(tokens: TokenStream, errors: &Errors) -> Vec<Argument> {
    let parser = syn::punctuated::Punctuated::<Argument, Token![,]>::parse_terminated;
    let list = match parser.parse2(tokens) {
        Ok(list) => list,
        Err(error) => {
            errors.push(error);
            return Vec::new();
        }
    };
    let mut seen = Vec::new();
    let first = list.into_iter().filter(|Argument { name, .. }| {
        let text = name.to_string();
        let again = seen.contains(&text);
        if again {
            errors.at(name, format!("`{text}` is given twice; keep one of them"));
        }
        seen.push(text);
        !again
    });
    first.collect()
}
