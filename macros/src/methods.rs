//! `#[resumable] impl T { .. }`: the methods marked inside become resumable, the others stay as they are.
//!
//! ```text
//! #[resumable]                               impl<T: Live> Stack<T> {
//! impl<T: Live> Stack<T> {                       fn len(&self) -> usize { .. }
//!     fn len(&self) -> usize { .. }              fn each(self) -> Instance<Stack_each<T>> where T: 'static { .. }
//!                                                fn __resumable_each() -> impl Machine where T: 'static { .. }
//!     #[resumable(yield = T)]          ->    }
//!     fn each(self) { .. }                   struct Stack_each<T, S = Stack<T>> { .. }
//! }                                          impl<T: Live + 'static> Definition for Stack_each<T, Stack<T>> { .. }
//! ```
//! The machine stays in the block, so that `Self` is there what it is in the method.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, GenericParam, Generics, ImplItem, ImplItemFn, ItemFn, ItemImpl, Meta, Path, Type,
};

use crate::errors::Errors;
use crate::routine::refuse_borrows;
use crate::{Expansion, args, emit, names};

/// The `impl` block of a method.
#[derive(Clone)]
pub(crate) struct Owner {
    pub(crate) ty: Type,
    /// The type's name without its path and parameters.
    pub(crate) name: String,
    pub(crate) generics: Generics,
    pub(crate) attrs: Vec<Attribute>,
}

impl Owner {
    pub(crate) fn definition(&self, method: &Ident) -> Ident {
        names::definition_of_method(&self.name, method)
    }

    /// Writes `Self` out, for use outside the block.
    pub(crate) fn written_out(&self, tokens: TokenStream) -> TokenStream {
        tokens
            .into_iter()
            .flat_map(|token| match token {
                TokenTree::Ident(name) if name == "Self" => self.ty.to_token_stream(),
                TokenTree::Group(group) => {
                    let inside = self.written_out(group.stream());
                    let mut group_of_written = Group::new(group.delimiter(), inside);
                    group_of_written.set_span(group.span());
                    TokenTree::from(group_of_written).into()
                }
                token => token.into(),
            })
            .collect()
    }
}

pub(crate) fn expand(args: TokenStream, mut block: ItemImpl) -> TokenStream {
    let errors = Errors::new();
    let krate = args::parse_of_block(args, &errors);
    let owner = owner(&block, &errors);
    let items = std::mem::take(&mut block.items);
    if !items.iter().any(is_marked) {
        errors.at(block.impl_token, "`#[resumable]` on an `impl` block looks for methods marked inside of it, and there is none; write `#[resumable(yield = .., resume = ..)]` on those that yield");
    }
    let owner = owner.filter(|_| errors.count() == 0);
    let mut beside = errors.finish();
    block.items = items
        .into_iter()
        .map(|item| match item {
            ImplItem::Fn(method) if method.attrs.iter().any(is_marker) => {
                let expansion = expand_method(method, owner.as_ref(), &krate);
                beside.extend(expansion.beside);
                ImplItem::Verbatim(expansion.function)
            }
            item => item,
        })
        .collect();
    quote!(#block #beside)
}

/// A marked method; without an owner its block was refused.
fn expand_method(mut method: ImplItemFn, owner: Option<&Owner>, krate: &Path) -> Expansion {
    let errors = Errors::new();
    let place = method.attrs.iter().position(is_marker);
    let marker = method.attrs.remove(place.expect("the method is marked"));
    let args = args::parse(arguments(marker, &errors), krate, &errors);
    if let Some(token) = method.modifiers.defaultness {
        errors.at(token, "a resumable method cannot be `default`; remove it");
    }
    let function = ItemFn {
        attrs: method.attrs,
        vis: method.vis,
        modifiers: method.modifiers,
        sig: method.sig,
        block: Box::new(method.block),
    };
    let Some(owner) = owner else {
        return Expansion {
            function: emit::refused(function),
            beside: errors.finish(),
        };
    };
    crate::expand_function(function, Some(owner.clone()), &args, errors)
}

fn arguments(marker: Attribute, errors: &Errors) -> TokenStream {
    match marker.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens,
        Meta::NameValue(pair) => {
            errors.at(pair, "expected `#[resumable(yield = Type, resume = Type)]`");
            TokenStream::new()
        }
    }
}

fn is_marked(item: &ImplItem) -> bool {
    matches!(item, ImplItem::Fn(method) if method.attrs.iter().any(is_marker))
}

/// Under whatever path the attribute is reached.
fn is_marker(attr: &Attribute) -> bool {
    let last = attr.path().segments.last();
    last.is_some_and(|segment| segment.ident == "resumable")
}

fn owner(block: &ItemImpl, errors: &Errors) -> Option<Owner> {
    if let Some((path, _)) = &block.trait_ {
        errors.at(path, "a trait's methods cannot be resumable: the trait says what they return, and an `Instance` of a method has a type of its own; write a resumable method in an `impl` block of the type, and call it");
        return None;
    }
    for param in &block.generics.params {
        if let GenericParam::Lifetime(lifetime) = param {
            errors.at(lifetime, "resumable methods are for types without lifetime parameters: `self` goes into the snapshot, and a borrow cannot; let the type own what it holds, or put the method into an `impl` block of `T<'static>`");
        }
    }
    if block.generics.lifetimes().next().is_none() {
        refuse_borrows(
            &block.self_ty,
            "resumable methods are for types that borrow nothing: `self` goes into the snapshot, and a borrow cannot; let the type own what it holds",
            errors,
        );
    }
    let mut ty = &*block.self_ty;
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    match ty {
        Type::Path(path) if path.qself.is_none() => Some(Owner {
            ty: ty.clone(),
            name: names::plain_text(&path.path.segments.last()?.ident),
            generics: block.generics.clone(),
            attrs: block.attrs.clone(),
        }),
        _ => {
            errors.at(ty, "resumable methods are for types that have a name, which their definitions are called after; write a free function that takes the value");
            None
        }
    }
}
