//! The state enum and what touches it directly: taking it apart at the start of a step, showing its
//! variables and building it from them.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::body::{number, saved_name};
use super::in_place::{self, framed};
use super::methods;
use syn::Ident;

use crate::edits::Edits;
use crate::flow::{LocalId, LocalSet};
use crate::ir::PlaceId;
use crate::names;
use crate::plan::{Plan, Saved};
use crate::routine::Routine;
use crate::visible::Types;

/// The type parameter of a saved local.
pub(super) fn parameter(local: LocalId) -> syn::Ident {
    names::hidden(&format!("T{}", local.0))
}

/// The type parameter of an argument that waits for the start.
pub(super) fn argument_parameter(index: usize) -> syn::Ident {
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

fn bound_variable(plan: &Plan<'_>, saved: &Saved) -> Ident {
    bound(&saved.field, plan.local(saved.local).span)
}

/// The fields of a point's variant, and what they are bound to.
fn bound_fields<'p>(plan: &'p Plan<'_>, point: usize) -> (Vec<&'p Ident>, Vec<Ident>) {
    plan.moved(point)
        .map(|saved| (&saved.field, bound_variable(plan, saved)))
        .unzip()
}

/// `enum State<..> { Start { .. }, P1 { .. }, Vacant }`: one variant a point, its saved variables as fields.
///
/// What was declared last stands first, and so is dropped first.
pub(super) fn enumeration(routine: &Routine, plan: &Plan<'_>, state: &Ident) -> TokenStream {
    let (start, vacant) = (names::variant(0), names::vacant());
    let arguments = (0..routine.params.len()).map(argument_parameter);
    let locals = plan.saved_locals().into_iter().map(parameter);
    let parameters = arguments.clone().chain(locals);
    let argument_names = routine.params.iter().map(|param| &param.name).rev();
    let in_reverse = arguments.clone().rev();
    let points = (1..=plan.body.points.len()).map(|point| {
        let variant = names::variant(point);
        let mut fields: Vec<_> = plan
            .moved(point)
            .map(|saved| {
                let (field, ty) = (&saved.field, parameter(saved.local));
                quote!(#field: #ty)
            })
            .collect();
        fields.reverse();
        quote!(#variant { #(#fields),* })
    });
    quote! {
        enum #state<#(#parameters),*> {
            #start { #(#argument_names: #in_reverse),* },
            #(#points,)*
            #vacant,
        }
    }
}

/// The names under which arguments and variables wait, in the order of the state's parameters.
pub(super) fn waiting(routine: &Routine, plan: &Plan<'_>) -> Vec<Ident> {
    let arguments = (0..routine.params.len()).map(names::argument);
    let locals = plan.saved_locals().into_iter().map(saved_name);
    arguments.chain(locals).collect()
}

/// The state's type, with the arguments' types spelled out, and the others too or left to inference.
pub(super) fn spelled(
    routine: &Routine,
    plan: &Plan<'_>,
    types: Option<&Types>,
    state: &Ident,
    rt: &TokenStream,
) -> TokenStream {
    let arguments = routine.params.iter().map(|param| &param.ty);
    let locals = plan.saved_locals().into_iter();
    let locals = locals
        .map(|local| types.map_or_else(|| quote!(_), |types| types[&local].to_token_stream()));
    let state = quote!(#state<#(#arguments,)* #(#locals),*>);
    in_place::framed_type(plan, state, rt)
}

/// Takes the state apart: `at` says where the coroutine was, the variables wait for their scopes.
pub(super) fn dispatch(routine: &Routine, plan: &Plan<'_>) -> TokenStream {
    if methods::are_used(plan) {
        return methods::dispatch(routine, plan);
    }
    let (ty, state, at) = (
        names::state_type().into_token_stream(),
        names::hidden("state").into_token_stream(),
        names::hidden("at"),
    );
    let (waiting, rt) = (waiting(routine, plan), names::rt().into_token_stream());
    let taken = taken_apart(routine, plan, &state, &ty, &rt);
    quote! {
        let mut #at = 0_usize;
        #(let mut #waiting = #rt::None;)*
        #taken
    }
}

/// Moves what a state holds to where it waits for its scope.
pub(super) fn taken_apart(
    routine: &Routine,
    plan: &Plan<'_>,
    state: &TokenStream,
    ty: &TokenStream,
    rt: &TokenStream,
) -> TokenStream {
    let put = |place: Ident, bound: &Ident| methods::moved_to(plan, &place, bound, rt);
    let (start, vacant, at) = (names::variant(0), names::vacant(), names::hidden("at"));
    let argument_names = routine.params.iter().map(|param| &param.name);
    let argument_bound = bound_arguments(routine);
    let arguments = argument_bound.iter().enumerate();
    let arguments = arguments.map(|(index, bound)| put(names::argument(index), bound));
    let points = (1..=plan.body.points.len()).map(|point| {
        let (variant, index) = (names::variant(point), number(point));
        let (fields, bound) = bound_fields(plan, point);
        let places = plan.moved(point).map(|saved| saved_name(saved.local));
        let puts = places.zip(&bound).map(|(place, bound)| put(place, bound));
        quote! {
            #ty::#variant { #(#fields: #bound),* } => {
                #at = #index;
                #(#puts)*
            }
        }
    });
    quote! {
        match #rt::replace(#state, #ty::#vacant) {
            #ty::#start { #(#argument_names: #argument_bound),* } => { #(#arguments)* }
            #(#points)*
            #ty::#vacant => #rt::vacant(),
        }
    }
}

/// The closure that makes the start state.
pub(super) fn starter(routine: &Routine, plan: &Plan<'_>) -> TokenStream {
    let (ty, start, args) = (names::state_type(), names::variant(0), routine.args());
    let names: Vec<_> = routine.params.iter().map(|param| &param.name).collect();
    let bound = bound_arguments(routine);
    let made = framed(plan, &quote!(#ty::#start { #(#names: #bound),* }), &[]);
    quote!(|(#(#bound,)*): #args| #made)
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
        let (fields, bound) = bound_fields(plan, point);
        let live = plan.saved(point).iter().map(|saved| {
            let bound = bound_variable(plan, saved);
            if let Some(place) = plan.place(saved.local) {
                return in_place::shown(&bound, place);
            }
            match plan.form(saved.local) {
                names::Form::Value if shown.insert(saved.local) => names::show(&bound),
                form => names::live(&bound, &form),
            }
        });
        quote!(#ty::#variant { #(#fields: #bound),* } => #sink.save(#index, &[#(#live),*]))
    });
    let matched = if plan.body.places.is_empty() {
        state.to_token_stream()
    } else {
        quote!(&#state.state)
    };
    quote! {
        |#state, #sink| match #matched {
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
    let points = (0..=plan.body.points.len()).map(|index| {
        let loaded = match index {
            0 => loaded_arguments(routine),
            point => loaded_variables(plan, point),
        };
        let made = made_at(plan, index, &loaded);
        let edited = loaded.iter().any(|variable| !variable.edits.is_empty());
        let typed = edited.then(|| quote! {
            #[allow(unreachable_code, reason = "it tells rustc the types of the variables before their defaults")]
            if false {
                return #made;
            }
        });
        let apart = loaded.iter().filter(|variable| !variable.shared);
        let declare = apart.map(|variable| variable.declaration(plan));
        let slots = loaded.iter().map(Loaded::slot);
        let index = number(index);
        quote! {
            #index => {
                #(#declare)*
                #typed
                #source.load(&mut [#(#slots),*])?;
                #made
            }
        }
    });
    let nowhere = framed(plan, &quote!(#ty::#vacant), &[]);
    let shared = plan.saved_locals().into_iter();
    let shared = shared.filter(|local| is_shared(plan, *local));
    let shared = shared
        .map(|local| shared_name(plan, local))
        .collect::<Vec<_>>();
    let matched = quote! {
        match #point {
            #(#points)*
            _ => #rt::Ok(#nowhere),
        }
    };
    if shared.is_empty() {
        return quote!(|#point, #source| #matched);
    }
    quote! {
        |#point, #source| {
            #(let mut #shared = #rt::Loaded::empty();)*
            #matched
        }
    }
}

/// Whether a variable is read into one place, at whichever point: where there are hundreds of points, to declare it at each
/// of them would take LLVM long.
fn is_shared(plan: &Plan<'_>, local: LocalId) -> bool {
    methods::are_used(plan) && plan.place(local).is_none() && plan.local(local).edits.is_empty()
}

/// That place.
fn shared_name(plan: &Plan<'_>, local: LocalId) -> Ident {
    Ident::new(&saved_name(local).to_string(), plan.local(local).span)
}

/// A variable that is read.
struct Loaded<'p> {
    bound: Ident,
    field: &'p Ident,
    form: names::Form<'p>,
    place: Option<PlaceId>,
    edits: &'p Edits,
    /// Whether all points read it into the same place.
    shared: bool,
}

fn loaded_arguments(routine: &Routine) -> Vec<Loaded<'_>> {
    let bound = bound_arguments(routine).into_iter().zip(&routine.params);
    let loaded = bound.map(|(bound, param)| Loaded {
        bound,
        field: &param.name,
        form: names::Form::Value,
        place: None,
        edits: &param.edits,
        shared: false,
    });
    loaded.collect()
}

fn loaded_variables<'p>(plan: &'p Plan<'_>, point: usize) -> Vec<Loaded<'p>> {
    let bound = |saved: &Saved, shared| {
        if shared {
            shared_name(plan, saved.local)
        } else {
            bound_variable(plan, saved)
        }
    };
    let loaded = plan
        .saved(point)
        .iter()
        .map(|saved| (saved, is_shared(plan, saved.local)));
    let loaded = loaded.map(|(saved, shared)| Loaded {
        bound: bound(saved, shared),
        shared,
        field: &saved.field,
        form: plan.form(saved.local),
        place: plan.place(saved.local),
        edits: &plan.local(saved.local).edits,
    });
    loaded.collect()
}

impl Loaded<'_> {
    fn declaration(&self, plan: &Plan<'_>) -> TokenStream {
        let (bound, rt) = (&self.bound, names::rt());
        self.place.map_or_else(
            || quote!(let mut #bound = #rt::Loaded::empty();),
            |place| in_place::declared(plan, bound, place),
        )
    }

    /// How it is shown to a source.
    fn slot(&self) -> TokenStream {
        let bound = &self.bound;
        if self.place.is_some() {
            return quote_spanned!(bound.span()=> &mut #bound);
        }
        if self.edits.is_empty() {
            names::slot(bound, self.form.clone())
        } else {
            names::adapted(bound, self.edits)
        }
    }
}

/// The state at a point, made of what was read.
fn made_at(plan: &Plan<'_>, point: usize, loaded: &[Loaded<'_>]) -> TokenStream {
    let (ty, variant, rt) = (names::state_type(), names::variant(point), names::rt());
    let moved = loaded.iter().filter(|variable| variable.place.is_none());
    let fields = moved.map(
        |Loaded {
             field,
             bound,
             shared,
             ..
         }| {
            if *shared {
                quote!(#field: #rt::taken_apart(&mut #bound))
            } else {
                quote!(#field: #bound.take()?)
            }
        },
    );
    let fields: Vec<_> = fields.collect();
    let stay = loaded
        .iter()
        .filter_map(|variable| Some((variable.place?, &variable.bound)));
    let state = quote!(#ty::#variant { #(#fields),* });
    let state = framed(plan, &state, &stay.collect::<Vec<_>>());
    quote!(#rt::Ok(#state))
}
