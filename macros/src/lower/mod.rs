//! From syntax to the [`ir`](crate::ir): names are resolved, suspensions are taken out of expressions,
//! and every statement's flow is noted, all in one walk in the order of evaluation.
//!
//! - [`arguments`]: suspensions in the arguments of macros;
//! - [`attributes`]: attributes that a rewritten place cannot keep;
//! - [`block`]: statements, and how a block is put together;
//! - [`let_chains`]: chains of conditions that suspend;
//! - [`control`]: branches, matches and loops that suspend;
//! - [`chain`]: iterators that are alive across a suspension;
//! - [`operands`]: suspensions inside expressions, and the order of evaluation;
//! - [`plain`]: what does not suspend;
//! - [`loops`]: `while` and `for`;
//! - [`chain_settle`]: what iterators mention, made fit for being evaluated again;
//! - [`lets`]: `let` statements, and temporaries;
//! - [`bind`]: what patterns declare;
//! - [`changes`]: which variables code may change;
//! - [`settle`]: what is evaluated again, made fit for it;
//! - [`watch`]: what it depends on;
//! - [`places`]: what part of which variable an expression names;
//! - [`patterns`]: which names in patterns are variables, and how they are bound;
//! - [`texts`]: which variables hold one of the program's own texts;
//! - [`choice`]: borrows that an `if` or a `match` chooses;
//! - [`std_methods`]: what std's methods do with what they are called on;
//! - [`edits`]: variables that get something from snapshots of other builds;
//! - [`effects`]: what evaluating something once more would change;
//! - [`made_by`]: by what methods iterators are made;
//! - [`made_again`]: patterns on borrows, noted as made again;
//! - [`recipe`]: which borrows can be taken again after a resume;
//! - [`in_place`]: variables that are not moved;
//! - [`primitive`]: which variables are numbers and the like;
//! - [`macros`]: the names inside macro calls.

mod arguments;
pub(crate) mod attributes;
mod bind;
mod block;
mod chain;
mod chain_settle;
mod changes;
mod choice;
mod control;
mod edits;
mod effects;
mod in_place;
mod let_chains;
mod lets;
mod loops;
pub(crate) mod macros;
mod made_again;
mod made_by;
mod operands;
pub(crate) mod patterns;
mod places;
mod plain;
mod primitive;
mod recipe;
mod settle;
mod std_methods;
mod texts;
mod watch;

use std::cell::Cell;
use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Expr, Ident, Item, Lifetime, Macro};

use crate::errors::Errors;
use crate::flow::TargetId;
use crate::ir::{Body, PlaceType, Point, Recipe};
use crate::marker::Suspension;
use crate::routine::Routine;
use crate::scope::{Choices, Counters, OuterTargets, Scopes, SiteId};
use crate::{marker, names};

/// Lowers a body, as an earlier walk over it has chosen.
pub(crate) fn lower(routine: &Routine, choices: Choices, errors: &Errors) -> Body {
    let mut lowerer = Lowerer {
        errors,
        scopes: Scopes::new(choices.clone()),
        points: Vec::new(),
        recipes: Vec::new(),
        temporaries: 0,
        crossed: BTreeSet::new(),
        sites: 0,
        bases: Cell::new(0),
        base_names: Vec::new(),
        places: Vec::new(),
        in_inner_function: false,
        cancel_scopes: Vec::new(),
    };
    let (block, flow) = lowerer.body(routine);
    Body {
        block,
        locals: lowerer.scopes.locals,
        recipes: lowerer.recipes,
        sources: lowerer.scopes.sources,
        bases: lowerer.base_names,
        places: lowerer.places,
        replaced: lowerer.scopes.replaced,
        transients: lowerer.scopes.transients,
        borrows: lowerer.scopes.borrows,
        iterated: lowerer.scopes.iterated,
        texts: lowerer.scopes.texts,
        points: lowerer.points,
        named: choices.named,
        crossed: lowerer.crossed,
        flow,
    }
}

pub(crate) struct Lowerer<'e> {
    errors: &'e Errors,
    scopes: Scopes,
    points: Vec<Point>,
    recipes: Vec<Recipe>,
    temporaries: usize,
    crossed: BTreeSet<TargetId>,
    /// How many places have been asked whether what they bind is made again.
    sites: usize,
    /// How many owned sources of iterators have been named, and the names that are used.
    bases: Cell<usize>,
    base_names: Vec<Ident>,
    places: Vec<PlaceType>,
    /// Inside a closure or an async block, whose `return` is its own.
    in_inner_function: bool,
    /// The cancel scopes around, the innermost last.
    cancel_scopes: Vec<(TargetId, Lifetime)>,
}

/// Whether the type is a number, a `bool` or a `char`.
pub(crate) fn is_primitive_type(ty: &syn::Type) -> bool {
    primitive::is_type(ty)
}

/// What [`Lowerer::leave_function`] puts back.
struct Outer {
    targets: OuterTargets,
    in_inner_function: bool,
}

impl Lowerer<'_> {
    fn enter_function(&mut self) -> Outer {
        let in_inner_function = std::mem::replace(&mut self.in_inner_function, true);
        Outer {
            targets: self.scopes.enter_closure(),
            in_inner_function,
        }
    }

    fn leave_function(&mut self, outer: Outer) {
        self.scopes.leave_closure(outer.targets);
        self.in_inner_function = outer.in_inner_function;
    }

    fn next_site(&mut self) -> SiteId {
        self.sites += 1;
        SiteId(self.sites)
    }

    /// What walks over the same body have to agree in.
    fn counters(&self) -> (Counters, usize) {
        (self.scopes.counters(), self.sites)
    }

    fn count_from(&mut self, (counters, sites): (Counters, usize)) {
        self.scopes.count_from(counters);
        self.sites = sites;
    }

    fn temporary(&mut self, text: &str, place: Span) -> Ident {
        self.temporaries += 1;
        names::temporary(text, self.temporaries, place)
    }

    /// Reports every yield inside something that is not part of the function's own steps.
    fn misplaced_in(&self, node: &(impl ToTokens + VisitWith), place: &str) {
        let mut search = Misplaced {
            errors: self.errors,
            place,
        };
        node.visit_with(&mut search);
    }

    fn check_item(&self, item: &Item) {
        if let Item::Macro(mac) = item
            && mac.ident.is_some()
        {
            let mut mentioned = BTreeSet::new();
            macros::names(
                macros::without_metavariables(mac.mac.tokens.clone()),
                &mut mentioned,
            );
            if let Some(name) = mentioned
                .iter()
                .find(|name| self.scopes.lookup(name).is_some())
            {
                let name = name.replace(names::RECEIVER, "self");
                self.errors.at(&mac.mac, format!("this macro uses the variable `{name}` of the function around it, whose place changes between steps; give it to the macro as an argument"));
            }
        }
    }
}

/// What the search for misplaced yields can be started on.
trait VisitWith {
    fn visit_with(&self, search: &mut Misplaced<'_>);
}

impl VisitWith for Expr {
    fn visit_with(&self, search: &mut Misplaced<'_>) {
        search.visit_expr(self);
    }
}

impl VisitWith for syn::Block {
    fn visit_with(&self, search: &mut Misplaced<'_>) {
        search.visit_block(self);
    }
}

struct Misplaced<'e> {
    errors: &'e Errors,
    place: &'e str,
}

impl<'ast> Visit<'ast> for Misplaced<'_> {
    fn visit_macro(&mut self, mac: &'ast Macro) {
        if let Some(suspension) = marker::suspension(mac) {
            self.errors.at(mac, match suspension {
                Suspension::Yield => format!("`yield_!` cannot be used inside {}: only the marked function itself can be suspended; yield outside of it, or make it a resumable function of its own and `.await` it", self.place),
                Suspension::Await => format!("`await_!` cannot be used inside {}: only the marked function itself can be suspended; delegate outside of it", self.place),
            });
            return;
        }
        for expr in marker::evaluated(mac) {
            self.visit_expr(&expr);
        }
    }

    fn visit_expr_await(&mut self, expr: &'ast syn::ExprAwait) {
        if self.place == "a closure" {
            self.errors.at(expr.await_token, "`.await` cannot be used inside a closure: only the marked function itself can be suspended; delegate outside of it");
        }
        visit::visit_expr_await(self, expr);
    }

    fn visit_item(&mut self, _: &'ast Item) {}

    // Closures and async blocks further in are searched when they are come to.
    fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}
}
