//! The derives `Request` and `Requests`.
//!
//! ```text
//! #[derive(Request)]                        impl Request for Charge { type Answer = Receipt; }
//! #[request(answer = Receipt)]      ->      impl<Op> Awaitable<Op> for Charge where Op: Requests + From<Charge> {
//! struct Charge { .. }                          type Coroutine = Ask<Charge, Op>; ..
//!                                           }
//!
//! #[derive(Requests)]               ->      impl From<Charge> for Op { .. }
//! enum Op { Charge(Charge), .. }            impl Requests for Op { .. }       // a `match` with an arm for each variant
//! ```

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Ident, Path, Token, Type, Variant, parse_quote};

use crate::args::default_crate;
use crate::errors::Errors;
use crate::ir::{Body, PointKind};

/// Reports what a function with requests cannot do.
pub(crate) fn check_points(body: &Body, errors: &Errors) {
    for point in &body.points {
        if let PointKind::Yield = point.kind {
            errors.push(syn::Error::new(point.span, "a function with `request = ..` hands out nothing but its requests; make a request of the value, with a type that derives `Request`, and await it"));
        }
    }
}

/// What `#[request(..)]` says.
struct Attribute {
    answer: Option<Type>,
    krate: Path,
}

/// Reads the `#[request(..)]` attributes.
fn attribute(input: &DeriveInput, errors: &Errors) -> Attribute {
    let mut found = Attribute {
        answer: None,
        krate: default_crate(),
    };
    for attr in &input.attrs {
        if !attr.path().is_ident("request") {
            continue;
        }
        let read = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("answer") {
                let answer = meta.value()?.parse()?;
                if found.answer.replace(answer).is_some() {
                    return Err(meta.error("`answer` is given twice; keep one of them"));
                }
                Ok(())
            } else if meta.path.is_ident("crate") {
                found.krate = meta.value()?.parse()?;
                Ok(())
            } else {
                Err(meta.error("expected `answer = Type` or `crate = path`"))
            }
        });
        if let Err(error) = read {
            errors.push(error);
        }
    }
    found
}

/// `#[derive(Request)]`
pub(crate) fn request(input: &DeriveInput) -> TokenStream {
    let errors = Errors::new();
    let Attribute { answer, krate } = attribute(input, &errors);
    let answer = answer.unwrap_or_else(|| {
        if errors.count() == 0 {
            errors.at(&input.ident, "the type of the answer is missing: write `#[request(answer = Type)]`, with `()` for an answer that tells nothing but that it came");
        }
        parse_quote!(())
    });
    let name = &input.ident;
    let (_, type_generics, _) = input.generics.split_for_impl();
    let mut generics = input.generics.clone();
    let live: Vec<syn::WherePredicate> = input
        .generics
        .type_params()
        .map(|param| {
            let param = &param.ident;
            parse_quote!(#param: #krate::Live)
        })
        .collect();
    if !live.is_empty() {
        generics.make_where_clause().predicates.extend(live);
    }
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let mut awaitable = generics.clone();
    let requests = Ident::new("__Op", Span::mixed_site());
    awaitable.params.push(parse_quote!(#requests));
    awaitable.make_where_clause().predicates.push(parse_quote!(
        #requests: #krate::task::Requests + ::core::convert::From<#name #type_generics>
    ));
    let (awaitable_generics, _, awaitable_clause) = awaitable.split_for_impl();
    let found = errors.finish();
    quote! {
        #found
        #[automatically_derived]
        impl #impl_generics #krate::task::Request for #name #type_generics #where_clause {
            type Answer = #answer;
        }
        #[automatically_derived]
        impl #awaitable_generics #krate::task::Awaitable<#requests> for #name #type_generics #awaitable_clause {
            type Answer = #answer;
            type Coroutine = #krate::task::Ask<Self, #requests>;

            fn into_asking(self) -> Self::Coroutine {
                #krate::task::Ask::new(self)
            }
        }
    }
}

/// `#[derive(Requests)]`
pub(crate) fn requests(input: &DeriveInput) -> TokenStream {
    let errors = Errors::new();
    let Attribute { answer, krate } = attribute(input, &errors);
    if let Some(answer) = answer {
        errors.at(answer, "each request has an answer of its own; write `#[request(answer = ..)]` on the types of the variants");
    }
    refuse_untagged(&input.attrs, &errors);
    let variants = match &input.data {
        Data::Enum(data) => data
            .variants
            .iter()
            .filter_map(|variant| one(variant, &errors))
            .collect(),
        Data::Struct(_) | Data::Union(_) => {
            errors.at(&input.ident, "`Requests` is derived for an enum with a variant for each request: `enum Op { Charge(Charge), Sleep(Sleep) }`");
            Vec::new()
        }
    };
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let rt = quote!(#krate::task::__private);
    let arms = |body: &dyn Fn(&Ident, &Type) -> TokenStream| -> TokenStream {
        let arms = variants.iter().map(|(variant, ty)| {
            let body = body(variant, ty);
            quote!(Self::#variant(request) => #body,)
        });
        if variants.is_empty() {
            return quote!(::core::unreachable!());
        }
        quote!(match self { #(#arms)* })
    };
    let names = arms(&|variant, _| {
        let text = variant.to_string();
        let text = text.strip_prefix("r#").unwrap_or(&text);
        quote!({ let _ = request; #text })
    });
    let inside = arms(&|_, _| quote!(request));
    // The type may come from another macro than the names here.
    let place = |ty: &Type| Span::call_site().located_at(ty.span());
    let answer_names = arms(&|_, ty| quote_spanned!(place(ty)=> #rt::answer_name(request)));
    let answers = arms(&|_, ty| quote_spanned!(place(ty)=> #rt::read_answer(request, source)));
    let made = variants.iter().map(|(variant, ty)| {
        quote! {
            #[automatically_derived]
            impl #impl_generics ::core::convert::From<#ty> for #name #type_generics #where_clause {
                fn from(request: #ty) -> Self {
                    Self::#variant(request)
                }
            }
        }
    });
    let made: TokenStream = made.collect();
    let found = errors.finish();
    quote! {
        #found
        #made
        #[automatically_derived]
        impl #impl_generics #krate::task::Requests for #name #type_generics #where_clause {
            fn name(&self) -> &'static ::core::primitive::str {
                #names
            }

            fn request(&self) -> &dyn ::core::any::Any {
                #inside
            }

            fn answer_name(&self) -> &'static ::core::primitive::str {
                #answer_names
            }

            fn read_answer(
                &self,
                source: #rt::AnswerSource<'_, '_>,
            ) -> ::core::result::Result<#rt::Answer, #rt::String> {
                #answers
            }
        }
    }
}

/// Without the variants' names, a request that was saved may be read as another one that has its fields.
fn refuse_untagged(attrs: &[syn::Attribute], errors: &Errors) {
    for attr in attrs {
        if !attr.path().is_ident("serde") {
            continue;
        }
        // What else stands there is serde's, and serde reports what is wrong with it.
        let _ = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("untagged") {
                errors.at(&meta.path, "which request waits is not saved by an `untagged` enum, and another one with the same fields could be restored; leave it out, or say which it is by `#[serde(tag = \"..\")]`");
            } else if meta.input.peek(Token![=]) {
                meta.value()?.parse::<syn::Expr>()?;
            } else if meta.input.peek(syn::token::Paren) {
                let inside;
                syn::parenthesized!(inside in meta.input);
                inside.parse::<TokenStream>()?;
            }
            Ok(())
        });
    }
}

/// A variant that holds one request.
fn one<'v>(variant: &'v Variant, errors: &Errors) -> Option<(&'v Ident, &'v Type)> {
    let fields: Option<&Punctuated<syn::Field, Token![,]>> = match &variant.fields {
        Fields::Unnamed(fields) => Some(&fields.unnamed),
        Fields::Named(_) | Fields::Unit => None,
    };
    refuse_untagged(&variant.attrs, errors);
    match fields {
        Some(fields) if fields.len() == 1 => Some((&variant.ident, &fields[0].ty)),
        _ => {
            let shown = variant.to_token_stream();
            errors.at(shown, format!("each variant holds one request: write `{0}({0})`, where the type `{0}` derives `Request`", variant.ident));
            None
        }
    }
}
