//! The arguments of the attribute: `#[resumable(yield = Y, resume = R)]`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Path, Token, Type, parenthesized, parse_quote, token};

use crate::errors::Errors;

/// What the attribute says; both types default to `()`.
pub(crate) struct Args {
    pub(crate) yields: Type,
    pub(crate) resume: Type,
    /// The requests, of a coroutine of a task: the two types follow from it.
    pub(crate) request: Option<Type>,
    /// Where the `resumable` crate is reached from the marked function.
    pub(crate) krate: Path,
    /// What snapshots call the function, if not by its path.
    pub(crate) name: Option<LitStr>,
    /// What earlier builds called points of now.
    pub(crate) renamed: Vec<Renaming>,
    /// Whether an instance holds the state as it is.
    pub(crate) inline: bool,
}

/// `"old" => "new"`.
#[derive(Clone)]
pub(crate) struct Renaming {
    pub(crate) old: LitStr,
    pub(crate) new: LitStr,
}

/// One `name = value`, or `renamed(..)`.
struct Argument {
    name: Ident,
    value: Value,
}

#[allow(clippy::large_enum_variant, reason = "one for each argument")]
enum Value {
    Type(Type),
    Path(Path),
    Text(LitStr),
    Renamings(Punctuated<Renaming, Token![,]>),
    Nothing,
}

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Value::Type(ty) => ty.to_tokens(tokens),
            Value::Path(path) => path.to_tokens(tokens),
            Value::Text(text) => text.to_tokens(tokens),
            Value::Nothing => {}
            Value::Renamings(list) => {
                for Renaming { old, new } in list {
                    tokens.extend(quote::quote!(#old => #new));
                }
            }
        }
    }
}

impl Parse for Renaming {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let expected = |error: syn::Error| {
            let message = "expected `\"old\" => \"new\"`, where both are labels without their quotes, or the texts of yields without labels";
            syn::Error::new(error.span(), message)
        };
        let old = input.parse().map_err(expected)?;
        input.parse::<Token![=>]>().map_err(expected)?;
        let new = input.parse().map_err(expected)?;
        Ok(Renaming { old, new })
    }
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        if name == "renamed" {
            if !input.peek(token::Paren) {
                return Err(syn::Error::new(
                    name.span(),
                    "expected `renamed(\"old\" => \"new\")`: what an earlier build called a yield, and what it is called now",
                ));
            }
            let inside;
            parenthesized!(inside in input);
            let list = Punctuated::parse_terminated(&inside)?;
            let value = Value::Renamings(list);
            return Ok(Argument { name, value });
        }
        if name == "inline" && !input.peek(Token![=]) {
            let value = Value::Nothing;
            return Ok(Argument { name, value });
        }
        if !input.peek(Token![=]) {
            return Err(syn::Error::new(
                name.span(),
                format!("{EXPECTED}, found `{name}` without a value"),
            ));
        }
        input.parse::<Token![=]>()?;
        let place = input.span();
        let value = match &*name.to_string() {
            "crate" => Value::Path(input.parse()?),
            "name" => Value::Text(input.parse().map_err(|_| {
                syn::Error::new(place, "expected a string: what snapshots call the function, in this and in later builds")
            })?),
            _ => Value::Type(input.parse().map_err(|_| {
                syn::Error::new(place, format!("expected a type after `{name} =`"))
            })?),
        };
        Ok(Argument { name, value })
    }
}

const EXPECTED: &str = "expected `yield = Type`, `resume = Type`, `request = Type`, `name = \"text\"`, `renamed(\"old\" => \"new\")`, `inline` or `crate = path`";

/// Reads the arguments; reports what is wrong and goes on with the defaults.
pub(crate) fn parse(tokens: TokenStream, krate: &Path, errors: &Errors) -> Args {
    let mut args = Args {
        yields: parse_quote!(()),
        resume: parse_quote!(()),
        request: None,
        krate: krate.clone(),
        name: None,
        renamed: Vec::new(),
        inline: false,
    };
    let mut plain = None;
    for Argument { name, value } in arguments(tokens, errors) {
        match (&*name.to_string(), value) {
            ("yield", Value::Type(ty)) => {
                args.yields = ty;
                plain = Some(name);
            }
            ("resume", Value::Type(ty)) => {
                args.resume = ty;
                plain = Some(name);
            }
            ("request", Value::Type(ty)) => args.request = Some(ty),
            ("crate", Value::Path(path)) => args.krate = path,
            ("name", Value::Text(text)) => {
                check_name(&text, errors);
                args.name = Some(text);
            }
            ("inline", Value::Nothing) => args.inline = true,
            ("renamed", Value::Renamings(list)) => args.renamed = only_once(list, errors),
            (text, _) => errors.at(&name, format!("{EXPECTED}, found `{text}`")),
        }
    }
    if let Some(request) = &args.request {
        if let Some(name) = plain {
            errors.at(name, "a function with `request = ..` waits only by awaiting requests, which decide what is handed out and in; leave out `yield` and `resume`, or `request`");
        }
        if args.inline {
            errors.at(
                request,
                "a function with `request = ..` cannot be inline yet; leave out `inline`",
            );
        }
        let krate = &args.krate;
        args.yields = parse_quote!(#krate::task::Events<#request>);
        args.resume = parse_quote!(#krate::task::Delivery);
    }
    args
}

fn check_name(name: &LitStr, errors: &Errors) {
    if name.value().is_empty() {
        errors.at(name, "an empty name tells nobody whose snapshot it is; write the function's name, with the path of its module at the time it was first saved");
    }
}

fn only_once(list: Punctuated<Renaming, Token![,]>, errors: &Errors) -> Vec<Renaming> {
    let mut found: Vec<Renaming> = Vec::new();
    for renaming in list {
        let old = renaming.old.value();
        if found.iter().any(|other| other.old.value() == old) {
            errors.at(&renaming.old, format!("`{old}` is renamed twice, and a saved call can go on at one point only; keep one of them"));
        } else {
            found.push(renaming);
        }
    }
    found
}

/// Reads the arguments of the attribute on an `impl` block: where the crate is found.
pub(crate) fn parse_of_block(tokens: TokenStream, errors: &Errors) -> Path {
    let mut krate = default_crate();
    for Argument { name, value } in arguments(tokens, errors) {
        match (&*name.to_string(), value) {
            ("crate", Value::Path(path)) => krate = path,
            (text @ ("yield" | "resume" | "request"), value) => errors.at(&name, format!("each resumable method has its own types; write `#[resumable({text} = {})]` on the method, and `#[resumable]` here", value.to_token_stream())),
            ("name", value) => errors.at(&name, format!("each resumable method has a name of its own; write `#[resumable(name = {})]` on the method, and `#[resumable]` here", value.to_token_stream())),
            ("inline", _) => errors.at(&name, "each resumable method is inline or not by itself; write `#[resumable(inline)]` on the method, and `#[resumable]` here"),
            ("renamed", _) => errors.at(&name, "each resumable method has yields of its own; write `#[resumable(renamed(..))]` on the method, and `#[resumable]` here"),
            (text, _) => errors.at(&name, format!("expected `crate = path`, found `{text}`")),
        }
    }
    krate
}

pub(crate) fn default_crate() -> Path {
    parse_quote!(::resumable)
}

fn arguments(tokens: TokenStream, errors: &Errors) -> Vec<Argument> {
    let parser = Punctuated::<Argument, Token![,]>::parse_terminated;
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
