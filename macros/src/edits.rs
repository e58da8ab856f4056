//! `#[default(expr)]` and `#[was(Type)]`: what a variable gets from a snapshot of another build.
//!
//! ```text
//! #[default(1)]          // from a snapshot that has no value for it
//! #[was(u32)]            // from a snapshot in which it is a `u32`, by `From`
//! let retries: u64 = 3;
//! ```

use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, FnArg, Item, Local, Pat, Type};

use crate::errors::Errors;
use crate::marker;

/// The two attributes as they stand on one variable.
#[derive(Clone, Default)]
pub(crate) struct Edits {
    pub(crate) default: Option<Expr>,
    pub(crate) was: Vec<Type>,
    /// As they were written, for what is reported about them.
    pub(crate) written: Vec<Attribute>,
}

impl Edits {
    /// Takes the attributes off a variable; [`check_block`] and [`of_parameter`] report what is wrong with them.
    pub(crate) fn take(attrs: &mut Vec<Attribute>) -> Self {
        let (written, others) = std::mem::take(attrs).into_iter().partition(is_edit);
        *attrs = others;
        Self::parse(written, &mut |_| ())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    fn parse(written: Vec<Attribute>, report: &mut dyn FnMut(syn::Error)) -> Self {
        let mut edits = Edits::default();
        for attr in &written {
            let read = if attr.path().is_ident("was") {
                older_type(attr).map(|ty| edits.was.push(ty))
            } else if edits.default.is_some() {
                Err(syn::Error::new_spanned(
                    attr,
                    "this variable has a default already, and one is all that a snapshot without it can give; keep one of them",
                ))
            } else {
                default(attr).map(|expr| edits.default = Some(expr))
            };
            read.unwrap_or_else(&mut *report);
        }
        Edits { written, ..edits }
    }
}

fn older_type(attr: &Attribute) -> syn::Result<Type> {
    struct Search(Option<syn::TypeReference>);
    impl<'ast> Visit<'ast> for Search {
        fn visit_type_reference(&mut self, reference: &'ast syn::TypeReference) {
            self.0 = Some(reference.clone());
        }
    }
    let ty = attr.parse_args().map_err(|_| {
        syn::Error::new_spanned(
            attr,
            "expected `#[was(Type)]`: a type that the variable had in an earlier build",
        )
    })?;
    let mut search = Search(None);
    search.visit_type(&ty);
    match search.0 {
        Some(borrow) => Err(syn::Error::new_spanned(
            borrow,
            "what an earlier build saved is read as a value of its own, which cannot be a borrow; write the type that owns it (`String` for a `&str`)",
        )),
        None => Ok(ty),
    }
}

fn default(attr: &Attribute) -> syn::Result<Expr> {
    let expr = attr.parse_args().map_err(|_| syn::Error::new_spanned(attr, "expected `#[default(expression)]`: the value that the variable gets from a snapshot that has none for it"))?;
    if marker::suspends(&expr) {
        return Err(syn::Error::new_spanned(
            expr,
            "a default is made while a snapshot is read, when nothing can be yielded; write an expression without a yield",
        ));
    }
    Ok(expr)
}

fn is_edit(attr: &Attribute) -> bool {
    attr.path().is_ident("default") || attr.path().is_ident("was")
}

/// The attributes of a parameter.
pub(crate) fn of_parameter(parameter: &mut FnArg, errors: &Errors) -> Edits {
    let (attrs, named) = match parameter {
        FnArg::Receiver(receiver) => (&mut receiver.attrs, true),
        FnArg::Typed(typed) => {
            let named = is_name(&typed.pat);
            (&mut typed.attrs, named)
        }
    };
    let written: Vec<_> = attrs.extract_if(.., |attr| is_edit(attr)).collect();
    if !named {
        for attr in &written {
            errors.at(attr, misplaced(attr));
        }
        return Edits::default();
    }
    Edits::parse(written, &mut |error| errors.push(error))
}

/// Takes the attributes off a signature that is emitted as it was.
pub(crate) fn strip<'a>(parameters: impl Iterator<Item = &'a mut FnArg>) {
    for parameter in parameters {
        let attrs = match parameter {
            FnArg::Receiver(receiver) => &mut receiver.attrs,
            FnArg::Typed(typed) => &mut typed.attrs,
        };
        attrs.retain(|attr| !is_edit(attr));
    }
}

/// Reports attributes that are malformed, or stand on something else than a variable that can be saved.
pub(crate) fn check_block(block: &Block, errors: &Errors) {
    let mut search = Search {
        errors,
        in_inner_function: false,
    };
    search.visit_block(block);
}

fn is_name(pat: &Pat) -> bool {
    match pat {
        Pat::Ident(name) => name.by_ref.is_none() && name.subpat.is_none(),
        Pat::Type(typed) => is_name(&typed.pat),
        _ => false,
    }
}

fn misplaced(attr: &Attribute) -> String {
    let name = attr.path().get_ident().map(ToString::to_string);
    let name = name.unwrap_or_default();
    format!(
        "`#[{name}(..)]` is for one variable of the function: it stands on a `let` of a single name without `else`, or on a parameter that is a single name; give the value a name in a `let` of its own"
    )
}

struct Search<'e> {
    errors: &'e Errors,
    /// Inside a closure or an async block, whose variables are not saved.
    in_inner_function: bool,
}

impl Search<'_> {
    fn within_inner_function(&mut self, walk: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.in_inner_function, true);
        walk(self);
        self.in_inner_function = outer;
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_local(&mut self, local: &'ast Local) {
        let diverges = local
            .init
            .as_ref()
            .is_some_and(|init| init.diverge.is_some());
        if self.in_inner_function || diverges || !is_name(&local.pat) {
            visit::visit_local(self, local);
            return;
        }
        let written = local.attrs.iter().filter(|attr| is_edit(attr));
        let _checked = Edits::parse(written.cloned().collect(), &mut |error| {
            self.errors.push(error);
        });
        self.visit_pat(&local.pat);
        if let Some(init) = &local.init {
            self.visit_expr(&init.expr);
        }
    }

    fn visit_attribute(&mut self, attr: &'ast Attribute) {
        if !is_edit(attr) {
            return;
        }
        if self.in_inner_function {
            self.errors.at(attr, "a variable of a closure or an async block is not saved by itself, so that no snapshot has or lacks a value for it; remove the attribute");
        } else {
            self.errors.at(attr, misplaced(attr));
        }
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        self.within_inner_function(|search| visit::visit_expr_closure(search, closure));
    }

    fn visit_expr_async(&mut self, block: &'ast syn::ExprAsync) {
        self.within_inner_function(|search| visit::visit_expr_async(search, block));
    }

    // An item has attributes of its own, such as the `#[default]` of an enum's variant.
    fn visit_item(&mut self, _: &'ast Item) {}
}
