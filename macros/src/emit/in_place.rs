//! The places beside the state, of variables that stay where they are.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use crate::ir::{PlaceId, PlaceType};
use crate::names;
use crate::plan::Plan;

/// A state's type with the places beside it, if there are any.
pub(super) fn framed_type(plan: &Plan<'_>, state: TokenStream, rt: &TokenStream) -> TokenStream {
    let places = &plan.body.places;
    if places.is_empty() {
        return state;
    }
    let types = places.iter().map(|place| held_type(place, rt));
    quote!(#rt::Framed<#state, (#(#rt::Place<#types>,)*)>)
}

/// What a place holds.
fn held_type(place: &PlaceType, rt: &TokenStream) -> TokenStream {
    match place {
        PlaceType::Array { item, count } => quote!(#rt::Array<#item, {#count}>),
        PlaceType::Other(ty) => quote!(#rt::Whole<#ty>),
    }
}

/// Declares what a variable that stays is read into.
pub(super) fn declared(plan: &Plan<'_>, variable: &Ident, place: PlaceId) -> TokenStream {
    let span = variable.span();
    let rt = names::rt_at(span);
    let ty = held_type(&plan.body.places[place.0], &quote!(#rt));
    let made = quote_spanned!(span=> <#ty as #rt::InPlace>::Loaded::default());
    quote!(let mut #variable = #made;)
}

/// A state with its places, of which these hold something.
pub(super) fn framed(
    plan: &Plan<'_>,
    state: &TokenStream,
    stay: &[(PlaceId, &Ident)],
) -> TokenStream {
    let count = plan.body.places.len();
    if count == 0 {
        return state.clone();
    }
    let rt = names::rt();
    let places = (0..count).map(PlaceId).map(|place| {
        let held = stay.iter().find(|(of, _)| *of == place);
        held.map_or_else(
            || quote!(#rt::Place::empty()),
            |(_, bound)| quote!(#rt::Place::restored(#bound)),
        )
    });
    quote!(#rt::Framed { state: #state, places: (#(#places,)*) })
}

/// Takes the places apart at the start of a step.
pub(super) fn taken_apart(plan: &Plan<'_>) -> Option<TokenStream> {
    let count = plan.body.places.len();
    let (rt, state) = (names::rt(), names::hidden("state"));
    let places = (0..count).map(|place| names::place(PlaceId(place)));
    (count > 0).then(|| quote!(let #rt::Framed { #state, places: (#(#places,)*) } = #state;))
}

/// Shows what is in a place to a sink; the variable is named for rustc.
pub(super) fn shown(variable: &Ident, place: PlaceId) -> TokenStream {
    let span = variable.span();
    let (mut state, index) = (names::hidden("state"), syn::Index::from(place.0));
    state.set_span(state.span().located_at(span));
    let rt = names::rt_at(span);
    quote_spanned!(span=> #rt::stays(#state.places.#index.saved()))
}
