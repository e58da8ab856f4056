//! The generic parameters of a definition: those of the function and of its `impl` block, and one for each
//! `impl Trait` in a parameter's type. A definition lives as long as the program, so they all do.

use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{
    GenericParam, Generics, ParenthesizedGenericArguments, Type, TypeFnPtr, TypeParam,
    WherePredicate, parse_quote,
};

use crate::names;

/// Adds `'static` to every type parameter, where its other bounds stand.
pub(crate) fn outlive_everything(generics: &mut Generics) {
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

/// The parameters of an `impl` block and of a method in it together.
pub(crate) fn joined(outer: &Generics, inner: &Generics) -> Generics {
    let mut joined = outer.clone();
    joined.params.extend(inner.params.iter().cloned());
    if let Some(clause) = &inner.where_clause {
        let predicates = &mut joined.make_where_clause().predicates;
        predicates.extend(clause.predicates.iter().cloned());
    }
    for param in &mut joined.params {
        if let GenericParam::Type(TypeParam { default, .. }) = param {
            *default = None;
        }
    }
    joined
}

/// The parameters of a method that calls for its `impl` block's to outlive everything.
pub(crate) fn of_method(outer: &Generics, mut inner: Generics) -> Generics {
    outlive_everything(&mut inner);
    for param in outer.type_params() {
        let name = &param.ident;
        let predicates = &mut inner.make_where_clause().predicates;
        predicates.push(parse_quote!(#name: 'static));
    }
    inner
}

// Input:  items: Vec<impl Display + Live>
// Output: items: Vec<__Impl0>, and the parameter `__Impl0: Display + Live`
pub(crate) fn name_impl_traits(ty: &mut Type, generics: &mut Generics) {
    ImplTraits { generics }.visit_type_mut(ty);
}

struct ImplTraits<'g> {
    generics: &'g mut Generics,
}

impl VisitMut for ImplTraits<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        if let Type::ImplTrait(any) = ty {
            let index = self.generics.params.len();
            let name = names::impl_trait(index, any.span());
            let mut param = TypeParam::from(name.clone());
            param.bounds = std::mem::take(&mut any.bounds);
            self.generics.params.push(GenericParam::Type(param));
            *ty = parse_quote!(#name);
        }
    }

    // rustc allows no `impl Trait` in these, and says so.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut ParenthesizedGenericArguments) {
    }
}
