//! What the user sees: the function that makes an `Instance`, and the definition beside it.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, GenericParam, Generics, Meta, Receiver, ReceiverKind};

use super::inline::Held;
use crate::args::Args;
use crate::methods::Owner;
use crate::names::{self, Runtime};
use crate::routine::Routine;

/// `fn counter(n: u32) -> Instance<counter>`, with the attributes, docs and visibility of the marked function.
pub(super) fn function(routine: &Routine, runtime: &Runtime) -> TokenStream {
    let Routine {
        attrs,
        vis,
        fn_token,
        name,
        definition,
        generics,
        own_generics,
        receiver,
        params,
        ..
    } = routine;
    let (_, type_generics, _) = generics.split_for_impl();
    let (declared, where_clause) = (&own_generics.params, &own_generics.where_clause);
    let declared = (!declared.is_empty()).then(|| quote!(<#declared>));
    let inputs = params.iter().enumerate().map(|(index, param)| {
        let (name, ty) = (&param.name, &param.ty);
        match receiver {
            Some(receiver) if index == 0 => by_value(receiver),
            _ => quote!(#name: #ty),
        }
    });
    let values = params
        .iter()
        .enumerate()
        .map(|(index, param)| match receiver {
            Some(receiver) if index == 0 => receiver.self_token.to_token_stream(),
            _ => param.name.to_token_stream(),
        });
    let instance = runtime.public("Instance");
    // rustc reports nothing about a function that ends in generated code, such as that it is never used.
    let place = name.span();
    let returned = quote_spanned!(place=> -> #instance<#definition #type_generics>);
    let made = quote!(#instance::new((#(#values,)*)));
    let mut body = Group::new(Delimiter::Brace, made);
    body.set_span(place);
    let where_clause = where_clause.as_ref().map(|clause| {
        let predicates = clause.predicates.iter();
        quote_spanned!(place=> where #(#predicates),* ,)
    });
    let inline =
        (!attrs.iter().any(|attr| attr.path().is_ident("inline"))).then(|| quote!(#[inline]));
    let attrs = attrs.iter().filter(|attr| is_kept(attr));
    quote! {
        #(#attrs)*
        #inline
        #vis #fn_token #name #declared(#(#inputs),*) #returned #where_clause #body
    }
}

/// An expectation is for the body, and an `Instance` must be used anyhow.
fn is_kept(attr: &Attribute) -> bool {
    let must_be_used = matches!(&attr.meta, Meta::Path(path) if path.is_ident("must_use"));
    !must_be_used && !attr.path().is_ident("expect")
}

/// A receiver that only hands its value on.
fn by_value(receiver: &Receiver) -> TokenStream {
    let token = &receiver.self_token;
    if let ReceiverKind::Typed(colon, ty) = &receiver.kind {
        quote!(#token #colon #ty)
    } else {
        quote!(#token)
    }
}

/// `struct counter { .. }`, named as the function; it is only ever a type.
///
/// That of a method has its type as a parameter, for which nobody need give a value: a method may be public though its
/// type is not, and the parameter keeps the type out of the public interface then, as being a method of it does.
pub(super) fn structure(routine: &Routine) -> TokenStream {
    let Routine {
        vis,
        name,
        definition,
        generics,
        owner,
        ..
    } = routine;
    let doc = match owner {
        Some(Owner { name: owner, .. }) => {
            format!(" The definition of the resumable method `{owner}::{name}`.")
        }
        None => format!(" The definition of the resumable function [`{name}`](fn@{name})."),
    };
    let (cfg, private) = (
        conditions(routine),
        owner.as_ref().map(|_| quote!(private_interfaces,)),
    );
    // A second definition of this name is reported at the function.
    let place = Span::mixed_site().located_at(name.span());
    let keyword = quote_spanned!(place=> struct);
    let (parameters, marker) = (
        bare(generics, owner.as_ref()),
        phantom(generics, owner.as_ref()),
    );
    quote! {
        #[doc = #doc]
        #(#cfg)*
        #[allow(non_camel_case_types, dead_code, #private reason = "a definition is a type with its function's name")]
        #vis #keyword #definition #parameters { _parameters: #marker }
    }
}

/// `impl Definition for counter`.
pub(super) fn implementation(
    routine: &Routine,
    args: &Args,
    runtime: &Runtime,
    locations: &TokenStream,
    machine: &TokenStream,
    held: Option<&Held<'_>>,
) -> TokenStream {
    let Routine {
        name,
        definition: implementor,
        generics,
        output,
        owner,
        ..
    } = routine;
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let type_generics = arguments(generics, owner.as_ref());
    let (definition, location) = (runtime.public("Definition"), runtime.public("Location"));
    let lints = routine.attrs.iter().filter(|attr| is_lint(attr));
    let cfg = conditions(routine);
    let (tuple, yields, resume) = (routine.args(), &args.yields, &args.resume);
    let interface = interface(routine, args, runtime, held);
    let full_name = match owner {
        Some(owner) => format!("{}::{}", owner.name, names::plain_text(name)),
        None => names::plain_text(name),
    };
    let by_path = || quote!(::core::concat!(::core::module_path!(), "::", #full_name));
    let pinned = args.name.as_ref().map(ToTokens::to_token_stream);
    let snapshot_name = pinned.unwrap_or_else(by_path);
    let (rt, storage) = (runtime.private(), storage(routine, args, runtime, held));
    let is_cancelled = args.request.as_ref().map(|_| {
        quote! {
            const REQUESTS: ::core::primitive::bool = true;

            #[inline]
            fn is_cancelled(yielded: &Self::Yield) -> ::core::primitive::bool {
                yielded.is_cancelled()
            }
        }
    });
    let written = quote! {
        #(#cfg)*
        #(#lints)*
        impl #impl_generics #definition for #implementor #type_generics #where_clause {
            type Args = #tuple;
            type Yield = #yields;
            type Resume = #resume;
            type Return = #output;
            const NAME: &'static ::core::primitive::str = #snapshot_name;
            const LOCATIONS: &'static [#location] = &[#locations];
            type Storage = #storage;

            #is_cancelled

            fn tables() -> &'static #rt::Tables {
                static TABLES: #rt::Tables = #rt::Tables::new();
                &TABLES
            }

            #[inline]
            fn machine() -> #interface {
                #machine
            }
        }
    };
    match owner {
        Some(owner) => owner.written_out(written),
        None => written,
    }
}

/// What an instance holds the state in.
fn storage(
    routine: &Routine,
    args: &Args,
    runtime: &Runtime,
    held: Option<&Held<'_>>,
) -> TokenStream {
    let rt = runtime.private();
    if let Some(held) = held.map(Held::ty) {
        return quote!(#rt::Inline<#held>);
    }
    let (yields, resume, output) = (&args.yields, &args.resume, &routine.output);
    quote!(#rt::Boxed<#yields, #resume, #output>)
}

/// What a machine is from outside.
fn interface(
    routine: &Routine,
    args: &Args,
    runtime: &Runtime,
    held: Option<&Held<'_>>,
) -> TokenStream {
    let (tuple, rt) = (routine.args(), runtime.private());
    let (yields, resume, output) = (&args.yields, &args.resume, &routine.output);
    let storage = storage(routine, args, runtime, held);
    quote!(impl #rt::HeldIn<#storage, Args = #tuple, Yield = #yields, Resume = #resume, Return = #output, State: ::core::marker::Send>)
}

/// The same without asking that its state is `Send`.
///
/// A state is `Send` if each of its variables can be saved, which is asked where they are. It is asked here once more,
/// but of a function that returns what another one made: where a variable has been reported, rustc knows nothing of the
/// other's state, and does not report the variable a second time.
fn unchecked(
    routine: &Routine,
    args: &Args,
    runtime: &Runtime,
    held: Option<&Held<'_>>,
) -> TokenStream {
    let (tuple, rt) = (routine.args(), runtime.private());
    let (yields, resume, output) = (&args.yields, &args.resume, &routine.output);
    let state = held.map_or_else(
        || quote!(impl ::core::marker::Sized + 'static),
        |held| held.state.clone(),
    );
    quote!(impl #rt::Machine<Args = #tuple, Yield = #yields, Resume = #resume, Return = #output, State = #state>)
}

/// The machine of a free function, in a function of its own.
pub(super) fn machine_of_function(
    routine: &Routine,
    args: &Args,
    runtime: &Runtime,
    machine: &TokenStream,
    held: Option<&Held<'_>>,
) -> TokenStream {
    let (impl_generics, _, where_clause) = routine.generics.split_for_impl();
    let interface = unchecked(routine, args, runtime, held);
    let name = names::hidden("__machine");
    let parameters = routine.generics.params.iter().filter_map(named);
    quote! {
        #[inline]
        fn #name #impl_generics() -> #interface #where_clause {
            #machine
        }
        #name::<#(#parameters),*>()
    }
}

/// The machine of a method, as an associated function of the same `impl` block.
pub(super) fn machine_of_method(
    routine: &Routine,
    args: &Args,
    runtime: &Runtime,
    machine: &TokenStream,
    held: Option<&Held<'_>>,
) -> TokenStream {
    let (name, interface) = (
        names::machine_of_method(&routine.name),
        unchecked(routine, args, runtime, held),
    );
    let (declared, where_clause) = (
        &routine.own_generics.params,
        &routine.own_generics.where_clause,
    );
    let kept = routine.attrs.iter();
    let kept = kept.filter(|attr| is_lint(attr) || attr.path().is_ident("cfg"));
    quote! {
        #(#kept)*
        #[doc(hidden)]
        #[inline]
        fn #name<#declared>() -> #interface #where_clause {
            #machine
        }
    }
}

/// `<Stack<T>>::__resumable_each::<U>()`
pub(super) fn machine_from_method(routine: &Routine, owner: &Owner) -> TokenStream {
    let (ty, name) = (&owner.ty, names::machine_of_method(&routine.name));
    let parameters = routine.own_generics.params.iter().filter_map(named);
    quote!(<#ty>::#name::<#(#parameters),*>())
}

/// The attributes that decide whether the item exists.
pub(super) fn conditions(routine: &Routine) -> impl Iterator<Item = &Attribute> {
    let owner = routine.owner.iter().flat_map(|owner| &owner.attrs);
    let all = routine.attrs.iter().chain(owner);
    all.filter(|attr| attr.path().is_ident("cfg"))
}

fn is_lint(attr: &Attribute) -> bool {
    ["allow", "warn", "deny", "forbid", "expect"]
        .iter()
        .any(|lint| attr.path().is_ident(lint))
}

/// `<T, const N: usize>` without bounds; a method's with `S = Stack<T>`.
fn bare(generics: &Generics, owner: Option<&Owner>) -> Option<TokenStream> {
    let params = generics.params.iter().map(|param| match param {
        GenericParam::Type(param) => param.ident.to_token_stream(),
        GenericParam::Const(param) => {
            let (name, ty) = (&param.ident, &param.ty);
            quote!(const #name: #ty)
        }
        GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
    });
    let of_owner = owner.map(|Owner { ty, .. }| {
        let name = names::hidden(OWNER);
        quote!(#name = #ty)
    });
    let all: Vec<_> = params.chain(of_owner).collect();
    (!all.is_empty()).then(|| quote!(<#(#all),*>))
}

/// The type parameter for the type that has the method.
const OWNER: &str = "__Owner";

/// `<T, N>`; a method's with `Stack<T>`.
fn arguments(generics: &Generics, owner: Option<&Owner>) -> Option<TokenStream> {
    let params = generics.params.iter().filter_map(named);
    let all: Vec<_> = params
        .chain(owner.map(|owner| owner.ty.to_token_stream()))
        .collect();
    (!all.is_empty()).then(|| quote!(<#(#all),*>))
}

/// A parameter by its name; a lifetime has been refused.
fn named(param: &GenericParam) -> Option<TokenStream> {
    match param {
        GenericParam::Type(param) => Some(param.ident.to_token_stream()),
        GenericParam::Const(param) => Some(param.ident.to_token_stream()),
        GenericParam::Lifetime(_) => None,
    }
}

fn phantom(generics: &Generics, owner: Option<&Owner>) -> TokenStream {
    let types = generics.type_params().map(|param| param.ident.clone());
    let types = types.chain(owner.map(|_| names::hidden(OWNER)));
    quote!(::core::marker::PhantomData<fn() -> (#(#types,)*)>)
}
