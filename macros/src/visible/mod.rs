//! The types of variables, as far as they can be read off the source: `#[resumable(inline)]` has to name them.
//!
//! - [`expr`]: of expressions;
//! - [`items`]: of what a `for` loop goes over;
//! - [`pattern`]: of the parts that a pattern binds.
//!
//! A type that is read wrongly is an error of rustc's, never another program: the state's fields have it, and they are
//! given what the body has.

mod expr;
mod items;
mod pattern;

use std::collections::{BTreeMap, HashMap};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};
use syn::{Expr, Ident, Pat, Type, parse_quote};

use crate::args::Args;
use crate::errors::Errors;
use crate::flow::{LocalId, LocalSet};
use crate::ir::{
    Block, Body, Kept, Let, Local, Node, PlaceType, PointKind, Stmt, StmtKind, Suspend,
};
use crate::lower::is_primitive_type as is_primitive;
use crate::names::{self, Runtime};
use crate::plan::Plan;
use crate::routine::Routine;

/// The types of the variables that are saved.
pub(crate) type Types = BTreeMap<LocalId, Type>;

/// Reads the types of what the plan saves; reports every variable whose type cannot be seen.
pub(crate) fn types(routine: &Routine, plan: &Plan<'_>, args: &Args, errors: &Errors) -> Types {
    let runtime = Runtime::new(args.krate.clone());
    let mut reader = Reader {
        body: plan.body,
        args,
        private: runtime.private(),
        definition: runtime.public("Definition"),
        scopes: vec![HashMap::new()],
        types: Types::new(),
        items_of_unknown: LocalSet::new(),
    };
    reader.block(&plan.body.block, None);
    let mut saved = Types::new();
    for local in plan.saved_locals() {
        match reader.types.remove(&local) {
            Some(ty) if names_a_type(&ty) => {
                saved.insert(local, ty);
            }
            // What is wrong is what the loop goes over.
            _ if reader.items_of_unknown.contains(&local) => {}
            _ => report(plan, local, errors),
        }
    }
    check_calls_of_itself(routine, &plan.body.block, errors);
    saved
}

fn report(plan: &Plan<'_>, local: LocalId, errors: &Errors) {
    let variable = plan.local(local);
    let place = Ident::new("x", variable.span);
    let name = names_in_messages(variable);
    let awaited = plan
        .body
        .points
        .iter()
        .any(|point| matches!(point.kind, PointKind::Await(child) if child == local));
    let message = if awaited {
        "an inline function holds the call that it awaits, and its type cannot be seen here; await a call of a marked function by its name, `callee(..).await`, with `callee::<T>(..)` if it is generic, or a variable, as in `let call: Instance<callee> = ..`".to_owned()
    } else {
        match variable.kept {
            _ if is_items(plan, local) => "what this loop goes over crosses a yield, and an inline function has to name its type, which cannot be seen here; go over a range whose bounds have a visible type (`0..n`, `0_u32..9`), or over a variable that has one, as in `let items: Vec<Type> = ..`, or leave out `inline`".to_owned(),
            Kept::Place(_) => format!(
                "{name} is iterated across a yield by its position, which an inline function cannot name; go over a range of indices or an owned collection, or leave out `inline`"
            ),
            Kept::Either(_) => format!(
                "whether {name} is saved depends on its type, which an inline function has to name; write it, as in `let {}: Type = ..`, or leave out `inline`",
                variable.shown
            ),
            _ if variable.hidden || variable.ordinal.is_none() => format!(
                "{name} is kept across a yield, and an inline function has to name its type, which cannot be seen here; give it a name before, as in `let x: Type = ..`"
            ),
            _ => format!(
                "{name} is kept across a yield, and an inline function has to name its type, which cannot be seen here; write it, as in `let {}: Type = ..`",
                variable.shown
            ),
        }
    };
    errors.at(place, message);
}

fn is_items(plan: &Plan<'_>, local: LocalId) -> bool {
    let variable = plan.local(local);
    variable.hidden && variable.shown == "items" && variable.kept == Kept::Saved
}

fn names_in_messages(variable: &Local) -> String {
    if variable.ordinal.is_none() && !variable.stands_for.is_empty() {
        format!("`{}`", readable(&variable.stands_for))
    } else {
        format!("`{}`", variable.shown)
    }
}

/// A pattern or an expression as users write it.
fn readable(text: &str) -> String {
    text.parse::<TokenStream>()
        .map_or_else(|_| text.to_owned(), names::readable)
}

/// Whether the type is spelled out to its end.
fn names_a_type(ty: &Type) -> bool {
    struct Gaps(bool);
    impl<'ast> Visit<'ast> for Gaps {
        fn visit_type(&mut self, ty: &'ast Type) {
            self.0 |= matches!(ty, Type::Infer(_) | Type::ImplTrait(_) | Type::Macro(_));
            visit::visit_type(self, ty);
        }
    }
    let mut gaps = Gaps(false);
    gaps.visit_type(ty);
    !gaps.0
}

/// Reports calls of the function itself: what holds itself has no size.
fn check_calls_of_itself(routine: &Routine, block: &Block, errors: &Errors) {
    for stmt in &block.stmts {
        if let StmtKind::Suspend(suspend) = &stmt.kind {
            if let Node::Await { operand, .. } = &suspend.node
                && let Some(callee) = expr::callee(operand)
                && routine.owner.is_none()
                && callee.is_ident(&routine.name)
            {
                errors.at(callee, "an inline function holds what it awaits, so it cannot await itself; leave out `inline`, which puts each call in a box");
            }
            for inner in suspend.node.blocks() {
                check_calls_of_itself(routine, inner, errors);
            }
        }
    }
}

/// Reads types in the order of the source.
struct Reader<'b> {
    body: &'b Body,
    args: &'b Args,
    /// Where the runtime's own types are found.
    private: TokenStream,
    definition: TokenStream,
    scopes: Vec<HashMap<String, LocalId>>,
    types: Types,
    /// What loops bind that go over something unknown.
    items_of_unknown: LocalSet,
}

impl Reader<'_> {
    /// `item` is what the first statement binds, if that is a loop's pattern.
    fn block(&mut self, block: &Block, item: Option<Type>) {
        self.scopes.push(HashMap::new());
        for param in &block.params {
            self.declare(*param);
        }
        let mut item = item;
        for stmt in &block.stmts {
            self.stmt(stmt, item.take());
        }
        self.scopes.pop();
    }

    fn stmt(&mut self, stmt: &Stmt, item: Option<Type>) {
        match &stmt.kind {
            StmtKind::Plain(_) => {}
            StmtKind::Let(plain) => {
                let ty = item.or_else(|| self.type_of_let(plain));
                self.bind(&plain.pat, ty.as_ref(), &stmt.declares);
            }
            StmtKind::Suspend(suspend) => self.suspend(suspend),
        }
        for declared in &stmt.declares {
            self.declare(*declared);
            if let Kept::InPlace(_, place) = self.body.locals[declared.0].kept {
                let ty = match &self.body.places[place.0] {
                    PlaceType::Array { item, count } => parse_quote!([#item; #count]),
                    PlaceType::Other(ty) => ty.clone(),
                };
                self.types.insert(*declared, ty);
            }
        }
    }

    fn type_of_let(&self, plain: &Let) -> Option<Type> {
        if let Some(ty) = &plain.ty {
            return Some(ty.clone());
        }
        let init: Expr = syn::parse2(plain.init.clone()?).ok()?;
        self.type_of(&init)
    }

    fn suspend(&mut self, suspend: &Suspend) {
        match &suspend.node {
            Node::Await { point, operand, .. } => {
                if let PointKind::Await(child) = self.body.points[point - 1].kind
                    && let Some(definition) = self.definition_of(operand)
                {
                    let private = &self.private;
                    self.types
                        .insert(child, parse_quote!(#private::Instance<#definition>));
                }
            }
            Node::Match { scrutinee, arms } => {
                let matched = self.type_of(scrutinee);
                for arm in arms {
                    self.bind(&arm.pat, matched.as_ref(), &arm.body.params);
                    self.block(&arm.body, None);
                }
            }
            Node::If {
                cond,
                then,
                otherwise,
            } => {
                if let Expr::Let(binding) = cond {
                    let matched = self.type_of(&binding.expr);
                    self.bind(&binding.pat, matched.as_ref(), &then.params);
                }
                self.block(then, None);
                if let Some(otherwise) = otherwise {
                    self.block(otherwise, None);
                }
            }
            Node::Loop(looped) => {
                let items = looped.source.as_ref().and_then(|source| self.items(source));
                let mut item = None;
                if let Some((local, _)) = &looped.items {
                    if let Some(items) = items {
                        self.types.insert(*local, items.kept);
                        item = items.item;
                    } else if let Some(first) = looped.body.stmts.first() {
                        self.items_of_unknown.extend(&first.declares);
                    }
                }
                self.block(&looped.body, item);
            }
            Node::Yield { .. } => {}
            Node::Block { block, .. } => self.block(block, None),
        }
        if let Some(result) = &suspend.result
            && let Some(ty) = result
                .ty
                .clone()
                .or_else(|| self.type_of_node(&suspend.node))
        {
            self.types.insert(result.local, ty);
        }
    }

    /// Of the value of what suspends.
    fn type_of_node(&self, node: &Node) -> Option<Type> {
        match node {
            Node::Yield { .. } => Some(self.args.resume.clone()),
            Node::Await { operand, .. } => {
                let (definition, callee) = (&self.definition, self.definition_of(operand)?);
                Some(parse_quote!(<#callee as #definition>::Return))
            }
            Node::Block { block, .. } => self.type_of_tail(block),
            Node::If {
                then, otherwise, ..
            } => self
                .type_of_tail(then)
                .or_else(|| self.type_of_tail(otherwise.as_ref()?)),
            Node::Match { arms, .. } => arms.iter().find_map(|arm| self.type_of_tail(&arm.body)),
            Node::Loop(_) => None,
        }
    }

    fn type_of_tail(&self, block: &Block) -> Option<Type> {
        self.type_of(block.tail.as_ref()?)
    }

    /// The definition whose call is awaited, if it is called by its name or its type is written.
    fn definition_of(&self, operand: &Expr) -> Option<Type> {
        if let Some((name, given)) = self.type_of(operand).as_ref().and_then(last_segment) {
            return given.into_iter().next().filter(|_| name == "Instance");
        }
        let callee = expr::callee(operand)?;
        let is_function =
            callee.segments.len() == 1
                || callee.segments.iter().nth_back(1).is_some_and(|module| {
                    !module.ident.to_string().starts_with(char::is_uppercase)
                });
        is_function.then(|| {
            let callee = expr::as_type(callee);
            syn::parse2(quote!(#callee)).expect("a path is a type")
        })
    }

    fn bind(&mut self, pat: &Pat, ty: Option<&Type>, declares: &[LocalId]) {
        let mut bound = Vec::new();
        pattern::bind(pat, ty, &mut bound);
        for (name, ty) in bound {
            let of_this_name = |local: &&LocalId| self.body.locals[local.0].name == name;
            if let Some(local) = declares.iter().find(of_this_name) {
                self.types.insert(*local, ty);
            }
        }
    }

    fn declare(&mut self, local: LocalId) {
        let name = self.body.locals[local.0].name.to_string();
        let scope = self.scopes.last_mut().expect("a body has a scope");
        scope.insert(name, local);
    }

    fn type_of_variable(&self, name: &Ident) -> Option<Type> {
        let name = name.to_string();
        let local = self
            .scopes
            .iter()
            .rev()
            .find_map(|scope| scope.get(&name))?;
        self.types.get(local).cloned()
    }
}

/// The last segment of a type's path, with the types it is given.
fn last_segment(ty: &Type) -> Option<(String, Vec<Type>)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|_| path.qself.is_none())?;
    let given = match &last.arguments {
        syn::PathArguments::AngleBracketed(given) => given
            .args
            .iter()
            .filter_map(|argument| match argument {
                syn::GenericArgument::Type(ty) => Some(ty.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    Some((last.ident.to_string(), given))
}

fn is_named(ty: &Type, name: &str) -> bool {
    ty.to_token_stream().to_string() == name
}
