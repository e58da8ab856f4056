//! The `#[resumable]` attribute of the `resumable` crate; use it from there.
//!
//! TODO head doc
#![allow(missing_docs)]

mod args;
mod emit;
mod errors;
mod flow;
mod ir;
mod lower;
mod marker;
mod names;
mod plan;
mod routine;
mod scope;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ItemFn;

use errors::Errors;
use plan::Plan;
use routine::Routine;

#[proc_macro_attribute]
pub fn resumable(args: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(args.into(), item.into()).into()
}

fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let args = args::parse(args, &errors);
    let function: ItemFn = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            errors.push(error);
            let found = errors.finish();
            return quote!(#found #item);
        }
    };
    let routine = Routine::new(function, &errors);
    // AFTER THIS POINT: no `yield_!` or `.await` inside an expression, every name resolved.
    let mut body = lower::lower(&routine, BTreeSet::new(), &errors);
    let hidden = Plan::new(&body).hidden_at_a_yield();
    if !hidden.is_empty() && errors.is_empty() {
        body = lower::lower(&routine, hidden, &errors);
    }
    // AFTER THIS POINT: every local that is saved can be named where it is saved.
    let plan = Plan::new(&body);
    plan.check_names(&errors);
    if !errors.is_empty() {
        let (found, item) = (errors.finish(), emit::fallback(&routine, &args));
        return quote!(#found #item);
    }
    let _ = errors.finish();
    let tokens = emit::emit(&routine, &plan, &args);
    let _ = tokens.to_token_stream();
    tokens
}
