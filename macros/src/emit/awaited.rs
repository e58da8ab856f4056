//! A call that is awaited runs where it lies in the state, which is taken apart only when the call has ended.
//!
//! So a resume passes through the levels of a delegation without moving what they hold. It does so only in boxed functions:
//! what rustc sees as a whole it keeps in registers anyhow.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use super::methods;
use crate::ir::PointKind;
use crate::names;
use crate::plan::Plan;

/// Whether the call that is awaited at a point runs in the state.
pub(super) fn runs_in_state(plan: &Plan<'_>, inline: bool, point: usize) -> bool {
    // A `#[transient]` variable is made again at each resume.
    let fit = !inline && !methods::are_used(plan) && plan.body.transients.is_empty();
    fit && matches!(plan.point(point).kind, PointKind::Await(_))
}

/// Where the step waits with which the call has ended.
pub(super) fn ended(point: usize) -> Ident {
    names::hidden(&format!("__ended_{point}"))
}

// Output: let mut __ended_2 = None;
//         let mut held = InState::new(state, |state| drop(replace(state, State::Vacant)));
//         match held.state() {
//             State::P2 { child: __child, .. } => match resume_child(__child, restored(&mut input)) {
//                 Step::Yielded(yielded) => {
//                     held.release();
//                     return flow.yielded(yielded);
//                 }
//                 ended => __ended_2 = Some(ended),
//             },
//             _ => {}
//         }
//         let state = held.release();
pub(super) fn resumed(plan: &Plan<'_>, inline: bool, requests: bool) -> TokenStream {
    let points: Vec<_> = (1..=plan.body.points.len())
        .filter(|point| runs_in_state(plan, inline, *point))
        .collect();
    if points.is_empty() {
        return TokenStream::new();
    }
    let (rt, ty, vacant) = (names::rt(), names::state_type(), names::vacant());
    let [state, held, input, flow, yielded] =
        ["state", "held", "input", "flow", "yielded"].map(names::hidden);
    let waiting = points.iter().map(|point| ended(*point));
    // A call that was cancelled has ended, too.
    let waits = requests.then(|| quote!(if !#rt::is_cancelled(&#yielded)));
    let arms = points.iter().map(|point| {
        let PointKind::Await(child) = plan.point(*point).kind else {
            unreachable!("a point that delegates")
        };
        let saved = plan.moved(*point).find(|saved| saved.local == child);
        let field = &saved.expect("what is awaited is saved").field;
        let (variant, ended) = (names::variant(*point), ended(*point));
        let span = plan.point(*point).span;
        let child = names::hidden("__child");
        let step = quote_spanned!(span=> #rt::resume_child(#child, #rt::restored(&mut #input)));
        quote! {
            #ty::#variant { #field: #child, .. } => match #step {
                #rt::Step::Yielded(#yielded) #waits => {
                    #held.release();
                    return #flow.yielded(#yielded);
                }
                step => #ended = #rt::Some(step),
            },
        }
    });
    quote! {
        #(let mut #waiting = #rt::None;)*
        let mut #held = #rt::InState::new(#state, |#state| ::core::mem::drop(#rt::replace(#state, #ty::#vacant)));
        match #held.state() {
            #(#arms)*
            _ => {}
        }
        let #state = #held.release();
    }
}
