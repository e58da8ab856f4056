//! Giving variables their values back on the way in, and declaring them where both ways can reach them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::again::Values;
use super::body::{Emitter, Entry, Points, allow_let_if, allow_unused, allow_unused_mut, colon};
use crate::flow::{Flow, LocalId, LocalSet};
use crate::ir::Kept;
use crate::names;
use crate::plan::Levels;

impl Emitter<'_> {
    /// `let x;` for what gets its value on more than one way, or later. What was emitted inside decides.
    pub(super) fn declarations(
        &self,
        levels: &Levels<'_>,
        level: usize,
        here: &Points,
        entry: &Entry,
    ) -> TokenStream {
        let only_here = !entry.start
            && !here.is_empty()
            && entry.points.len() == here.len()
            && !self.has_two_ways(levels, level, here);
        let declared = levels.declared_at(level).filter(|local| {
            // Where there is one way only, what all its points saved is declared with its value.
            let with_its_value = only_here && self.live_at_all(*local, here);
            !with_its_value && self.assigned.borrow().contains(local)
        });
        let mut declared = declared.peekable();
        let mut code = TokenStream::new();
        while let Some(local) = declared.next() {
            let (name, ty) = (self.declaration(local), colon(levels.type_of(local)));
            let allow = self.any_mutable(&[local]).then(allow_unused_mut);
            let last = declared.peek().is_none().then(allow_let_if);
            code.extend(quote!(#allow #last let #name #ty;));
        }
        code
    }

    pub(super) fn note_assigned(&self, flow: &Flow) {
        flow.defined(&mut self.assigned.borrow_mut());
    }

    pub(super) fn live_at_all(&self, local: LocalId, points: &Points) -> bool {
        points.iter().all(|point| self.plan.is_live(local, *point))
    }

    pub(super) fn live_at_some(&self, local: LocalId, points: &Points) -> bool {
        points.iter().any(|point| self.plan.is_live(local, *point))
    }

    /// Gives the locals that a level needs their values back.
    pub(super) fn restore_level(
        &self,
        levels: &Levels<'_>,
        level: usize,
        points: &Points,
        pending: &[LocalId],
    ) -> Restored {
        let mut wanted = pending.to_vec();
        wanted.extend(levels.restorable_at(level));
        let (mut code, mut pending) = self.restore(&wanted, points);
        let (now, later) = self.restore_carried(levels, level, points);
        code.extend(now);
        pending.extend(later);
        Restored { code, pending }
    }

    /// The same where there is no other way into the level: each local is declared with its value.
    pub(super) fn restore_in_place(
        &self,
        levels: &Levels<'_>,
        level: usize,
        points: &Points,
        pending: &[LocalId],
    ) -> TokenStream {
        let declared: BTreeSet<_> = levels
            .declared_at(level)
            .filter(|local| self.live_at_all(*local, points))
            .collect();
        let wanted: Vec<_> = pending
            .iter()
            .copied()
            .chain(
                levels
                    .restorable_at(level)
                    .filter(|local| !declared.contains(local)),
            )
            .collect();
        let (mut code, _) = self.restore(&wanted, points);
        let declared: Vec<_> = declared.into_iter().collect();
        for group in self.together(&declared) {
            let Values { before, values } = self.values(&group);
            code.extend(before);
            for (local, value) in group.iter().zip(values) {
                let (name, ty) = (self.declaration(*local), colon(levels.type_of(*local)));
                let allow = allow_unused();
                code.extend(quote!(#allow let #name #ty = #value;));
            }
        }
        code.extend(self.restore_carried(levels, level, points).0);
        code
    }

    /// Carried locals are declared anew on each way in; those that only some of the points saved get their value later.
    pub(super) fn restore_carried(
        &self,
        levels: &Levels<'_>,
        level: usize,
        points: &Points,
    ) -> (TokenStream, Vec<LocalId>) {
        let (mut code, mut pending) = (TokenStream::new(), Vec::new());
        let mut assigned = LocalSet::new();
        levels.suspend(level).0.flow.defined(&mut assigned);
        for local in levels.carried_into(level) {
            let (name, ty, allow) = (
                self.declaration(local),
                colon(levels.type_of(local)),
                allow_unused(),
            );
            if self.live_at_all(local, points) {
                let Values { before, values } = self.values(&[local]);
                code.extend(quote!(#before #allow let #name #ty = #(#values)*;));
            } else if self.live_at_some(local, points) {
                if !self.plan.is_anew(local) {
                    code.extend(quote!(#allow let #name #ty;));
                }
                pending.push(local);
            } else if assigned.contains(&local) && !self.plan.is_anew(local) {
                code.extend(quote!(#allow let #name #ty;));
            }
        }
        (code, pending)
    }

    /// Assigns what every one of the points saved; what only some saved is left for later.
    pub(super) fn restore(
        &self,
        wanted: &[LocalId],
        points: &Points,
    ) -> (TokenStream, Vec<LocalId>) {
        let (mut code, mut later) = (TokenStream::new(), Vec::new());
        for group in self.together(wanted) {
            let (group, waiting) = self.ready(&group, points);
            later.extend(waiting);
            if group.is_empty() {
                continue;
            }
            let Values { before, values } = self.values(&group);
            code.extend(before);
            let mut assigned = TokenStream::new();
            for (local, value) in group.iter().zip(values) {
                let name = &self.plan.local(*local).name;
                if self.plan.is_anew(*local) && !self.plan.local(*local).hidden {
                    let (declared, allow) = (self.declaration(*local), allow_unused());
                    code.extend(quote!(#allow let #declared = #value;));
                    continue;
                }
                self.assigned.borrow_mut().insert(*local);
                assigned.extend(quote!(#name = #value;));
            }
            // Not all that one pattern binds need be used, and what stays in place is not read where it is not moved.
            let stays = |local: &LocalId| matches!(self.plan.local(*local).kept, Kept::InPlace(..));
            let allow = if group.len() > 1 {
                Some(quote!(#[allow(unused_assignments, reason = "made along with others")]))
            } else if group.iter().any(stays) {
                Some(
                    quote!(#[allow(unused_assignments, reason = "it may only be read after the next resume")]),
                )
            } else {
                None
            };
            code.extend(match allow {
                Some(allow) => quote!(#allow { #assigned }),
                None => assigned,
            });
        }
        (code, later)
    }

    /// Those of a group that can get their values at each of the points, and those that have to wait.
    fn ready(&self, group: &[LocalId], points: &Points) -> (Vec<LocalId>, Vec<LocalId>) {
        let needed = group.iter().copied();
        let needed: Vec<_> = needed
            .filter(|local| self.live_at_some(*local, points))
            .collect();
        let all = |local: &LocalId| self.live_at_all(*local, points);
        if !needed.iter().any(all) {
            return (Vec::new(), needed);
        }
        // What needs nothing saved is made along with the others.
        let free = |local: &LocalId| {
            matches!(
                self.plan.local(*local).kept,
                Kept::Again(_) | Kept::InPlace(..)
            )
        };
        needed
            .into_iter()
            .partition(|local| all(local) || free(local))
    }

    /// Whether no value of a local comes back at the points, and none is given to it before the level's end.
    fn is_gone(&self, local: LocalId, levels: &Levels<'_>, level: usize, points: &Points) -> bool {
        let flow = &levels.suspend(level).0.flow;
        let mut assigned = LocalSet::new();
        flow.defined(&mut assigned);
        let comes_out = flow.completes(false, points);
        comes_out && !self.live_at_some(local, points) && !assigned.contains(&local)
    }

    /// How carried locals get out of two branches.
    pub(super) fn carry(
        &self,
        locals: &[LocalId],
        levels: &Levels<'_>,
        (level, points): (usize, &Points),
        place: &str,
    ) -> Carry {
        let mut carry = Carry::default();
        for local in locals {
            if self.is_gone(*local, levels, level, points) {
                // It gets another value before it is used.
                let (declared, ty) = (self.declaration(*local), colon(levels.type_of(*local)));
                let allow = allow_unused();
                carry.take.extend(quote!(#allow let #declared #ty;));
                continue;
            }
            let (name, kept) = (&self.plan.local(*local).name, self.plan.local(*local).kept);
            let (declared, ty) = (self.declaration(*local), colon(levels.type_of(*local)));
            let (allow, allow_if) = (allow_unused(), allow_let_if());
            let outside = names::hidden(&format!("__{place}_{}", local.0));
            let (handed, taken) = match kept {
                Kept::Again(_) if self.plan.is_anew(*local) => {
                    let Values { values, .. } = self.values(&[*local]);
                    carry
                        .take
                        .extend(quote!(#allow let #declared = #(#values)*;));
                    continue;
                }
                Kept::Place(_) => (
                    quote!(#name.into_position()),
                    self.found(*local, &quote!(#outside)),
                ),
                _ => (quote!(#name), quote!(#outside)),
            };
            carry.declare.extend(quote!(#allow_if let #outside;));
            carry.hand_out.extend(quote!(#outside = #handed;));
            carry
                .take
                .extend(quote!(#allow let #declared #ty = #taken;));
        }
        carry
    }
}

pub(super) struct Restored {
    pub(super) code: TokenStream,
    pub(super) pending: Vec<LocalId>,
}

#[derive(Default)]
pub(super) struct Carry {
    pub(super) declare: TokenStream,
    pub(super) hand_out: TokenStream,
    pub(super) take: TokenStream,
}
