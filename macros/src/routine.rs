//! The marked function: its signature, and what a resumable function may not be.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, FnArg, GenericParam, Generics, Ident, ItemFn, Pat, ReturnType, Type,
    Visibility,
};
use syn::{WherePredicate, parse_quote};

use crate::errors::Errors;
use crate::lower::attributes;
use crate::names;

/// A function that can be made resumable.
pub(crate) struct Routine {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) params: Vec<Param>,
    pub(crate) output: Type,
    pub(crate) body: Block,
    /// Whether an `Instance` can stand for a call in spite of the errors.
    pub(crate) instantiable: bool,
}

pub(crate) struct Param {
    pub(crate) pat: Pat,
    pub(crate) ty: Type,
    /// What the parameter is called in the signature and in the start state.
    pub(crate) name: Ident,
}

impl Routine {
    /// Takes the function apart; reports all that keeps it from being resumable.
    pub(crate) fn new(function: ItemFn, errors: &Errors) -> Self {
        let sig = function.sig;
        let errors_before = errors.count();
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
        let mut params = Vec::new();
        for (index, input) in sig.inputs.into_iter().enumerate() {
            attributes::check_parameter(&input, errors);
            match input {
                FnArg::Receiver(receiver) => errors.at(&receiver, "a method cannot be resumable yet; write a free function that takes the value: `fn run(this: T, ..)`"),
                FnArg::Typed(typed) => {
                    refuse_borrows(&typed.ty, "a parameter cannot be a borrow: it is saved in the snapshot, which must not borrow from the caller; take an owned value", errors);
                    let name = param_name(&typed.pat, index);
                    params.push(Param { pat: *typed.pat, ty: *typed.ty, name });
                }
            }
        }
        let output = match sig.output {
            ReturnType::Default => syn::parse_quote!(()),
            ReturnType::Type(_, ty) => {
                refuse_borrows(
                    &ty,
                    "a resumable function cannot return a borrow: its locals are gone when it ends; return an owned value",
                    errors,
                );
                *ty
            }
        };
        // A definition is a type that lives as long as the program.
        let mut generics = sig.generics;
        outlive_everything(&mut generics);
        let instantiable = errors.count() == errors_before;
        Routine {
            attrs: function.attrs,
            vis: function.vis,
            name: sig.ident,
            generics,
            params,
            output,
            body: *function.block,
            instantiable,
        }
    }

    /// The parameters' types as a tuple.
    pub(crate) fn args(&self) -> TokenStream {
        let types = self.params.iter().map(|param| &param.ty);
        quote!((#(#types,)*))
    }
}

/// Adds `'static` to every type parameter, where its other bounds stand.
fn outlive_everything(generics: &mut Generics) {
    let names: Vec<_> = generics
        .type_params()
        .map(|param| param.ident.clone())
        .collect();
    for name in names {
        let clauses = generics
            .where_clause
            .iter_mut()
            .flat_map(|clause| &mut clause.predicates);
        let bounded = clauses.into_iter().find_map(|predicate| match predicate {
            WherePredicate::Type(bound) => match &bound.bounded_ty {
                Type::Path(path) if path.path.is_ident(&name) => Some(&mut bound.bounds),
                _ => None,
            },
            _ => None,
        });
        if let Some(bounds) = bounded {
            bounds.push(parse_quote!('static));
            continue;
        }
        let params = generics.type_params_mut();
        for param in params.filter(|param| param.ident == name) {
            param.bounds.push(parse_quote!('static));
        }
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

fn refuse_borrows(ty: &Type, why: &str, errors: &Errors) {
    BorrowSearch { why, errors }.visit_type(ty);
}

struct BorrowSearch<'a> {
    why: &'a str,
    errors: &'a Errors,
}

impl<'ast> Visit<'ast> for BorrowSearch<'_> {
    fn visit_type(&mut self, ty: &'ast Type) {
        match ty {
            Type::Reference(reference)
                if reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static") => {}
            Type::Reference(_) => self.errors.at(ty, self.why),
            Type::ImplTrait(_) => self.errors.at(ty, "`impl Trait` is not supported here yet; name the type, or use a generic parameter `T: Trait`"),
            Type::FnPtr(_) => {}
            _ => visit::visit_type(self, ty),
        }
    }

    fn visit_lifetime(&mut self, lifetime: &'ast syn::Lifetime) {
        if lifetime.ident != "static" {
            self.errors.at(lifetime, self.why);
        }
    }

    fn visit_parenthesized_generic_arguments(
        &mut self,
        _: &'ast syn::ParenthesizedGenericArguments,
    ) {
    }
}
