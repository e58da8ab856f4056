//! The body twice: as it runs from its start to a suspension, and as it is entered again.
//!
//! - [`normal`](Emitter::normal) is the user's code with each yield replaced by "save and return". Nothing
//!   that follows a certain suspension is emitted: it only ever runs after a resume.
//! - [`reentered`](Emitter::reentered) goes from the outside in to the point where the coroutine waits, giving the
//!   locals of each scope their values back, and goes on from there.
//!
//! The two meet at the end of every suspending statement, and at the head of a loop that may turn again:
//! code that both can reach is emitted once, behind the place where they meet. See [`Levels`] for a block's form.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::labels::{continued_by_break, relabelled, used};
use syn::spanned::Spanned;

use crate::flow::{LocalId, LocalSet};
use crate::ir::{Arm, Block, Body, Let, Local, Loop, Node, StmtKind};
use crate::names;
use crate::plan::{Levels, Plan};

pub(crate) type Points = BTreeSet<usize>;

pub(crate) struct Emitter<'b> {
    pub(crate) plan: &'b Plan<'b>,
    pub(crate) yields: &'b syn::Type,
    pub(crate) resume: &'b syn::Type,
    /// Whether the state is held without a box.
    pub(crate) inline: bool,
    /// The requests, of a coroutine of a task.
    pub(crate) request: Option<&'b syn::Type>,
    /// The names of variables that may be changed.
    pub(crate) changed: BTreeSet<String>,
    /// The locals that the code emitted so far gives a value to.
    pub(crate) assigned: RefCell<LocalSet>,
}

/// How control may come into a block.
#[derive(Clone)]
pub(super) struct Entry {
    /// From its first statement.
    pub(super) start: bool,
    /// From these points inside.
    pub(super) points: Points,
    /// Locals of outer blocks that only some of the points saved: they get their value further in.
    pub(super) pending: Vec<LocalId>,
}

impl Emitter<'_> {
    /// The function's own block, entered from its start or at any of its points; `at` tells which.
    pub(crate) fn whole(&self, body: &Body, output: &syn::Type) -> TokenStream {
        let points: Points = body.block.points.clone().collect();
        let inside = self.block(
            &body.block,
            &Entry {
                start: true,
                points: points.clone(),
                pending: Vec::new(),
            },
        );
        if !body.flow.completes(true, &points) {
            // Every way ends in a `return`, or never.
            return inside;
        }
        let (flow, value) = (names::hidden("flow"), names::hidden("value"));
        // A missing value is reported at the return type.
        let place = Span::mixed_site().located_at(output.span());
        let mut braces = Group::new(Delimiter::Brace, inside);
        braces.set_span(place);
        let bound = quote_spanned!(place=> let #value: #output = #braces;);
        quote! {
            #bound
            #[allow(unreachable_code, reason = "the body may never come to its end")]
            return #flow.complete(#value);
        }
    }

    pub(super) fn block(&self, block: &Block, entry: &Entry) -> TokenStream {
        let levels = Levels::new(self.plan, block);
        let items = &block.items;
        let (mut restored, mut entry) = (TokenStream::new(), entry.clone());
        if !entry.start {
            let (now, later) = self.restore(&entry.pending, &entry.points);
            (restored, entry.pending) = (now, later);
        }
        let last = self.level(&levels, levels.count(), &entry);
        let tail = last.falls_through.then_some(&block.tail);
        let code = last.code;
        quote!(#restored #(#items)* #code #tail)
    }

    /// A block entered at `points` only.
    pub(super) fn reentered_block(
        &self,
        block: &Block,
        points: &Points,
        pending: &[LocalId],
    ) -> TokenStream {
        let points = inside(points, &block.points);
        self.block(
            block,
            &Entry {
                start: false,
                points,
                pending: pending.to_vec(),
            },
        )
    }

    /// A block as it runs from its start, up to a certain suspension.
    pub(super) fn normal_block(&self, block: &Block) -> TokenStream {
        let items = &block.items;
        let mut code = quote!(#(#items)*);
        for stmt in &block.stmts {
            match &stmt.kind {
                StmtKind::Let(binding) => {
                    // What changes the variable may stand behind the suspension, in the other copy.
                    let allow = self.any_mutable(&stmt.declares).then(allow_unused_mut);
                    code.extend(allow);
                    code.extend(self.allow_unused_until_again(&stmt.declares));
                    code.extend(verbatim(binding));
                }
                StmtKind::Plain(tokens) => code.extend(tokens.clone()),
                StmtKind::Suspend(suspend) => {
                    let value = self.normal(&suspend.node);
                    if !stmt.flow.completes_unsuspended() {
                        code.extend(value);
                        return code;
                    }
                    code.extend(if let Some(binding) = &suspend.result {
                        let (name, ty) =
                            (self.declaration(binding.local), colon(binding.ty.as_ref()));
                        quote!(let #name #ty = { #value };)
                    } else {
                        let ignored = suspend.discarded.then(|| quote!(let _ =));
                        quote!(#ignored { #value };)
                    });
                }
            }
        }
        block.tail.to_tokens(&mut code);
        code
    }

    pub(super) fn any_mutable(&self, locals: &[LocalId]) -> bool {
        let moved = locals
            .iter()
            .filter(|local| self.plan.place(**local).is_none());
        let mut locals = moved.map(|local| self.plan.local(*local));
        locals.any(|local| local.mutable && !local.hidden && self.may_change(local))
    }

    /// Variables that may be used only where they have been made again.
    pub(super) fn allow_unused_until_again(&self, locals: &[LocalId]) -> Option<TokenStream> {
        let again =
            |local: &LocalId| self.plan.recipe_of(*local).is_some() && self.plan.crosses(*local);
        (!locals.is_empty() && locals.iter().all(again)).then(
            || quote!(#[allow(unused_variables, reason = "it may only be used after a resume")]),
        )
    }

    /// Of any other variable rustc may say that it need not be mutable.
    fn may_change(&self, local: &Local) -> bool {
        local.renamed || local.mut_token.is_none() || self.changed.contains(&local.name.to_string())
    }

    /// A node as it runs from its start, as the inside of a block.
    pub(super) fn normal(&self, node: &Node) -> TokenStream {
        match node {
            Node::Yield { point, operand } => self.suspend_at(*point, operand.as_ref()),
            Node::Await {
                point,
                operand,
                caught,
            } => self.delegate(*point, operand, caught.as_ref()),
            Node::Block { label, block } => {
                let inside = self.normal_block(block);
                let label = used(label.as_ref(), &inside);
                quote!(#label { #inside })
            }
            Node::If {
                cond,
                then,
                otherwise,
            } => {
                let then = self.normal_block(then);
                let otherwise = otherwise.as_ref().map(|block| {
                    let inside = self.normal_block(block);
                    quote!(else { #inside })
                });
                quote!(if #cond { #then } #otherwise)
            }
            Node::Match { scrutinee, arms } => {
                let arms = arms.iter().map(|Arm { attrs, pat, body }| {
                    let inside = self.normal_block(body);
                    quote!(#(#attrs)* #pat => { #inside })
                });
                quote!(match #scrutinee { #(#arms)* })
            }
            Node::Loop(looped) => {
                let Loop {
                    label, body, items, ..
                } = looped;
                let inside = self.normal_block(body);
                let label = used(label.as_ref(), &inside);
                let items = items.as_ref().map(|(local, made)| {
                    let name = &self.plan.local(*local).name;
                    quote!(let mut #name = #made;)
                });
                quote!(#items #label loop { #inside })
            }
        }
    }

    /// A node entered at `points`, as the inside of a block.
    pub(super) fn reentered(
        &self,
        node: &Node,
        points: &Points,
        pending: &[LocalId],
    ) -> TokenStream {
        match node {
            Node::Yield { point, .. } => self.resume_at(*point),
            Node::Await { point, caught, .. } => self.resume_delegate(*point, caught.as_ref()),
            Node::Block { label, block } => {
                let inside = self.reentered_block(block, points, pending);
                let label = used(label.as_ref(), &inside);
                quote!(#label { #inside })
            }
            Node::If {
                then, otherwise, ..
            } => {
                let blocks: Vec<_> = std::iter::once(then).chain(otherwise).collect();
                self.reentered_one_of(&blocks, points, pending)
            }
            Node::Match { arms, .. } => {
                let blocks: Vec<_> = arms.iter().map(|arm| &arm.body).collect();
                self.reentered_one_of(&blocks, points, pending)
            }
            Node::Loop(looped) => self.first_turn(looped, points, pending),
        }
    }

    pub(super) fn reentered_one_of(
        &self,
        blocks: &[&Block],
        points: &Points,
        pending: &[LocalId],
    ) -> TokenStream {
        let mut entered: Vec<_> = blocks
            .iter()
            .filter(|block| !inside(points, &block.points).is_empty())
            .collect();
        let Some(last) = entered.pop() else {
            return TokenStream::new();
        };
        let last = self.reentered_block(last, points, pending);
        if entered.is_empty() {
            return last;
        }
        let at = names::hidden("at");
        let mut code = TokenStream::new();
        for block in entered {
            let (end, inside) = (
                number(block.points.end),
                self.reentered_block(block, points, pending),
            );
            code.extend(quote!(if #at < #end { #inside } else));
        }
        quote!(#code { #last })
    }

    /// A loop entered at points that do not lead straight to its head: what is left of this turn, and then, where
    /// the loop can turn again, the loop from its start.
    pub(super) fn first_turn(
        &self,
        looped: &Loop,
        points: &Points,
        pending: &[LocalId],
    ) -> TokenStream {
        let mut pending = pending.to_vec();
        let items = looped
            .items
            .as_ref()
            .map(|(local, _)| self.restored_items(*local, points, &mut pending));
        let inside = self.reentered_block(&looped.body, points, &pending);
        let label = used(looped.label.as_ref(), &inside);
        if !self.plan.turns(points, looped.target) {
            return quote!(#items #label loop { #inside });
        }
        // A label inside of itself would be warned about.
        let again = names::label(&format!("__again_{}", looped.target.0));
        let mut turns = self.normal_block(&looped.body);
        if let Some(own) = &looped.label {
            turns = relabelled(turns, &own.name.ident.to_string(), &again.name.ident);
        }
        let again = used(Some(&again), &turns).cloned();
        let rest = quote!(#again loop { #turns });
        let rest = if self.plan.ends_unsuspended(looped.target) {
            quote!(break ({ #rest });)
        } else {
            rest
        };
        // A `continue` ends this turn only.
        let turn_label = names::label(&format!("__turn_{}", looped.target.0));
        let turn = match &looped.label {
            Some(own) if self.plan.body.named.contains(&looped.target) => {
                continued_by_break(inside, &own.name.ident.to_string(), &turn_label.name)
            }
            _ => inside,
        };
        let turn_label = used(Some(&turn_label), &turn).cloned();
        let label = used(looped.label.as_ref(), &turn);
        quote! {
            #items
            #label loop {
                #turn_label { #turn }
                #rest
            }
        }
    }

    /// The iterator of a loop that is entered in the middle of a turn; not all points may have saved it.
    fn restored_items(
        &self,
        local: LocalId,
        points: &Points,
        pending: &mut Vec<LocalId>,
    ) -> TokenStream {
        let (name, current) = (&self.plan.local(local).name, self.current(local));
        if self.live_at_all(local, points) {
            let value = self.values(&[local]).values;
            return quote!(#current let mut #name = #(#value)*;);
        }
        if !self.live_at_some(local, points) {
            return TokenStream::new();
        }
        pending.push(local);
        quote!(#current let mut #name;)
    }
}

/// Where a saved variable waits for its scope to be entered again.
pub(crate) fn saved_name(local: LocalId) -> syn::Ident {
    names::hidden(&format!("__saved_{}", local.0))
}

/// The number of a point as it stands in the code.
pub(crate) fn number(point: usize) -> proc_macro2::Literal {
    proc_macro2::Literal::usize_unsuffixed(point)
}

pub(super) fn inside(points: &Points, range: &std::ops::Range<usize>) -> Points {
    points.range(range.clone()).copied().collect()
}

pub(super) fn colon(ty: Option<&syn::Type>) -> Option<TokenStream> {
    ty.map(|ty| quote!(: #ty))
}

/// A copy of a declaration on the way back in need not be used, or changed, as the first one is.
pub(super) fn allow_unused() -> TokenStream {
    quote!(#[allow(unused_mut, unused_variables, reason = "declared again to be restored")])
}

/// What changes a variable may stand in another copy of the code.
pub(super) fn allow_unused_mut() -> TokenStream {
    quote!(#[allow(unused_mut, reason = "it may only be changed after a resume")])
}

/// The declaration before an `if` whose branches give the value.
pub(super) fn allow_let_if() -> TokenStream {
    quote!(#[allow(clippy::useless_let_if_seq, reason = "more than the value depends on the way in")])
}

pub(super) fn verbatim(binding: &Let) -> TokenStream {
    let Let {
        attrs,
        pat,
        ty,
        init,
        diverge,
    } = binding;
    let ty = colon(ty.as_ref());
    let init = init.as_ref().map(|init| quote!(= #init));
    let diverge = diverge.as_ref().map(|diverge| quote!(else #diverge));
    quote!(#(#attrs)* let #pat #ty #init #diverge;)
}

/// The pattern that only hands its values on.
pub(super) fn without_mut(pat: &syn::Pat) -> syn::Pat {
    use syn::visit_mut::VisitMut;
    struct Strip;
    impl VisitMut for Strip {
        fn visit_pat_ident_mut(&mut self, pat: &mut syn::PatIdent) {
            if pat.by_ref.is_none() {
                pat.mutability = None;
            }
            syn::visit_mut::visit_pat_ident_mut(self, pat);
        }
    }
    let mut pat = pat.clone();
    Strip.visit_pat_mut(&mut pat);
    pat
}
