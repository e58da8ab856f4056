//! From the plan to tokens; nothing here can fail.
//!
//! - [`definition`]: the function, the definition beside it and the table of points;
//! - [`state`]: the state enum, taking it apart and building it;
//! - [`body`]: the body as it runs and as it is entered again.

mod body;
mod definition;
mod state;

use proc_macro2::TokenStream;
use quote::quote;

use crate::args::Args;
use crate::names::{self, Runtime};
use crate::plan::Plan;
use crate::routine::Routine;

pub(crate) fn emit(routine: &Routine, plan: &Plan<'_>, args: &Args) -> TokenStream {
    let runtime = Runtime::new(args.krate.clone());
    let function = definition::function(routine, &runtime);
    let structure = definition::structure(routine);
    let locations = definition::locations(routine, plan, &runtime);
    let machine = machine(routine, plan, args, &runtime);
    let implementation = definition::implementation(routine, args, &runtime, &locations, &machine);
    quote!(#function #structure #implementation)
}

/// What stays callable when the function could not be made resumable: the same items without a body.
pub(crate) fn fallback(routine: &Routine, args: &Args) -> TokenStream {
    let runtime = Runtime::new(args.krate.clone());
    let function = definition::function(routine, &runtime);
    let structure = definition::structure(routine);
    let rt = runtime.private();
    let machine = quote!(#rt::refused());
    let implementation = definition::implementation(routine, args, &runtime, &TokenStream::new(), &machine);
    quote!(#function #structure #implementation)
}

/// The inside of `fn machine()`.
fn machine(routine: &Routine, plan: &Plan<'_>, args: &Args, runtime: &Runtime) -> TokenStream {
    let (rt, private) = (names::rt(), runtime.private());
    let (state, input, flow) = (names::hidden("state"), names::hidden("input"), names::hidden("flow"));
    let (yields, resume, output) = (&args.yields, &args.resume, &routine.output);
    let enumeration = state::enumeration(routine, plan);
    let inferred = state::inferred(routine, plan);
    let dispatch = state::dispatch(routine, plan);
    let starter = state::starter(routine);
    let saver = state::saver(routine, plan);
    let loader = state::loader(routine, plan);
    let emitter = body::Emitter { plan, yields, resume, assigned: std::cell::RefCell::default() };
    let body = emitter.whole(&plan.body.block);
    quote! {
        use #private as #rt;
        #[allow(unused_imports, reason = "only needed where the return type is neither a Result nor an Option")]
        use #rt::PlainCarrier as _;
        #enumeration
        #rt::Carrier::<#yields, #output>::new().machine(
            #starter,
            |#state: &mut #inferred, mut #input: #rt::Option<#resume>| {
                let #flow = #rt::Carrier::<#yields, #output>::new();
                #dispatch
                #flow.complete({ #body })
            },
            #saver,
            #loader,
        )
    }
}
