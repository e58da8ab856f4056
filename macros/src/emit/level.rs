//! A block that can be entered again, as nested levels: where the ways in meet, and what stands behind.
//!
//! ```text
//! // Input:                  // Output, for a block with two suspending statements S1 and S2:
//! before;                    let x;                                     // needed behind S2
//! S1;                        if at < 2 {
//! between;                       let y;                                 // needed behind S1, not behind S2
//! S2;                            if at < 1 { before; S1 from its start } else { y = restored; S1 from its point }
//! after                          between; S2 from its start
//!                            } else { x = restored; S2 from its point }
//!                            after
//! ```
//! A loop that may turn again is the place where the ways meet, rather than the end of it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Token;

use super::body::{
    Emitter, Entry, Points, allow_let_if, allow_unused_mut, colon, inside, number, saved_name,
    verbatim, without_mut,
};
use super::labels::used;
use super::methods;
use crate::flow::{LocalId, LocalSet};
use crate::ir::{Let, Loop, Node, Stmt, StmtKind, Suspend};
use crate::names;
use crate::plan::Levels;

/// Statements, and whether control can come out behind them.
pub(super) struct Level {
    pub(super) code: TokenStream,
    pub(super) falls_through: bool,
}

impl Emitter<'_> {
    /// Everything of a block up to the end of segment `level`.
    pub(super) fn level(&self, levels: &Levels<'_>, level: usize, entry: &Entry) -> Level {
        if level == 0 {
            return Level {
                code: self.segment(levels, 0),
                falls_through: true,
            };
        }
        let (_, suspend) = levels.suspend(level);
        let here = inside(&entry.points, &suspend.points);
        let earlier_points: Points = entry
            .points
            .iter()
            .copied()
            .filter(|point| *point < suspend.points.start)
            .collect();
        let earlier = (entry.start || !earlier_points.is_empty()).then(|| Entry {
            points: earlier_points,
            ..entry.clone()
        });
        let assigned_before = self.assigned.take();
        let inside = self.level_inside(levels, level, &here, earlier.as_ref(), entry);
        let declared = self.declarations(levels, level, &here, entry);
        self.assigned.borrow_mut().extend(assigned_before);
        let code = inside.code;
        Level {
            code: quote!(#declared #code),
            falls_through: inside.falls_through,
        }
    }

    pub(super) fn level_inside(
        &self,
        levels: &Levels<'_>,
        level: usize,
        here: &Points,
        earlier: Option<&Entry>,
        entry: &Entry,
    ) -> Level {
        let (stmt, suspend) = levels.suspend(level);
        let value = match (earlier, here.is_empty()) {
            (Some(earlier), true) => {
                let before = self.level(levels, level - 1, earlier);
                let (before, falls) = (before.code, before.falls_through);
                if falls {
                    self.note_assigned(&stmt.flow);
                }
                let value = self.normal(&suspend.node);
                let completes = falls && stmt.flow.completes_unsuspended();
                let joined = falls.then(|| self.result(levels, suspend, &quote!({ #value })));
                let after = completes.then(|| self.segment(levels, level));
                return Level {
                    code: quote!(#before #joined #after),
                    falls_through: completes,
                };
            }
            (_, false) => self.joined(levels, level, here, earlier, entry),
            (None, true) => unreachable!("a level is only entered on a way that exists"),
        };
        let (before, joined, after) = (value.before, value.code, value.after);
        if !stmt.flow.completes(value.comes_in, here) {
            return Level {
                code: quote!(#before #joined),
                falls_through: false,
            };
        }
        let result = self.result(levels, suspend, &joined);
        let segment = self.segment(levels, level);
        Level {
            code: quote!(#before #result #after #segment),
            falls_through: true,
        }
    }

    /// The suspending statement of a level, with everything before it.
    pub(super) fn joined(
        &self,
        levels: &Levels<'_>,
        level: usize,
        here: &Points,
        earlier: Option<&Entry>,
        entry: &Entry,
    ) -> Joined {
        let (stmt, suspend) = levels.suspend(level);
        let Node::Loop(looped) = &suspend.node else {
            return self.joined_behind(levels, level, here, earlier, entry);
        };
        let (turning, apart) = self.turning(looped, here);
        if turning.is_empty() {
            return self.joined_behind(levels, level, here, earlier, entry);
        }
        let head = self.joined_at_head(levels, level, (&turning, &apart), earlier, entry, looped);
        if apart.is_empty() {
            return head;
        }
        let at = names::hidden("at");
        let tests = apart.iter().map(|point| number(*point));
        let restored = self.restore_level(levels, level, &apart, &entry.pending);
        let (before, pending) = (restored.code, restored.pending);
        let turn = self.first_turn(looped, &apart, &pending);
        let comes_in = head.comes_in;
        let (head_before, head_code, head_after) = (head.before, head.code, head.after);
        // What is carried out of the level is handed out of the branch that runs the loop.
        let carried = self.carry(
            &levels.carried_behind(level),
            levels,
            (level, &apart),
            &format!("behind_{level}"),
        );
        let (declare, hand_out, take) = (carried.declare, carried.hand_out, carried.take);
        let turn = if levels.suspend(level).0.flow.completes(false, &apart) && !hand_out.is_empty()
        {
            quote!(#before let joined = { #turn }; #hand_out joined)
        } else {
            quote!(#before #turn)
        };
        let head_ends = stmt.flow.completes(comes_in, &turning);
        let head = if hand_out.is_empty() || !head_ends {
            quote!(#head_before #head_code #head_after)
        } else {
            quote!(#head_before let joined = #head_code; #head_after #hand_out joined)
        };
        // The normal way stands first, so that inference has seen it when the values come back.
        let code = quote!(if #(#at != #tests)&&* { #head } else { #turn });
        Joined {
            comes_in,
            before: declare,
            code,
            after: take,
        }
    }

    /// The points that lead straight to the head of the loop, and those of which the rest of the turn is run apart.
    fn turning(&self, looped: &Loop, points: &Points) -> (Points, Points) {
        let enters = |point: &usize| self.plan.enters_head(*point, looped.target);
        points.iter().copied().partition(enters)
    }

    /// Whether a level that is entered at these points only has two ways in all the same.
    pub(super) fn has_two_ways(&self, levels: &Levels<'_>, level: usize, here: &Points) -> bool {
        let Node::Loop(looped) = &levels.suspend(level).1.node else {
            return false;
        };
        let (turning, apart) = self.turning(looped, here);
        !turning.is_empty() && !apart.is_empty()
    }

    /// Both ways run the statement apart and meet behind it.
    pub(super) fn joined_behind(
        &self,
        levels: &Levels<'_>,
        level: usize,
        here: &Points,
        earlier: Option<&Entry>,
        entry: &Entry,
    ) -> Joined {
        let (stmt, suspend) = levels.suspend(level);
        let unassigned = earlier.is_none().then(|| self.assigned.borrow().clone());
        let restored = self.restore_level(levels, level, here, &entry.pending);
        self.forget_assigned(unassigned);
        let again = self.reentered(&suspend.node, here, &restored.pending);
        let restore = if earlier.is_some() {
            restored.code
        } else {
            self.restore_in_place(levels, level, here, &entry.pending)
        };
        let Some(earlier) = earlier else {
            return Joined {
                comes_in: false,
                before: restore,
                code: quote!({ #again }),
                after: TokenStream::new(),
            };
        };
        let at = names::hidden("at");
        let start = number(suspend.points.start);
        let before = self.level(levels, level - 1, earlier);
        if before.falls_through {
            self.note_assigned(&stmt.flow);
        }
        let value = before.falls_through.then(|| self.normal(&suspend.node));
        let before_code = before.code;
        let carried = self.carry(
            &levels.carried_behind(level),
            levels,
            (level, here),
            &format!("behind_{level}"),
        );
        let (declare, hand_out, take) = (carried.declare, carried.hand_out, carried.take);
        let completes = before.falls_through && stmt.flow.completes_unsuspended();
        let (normal, again) = if hand_out.is_empty() {
            (quote!(#before_code #value), quote!(#restore #again))
        } else {
            let again = if stmt.flow.completes(false, here) {
                quote!(#restore let joined = { #again }; #hand_out joined)
            } else {
                quote!(#restore #again)
            };
            let normal = if completes {
                quote!(#before_code let joined = { #value }; #hand_out joined)
            } else {
                quote!(#before_code #value)
            };
            (normal, again)
        };
        let code = quote!(if #at < #start { #normal } else { #again });
        Joined {
            comes_in: before.falls_through,
            before: declare,
            code,
            after: take,
        }
    }

    /// Both ways meet at the head of the loop.
    fn joined_at_head(
        &self,
        levels: &Levels<'_>,
        level: usize,
        (turning, apart): (&Points, &Points),
        earlier: Option<&Entry>,
        entry: &Entry,
        looped: &Loop,
    ) -> Joined {
        let at = names::hidden("at");
        let (_, suspend) = levels.suspend(level);
        let in_place = earlier.is_none() && apart.is_empty();
        let unassigned = in_place.then(|| self.assigned.borrow().clone());
        let restored = self.restore_level(levels, level, turning, &entry.pending);
        self.forget_assigned(unassigned);
        let body = Entry {
            start: true,
            points: turning.clone(),
            pending: restored.pending,
        };
        let inside = self.block(&looped.body, &body);
        let label = used(looped.label.as_ref(), &inside);
        let looping = quote!(#label loop { #inside });
        let items = looped
            .items
            .as_ref()
            .map(|(local, made)| self.items_at_head(*local, made));
        let items = items.unwrap_or_default();
        let (declare_items, make_items, restore_items, take_items) =
            (items.declare, items.make, items.restore, items.take);
        let Some(earlier) = earlier else {
            let before = if in_place {
                self.restore_in_place(levels, level, turning, &entry.pending)
            } else {
                restored.code
            };
            let code = if looped.items.is_some() {
                quote!({ #declare_items #restore_items #take_items #looping })
            } else {
                looping
            };
            return Joined {
                comes_in: false,
                before,
                code,
                after: TokenStream::new(),
            };
        };
        let start = number(suspend.points.start);
        let before = self.level(levels, level - 1, earlier);
        let (comes_in, before, restore) = (before.falls_through, before.code, restored.code);
        let carried = self.carry(
            &levels.carried_to_head(level),
            levels,
            (level, turning),
            &format!("head_{level}"),
        );
        let (declare, hand_out, take) = (carried.declare, carried.hand_out, carried.take);
        let enter = quote! {
            if #at < #start { #before #make_items #hand_out } else { #restore #restore_items #hand_out }
        };
        if looped.items.is_some() && take.is_empty() {
            let code = quote!({ #declare_items #enter #take_items #looping });
            return Joined {
                comes_in,
                before: TokenStream::new(),
                code,
                after: TokenStream::new(),
            };
        }
        // Carried variables must outlive the block that would keep the iterator.
        let before = quote!(#declare_items #declare #enter #take #take_items);
        Joined {
            comes_in,
            before,
            code: looping,
            after: TokenStream::new(),
        }
    }

    /// What is restored in place is declared there, and so is not assigned.
    fn forget_assigned(&self, before: Option<LocalSet>) {
        if let Some(before) = before {
            self.assigned.replace(before);
        }
    }

    /// How the iterator of a loop comes to its head, where the ways meet.
    fn items_at_head(&self, items: LocalId, made: &TokenStream) -> ItemsAtHead {
        let (name, allow) = (&self.plan.local(items).name, allow_let_if());
        let current = self.current(items);
        if !self.plan.is_anew(items) {
            let again = self.values(&[items]).values;
            return ItemsAtHead {
                declare: quote!(#current #allow let mut #name;),
                make: quote!(#name = #made;),
                restore: quote!(#name = #(#again)*;),
                take: TokenStream::new(),
            };
        }
        // Its closures can stand in one place only: it goes there as a position.
        let (rt, saved) = (names::rt(), saved_name(items));
        let restored = methods::restored(self.plan);
        let position = names::hidden(&format!("__position_{}", items.0));
        let found = self.found(items, &quote!(#position));
        ItemsAtHead {
            declare: quote!(#current #allow let #position;),
            make: quote!(#position = (#made).into_position();),
            restore: quote!(#position = #rt::#restored(&mut #saved);),
            take: quote!(let mut #name = #found;),
        }
    }

    /// A segment's statements, for a block that can be entered again.
    pub(super) fn segment(&self, levels: &Levels<'_>, level: usize) -> TokenStream {
        let stmts = levels.segment(level).iter();
        stmts
            .map(|stmt| {
                self.note_assigned(&stmt.flow);
                self.statement(levels, stmt)
            })
            .collect()
    }

    pub(super) fn statement(&self, levels: &Levels<'_>, stmt: &Stmt) -> TokenStream {
        let binding = match &stmt.kind {
            StmtKind::Plain(tokens) => return tokens.clone(),
            StmtKind::Let(binding) => binding,
            StmtKind::Suspend(_) => unreachable!("segments do not suspend"),
        };
        if !stmt.declares.iter().any(|local| levels.is_hoisted(*local)) {
            let carried = stmt.declares.iter().any(|local| levels.is_carried(*local));
            let allow = (carried && self.any_mutable(&stmt.declares)).then(allow_unused_mut);
            let allow_unused = self.allow_unused_until_again(&stmt.declares);
            let binding = verbatim(binding);
            return quote!(#allow #allow_unused #binding);
        }
        let Let {
            attrs,
            pat,
            ty,
            init,
            diverge,
        } = binding;
        let Some(init) = init else {
            return TokenStream::new();
        };
        let allow = stmt
            .declares
            .iter()
            .any(|local| self.plan.recipe_of(*local).is_some());
        let allow = allow.then(
            || quote!(#[allow(unused_assignments, reason = "it may only be read after a resume")]),
        );
        let assigned = |code: TokenStream| match &allow {
            Some(allow) => quote!(#allow { #code }),
            None => code,
        };
        if let (syn::Pat::Ident(_), [local], None) = (pat, &*stmt.declares, diverge) {
            let name = &self.plan.local(*local).name;
            return assigned(quote!(#name = #init;));
        }
        let bound = stmt
            .declares
            .iter()
            .map(|local| &self.plan.local(*local).name);
        let bound = quote!(#(#bound),*);
        let bound = if stmt.declares.len() == 1 {
            bound
        } else {
            quote!((#bound))
        };
        let (ty, diverge) = (
            colon(ty.as_ref()),
            diverge.as_ref().map(|diverge| quote!(else #diverge)),
        );
        let pat = without_mut(pat);
        assigned(quote!(#bound = { #(#attrs)* let #pat #ty = #init #diverge; #bound };))
    }

    /// A suspending statement's value on its way to where it is kept.
    pub(super) fn result(
        &self,
        levels: &Levels<'_>,
        suspend: &Suspend,
        value: &TokenStream,
    ) -> TokenStream {
        let Some(binding) = &suspend.result else {
            let ignored = suspend.discarded.then(|| quote!(let _ =));
            return quote!(#ignored #value;);
        };
        if levels.is_hoisted(binding.local) {
            self.assigned.borrow_mut().insert(binding.local);
            let name = &self.plan.local(binding.local).name;
            return quote!(#name = #value;);
        }
        let (name, ty) = (self.declaration(binding.local), colon(binding.ty.as_ref()));
        quote!(let #name #ty = #value;)
    }

    /// `mut x`, or `x`.
    pub(crate) fn declaration(&self, local: LocalId) -> TokenStream {
        // What stays in place is a borrow that is never assigned.
        let stays = self.plan.place(local).is_some();
        let local = self.plan.local(local);
        let generated = || (local.mutable && !stays).then(<Token![mut]>::default);
        let (name, mutable) = (&local.name, local.mut_token.or_else(generated));
        quote!(#mutable #name)
    }
}

#[derive(Default)]
struct ItemsAtHead {
    declare: TokenStream,
    make: TokenStream,
    restore: TokenStream,
    take: TokenStream,
}

/// The code of a suspending statement: what stands before it, itself, and what stands behind it.
pub(super) struct Joined {
    /// Whether control comes to the statement from what stands before it in the block.
    pub(super) comes_in: bool,
    pub(super) before: TokenStream,
    pub(super) code: TokenStream,
    pub(super) after: TokenStream,
}
