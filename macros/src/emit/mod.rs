//! From the plan to tokens; nothing here can fail.
//!
//! - [`definition`]: the function, and the definition beside it;
//! - [`locations`]: the table of points;
//! - [`in_place`]: variables that are not moved into the state;
//! - [`inline`]: the state of an inline function, which has a name;
//! - [`methods`]: what a large state has methods for;
//! - [`state`]: the state enum, taking it apart and building it;
//! - [`awaited`]: calls that are awaited, resumed where they lie;
//! - [`body`]: the body as it runs and as it is entered again;
//! - [`labels`]: labels in copies of the user's code;
//! - [`level`]: a block that can be entered again, as nested levels;
//! - [`again`]: variables that borrow, and are made again;
//! - [`restore`]: giving variables their values back;
//! - [`suspension`]: a single point.

mod again;
mod awaited;
mod body;
mod definition;
mod in_place;
mod inline;
mod labels;
mod level;
mod locations;
mod methods;
mod restore;
mod state;
mod suspension;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ItemFn, parse_quote};

use crate::Expansion;
use crate::args::Args;
use crate::names::{self, Runtime};
use crate::plan::Plan;
use crate::routine::Routine;
use crate::visible::Types;
use crate::{edits, mutation};

pub(crate) fn emit(
    routine: &Routine,
    plan: &Plan<'_>,
    types: Option<&Types>,
    args: &Args,
) -> Expansion {
    let runtime = Runtime::new(args.krate.clone());
    let held = types.map(|types| inline::Held::new(routine, plan, types, &runtime));
    let mut function = definition::function(routine, &runtime);
    let structure = definition::structure(routine);
    let locations = locations::locations(routine, plan, args, &runtime);
    let mut machine = machine(routine, plan, types, args, &runtime);
    if let Some(owner) = &routine.owner {
        function.extend(definition::machine_of_method(
            routine,
            args,
            &runtime,
            &machine,
            held.as_ref(),
        ));
        machine = definition::machine_from_method(routine, owner);
    } else {
        machine = definition::machine_of_function(routine, args, &runtime, &machine, held.as_ref());
    }
    let implementation =
        definition::implementation(routine, args, &runtime, &locations, &machine, held.as_ref());
    let held = held.map(|held| held.items(&runtime));
    Expansion {
        function,
        beside: quote!(#structure #held #implementation),
    }
}

/// What stays callable when the function could not be made resumable, so that only the errors are reported and
/// the editor keeps working: the same items without a body, or the function as it was where its signature is the trouble.
pub(crate) fn fallback(routine: &Routine, function: ItemFn, args: &Args) -> Expansion {
    if !routine.instantiable {
        return Expansion {
            function: refused(function),
            beside: TokenStream::new(),
        };
    }
    let runtime = Runtime::new(args.krate.clone());
    let structure = definition::structure(routine);
    let rt = runtime.private();
    let machine = quote!(#rt::refused());
    let implementation =
        definition::implementation(routine, args, &runtime, &TokenStream::new(), &machine, None);
    Expansion {
        function: definition::function(routine, &runtime),
        beside: quote!(#structure #implementation),
    }
}

/// The function as it was, without its body.
pub(crate) fn refused(mut function: ItemFn) -> TokenStream {
    *function.block = parse_quote!({ ::core::unreachable!() });
    edits::strip(function.sig.inputs.iter_mut());
    let lint = quote!(#[allow(unused_variables, unused_mut, clippy::all, reason = "its body was refused")]);
    quote!(#lint #function)
}

/// The inside of `fn machine()`.
fn machine(
    routine: &Routine,
    plan: &Plan<'_>,
    types: Option<&Types>,
    args: &Args,
    runtime: &Runtime,
) -> TokenStream {
    let (rt, private) = (names::rt(), runtime.private());
    let (state, input, flow) = (
        names::hidden("state"),
        names::hidden("input"),
        names::hidden("flow"),
    );
    let (yields, resume, output) = (&args.yields, &args.resume, &routine.output);
    let enumeration = if types.is_some() {
        inline::imported(routine)
    } else {
        let name = names::state_type();
        let methods = methods::written(routine, plan, &name, &quote!(#rt));
        let enumeration = state::enumeration(routine, plan, &name);
        quote!(#enumeration #methods)
    };
    let inferred = state::spelled(routine, plan, types, &names::state_type(), &quote!(#rt));
    let awaited = awaited::resumed(plan, types.is_some(), args.request.is_some());
    let dispatch = state::dispatch(routine, plan);
    let starter = state::starter(routine, plan);
    let places = in_place::taken_apart(plan);
    let saver = state::saver(routine, plan);
    let loader = state::loader(routine, plan);
    let emitter = body::Emitter {
        plan,
        yields,
        resume,
        request: args.request.as_ref(),
        inline: types.is_some(),
        changed: mutation::changed(&routine.body),
        assigned: std::cell::RefCell::default(),
    };
    let body = methods::left(plan, emitter.whole(plan.body, output));
    let currents = emitter.currents();
    let iterates = plan.iterates().then(|| quote!(#[allow(unused_imports, reason = "which are needed is decided by the types in the body")] use #rt::in_scope::*;));
    let choices = plan.chooses_by_type().then(
        || quote!(, ChooseBorrow as _, ChooseNested as _, ChooseSaved as _, ChooseOther as _),
    );
    let delegate = names::hidden(match args.request {
        Some(_) => "DelegateIn",
        None => "Delegate",
    });
    quote! {
        use #private as #rt;
        #[allow(unused_imports, reason = "which are needed is decided by the types in the body")]
        use #rt::{#delegate as _, PlainCarrier as _, show::* #choices};
        #iterates
        #enumeration
        #rt::Carrier::<#yields, #output>::new().machine(
            #starter,
            |#state: &mut #inferred, mut #input: #rt::Option<#resume>| {
                let #flow = #rt::Carrier::<#yields, #output>::new();
                #places
                #awaited
                #dispatch
                #currents
                #body
            },
            #saver,
            #loader,
        )
    }
}
