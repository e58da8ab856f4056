//! The state enum and what touches it directly: taking it apart at the start of a step, showing its
//! variables and building it from them.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use super::body::{number, saved_name};
use syn::Ident;

use crate::flow::{LocalId, LocalSet};
use crate::names;
use crate::plan::Plan;
use crate::routine::Routine;
use crate::visible::Types;

/// The type parameter of a saved local.
fn parameter(local: LocalId) -> syn::Ident {
    names::hidden(&format!("T{}", local.0))
}

/// The type parameter of an argument that waits for the start.
fn argument_parameter(index: usize) -> syn::Ident {
    names::hidden(&format!("A{index}"))
}

/// What a field is bound to when the state is taken apart: a name that none of ours is, at the variable in the
/// user's code, so that rustc reports there what cannot be saved.
fn bound(field: &Ident, variable: Span) -> Ident {
    let text = field.to_string();
    let text = text.strip_prefix("r#").unwrap_or(&text);
    Ident::new(&format!("__{text}"), variable)
}

fn bound_arguments(routine: &Routine) -> Vec<Ident> {
    routine
        .params
        .iter()
        .map(|param| bound(&param.name, param.name.span()))
        .collect()
}

fn bound_variables(plan: &Plan<'_>, point: usize) -> Vec<Ident> {
    let saved = plan.saved(point).iter();
    saved
        .map(|saved| bound(&saved.field, plan.local(saved.local).span))
        .collect()
}

/// `enum State<..> { Start { .. }, P1 { .. }, Vacant }`: one variant a point, its saved variables as fields.
pub(super) fn enumeration(routine: &Routine, plan: &Plan<'_>, state: &Ident) -> TokenStream {
    let (start, vacant) = (names::variant(0), names::vacant());
    let arguments = (0..routine.params.len()).map(argument_parameter);
    let locals = plan.saved_locals().into_iter().map(parameter);
    let parameters = arguments.clone().chain(locals);
    let argument_names = routine.params.iter().map(|param| &param.name);
    let points = (1..=plan.body.points.len()).map(|point| {
        let variant = names::variant(point);
        let fields = plan.saved(point).iter().map(|saved| {
            let (field, ty) = (&saved.field, parameter(saved.local));
            quote!(#field: #ty)
        });
        quote!(#variant { #(#fields),* })
    });
    quote! {
        enum #state<#(#parameters),*> {
            #start { #(#argument_names: #arguments),* },
            #(#points,)*
            #vacant,
        }
    }
}

/// The state's type, with the arguments' types spelled out, and the others too or left to inference.
pub(super) fn spelled(
    routine: &Routine,
    plan: &Plan<'_>,
    types: Option<&Types>,
    state: &Ident,
) -> TokenStream {
    let arguments = routine.params.iter().map(|param| &param.ty);
    let locals = plan.saved_locals().into_iter();
    let locals = locals.map(|local| match types {
        Some(types) => types[&local].to_token_stream(),
        None => quote!(_),
    });
    quote!(#state<#(#arguments,)* #(#locals),*>)
}

/// Takes the state apart: `at` says where the coroutine was, the variables wait for their scopes.
pub(super) fn dispatch(routine: &Routine, plan: &Plan<'_>) -> TokenStream {
    let (ty, start, vacant) = (names::state_type(), names::variant(0), names::vacant());
    let (state, at, rt) = (names::hidden("state"), names::hidden("at"), names::rt());
    let arguments: Vec<_> = (0..routine.params.len()).map(names::argument).collect();
    let argument_names: Vec<_> = routine.params.iter().map(|param| &param.name).collect();
    let argument_bound = bound_arguments(routine);
    let declare = arguments
        .iter()
        .cloned()
        .chain(plan.saved_locals().into_iter().map(saved_name));
    let points = (1..=plan.body.points.len()).map(|point| {
        let (variant, index) = (names::variant(point), number(point));
        let fields: Vec<_> = plan.saved(point).iter().map(|saved| &saved.field).collect();
        let bound = bound_variables(plan, point);
        let places: Vec<_> = plan
            .saved(point)
            .iter()
            .map(|saved| saved_name(saved.local))
            .collect();
        quote! {
            #ty::#variant { #(#fields: #bound),* } => {
                #at = #index;
                #(#places = #rt::Some(#bound);)*
            }
        }
    });
    quote! {
        let mut #at = 0_usize;
        #(let mut #declare = #rt::None;)*
        match #rt::replace(#state, #ty::#vacant) {
            #ty::#start { #(#argument_names: #argument_bound),* } => { #(#arguments = #rt::Some(#argument_bound);)* }
            #(#points)*
            #ty::#vacant => #rt::vacant(),
        }
    }
}

/// The closure that makes the start state.
pub(super) fn starter(routine: &Routine) -> TokenStream {
    let (ty, start, args) = (names::state_type(), names::variant(0), routine.args());
    let names: Vec<_> = routine.params.iter().map(|param| &param.name).collect();
    let bound = bound_arguments(routine);
    quote!(|(#(#bound,)*): #args| #ty::#start { #(#names: #bound),* })
}

/// The closure that shows a state's variables.
pub(super) fn saver(routine: &Routine, plan: &Plan<'_>) -> TokenStream {
    let (ty, start, vacant) = (names::state_type(), names::variant(0), names::vacant());
    let (state, sink) = (names::hidden("state"), names::hidden("sink"));
    let arguments: Vec<_> = routine.params.iter().map(|param| &param.name).collect();
    let arguments_bound = bound_arguments(routine);
    let live = arguments_bound
        .iter()
        .map(|bound| names::live(bound, &names::Form::Value));
    let mut shown = LocalSet::new();
    let points = (1..=plan.body.points.len()).map(|point| {
        let (variant, index) = (names::variant(point), number(point));
        let fields: Vec<_> = plan.saved(point).iter().map(|saved| &saved.field).collect();
        let bound = bound_variables(plan, point);
        let live = bound.iter().zip(plan.saved(point));
        let live = live.map(|(bound, saved)| match plan.form(saved.local) {
            names::Form::Value if shown.insert(saved.local) => names::show(bound),
            form => names::live(bound, &form),
        });
        quote!(#ty::#variant { #(#fields: #bound),* } => #sink.save(#index, &[#(#live),*]))
    });
    quote! {
        |#state, #sink| match #state {
            #ty::#start { #(#arguments: #arguments_bound),* } => #sink.save(0, &[#(#live),*]),
            #(#points,)*
            #ty::#vacant => {}
        }
    }
}

/// The closure that builds a state from its variables.
pub(super) fn loader(routine: &Routine, plan: &Plan<'_>) -> TokenStream {
    let rt = names::rt();
    let (ty, vacant, point, source) = (
        names::state_type(),
        names::vacant(),
        names::hidden("point"),
        names::hidden("source"),
    );
    let build = |index: usize, fields: &[&syn::Ident]| {
        let variant = names::variant(index);
        let bound = if index == 0 {
            bound_arguments(routine)
        } else {
            bound_variables(plan, index)
        };
        let form = |place: usize| match index {
            0 => names::Form::Value,
            point => plan.form(plan.saved(point)[place].local),
        };
        let edits = |place: usize| match index {
            0 => &routine.params[place].edits,
            point => &plan.local(plan.saved(point)[place].local).edits,
        };
        let slots = bound.iter().enumerate();
        let slots = slots.map(|(place, bound)| match edits(place) {
            edits if edits.is_empty() => names::slot(bound, form(place)),
            edits => names::adapted(bound, edits),
        });
        let edited = (0..bound.len()).any(|place| !edits(place).is_empty());
        let made = quote!(#rt::Ok(#ty::#variant { #(#fields: #bound.take()),* }));
        let typed = edited.then(|| quote! {
            #[allow(unreachable_code, reason = "it tells rustc the types of the variables before their defaults")]
            if false {
                return #made;
            }
        });
        let index = number(index);
        quote! {
            #index => {
                #(let mut #bound = #rt::Loaded::empty();)*
                #typed
                #source.load(&mut [#(#slots),*])?;
                #made
            }
        }
    };
    let arguments: Vec<_> = routine.params.iter().map(|param| &param.name).collect();
    let start = build(0, &arguments);
    let points = (1..=plan.body.points.len()).map(|point| {
        let fields: Vec<_> = plan.saved(point).iter().map(|saved| &saved.field).collect();
        build(point, &fields)
    });
    quote! {
        |#point, #source| match #point {
            #start
            #(#points)*
            _ => #rt::Ok(#ty::#vacant),
        }
    }
}
