//! The marked function: its signature, and what a resumable function may not be.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, FnArg, GenericParam, Generics, Ident, ItemFn, Pat, Receiver, ReturnType,
    Signature, Token, Type, Visibility,
};

use crate::edits::{self, Edits};
use crate::errors::Errors;
use crate::lower::attributes;
use crate::methods::Owner;
use crate::{generics, names, receiver};

/// A function that can be made resumable.
pub(crate) struct Routine {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) fn_token: Token![fn],
    pub(crate) name: Ident,
    /// The type beside it.
    pub(crate) definition: Ident,
    /// Of the function itself.
    pub(crate) own_generics: Generics,
    /// Of the definition: those of the `impl` block too.
    pub(crate) generics: Generics,
    /// The `self` of a method.
    pub(crate) receiver: Option<Receiver>,
    pub(crate) params: Vec<Param>,
    pub(crate) output: Type,
    pub(crate) body: Block,
    /// The `impl` block around it.
    pub(crate) owner: Option<Owner>,
    /// Whether an `Instance` can stand for a call in spite of the errors.
    pub(crate) instantiable: bool,
}

pub(crate) struct Param {
    pub(crate) pat: Pat,
    pub(crate) ty: Type,
    /// What the parameter is called in the signature and in the start state.
    pub(crate) name: Ident,
    /// What it gets from snapshots of other builds.
    pub(crate) edits: Edits,
}

impl Routine {
    /// Takes the function apart; reports all that keeps it from being resumable.
    pub(crate) fn new(function: ItemFn, owner: Option<Owner>, errors: &Errors) -> Self {
        let errors_before = errors.count();
        let (mut sig, mut body) = (function.sig, *function.block);
        check_kind(&sig, owner.is_some(), errors);
        let (mut own_generics, mut receiver, mut params) = (sig.generics, None, Vec::new());
        for (index, mut input) in std::mem::take(&mut sig.inputs).into_iter().enumerate() {
            attributes::check_parameter(&input, errors);
            let edits = edits::of_parameter(&mut input, errors);
            let (pat, mut ty) = match input {
                FnArg::Receiver(found) => {
                    let parts = receiver::parameter(&found, errors);
                    receiver = Some(found);
                    parts
                }
                FnArg::Typed(typed) => (*typed.pat, *typed.ty),
            };
            let why = if index == 0 && receiver.is_some() {
                receiver::BORROWED
            } else {
                "a parameter cannot be a borrow: it is saved in the snapshot, which must not borrow from the caller; take an owned value"
            };
            refuse_borrows(&ty, why, errors);
            generics::name_impl_traits(&mut ty, &mut own_generics);
            let name = param_name(&pat, index);
            params.push(Param {
                pat,
                ty,
                name,
                edits,
            });
        }
        if receiver.is_some() {
            receiver::rename(&mut body, errors);
        }
        let output = match sig.output {
            ReturnType::Default => syn::parse_quote!(()),
            ReturnType::Type(_, ty) => {
                refuse_borrows(
                    &ty,
                    "a resumable function cannot return a borrow: its locals are gone when it ends; return an owned value",
                    errors,
                );
                refuse_impl_traits(&ty, errors);
                *ty
            }
        };
        let outer = owner.as_ref().map(|owner| &owner.generics);
        let mut all_generics = outer.map_or_else(
            || own_generics.clone(),
            |outer| generics::joined(outer, &own_generics),
        );
        generics::outlive_everything(&mut all_generics);
        let own_generics = match outer {
            Some(outer) => generics::of_method(outer, own_generics),
            None => all_generics.clone(),
        };
        let definition = owner
            .as_ref()
            .map_or_else(|| sig.ident.clone(), |owner| owner.definition(&sig.ident));
        Routine {
            attrs: function.attrs,
            vis: function.vis,
            fn_token: sig.fn_token,
            name: sig.ident,
            definition,
            own_generics,
            generics: all_generics,
            receiver,
            params,
            output,
            body,
            owner,
            instantiable: errors.count() == errors_before,
        }
    }

    /// The parameters' types as a tuple.
    pub(crate) fn args(&self) -> TokenStream {
        let types = self.params.iter().map(|param| &param.ty);
        quote!((#(#types,)*))
    }
}

/// Reports the kinds of functions that cannot run in steps.
fn check_kind(sig: &Signature, in_marked_block: bool, errors: &Errors) {
    if let Some(token) = &sig.constness {
        errors.at(
            token,
            "a resumable function cannot be `const`: it runs in steps; remove `const`",
        );
    }
    if let Some(abi) = &sig.abi {
        errors.at(abi, "a resumable function has no ABI of its own: calling it only makes an `Instance`; remove `extern`");
    }
    if !matches!(sig.safety, syn::Safety::Default) {
        errors.at(&sig.safety, "a resumable function cannot be `unsafe`: its steps are run by safe code; put the unsafe operations in an `unsafe` block that does not yield");
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(variadic, "a resumable function cannot be variadic");
    }
    for param in &sig.generics.params {
        if let GenericParam::Lifetime(lifetime) = param {
            errors.at(lifetime, "a resumable function has no lifetime parameters: what it holds goes into its snapshot, and a borrow cannot; take owned values");
        }
    }
    if !in_marked_block {
        check_place(sig, errors);
    }
}

/// Reports a method whose `impl` block is not marked: what is made of a function cannot stand inside one.
fn check_place(sig: &Signature, errors: &Errors) {
    const UNMARKED: &str = "the `impl` block around a resumable method must be marked too, since its definition is put beside the block; write `#[resumable]` above `impl`";
    struct SelfType(Option<Ident>);
    impl<'ast> Visit<'ast> for SelfType {
        fn visit_ident(&mut self, name: &'ast Ident) {
            if name == "Self" && self.0.is_none() {
                self.0 = Some(name.clone());
            }
        }
    }
    if let Some(receiver) = sig.receiver() {
        errors.at(receiver, UNMARKED);
        return;
    }
    let mut search = SelfType(None);
    search.visit_signature(sig);
    if let Some(name) = search.0 {
        errors.at(name, UNMARKED);
    }
}

fn param_name(pat: &Pat, index: usize) -> Ident {
    match pat {
        Pat::Ident(pat) if pat.subpat.is_none() => pat.ident.clone(),
        _ => Ident::new(
            &format!("arg{index}"),
            names::hidden("x").span().located_at(pat.span()),
        ),
    }
}

pub(crate) fn refuse_borrows(ty: &Type, why: &str, errors: &Errors) {
    let bound = Vec::new();
    BorrowSearch { why, errors, bound }.visit_type(ty);
}

struct BorrowSearch<'a> {
    why: &'a str,
    errors: &'a Errors,
    /// The lifetimes of the `for<'a>` around.
    bound: Vec<Ident>,
}

impl<'ast> Visit<'ast> for BorrowSearch<'_> {
    fn visit_type(&mut self, ty: &'ast Type) {
        match ty {
            Type::Reference(reference)
                if reference
                    .lifetime
                    .as_ref()
                    .is_some_and(|lifetime| lifetime.ident == "static") => {}
            Type::Reference(_) => self.errors.at(ty, self.why),
            Type::FnPtr(_) => {}
            _ => visit::visit_type(self, ty),
        }
    }

    fn visit_trait_bound(&mut self, bound: &'ast syn::TraitBound) {
        let outside = self.bound.len();
        let lifetimes = bound.lifetimes.iter().flat_map(|bound| &bound.lifetimes);
        self.bound.extend(lifetimes.filter_map(|param| match param {
            GenericParam::Lifetime(param) => Some(param.lifetime.ident.clone()),
            _ => None,
        }));
        self.visit_path(&bound.path);
        self.bound.truncate(outside);
    }

    fn visit_lifetime(&mut self, lifetime: &'ast syn::Lifetime) {
        if lifetime.ident != "static" && !self.bound.contains(&lifetime.ident) {
            self.errors.at(lifetime, self.why);
        }
    }

    fn visit_parenthesized_generic_arguments(
        &mut self,
        _: &'ast syn::ParenthesizedGenericArguments,
    ) {
    }
}

/// A definition has to name what its function returns.
fn refuse_impl_traits(ty: &Type, errors: &Errors) {
    struct Search<'a>(&'a Errors);
    impl<'ast> Visit<'ast> for Search<'_> {
        fn visit_type_impl_trait(&mut self, any: &'ast syn::TypeImplTrait) {
            self.0.at(any, "a resumable function cannot return `impl Trait`: its definition names the type that it returns, and callers in other processes rely on it; write the type, or `Box<dyn Trait>`");
        }
    }
    Search(errors).visit_type(ty);
}
