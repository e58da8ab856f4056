//! The state's methods, in which a large state is taken apart and put together.
//!
//! The types of variables are not known until rustc has gone through the body. Whatever names the state in the body leaves
//! it meanwhile with a question about each of them, and it looks at all open questions again and again: where each of
//! hundreds of points names the state, this takes minutes. In these methods the types are parameters, and the body only
//! calls them, once at its start and once at its end: a point puts its variables into places beside the state and leaves.
//!
//! Whatever gives a variable to or takes it from such a place is a call. So it stays in memory, and cannot unwind: LLVM's time
//! would grow with the square of the points if it kept each variable in registers across all of them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::body::{number, saved_name};
use super::state;
use crate::flow::LocalId;
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
//             fn __taken(&mut self, __argument_0: &mut Option<A0>, __saved_0: &mut Option<T0>, ..) -> usize { .. }
//             fn __put(&mut self, at: usize, __saved_0: &mut Option<T0>, __saved_1: &mut Option<T1>) {
//                 *self = match at {
//                     1 => Self::P1 { n: restored_apart(__saved_0), i: restored_apart(__saved_1) },
//                     _ => vacant(),
//                 };
//             }
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
    let locals = plan.saved_locals();
    let kept: Vec<_> = locals.iter().copied().map(state::parameter).collect();
    let parameters: Vec<_> = arguments.chain(kept.iter().cloned()).collect();
    let (at, waiting) = (names::hidden("at"), state::waiting(routine, plan));
    let apart = state::taken_apart(routine, plan, &quote!(self), &quote!(Self), rt);
    let saved = locals.into_iter().map(saved_name);
    let points = (1..=plan.body.points.len()).map(|point| {
        let (variant, index) = (names::variant(point), number(point));
        let (fields, saved): (Vec<_>, Vec<_>) = plan
            .moved(point)
            .map(|moved| (&moved.field, saved_name(moved.local)))
            .unzip();
        quote!(#index => Self::#variant { #(#fields: #rt::restored_apart(#saved)),* },)
    });
    let (taken, put) = (names::taken(), names::put());
    let lint = quote!(#[allow(clippy::too_many_arguments, reason = "an argument is a variable")]);
    Some(quote! {
        #lint
        impl<#(#parameters),*> #name<#(#parameters),*> {
            // Apart, and through borrows: LLVM takes long over hundreds of ways to give a variable its value.
            #[inline(never)]
            fn #taken(&mut self, #(#waiting: &mut #rt::Option<#parameters>),*) -> ::core::primitive::usize {
                let mut #at = 0;
                #apart
                #at
            }
            #[inline(never)]
            fn #put(&mut self, #at: ::core::primitive::usize, #(#saved: &mut #rt::Option<#kept>),*) {
                *self = match #at {
                    #(#points)*
                    _ => #rt::vacant(),
                };
            }
        }
    })
}

// Output: let mut __argument_0 = None; let mut __saved_0 = None; let mut __saved_1 = None;
//         let mut at = state.__taken(&mut __argument_0, &mut __saved_0, &mut __saved_1);
pub(super) fn dispatch(routine: &Routine, plan: &Plan<'_>) -> TokenStream {
    let (state, at, rt) = (names::hidden("state"), names::hidden("at"), names::rt());
    let (taken, waiting) = (names::taken(), state::waiting(routine, plan));
    quote! {
        #(let mut #waiting = #rt::None;)*
        let mut #at = #state.#taken(#(&mut #waiting),*);
    }
}

// Output: let __step = '__leave: { body };
//         state.__put(at, &mut __saved_0, &mut __saved_1);
//         __step
pub(super) fn left(plan: &Plan<'_>, body: TokenStream) -> TokenStream {
    if !are_used(plan) {
        return body;
    }
    let (state, at, step) = (
        names::hidden("state"),
        names::hidden("at"),
        names::hidden("__step"),
    );
    let (leave, put) = (names::label(LEAVE), names::put());
    let saved = plan.saved_locals().into_iter().map(saved_name);
    quote! {
        let #step = #leave { #body };
        #state.#put(#at, #(&mut #saved),*);
        #step
    }
}

const LEAVE: &str = "__leave";

/// How a step that waits is left: to the one place where the state is put together, or straight.
pub(super) fn leave(plan: &Plan<'_>) -> TokenStream {
    if are_used(plan) {
        let label = names::label(LEAVE).name;
        quote!(break #label)
    } else {
        quote!(return)
    }
}

/// What gives a variable back: where there are hundreds of variables and points, by a call.
pub(super) fn restored(plan: &Plan<'_>) -> Ident {
    names::hidden(if are_used(plan) {
        "restored_apart"
    } else {
        "restored"
    })
}

/// `__saved_0 = Some(n);`, or `put_by(__saved_0, n);` in the method.
pub(super) fn moved_to(
    plan: &Plan<'_>,
    saved: &Ident,
    value: &Ident,
    rt: &TokenStream,
) -> TokenStream {
    if are_used(plan) {
        quote!(#rt::put_by(#saved, #value);)
    } else {
        quote!(#saved = #rt::Some(#value);)
    }
}

/// `put_by(&mut __saved_0, n); at = 1;`
pub(super) fn put(
    point: usize,
    variables: impl Iterator<Item = (LocalId, TokenStream)>,
) -> TokenStream {
    let (at, rt, point) = (names::hidden("at"), names::rt(), number(point));
    let variables = variables.map(|(local, value)| {
        let saved = saved_name(local);
        quote!(#rt::put_by(&mut #saved, #value);)
    });
    quote!(#(#variables)* #at = #point;)
}
