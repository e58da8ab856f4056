//! What the user sees: the function that makes an `Instance`, and the definition beside it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, GenericParam, Generics};

use crate::args::Args;
use crate::ir::{Point, PointKind};
use crate::names::{self, Runtime};
use crate::plan::Plan;
use crate::routine::Routine;

/// `fn counter(n: u32) -> Instance<counter>`, with the attributes, docs and visibility of the marked function.
pub(super) fn function(routine: &Routine, runtime: &Runtime) -> TokenStream {
    let Routine {
        attrs,
        vis,
        name,
        generics,
        params,
        ..
    } = routine;
    let (_, type_generics, where_clause) = generics.split_for_impl();
    let declared = &generics.params;
    let declared = (!declared.is_empty()).then(|| quote!(<#declared>));
    let names: Vec<_> = params.iter().map(|param| &param.name).collect();
    let types = params.iter().map(|param| &param.ty);
    let instance = runtime.public("Instance");
    let inline =
        (!attrs.iter().any(|attr| attr.path().is_ident("inline"))).then(|| quote!(#[inline]));
    let attrs = attrs.iter().filter(|attr| !attr.path().is_ident("expect"));
    quote! {
        #(#attrs)*
        #inline
        #vis fn #name #declared(#(#names: #types),*) -> #instance<#name #type_generics> #where_clause {
            #instance::new((#(#names,)*))
        }
    }
}

/// `struct counter { .. }`, named as the function; it is only ever a type.
pub(super) fn structure(routine: &Routine) -> TokenStream {
    let Routine {
        vis,
        name,
        generics,
        ..
    } = routine;
    let doc = format!(" The definition of the resumable function [`{name}`](fn@{name}).");
    let cfg = conditions(&routine.attrs);
    let (parameters, marker) = (bare(generics), phantom(generics));
    quote! {
        #[doc = #doc]
        #(#cfg)*
        #[allow(non_camel_case_types, dead_code, reason = "a definition is a type with its function's name")]
        #vis struct #name #parameters { _parameters: #marker }
    }
}

/// `impl Definition for counter`.
pub(super) fn implementation(
    routine: &Routine,
    args: &Args,
    runtime: &Runtime,
    locations: &TokenStream,
    machine: &TokenStream,
) -> TokenStream {
    let Routine {
        name,
        generics,
        output,
        ..
    } = routine;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let (definition, location, rt) = (
        runtime.public("Definition"),
        runtime.public("Location"),
        runtime.private(),
    );
    let lints = routine.attrs.iter().filter(|attr| is_lint(attr));
    let cfg = conditions(&routine.attrs);
    let (tuple, yields, resume) = (routine.args(), &args.yields, &args.resume);
    let full_name = names::plain_text(name);
    quote! {
        #(#cfg)*
        #(#lints)*
        impl #impl_generics #definition for #name #type_generics #where_clause {
            type Args = #tuple;
            type Yield = #yields;
            type Resume = #resume;
            type Return = #output;
            const NAME: &'static ::core::primitive::str = ::core::concat!(::core::module_path!(), "::", #full_name);
            const LOCATIONS: &'static [#location] = &[#locations];

            #[inline]
            fn machine() -> impl #rt::Machine<Args = #tuple, Yield = #yields, Resume = #resume, Return = #output, State: ::core::marker::Send> {
                #machine
            }
        }
    }
}

/// The table of points: where each stands, what identifies it, and what it saves.
pub(super) fn locations(routine: &Routine, plan: &Plan<'_>, runtime: &Runtime) -> TokenStream {
    let rt = runtime.private();
    let arguments = routine
        .params
        .iter()
        .map(|param| names::plain_text(&param.name))
        .collect::<Vec<_>>();
    let argument_ids = arguments
        .iter()
        .map(|name| crc32fast::hash(name.as_bytes()));
    let start = names::hidden("x").span().located_at(routine.name.span());
    let id = crc32fast::hash(b"start");
    let mut table = quote_spanned!(start=> #rt::location(0, ::core::option::Option::None, "start", #id, ::core::file!(), ::core::line!(), ::core::column!(), &[#(#arguments),*], &[#(#argument_ids),*]),);
    let identities = identities(&plan.body.points);
    for (index, point) in plan.body.points.iter().enumerate() {
        let label = if let Some(label) = &point.label {
            let text = label.ident.to_string();
            quote!(::core::option::Option::Some(#text))
        } else {
            quote!(::core::option::Option::None)
        };
        let number = index + 1;
        let variables = plan
            .saved(number)
            .iter()
            .map(|saved| names::plain_text(&saved.field))
            .collect::<Vec<_>>();
        let ids = variables
            .iter()
            .map(|name| crc32fast::hash(name.as_bytes()));
        let Identity { text, id } = &identities[index];
        let (span, line) = (point.span, position(point.span));
        table.extend(quote_spanned!(span=> #rt::location(#number, #label, #text, #id, #line, &[#(#variables),*], &[#(#ids),*]),));
    }
    table
}

/// `file!(), line!(), column!()` of a place in the user's code.
fn position(span: proc_macro2::Span) -> TokenStream {
    quote_spanned!(span=> ::core::file!(), ::core::line!(), ::core::column!())
}

/// By what a point is found again in another build.
struct Identity {
    text: String,
    id: u32,
}

/// A label, or the tokens of the yield, with place and number where several are alike.
fn identities(points: &[Point]) -> Vec<Identity> {
    let text = |point: &Point| match (&point.label, &point.kind) {
        (Some(label), _) => label.ident.to_string(),
        (None, PointKind::Yield | PointKind::Await(_)) => point.text.clone(),
    };
    let mut identities = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let plain = text(point);
        let alike = points.iter().filter(|other| text(other) == plain).count();
        let place = points[..=index]
            .iter()
            .filter(|other| text(other) == plain)
            .count();
        let text = if alike == 1 {
            plain
        } else {
            format!("{plain} #{place} of {alike}")
        };
        let kind = if point.label.is_some() {
            "label"
        } else {
            "yield"
        };
        let id = crc32fast::hash(format!("{kind} {text}").as_bytes());
        identities.push(Identity { text, id });
    }
    identities
}

/// The attributes that decide whether the item exists.
fn conditions(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
}

fn is_lint(attr: &Attribute) -> bool {
    ["allow", "warn", "deny", "forbid", "expect"]
        .iter()
        .any(|lint| attr.path().is_ident(lint))
}

/// `<T, const N: usize>` without bounds.
fn bare(generics: &Generics) -> Option<TokenStream> {
    let params = generics.params.iter().map(|param| match param {
        GenericParam::Type(param) => param.ident.to_token_stream(),
        GenericParam::Const(param) => {
            let (name, ty) = (&param.ident, &param.ty);
            quote!(const #name: #ty)
        }
        GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
    });
    (!generics.params.is_empty()).then(|| quote!(<#(#params),*>))
}

fn phantom(generics: &Generics) -> TokenStream {
    let types = generics.type_params().map(|param| &param.ident);
    quote!(::core::marker::PhantomData<fn() -> (#(#types,)*)>)
}
