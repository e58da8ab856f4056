//! Which expressions give the same borrow when they are evaluated again after a resume.
//!
//! A borrow cannot be saved, but what it borrows from is: it is taken again by the expression that made it. This
//! must have no effects and lead to the same place. `&place` always does; a call of a method that the standard
//! library borrows with does too, where its value is a borrow, which its type tells ([`Class::ByType`]).

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, Ident, Lit, Member, Pat, Type, UnOp};

use super::Lowerer;
use super::block::Builder;
use super::patterns::{Mode, is_name, modes};
use crate::flow::{Flow, LocalId, LocalSet};
use crate::ir::{Kept, Recipe, RecipeId};
use crate::scope::{Scopes, SiteId};

/// How surely a value is a borrow.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Borrow,
    ByType,
}

/// Methods of the standard library that give a borrow of, or out of, their receiver and have no effect.
const BORROWING: &[&str] = &[
    "as_bytes",
    "as_deref",
    "as_deref_mut",
    "as_mut",
    "as_mut_slice",
    "as_mut_str",
    "as_os_str",
    "as_path",
    "as_ref",
    "as_slice",
    "as_str",
    "back",
    "back_mut",
    "chunks",
    "err",
    "expect",
    "extension",
    "file_name",
    "file_stem",
    "first",
    "first_chunk",
    "first_key_value",
    "first_mut",
    "front",
    "front_mut",
    "get",
    "get_key_value",
    "get_mut",
    "last",
    "last_chunk",
    "last_key_value",
    "last_mut",
    "ok",
    "ok_or",
    "ok_or_else",
    "or",
    "or_else",
    "parent",
    "rsplit_once",
    "split_at",
    "split_at_checked",
    "split_at_mut",
    "split_first",
    "split_first_mut",
    "split_last",
    "split_last_mut",
    "split_once",
    "strip_prefix",
    "strip_suffix",
    "to_str",
    "trim",
    "trim_ascii",
    "trim_end",
    "trim_end_matches",
    "trim_matches",
    "trim_start",
    "trim_start_matches",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
];

/// Methods that start an iteration over borrows.
const SOURCES: &[&str] = &[
    "chunks",
    "iter",
    "iter_mut",
    "keys",
    "lines",
    "matches",
    "range",
    "rsplit",
    "rsplitn",
    "split",
    "split_ascii_whitespace",
    "split_terminator",
    "split_whitespace",
    "splitn",
    "values",
    "values_mut",
    "windows",
];

/// Methods that give other iterators over the same borrows.
const ADAPTERS: &[&str] = &[
    "filter",
    "rev",
    "skip",
    "skip_while",
    "step_by",
    "take",
    "take_while",
];

/// Methods that choose an item of an iteration.
const CHOOSERS: &[&str] = &[
    "find",
    "last",
    "max",
    "max_by",
    "max_by_key",
    "min",
    "min_by",
    "min_by_key",
    "next",
    "next_back",
    "nth",
];

/// Other methods that change nothing.
const READING: &[&str] = &[
    "bytes",
    "capacity",
    "char_indices",
    "chars",
    "clone",
    "cloned",
    "cmp",
    "contains",
    "contains_key",
    "copied",
    "count",
    "ends_with",
    "eq",
    "is_empty",
    "is_none",
    "is_some",
    "len",
    "map",
    "starts_with",
    "sum",
    "to_owned",
    "to_string",
    "to_vec",
];

/// Whether a method is known to change nothing.
pub(super) fn only_reads(method: &Ident) -> bool {
    [BORROWING, SOURCES, ADAPTERS, READING]
        .iter()
        .any(|names| is_one_of(method, names) && !method.to_string().ends_with("_mut"))
}

fn is_one_of(method: &Ident, names: &[&str]) -> bool {
    names.iter().any(|name| method == name)
}

/// The variable that a place is a part of.
pub(super) fn root(place: &Expr) -> Option<&Ident> {
    match place {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Paren(e) => root(&e.expr),
        Expr::Field(e) => root(&e.base),
        Expr::Index(e) => root(&e.expr),
        Expr::Unary(e) => root(&e.expr),
        Expr::Reference(e) => root(&e.expr),
        Expr::MethodCall(e) => root(&e.receiver),
        Expr::Try(e) => root(&e.expr),
        _ => None,
    }
}

/// Whether `expr` gives the same borrow again, and how surely it gives one.
pub(super) fn class(expr: &Expr, scopes: &Scopes) -> Option<Class> {
    match expr {
        Expr::Paren(e) => class(&e.expr, scopes),
        Expr::Group(e) => class(&e.expr, scopes),
        Expr::Try(e) => class(&e.expr, scopes).map(|_| Class::ByType),
        Expr::Lit(lit) => {
            matches!(lit.lit, Lit::Str(_) | Lit::ByteStr(_) | Lit::CStr(_)).then_some(Class::Borrow)
        }
        Expr::Macro(e) => {
            let name = e.mac.path.segments.last()?.ident.to_string();
            let constant = [
                "concat",
                "env",
                "file",
                "include_bytes",
                "include_str",
                "module_path",
                "stringify",
            ];
            constant.contains(&&*name).then_some(Class::Borrow)
        }
        Expr::Reference(e) => {
            let again =
                is_place(&e.expr, scopes) || e.mutability.is_none() && is_constant(&e.expr, scopes);
            again.then_some(Class::Borrow)
        }
        Expr::Closure(e) => {
            let copies = e.capture.is_some() && mentions_mutable(expr, scopes);
            (!copies && e.asyncness.is_none()).then_some(Class::Borrow)
        }
        Expr::Path(path) => class_of_path(path, scopes),
        Expr::Array(e) => class_of_all(e.elems.iter(), scopes),
        Expr::Tuple(e) => class_of_all(e.elems.iter(), scopes),
        Expr::Repeat(e) => class(&e.expr, scopes),
        Expr::Call(e) => class_of_call(e, scopes),
        Expr::MethodCall(e) => class_of_method(e, scopes),
        // Of a tuple of borrows.
        Expr::Field(e) if matches!(e.member, Member::Unnamed(_)) => {
            class(&e.base, scopes).map(|_| Class::ByType)
        }
        // Of a table of constants.
        Expr::Index(e) => is_constant(&e.expr, scopes).then_some(Class::ByType),
        _ => None,
    }
}

/// Whether a variable that may change is mentioned.
pub(super) fn mentions_mutable(expr: &Expr, scopes: &Scopes) -> bool {
    let mut names = BTreeSet::new();
    super::macros::names(expr.to_token_stream(), &mut names);
    let mut locals = names.iter().filter_map(|name| scopes.lookup(name));
    locals.any(|local| scopes.locals[local.0].mutable)
}

fn class_of_path(path: &syn::ExprPath, scopes: &Scopes) -> Option<Class> {
    if let Some(name) = path.path.get_ident()
        && let Some(local) = scopes.lookup(&name.to_string())
    {
        return match scopes.locals[local.0].kept {
            Kept::Saved | Kept::Text | Kept::Place(_) => None,
            Kept::Again(_) => Some(Class::Borrow),
            Kept::Either(_) => Some(Class::ByType),
        };
    }
    names_a_constant(path).then_some(Class::ByType)
}

/// A path to a constant or a static, by its spelling.
pub(super) fn names_a_constant(path: &syn::ExprPath) -> bool {
    path.path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.len() > 1 && !name.contains(char::is_lowercase) && name.contains(char::is_alphabetic)
    })
}

fn class_of_all<'e>(exprs: impl Iterator<Item = &'e Expr>, scopes: &Scopes) -> Option<Class> {
    let mut found = None;
    for expr in exprs {
        match class(expr, scopes) {
            Some(class) => found = found.max(Some(class)),
            None if is_constant(expr, scopes) => {}
            None => return None,
        }
    }
    found
}

fn class_of_call(e: &syn::ExprCall, scopes: &Scopes) -> Option<Class> {
    let Expr::Path(path) = &*e.func else {
        return None;
    };
    let path = path
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string());
    let path: Vec<_> = path.collect();
    let path: Vec<_> = path.iter().map(|segment| &**segment).collect();
    let again = matches!(
        &*path,
        ["Some" | "Ok" | "Err"]
            | [.., "Path" | "OsStr", "new"]
            | [.., "str", "from_utf8"]
            | ["from_utf8"]
            | [.., "Cow", "Borrowed"]
            | [.., "slice", "from_ref" | "from_mut"]
    );
    let class = again.then(|| class_of_all(e.args.iter(), scopes))??;
    Some(if path.len() == 1 {
        class
    } else {
        Class::ByType
    })
}

fn class_of_method(e: &syn::ExprMethodCall, scopes: &Scopes) -> Option<Class> {
    let receiver = || is_place(&e.receiver, scopes) || class(&e.receiver, scopes).is_some();
    let gives_a_borrow = if is_one_of(&e.method, BORROWING) {
        receiver() || is_iteration(&e.receiver, scopes) && is_one_of(&e.method, CHOOSERS)
    } else if is_one_of(&e.method, CHOOSERS) {
        is_iteration(&e.receiver, scopes)
    } else if e.method == "map" || e.method == "and_then" {
        receiver() && e.args.len() == 1 && keeps_borrowing(&e.args[0])
    } else {
        false
    };
    gives_a_borrow.then_some(Class::ByType)
}

/// An iterator over borrows that is made here.
fn is_iteration(expr: &Expr, scopes: &Scopes) -> bool {
    let Expr::MethodCall(e) = expr else {
        return false;
    };
    if is_one_of(&e.method, SOURCES) {
        return is_place(&e.receiver, scopes) || class(&e.receiver, scopes).is_some();
    }
    is_one_of(&e.method, ADAPTERS) && is_iteration(&e.receiver, scopes)
}

/// A closure or function that makes one borrow of another.
fn keeps_borrowing(function: &Expr) -> bool {
    match function {
        Expr::Closure(e) => match &*e.body {
            Expr::Reference(_) => true,
            Expr::MethodCall(call) => is_one_of(&call.method, BORROWING),
            _ => false,
        },
        Expr::Path(path) => path.path.segments.last().is_some_and(|last| {
            last.ident.to_string().starts_with("as_") || is_one_of(&last.ident, BORROWING)
        }),
        _ => false,
    }
}

/// A place that a borrow may be taken of again: a variable, or a part of one.
pub(super) fn is_place(expr: &Expr, scopes: &Scopes) -> bool {
    match expr {
        Expr::Path(path) => match path.path.get_ident() {
            Some(name) => scopes.lookup(&name.to_string()).is_some() || names_a_constant(path),
            None => names_a_constant(path),
        },
        Expr::Paren(e) => is_place(&e.expr, scopes),
        Expr::Field(e) => is_place(&e.base, scopes) || class(&e.base, scopes).is_some(),
        Expr::Index(e) => is_place(&e.expr, scopes) || class(&e.expr, scopes).is_some(),
        Expr::Unary(e) => {
            matches!(e.op, UnOp::Deref(_))
                && (is_place(&e.expr, scopes) || class(&e.expr, scopes).is_some())
        }
        _ => false,
    }
}

/// A value that is the same wherever it is evaluated.
pub(super) fn is_constant(expr: &Expr, scopes: &Scopes) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Path(path) => {
            let local = path
                .path
                .get_ident()
                .and_then(|name| scopes.lookup(&name.to_string()));
            local.is_none() && names_a_constant(path)
        }
        Expr::Paren(e) => is_constant(&e.expr, scopes),
        Expr::Unary(e) => !matches!(e.op, UnOp::Deref(_)) && is_constant(&e.expr, scopes),
        Expr::Reference(e) => e.mutability.is_none() && is_constant(&e.expr, scopes),
        Expr::Array(e) => e.elems.iter().all(|elem| is_constant(elem, scopes)),
        Expr::Tuple(e) => e.elems.iter().all(|elem| is_constant(elem, scopes)),
        Expr::Repeat(e) => is_constant(&e.expr, scopes),
        _ => false,
    }
}

/// Whether evaluating `expr` again gives the same value as long as its variables have theirs.
pub(super) fn is_pure(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Paren(e) => is_pure(&e.expr),
        Expr::Unary(e) => is_pure(&e.expr),
        Expr::Cast(e) => is_pure(&e.expr),
        Expr::Field(e) => is_pure(&e.base),
        Expr::Reference(e) => is_pure(&e.expr),
        Expr::Index(e) => is_pure(&e.expr) && is_pure(&e.index),
        Expr::Binary(e) => !super::operands::assigns(e.op) && is_pure(&e.left) && is_pure(&e.right),
        Expr::Tuple(e) => e.elems.iter().all(is_pure),
        Expr::Array(e) => e.elems.iter().all(is_pure),
        Expr::Range(e) => e.start.iter().chain(&e.end).all(|end| is_pure(end)),
        Expr::MethodCall(e) => {
            (only_reads(&e.method) && e.method != "clone")
                && is_pure(&e.receiver)
                && e.args.iter().all(is_pure)
        }
        // Where a function is a value: it is called wherever the expression is.
        Expr::Closure(e) => e.capture.is_none() && e.asyncness.is_none(),
        _ => false,
    }
}

/// A type that is written out and borrows nothing.
fn is_owned(ty: &Type) -> bool {
    fn borrows(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            proc_macro2::TokenTree::Punct(punct) => matches!(punct.as_char(), '&' | '\''),
            proc_macro2::TokenTree::Ident(name) => name == "_" || name == "impl" || name == "dyn",
            proc_macro2::TokenTree::Group(group) => borrows(group.stream()),
            proc_macro2::TokenTree::Literal(_) => false,
        })
    }
    !borrows(ty.to_token_stream())
}

/// What a pattern matches, if it may be matched again after a resume.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    site: SiteId,
    /// The locals from here on are declared inside of the value.
    first_inner: LocalId,
    /// `None` for a place, of which only `ref` borrows.
    class: Option<Class>,
    /// The iterator whose last item it is.
    item_of: Option<LocalId>,
}

impl Lowerer<'_> {
    /// Whether what patterns bind by `init` may have to be made again, in which case `init` is made fit for it:
    /// what may not be evaluated twice goes into a saved variable, if there is a place for its `let`.
    pub(super) fn candidate(
        &mut self,
        ty: Option<&Type>,
        init: &mut Expr,
        out: Option<&mut Builder>,
    ) -> Option<Candidate> {
        let site = SiteId(self.sites);
        self.sites += 1;
        if !self.scopes.is_made_again_at(site) || ty.is_some_and(is_owned) {
            return None;
        }
        let class = class(init, &self.scopes);
        if class.is_none() && !is_place(init, &self.scopes) {
            return None;
        }
        if self.scopes.knows_what_is_made_again() {
            self.settle(init, site, out);
        }
        Some(Candidate {
            site,
            first_inner: self.scopes.next_local(),
            class,
            item_of: None,
        })
    }

    /// The candidate for what an iterator gives as its next item.
    pub(super) fn candidate_of_item(&mut self, items: LocalId) -> Option<Candidate> {
        let site = SiteId(self.sites);
        self.sites += 1;
        let Kept::Place(recipe) = self.scopes.locals[items.0].kept else {
            return None;
        };
        let recipe = &self.recipes[recipe.0];
        (recipe.borrows && recipe.repeatable).then(|| Candidate {
            site,
            first_inner: self.scopes.next_local(),
            class: Some(Class::ByType),
            item_of: Some(items),
        })
    }

    /// Whether the value is a borrow that can be taken again, by its form.
    pub(super) fn is_taken_again(&self, init: &Expr) -> bool {
        class(init, &self.scopes).is_some()
    }

    /// Makes the locals that a pattern declared again by this recipe, as far as they borrow. The flow is that of `init`.
    pub(super) fn make_again(
        &mut self,
        candidate: Option<Candidate>,
        pat: &Pat,
        init: &Expr,
        flow: &Flow,
        declared: &[LocalId],
    ) {
        let Some(Candidate {
            site,
            first_inner,
            class,
            item_of,
        }) = candidate
        else {
            return;
        };
        let id = RecipeId(self.recipes.len());
        let mut sources = LocalSet::new();
        flow.used(&mut sources);
        sources.retain(|local| *local < first_inner);
        let constructs = matches!(
            init,
            Expr::Tuple(_) | Expr::Array(_) | Expr::Call(_) | Expr::Lit(_) | Expr::Repeat(_)
        );
        let stateful = matches!(init, Expr::Closure(_) | Expr::Reference(_));
        for local in declared {
            let name = &self.scopes.locals[local.0];
            let of_this = |(bound, _): &&(String, Mode)| name.name == bound;
            let modes = modes(pat);
            let Some((_, mode)) = modes.iter().find(of_this) else {
                continue;
            };
            // A variable that may be changed is made again only if its changes stay in what it borrows.
            let changeable = name.mutable && name.ordinal.is_some() && (constructs || !stateful);
            let kept = match (mode, class) {
                (Mode::Ref, _) => Kept::Again(id),
                (Mode::Inherited, Some(Class::Borrow)) if !changeable => Kept::Again(id),
                (Mode::Inherited, Some(Class::ByType)) if !changeable => Kept::Either(id),
                (Mode::Value, Some(Class::Borrow)) if stateful && is_name(pat) => Kept::Again(id),
                (Mode::Value, Some(class)) if name.ordinal.is_none() => match class {
                    Class::Borrow => Kept::Again(id),
                    Class::ByType => Kept::Either(id),
                },
                _ => continue,
            };
            self.scopes.keep_as(*local, kept, &sources);
        }
        let watched = self.watched(init);
        self.recipes.push(Recipe {
            site,
            anew: contains_closure(init),
            item_of,
            borrows: true,
            repeatable: true,
            pat: pat.clone(),
            init: init.clone(),
            watched,
        });
    }

    /// The `mut` variables that the evaluation mentions beside the places that it borrows.
    fn watched(&self, init: &Expr) -> BTreeSet<LocalId> {
        let mut names = BTreeSet::new();
        arguments(init, &mut names);
        let locals = names.iter().filter_map(|name| self.scopes.lookup(name));
        locals
            .filter(|local| self.scopes.locals[local.0].mutable)
            .collect()
    }

    /// Puts what is not the same when it is evaluated again into saved variables.
    pub(super) fn settle(&mut self, expr: &mut Expr, site: SiteId, mut out: Option<&mut Builder>) {
        match expr {
            Expr::Paren(e) => self.settle(&mut e.expr, site, out),
            Expr::Reference(e) => self.settle(&mut e.expr, site, out),
            Expr::Unary(e) => self.settle(&mut e.expr, site, out),
            Expr::Field(e) => self.settle(&mut e.base, site, out),
            Expr::Try(e) => self.settle(&mut e.expr, site, out),
            Expr::Index(e) => {
                self.settle(&mut e.expr, site, out.as_deref_mut());
                self.settle_argument(&mut e.index, site, out);
            }
            Expr::MethodCall(e) => {
                self.settle(&mut e.receiver, site, out.as_deref_mut());
                for arg in &mut e.args {
                    self.settle_argument(arg, site, out.as_deref_mut());
                }
            }
            Expr::Call(e) => {
                for arg in &mut e.args {
                    self.settle(arg, site, out.as_deref_mut());
                }
            }
            Expr::Tuple(e) => {
                for elem in &mut e.elems {
                    self.settle(elem, site, out.as_deref_mut());
                }
            }
            Expr::Array(e) => {
                for elem in &mut e.elems {
                    self.settle(elem, site, out.as_deref_mut());
                }
            }
            _ => {}
        }
    }

    pub(super) fn settle_argument(
        &mut self,
        arg: &mut Expr,
        site: SiteId,
        mut out: Option<&mut Builder>,
    ) {
        match arg {
            Expr::Range(e) => {
                for end in e.start.iter_mut().chain(&mut e.end) {
                    self.settle_argument(end, site, out.as_deref_mut());
                }
            }
            Expr::Reference(e) if !is_pure(&e.expr) => self.settle_argument(&mut e.expr, site, out),
            _ if class(arg, &self.scopes).is_some() => self.settle(arg, site, out),
            _ if is_pure(arg) && !self.copies_number(arg, site) => {}
            _ => {
                let Some(out) = out else {
                    // Evaluated again where it stands, or reported there.
                    if !is_pure(arg) {
                        self.errors.at(&*arg, "this is evaluated again after a resume, to take the borrow again that it is part of, and it may have effects; put its value into a variable before");
                    }
                    return;
                };
                let value = std::mem::replace(arg, Expr::PLACEHOLDER);
                *arg = self.let_temporary(value, out);
            }
        }
    }

    /// Whether a number that is declared `mut` stands in the expression, and is changed while it is needed.
    fn copies_number(&self, expr: &Expr, site: SiteId) -> bool {
        if !self.scopes.copies_numbers_at(site) {
            return false;
        }
        let mut names = BTreeSet::new();
        super::macros::names(expr.to_token_stream(), &mut names);
        let mut locals = names.iter().filter_map(|name| self.scopes.lookup(name));
        let changing = locals.any(|local| {
            let local = &self.scopes.locals[local.0];
            local.mutable && local.primitive
        });
        changing && !matches!(expr, Expr::Closure(_))
    }
}

/// Each closure has a type of its own.
pub(super) fn contains_closure(expr: &Expr) -> bool {
    struct Search(bool);
    impl<'ast> syn::visit::Visit<'ast> for Search {
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {
            self.0 = true;
        }
    }
    let mut search = Search(false);
    syn::visit::Visit::visit_expr(&mut search, expr);
    search.0
}

/// The names in the indices and arguments of a borrowing expression.
fn arguments(expr: &Expr, into: &mut BTreeSet<String>) {
    match expr {
        Expr::Paren(e) => arguments(&e.expr, into),
        Expr::Reference(e) => arguments(&e.expr, into),
        Expr::Unary(e) => arguments(&e.expr, into),
        Expr::Field(e) => arguments(&e.base, into),
        Expr::Try(e) => arguments(&e.expr, into),
        Expr::Index(e) => {
            arguments(&e.expr, into);
            super::macros::names(e.index.to_token_stream(), into);
        }
        Expr::MethodCall(e) => {
            arguments(&e.receiver, into);
            for arg in &e.args {
                super::macros::names(arg.to_token_stream(), into);
            }
        }
        Expr::Call(e) => e.args.iter().for_each(|arg| arguments(arg, into)),
        Expr::Tuple(e) => e.elems.iter().for_each(|elem| arguments(elem, into)),
        Expr::Array(e) => e.elems.iter().for_each(|elem| arguments(elem, into)),
        _ => {}
    }
}
