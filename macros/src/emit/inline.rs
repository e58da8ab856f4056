//! The state of an inline function: an enum beside the function, with every type spelled out, and a struct around it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::{definition, methods, state};
use crate::names::{self, Runtime};
use crate::plan::Plan;
use crate::routine::Routine;
use crate::visible::Types;

/// What an instance of an inline function holds.
pub(super) struct Held<'r> {
    routine: &'r Routine,
    enumeration: TokenStream,
    methods: Option<TokenStream>,
    /// The state's type.
    pub(super) state: TokenStream,
}

/// The name of the state enum; items have no hygiene, hence the underscores.
fn state_name(routine: &Routine) -> Ident {
    names::hidden(&format!("__{}_State", routine.definition))
}

fn held_name(routine: &Routine) -> Ident {
    names::hidden(&format!("__{}_Held", routine.definition))
}

/// The state enum under the name that the machine has for it.
pub(super) fn imported(routine: &Routine) -> TokenStream {
    let (name, state) = (state_name(routine), names::state_type());
    quote!(use #name as #state;)
}

impl<'r> Held<'r> {
    pub(super) fn new(
        routine: &'r Routine,
        plan: &Plan<'_>,
        types: &Types,
        runtime: &Runtime,
    ) -> Self {
        let name = state_name(routine);
        Held {
            routine,
            enumeration: state::enumeration(routine, plan, &name),
            methods: methods::written(routine, plan, &name, &runtime.private()),
            state: state::spelled(routine, plan, Some(types), &name, &runtime.private()),
        }
    }

    /// The type that is held.
    pub(super) fn ty(&self) -> TokenStream {
        let name = held_name(self.routine);
        let (_, type_generics, _) = self.routine.generics.split_for_impl();
        quote!(#name #type_generics)
    }

    /// The enum and the struct. The struct may be public though the enum is made of private types.
    pub(super) fn items(&self, runtime: &Runtime) -> TokenStream {
        let Held {
            routine,
            enumeration,
            methods,
            state,
        } = self;
        let (vis, generics, rt) = (&routine.vis, &routine.generics, runtime.private());
        let (name, held) = (held_name(routine), self.ty());
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        let cfg: Vec<_> = definition::conditions(routine).collect();
        let parameters = generics.type_params().map(|param| &param.ident);
        let methods = methods.as_ref().map(|methods| quote!(#(#cfg)* #methods));
        let value = format_ident!("state", span = proc_macro2::Span::mixed_site());
        let lint = quote!(#[allow(non_camel_case_types, reason = "it has its function's name in its own")]);
        let written = quote! {
            #(#cfg)*
            #lint
            #enumeration

            #(#cfg)*
            #[doc(hidden)]
            #lint
            #vis struct #name #impl_generics (#state, ::core::marker::PhantomData<fn() -> (#(#parameters,)*)>) #where_clause;

            #(#cfg)*
            impl #impl_generics #rt::Inlined<#state> for #held #where_clause {
                #[inline]
                fn new(#value: #state) -> #held {
                    #name(#value, ::core::marker::PhantomData)
                }

                #[inline]
                fn get(&self) -> &#state {
                    &self.0
                }

                #[inline]
                fn get_mut(&mut self) -> &mut #state {
                    &mut self.0
                }
            }
        };
        let written = match &routine.owner {
            Some(owner) => owner.written_out(written),
            None => written,
        };
        // Their `Self` is the state.
        quote!(#written #methods)
    }
}
