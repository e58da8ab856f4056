//! `let` statements, and the temporaries of the lowering.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, Local, Pat, Stmt, Type, parse_quote};

use super::block::{Builder, Tail};
use super::control::is_node;
use super::made_again::Candidate;
use super::operands::kept_in_place;
use super::recipe::{Class, class};
use super::{Lowerer, macros, patterns};
use crate::flow::Flow;
use crate::ir::{Binding, Kept, Let, StmtKind, Suspend};
use crate::{marker, names};

impl Lowerer<'_> {
    /// A `let` whose value is `init`, under a new temporary's name.
    pub(super) fn let_temporary(&mut self, mut init: Expr, out: &mut Builder) -> Expr {
        let candidate = self.candidate(None, &mut init, Some(out));
        self.let_named(init, candidate, out)
    }

    /// The same for a value that is saved.
    pub(super) fn let_copy(&mut self, init: Expr, out: &mut Builder) -> Expr {
        self.let_named(init, None, out)
    }

    fn let_named(
        &mut self,
        mut init: Expr,
        candidate: Option<Candidate>,
        out: &mut Builder,
    ) -> Expr {
        let mut mentioned = BTreeSet::new();
        macros::names(init.to_token_stream(), &mut mentioned);
        let (place, stands_for) = (init.span(), self.stands_for(&init));
        let made = self.plain(&mut init);
        let mut name = self.temporary("operand", place);
        let local = self.scopes.declare_temporary(&mut name);
        self.scopes.show_as(local, "operand", stands_for, place);
        let pat = parse_quote!(mut #name);
        self.make_again(candidate, &pat, &init, &made, &[local]);
        let flow = Flow::Sequence(vec![made, Flow::Define(local)]);
        let init = Some(init.to_token_stream());
        let kind = StmtKind::Let(Let {
            attrs: Vec::new(),
            pat,
            ty: None,
            init,
            diverge: None,
        });
        out.push(kind, vec![local], flow, mentioned);
        parse_quote!(#name)
    }

    /// A `let` without `#[default]` and `#[was]`; an edited variable had them.
    pub(super) fn unedited_local(
        &mut self,
        mut local: Local,
        mentioned: BTreeSet<String>,
        edited: bool,
        out: &mut Builder,
    ) {
        let init_suspends = local
            .init
            .as_ref()
            .is_some_and(|init| marker::suspends(&init.expr));
        let diverge_suspends = local.init.as_ref().is_some_and(|init| {
            init.diverge
                .as_ref()
                .is_some_and(|(_, diverge)| marker::suspends(diverge))
        });
        if diverge_suspends {
            return self.let_else(local, mentioned, out);
        }
        if init_suspends && self.suspending_local(&mut local, &mentioned, out) {
            return;
        }
        let stays = self.may_stay(&mut local, edited);
        if let Some((site, ty)) = &stays
            && self.scopes.stays_at(*site)
        {
            return self.local_in_place(local, ty.clone(), mentioned, out);
        }
        self.lift_temporary(&mut local, out);
        if let Some(init) = &local.init
            && let Expr::Reference(reference) = &*init.expr
            && reference.mutability.is_some()
        {
            self.note_replaced(&reference.expr);
        }
        let transient = self.take_transient(&mut local, init_suspends);
        if !transient && self.kept_iterator(&mut local, &mentioned, out) {
            return;
        }
        let (_, ty) = untyped(&local.pat);
        let init = local.init.as_mut();
        let candidate = init.and_then(|init| {
            if transient {
                Some(self.transient_candidate())
            } else if edited && class(&init.expr, &self.scopes) == Some(Class::ByType) {
                None
            } else {
                self.candidate(ty.as_ref(), &mut init.expr, Some(out))
            }
        });
        let init = local.init.as_ref();
        let given = init.map(|init| self.texts_of(&init.expr));
        let (declares, made, flow) = self.plain_local(&mut local);
        if let (Some(given), [declared]) = (given, &*declares)
            && patterns::is_name(&local.pat)
        {
            self.note_text(*declared, given);
        }
        if let (Some((site, _)), [declared]) = (&stays, &*declares) {
            self.scopes.locals[declared.0].may_stay = Some(*site);
        }
        if let (None, [declared]) = (&local.init, &*declares) {
            self.note_late_text(*declared);
        }
        if let Some(init) = &local.init {
            self.note_written_type(ty.as_ref(), &init.expr, &declares);
            self.make_again(candidate, &local.pat, &init.expr, &made, &declares);
        }
        let flow = Flow::Sequence(vec![made, flow]);
        out.push(StmtKind::Let(as_let(local)), declares, flow, mentioned);
    }

    /// A `let` whose initializer suspends: all of it if that is a node of the tree, otherwise what stands before.
    fn suspending_local(
        &mut self,
        local: &mut Local,
        mentioned: &BTreeSet<String>,
        out: &mut Builder,
    ) -> bool {
        let init = local.init.as_mut().expect("an initializer suspends");
        if is_node(&init.expr) && init.diverge.is_none() {
            let (pat, ty) = untyped(&local.pat);
            let expr = (*init.expr).clone();
            let mentioned = mentioned.clone();
            if let Pat::Wild(_) = pat {
                let (node, flow, points) = self.node(expr, &Tail::Value(ty.clone()), out);
                Self::push_suspend(None, node, points, flow, mentioned, out);
                return true;
            }
            if let Pat::Ident(name) = &pat
                && name.by_ref.is_none()
                && name.subpat.is_none()
            {
                let given = self.texts_of(&expr);
                let (node, flow, points) = self.node(expr, &Tail::Value(ty.clone()), out);
                let mut ident = name.ident.clone();
                let local = self.scopes.declare(&mut ident, name.mutability.is_some());
                self.note_text(local, given);
                self.scopes.note_mut(local, name.mutability);
                let result = Some(Binding { local, ty });
                Self::push_suspend(result, node, points, flow, mentioned, out);
                return true;
            }
        }
        let expr = std::mem::replace(&mut *init.expr, Expr::PLACEHOLDER);
        *init.expr = self.value(expr, out);
        kept_in_place(&mut init.expr);
        false
    }

    /// Whether the `let` is `#[transient]`: made again after a resume, whatever it is.
    fn take_transient(&self, local: &mut Local, suspends: bool) -> bool {
        let (transient, others): (Vec<_>, Vec<_>) = std::mem::take(&mut local.attrs)
            .into_iter()
            .partition(|attr| attr.path().is_ident("transient"));
        local.attrs = others;
        let Some(attr) = transient.first() else {
            return false;
        };
        let plain = local
            .init
            .as_ref()
            .is_some_and(|init| init.diverge.is_none());
        if suspends || !plain {
            self.errors.at(attr, "a `#[transient]` variable is made again after a resume by its initializer, which must be there, without `else` and without a yield in it");
        }
        true
    }

    /// `let mut it = v.iter();`, where `it` is alive at a suspension, is one of the runtime's iterators.
    fn kept_iterator(
        &mut self,
        local: &mut Local,
        mentioned: &BTreeSet<String>,
        out: &mut Builder,
    ) -> bool {
        let (Pat::Ident(name), Some(init)) = (&local.pat, &mut local.init) else {
            return false;
        };
        let by_name = name.by_ref.is_none() && name.subpat.is_none() && init.diverge.is_none();
        let site = self.next_site();
        if !by_name || !self.scopes.is_made_again_at(site) {
            return false;
        }
        if self.chain_of_variable(&init.expr).is_none() {
            return false;
        }
        if self.scopes.knows_what_is_made_again() {
            self.settle_chain(&mut init.expr, out);
            self.check_sources(&init.expr, out);
        }
        let Some(mut chain) = self.chain_of_variable(&init.expr) else {
            return false;
        };
        let (flow, sources) = self.keep_chain(&mut chain);
        let recipe = self.recipe_of_chain(&chain, site);
        let (declares, pattern) = self.pattern(&mut local.pat, true);
        for declared in &declares {
            self.scopes
                .keep_as(*declared, Kept::Place(recipe), &sources);
        }
        *init.expr = chain.made;
        let flow = Flow::Sequence(vec![flow, pattern]);
        out.push(
            StmtKind::Let(as_let(local.clone())),
            declares,
            flow,
            mentioned.clone(),
        );
        // The site that it would have as a value: walks over the same body count alike.
        self.next_site();
        true
    }

    /// `let r = &make();` keeps what `make` returns for as long as `r`: it becomes a variable of its own,
    /// since the two may be declared apart from where they get their values.
    fn lift_temporary(&mut self, local: &mut Local, out: &mut Builder) {
        let Some(init) = &mut local.init else { return };
        if let Expr::Reference(reference) = &mut *init.expr
            && matches!(
                &*reference.expr,
                Expr::Call(_) | Expr::MethodCall(_) | Expr::Macro(_) | Expr::Struct(_)
            )
        {
            let made = std::mem::replace(&mut *reference.expr, Expr::PLACEHOLDER);
            *reference.expr = self.let_temporary(made, out);
        }
    }

    /// `let PAT = init else { .. yield .. };` is a match whose second arm leaves.
    fn let_else(&mut self, mut local: Local, mentioned: BTreeSet<String>, out: &mut Builder) {
        if self.let_else_on_a_borrow(&local, &mentioned, out) {
            return;
        }
        let init = local.init.take().expect("a `let else` has an initializer");
        let (pat, ty) = untyped(&local.pat);
        let diverge = init.diverge.expect("a `let else` has an else").1;
        let (inner, outer) = patterns::bindings(&pat);
        let scrutinee: Expr = match ty {
            Some(ty) => {
                let expr = init.expr;
                let typed = self.temporary("scrutinee", Span::mixed_site());
                parse_quote!({ let #typed: #ty = #expr; #typed })
            }
            None => *init.expr,
        };
        let chosen: Expr = parse_quote!(match #scrutinee { #pat => (#(#inner,)*), _ => #diverge });
        let value = self.suspend_into_temporary(chosen, None, mentioned.clone(), out);
        let local: Stmt = parse_quote!(let (#(#outer,)*) = #value;);
        let Stmt::Local(mut local) = local else {
            return;
        };
        let (declares, made, flow) = self.plain_local(&mut local);
        let flow = Flow::Sequence(vec![made, flow]);
        out.push(StmtKind::Let(as_let(local)), declares, flow, mentioned);
    }

    /// The same where the value is a borrow: it is only looked at first, and taken when the pattern is known to match.
    fn let_else_on_a_borrow(
        &mut self,
        local: &Local,
        mentioned: &BTreeSet<String>,
        out: &mut Builder,
    ) -> bool {
        let Some(init) = &local.init else {
            return false;
        };
        if marker::suspends(&init.expr) || !self.is_taken_again(&init.expr) {
            return false;
        }
        let (pat, _) = untyped(&local.pat);
        let (looked_at, shape) = (&init.expr, patterns::shape(pat));
        let diverge = init.diverge.as_ref().map(|(_, diverge)| diverge);
        let look: Expr = parse_quote!(match #looked_at { #shape => {}, _ => #diverge });
        let (node, flow, points) = self.node(look, &Tail::Unit, out);
        let kind = StmtKind::Suspend(Suspend {
            result: None,
            discarded: false,
            node,
            points,
        });
        out.push(kind, Vec::new(), flow, mentioned.clone());
        let rt = names::rt();
        let mut taken = local.clone();
        if let Some(init) = &mut taken.init
            && let Some((_, diverge)) = &mut init.diverge
        {
            **diverge = parse_quote!({ #rt::no_longer_matches() });
        }
        self.local(taken, mentioned.clone(), out);
        true
    }
}

fn untyped(pat: &Pat) -> (Pat, Option<Type>) {
    match pat {
        Pat::Type(typed) => ((*typed.pat).clone(), Some((*typed.ty).clone())),
        pat => (pat.clone(), None),
    }
}

pub(super) fn as_let(local: Local) -> Let {
    let (pat, ty) = untyped(&local.pat);
    let (init, diverge) = match local.init {
        Some(init) => (
            Some(init.expr.to_token_stream()),
            init.diverge.map(|(_, e)| *e),
        ),
        None => (None, None),
    };
    Let {
        attrs: local.attrs,
        pat,
        ty,
        init,
        diverge,
    }
}
