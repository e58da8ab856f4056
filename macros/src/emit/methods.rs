//! The state's methods, in which a large state is taken apart and put together.
//!
//! The types of variables are not known until rustc has gone through the body. Whatever names the state in the body leaves
//! it meanwhile with a question about each of them, and it looks at all open questions again and again: where each of
//! hundreds of points names the state, this takes minutes. In these methods the types are parameters, and the body only
//! calls them.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Ident;

use super::state;
use crate::names;
use crate::plan::Plan;
use crate::routine::Routine;

/// How many points a state may have that the body itself names; a smaller one is optimized a little better so.
const FEW: usize = 32;

/// Whether the state has methods.
pub(super) fn are_used(plan: &Plan<'_>) -> bool {
    plan.body.points.len() > FEW
}

// Output: impl<A0, T0, T1> __State<A0, T0, T1> {
//             fn __taken(&mut self) -> (usize, Option<A0>, Option<T0>, Option<T1>) { .. }
//             fn __wait_1(&mut self, n: T0, i: T1) { *self = Self::P1 { n, i }; }
//             fn __waits(&self) -> (fn(&mut Self, T0, T1),) { (Self::__wait_1,) }
//         }
pub(super) fn written(
    routine: &Routine,
    plan: &Plan<'_>,
    name: &Ident,
    rt: &TokenStream,
) -> Option<TokenStream> {
    if !are_used(plan) {
        return None;
    }
    let arguments = (0..routine.params.len()).map(state::argument_parameter);
    let locals = plan.saved_locals().into_iter().map(state::parameter);
    let parameters: Vec<_> = arguments.chain(locals).collect();
    let (at, waiting) = (names::hidden("at"), state::waiting(routine, plan));
    let apart = state::taken_apart(routine, plan, &quote!(self), &quote!(Self), rt);
    let points = (1..=plan.body.points.len()).map(|point| {
        let (variant, method) = (names::variant(point), names::wait(point));
        let (fields, types): (Vec<_>, Vec<_>) = plan
            .moved(point)
            .map(|saved| (&saved.field, state::parameter(saved.local)))
            .unzip();
        let written = quote! {
            // Hundreds of alike ends of one function would take LLVM long to compare.
            #[inline(never)]
            fn #method(&mut self, #(#fields: #types),*) {
                *self = Self::#variant { #(#fields),* };
            }
        };
        (quote!(fn(&mut Self, #(#types),*)), written)
    });
    let (types, written): (Vec<_>, Vec<_>) = points.unzip();
    let (taken, waits) = (names::taken(), names::waits());
    let methods = (1..=plan.body.points.len()).map(names::wait);
    let lint = quote!(#[allow(clippy::too_many_arguments, reason = "an argument is a variable")]);
    Some(quote! {
        #lint
        impl<#(#parameters),*> #name<#(#parameters),*> {
            #[inline(always)]
            fn #taken(&mut self) -> (::core::primitive::usize, #(#rt::Option<#parameters>),*) {
                let mut #at = 0;
                #(let mut #waiting = #rt::None;)*
                #apart
                (#at, #(#waiting),*)
            }
            #(#written)*
            #[inline(always)]
            fn #waits(&self) -> (#(#types,)*) {
                (#(Self::#methods,)*)
            }
        }
    })
}

// Output: let (__wait_1,) = state.__waits();
//         let (mut at, mut __argument_0, mut __saved_0, mut __saved_1) = state.__taken();
pub(super) fn dispatch(routine: &Routine, plan: &Plan<'_>) -> TokenStream {
    let (state, at) = (names::hidden("state"), names::hidden("at"));
    let (taken, waits, waiting) = (
        names::taken(),
        names::waits(),
        state::waiting(routine, plan),
    );
    // Pointers to the methods: to name a method is to name the state, which a call of a pointer does not.
    let methods = (1..=plan.body.points.len()).map(names::wait);
    quote! {
        let (#(#methods,)*) = #state.#waits();
        let (mut #at, #(mut #waiting),*) = #state.#taken();
    }
}

/// `__wait_1(state, n, i);`
pub(super) fn put(point: usize, variables: impl Iterator<Item = TokenStream>) -> TokenStream {
    let (state, method) = (
        names::hidden("state"),
        names::wait(point).into_token_stream(),
    );
    quote!(#method(#state, #(#variables),*);)
}
