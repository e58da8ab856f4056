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

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::flow::{Flow, LocalId, LocalSet};
use crate::ir::{Arm, Block, Let, Loop, Node, PointKind, Stmt, StmtKind, Suspend};
use crate::names;
use crate::plan::{Levels, Plan};

pub(crate) type Points = BTreeSet<usize>;

pub(crate) struct Emitter<'b> {
    pub(crate) plan: &'b Plan<'b>,
    pub(crate) yields: &'b syn::Type,
    pub(crate) resume: &'b syn::Type,
    /// The locals that the code emitted so far gives a value to.
    pub(crate) assigned: RefCell<LocalSet>,
}

/// How control may come into a block.
#[derive(Clone)]
struct Entry {
    /// From its first statement.
    start: bool,
    /// From these points inside.
    points: Points,
    /// Locals of outer blocks that only some of the points saved: they get their value further in.
    pending: Vec<LocalId>,
}

impl Emitter<'_> {
    /// A block that is entered from its start or at any of its points; `at` tells which.
    pub(crate) fn whole(&self, block: &Block) -> TokenStream {
        let entry = Entry { start: true, points: block.points.clone().collect(), pending: Vec::new() };
        self.block(block, &entry)
    }

    fn block(&self, block: &Block, entry: &Entry) -> TokenStream {
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
    fn reentered_block(&self, block: &Block, points: &Points, pending: &[LocalId]) -> TokenStream {
        let points = inside(points, &block.points);
        self.block(block, &Entry { start: false, points, pending: pending.to_vec() })
    }

    /// A block as it runs from its start, up to a certain suspension.
    fn normal_block(&self, block: &Block) -> TokenStream {
        let items = &block.items;
        let mut code = quote!(#(#items)*);
        for stmt in &block.stmts {
            match &stmt.kind {
                StmtKind::Let(binding) => code.extend(verbatim(binding)),
                StmtKind::Plain(tokens) => code.extend(tokens.clone()),
                StmtKind::Suspend(suspend) => {
                    let value = self.normal(&suspend.node);
                    if !stmt.flow.completes_unsuspended() {
                        code.extend(value);
                        return code;
                    }
                    code.extend(match &suspend.result {
                        Some(binding) => {
                            let (name, ty) = (self.declaration(binding.local), colon(binding.ty.as_ref()));
                            quote!(let #name #ty = { #value };)
                        }
                        None => quote!({ #value };),
                    });
                }
            }
        }
        block.tail.to_tokens(&mut code);
        code
    }

    /// A node as it runs from its start, as the inside of a block.
    fn normal(&self, node: &Node) -> TokenStream {
        match node {
            Node::Yield { point, operand } => self.suspend_at(*point, operand.as_ref()),
            Node::Await { point, operand } => self.delegate(*point, operand),
            Node::Block { label, block } => {
                let inside = self.normal_block(block);
                quote!(#label { #inside })
            }
            Node::If { cond, then, otherwise } => {
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
                let Loop { label, body, items, .. } = looped;
                let inside = self.normal_block(body);
                let items = items.as_ref().map(|(local, made)| {
                    let name = &self.plan.local(*local).name;
                    quote!(let mut #name = #made;)
                });
                quote!(#items #label loop { #inside })
            }
        }
    }

    /// A node entered at `points`, as the inside of a block.
    fn reentered(&self, node: &Node, points: &Points, pending: &[LocalId]) -> TokenStream {
        match node {
            Node::Yield { point, .. } => self.resume_at(*point),
            Node::Await { point, .. } => self.resume_delegate(*point),
            Node::Block { label, block } => {
                let inside = self.reentered_block(block, points, pending);
                quote!(#label { #inside })
            }
            Node::If { then, otherwise, .. } => {
                let blocks: Vec<_> = std::iter::once(then).chain(otherwise).collect();
                self.reentered_one_of(&blocks, points, pending)
            }
            Node::Match { arms, .. } => {
                let blocks: Vec<_> = arms.iter().map(|arm| &arm.body).collect();
                self.reentered_one_of(&blocks, points, pending)
            }
            Node::Loop(looped) => self.last_turn(looped, points, pending),
        }
    }

    fn reentered_one_of(&self, blocks: &[&Block], points: &Points, pending: &[LocalId]) -> TokenStream {
        let mut entered: Vec<_> =
            blocks.iter().filter(|block| !inside(points, &block.points).is_empty()).collect();
        let Some(last) = entered.pop() else { return TokenStream::new() };
        let last = self.reentered_block(last, points, pending);
        if entered.is_empty() {
            return last;
        }
        let at = names::hidden("at");
        let mut code = TokenStream::new();
        for block in entered {
            let (end, inside) = (number(block.points.end), self.reentered_block(block, points, pending));
            code.extend(quote!(if #at < #end { #inside } else));
        }
        quote!(#code { #last })
    }

    /// A loop entered at points from which it does not turn again: what is left of this turn.
    fn last_turn(&self, looped: &Loop, points: &Points, pending: &[LocalId]) -> TokenStream {
        let label = &looped.label;
        let inside = self.reentered_block(&looped.body, points, pending);
        quote!(#label loop { #inside })
    }
}

/// Statements, and whether control can come out behind them.
struct Level {
    code: TokenStream,
    falls_through: bool,
}

impl Emitter<'_> {
    /// Everything of a block up to the end of segment `level`.
    fn level(&self, levels: &Levels<'_>, level: usize, entry: &Entry) -> Level {
        if level == 0 {
            return Level { code: self.segment(levels, 0), falls_through: true };
        }
        let (stmt, suspend) = levels.suspend(level);
        let here = inside(&entry.points, &suspend.points);
        let earlier_points: Points =
            entry.points.iter().copied().filter(|point| *point < suspend.points.start).collect();
        let earlier = (entry.start || !earlier_points.is_empty())
            .then(|| Entry { points: earlier_points, ..entry.clone() });
        let assigned_before = self.assigned.take();
        let inside = self.level_inside(levels, level, &here, earlier.as_ref(), entry);
        let declared = self.declarations(levels, level, &here, entry);
        self.assigned.borrow_mut().extend(assigned_before);
        let code = inside.code;
        Level { code: quote!(#declared #code), falls_through: inside.falls_through }
    }

    fn level_inside(
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
                return Level { code: quote!(#before #joined #after), falls_through: completes };
            }
            (_, false) => self.joined(levels, level, here, earlier, entry),
            (None, true) => unreachable!("a level is only entered on a way that exists"),
        };
        let (before, joined, after) = (value.before, value.code, value.after);
        if !stmt.flow.completes(value.comes_in, here) {
            return Level { code: quote!(#before #joined), falls_through: false };
        }
        let result = self.result(levels, suspend, &joined);
        let segment = self.segment(levels, level);
        Level { code: quote!(#before #result #after #segment), falls_through: true }
    }

    /// The suspending statement of a level, with everything before it.
    fn joined(
        &self,
        levels: &Levels<'_>,
        level: usize,
        here: &Points,
        earlier: Option<&Entry>,
        entry: &Entry,
    ) -> Joined {
        let (_, suspend) = levels.suspend(level);
        let Node::Loop(looped) = &suspend.node else {
            return self.joined_behind(levels, level, here, earlier, entry);
        };
        let (turning, last): (Points, Points) =
            here.iter().partition(|point| self.plan.repeats(**point, looped.target));
        if turning.is_empty() {
            return self.joined_behind(levels, level, here, earlier, entry);
        }
        let head = self.joined_at_head(levels, level, &turning, earlier, entry, looped);
        if last.is_empty() {
            return head;
        }
        let at = names::hidden("at");
        let tests = last.iter().map(|point| number(*point));
        let restored = self.restore_level(levels, level, &last, &entry.pending);
        let (before, pending) = (restored.code, restored.pending);
        let turn = self.last_turn(looped, &last, &pending);
        let comes_in = head.comes_in;
        let (head_before, head_code, head_after) = (head.before, head.code, head.after);
        // What is carried out of the level is handed out of the branch that runs the loop.
        let carried = self.carry(&levels.carried_behind(level), levels, &format!("behind_{level}"));
        let (declare, hand_out, take) = (carried.declare, carried.hand_out, carried.take);
        let code = quote! {
            match #at {
                #(#tests)|* => {
                    #before
                    let joined = { #turn };
                    #hand_out
                    joined
                }
                _ => {
                    #head_before
                    let joined = #head_code;
                    #head_after
                    #hand_out
                    joined
                }
            }
        };
        Joined { comes_in, before: declare, code, after: take }
    }

    /// Both ways run the statement apart and meet behind it.
    fn joined_behind(
        &self,
        levels: &Levels<'_>,
        level: usize,
        here: &Points,
        earlier: Option<&Entry>,
        entry: &Entry,
    ) -> Joined {
        let (stmt, suspend) = levels.suspend(level);
        let restored = self.restore_level(levels, level, here, &entry.pending);
        let again = self.reentered(&suspend.node, here, &restored.pending);
        let restore = if earlier.is_some() { restored.code } else { self.restore_in_place(levels, level, here, &entry.pending) };
        let Some(earlier) = earlier else {
            return Joined { comes_in: false, before: restore, code: quote!({ #again }), after: TokenStream::new() };
        };
        let at = names::hidden("at");
        let start = number(suspend.points.start);
        let before = self.level(levels, level - 1, earlier);
        if before.falls_through {
            self.note_assigned(&stmt.flow);
        }
        let value = before.falls_through.then(|| self.normal(&suspend.node));
        let before_code = before.code;
        let carried = self.carry(&levels.carried_behind(level), levels, &format!("behind_{level}"));
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
        Joined { comes_in: before.falls_through, before: declare, code, after: take }
    }

    /// Both ways meet at the head of the loop.
    fn joined_at_head(
        &self,
        levels: &Levels<'_>,
        level: usize,
        turning: &Points,
        earlier: Option<&Entry>,
        entry: &Entry,
        looped: &Loop,
    ) -> Joined {
        let (at, rt) = (names::hidden("at"), names::rt());
        let (_, suspend) = levels.suspend(level);
        let restored = self.restore_level(levels, level, turning, &entry.pending);
        let body = Entry {
            start: true,
            points: turning.clone(),
            pending: restored.pending.clone(),
        };
        let (label, inside) = (&looped.label, self.block(&looped.body, &body));
        let looping = quote!(#label loop { #inside });
        let items = looped.items.as_ref().map(|(local, made)| {
            let (name, saved) = (&self.plan.local(*local).name, saved_name(*local));
            let again = quote!(#name = #rt::restored(&mut #saved););
            (quote!(let mut #name;), quote!(#name = #made;), again)
        });
        let (declare_items, make_items, restore_items) = items.unwrap_or_default();
        let Some(earlier) = earlier else {
            let restore = self.restore_in_place(levels, level, turning, &entry.pending);
            return match &looped.items {
                Some(_) => Joined {
                    comes_in: false,
                    before: restore,
                    code: quote!({ #declare_items #restore_items #looping }),
                    after: TokenStream::new(),
                },
                None => Joined { comes_in: false, before: restore, code: looping, after: TokenStream::new() },
            };
        };
        let start = number(suspend.points.start);
        let before = self.level(levels, level - 1, earlier);
        let (comes_in, before) = (before.falls_through, before.code);
        let restore = restored.code;
        let carried = self.carry(&levels.carried_to_head(level), levels, &format!("head_{level}"));
        let (declare, take) = (carried.declare, carried.take);
        let hand_out = carried.hand_out;
        let enter = quote! {
            if #at < #start { #before #make_items #hand_out } else { #restore #restore_items #hand_out }
        };
        if looped.items.is_some() {
            let code = quote!({ #declare_items #enter #take #looping });
            if take.is_empty() {
                return Joined { comes_in, before: declare, code, after: TokenStream::new() };
            }
            // The carried variables must outlive the block that keeps the iterator.
            let before = quote!(#declare_items #declare #enter #take);
            return Joined { comes_in, before, code: looping, after: TokenStream::new() };
        }
        let before = quote!(#declare #enter #take);
        Joined { comes_in, before, code: looping, after: TokenStream::new() }
    }

    /// `let x;` for what gets its value on more than one way, or later. What was emitted inside decides.
    fn declarations(&self, levels: &Levels<'_>, level: usize, here: &Points, entry: &Entry) -> TokenStream {
        let only_here = !entry.start && !here.is_empty() && entry.points.len() == here.len();
        let declared = levels.declared_at(level).filter(|local| {
            // Where there is one way only, what all its points saved is declared with its value.
            let with_its_value = only_here && self.live_at_all(*local, here);
            !with_its_value && self.assigned.borrow().contains(local)
        });
        declared
            .map(|local| {
                let (name, ty) = (self.declaration(local), colon(levels.type_of(local)));
                quote!(let #name #ty;)
            })
            .collect()
    }

    fn note_assigned(&self, flow: &Flow) {
        flow.defined(&mut self.assigned.borrow_mut());
    }

    fn live_at_all(&self, local: LocalId, points: &Points) -> bool {
        points.iter().all(|point| self.plan.is_live(local, *point))
    }

    fn live_at_some(&self, local: LocalId, points: &Points) -> bool {
        points.iter().any(|point| self.plan.is_live(local, *point))
    }

    /// Gives the locals that a level needs their values back.
    fn restore_level(&self, levels: &Levels<'_>, level: usize, points: &Points, pending: &[LocalId]) -> Restored {
        let mut wanted = pending.to_vec();
        wanted.extend(levels.restorable_at(level));
        let (mut code, mut pending) = self.restore(&wanted, points);
        let (now, later) = self.restore_carried(levels, level, points);
        code.extend(now);
        pending.extend(later);
        Restored { code, pending }
    }

    /// The same where there is no other way into the level: each local is declared with its value.
    fn restore_in_place(&self, levels: &Levels<'_>, level: usize, points: &Points, pending: &[LocalId]) -> TokenStream {
        let declared: BTreeSet<_> = levels.declared_at(level).filter(|local| self.live_at_all(*local, points)).collect();
        let wanted: Vec<_> = pending
            .iter()
            .copied()
            .chain(levels.restorable_at(level).filter(|local| !declared.contains(local)))
            .collect();
        let (mut code, _) = self.restore(&wanted, points);
        for local in declared {
            let (name, ty) = (self.declaration(local), colon(levels.type_of(local)));
            let (rt, saved, allow) = (names::rt(), saved_name(local), allow_unused());
            code.extend(quote!(#allow let #name #ty = #rt::restored(&mut #saved);));
        }
        code.extend(self.restore_carried(levels, level, points).0);
        code
    }

    /// Carried locals are declared anew on each way in; those that only some of the points saved get their value later.
    fn restore_carried(&self, levels: &Levels<'_>, level: usize, points: &Points) -> (TokenStream, Vec<LocalId>) {
        let (mut code, mut pending) = (TokenStream::new(), Vec::new());
        let handed_on = levels.carried_behind(level);
        for local in levels.carried_into(level) {
            let (name, ty, allow) = (self.declaration(local), colon(levels.type_of(local)), allow_unused());
            if self.live_at_all(local, points) {
                let (rt, saved) = (names::rt(), saved_name(local));
                code.extend(quote!(#allow let #name #ty = #rt::restored(&mut #saved);));
            } else if self.live_at_some(local, points) {
                code.extend(quote!(#allow let #name #ty;));
                pending.push(local);
            } else if handed_on.contains(&local) {
                code.extend(quote!(#allow let #name #ty;));
            }
        }
        (code, pending)
    }

    /// Assigns what every one of the points saved; what only some saved is left for later.
    fn restore(&self, wanted: &[LocalId], points: &Points) -> (TokenStream, Vec<LocalId>) {
        let rt = names::rt();
        let (mut code, mut later) = (TokenStream::new(), Vec::new());
        for local in wanted {
            if self.live_at_all(*local, points) {
                let (name, saved) = (&self.plan.local(*local).name, saved_name(*local));
                self.assigned.borrow_mut().insert(*local);
                code.extend(quote!(#name = #rt::restored(&mut #saved);));
            } else if self.live_at_some(*local, points) {
                later.push(*local);
            }
        }
        (code, later)
    }

    /// How carried locals get out of two branches.
    fn carry(&self, locals: &[LocalId], levels: &Levels<'_>, place: &str) -> Carry {
        let mut carry = Carry::default();
        for local in locals {
            let name = &self.plan.local(*local).name;
            let outside = names::hidden(&format!("__{place}_{}", local.0));
            let (declared, ty) = (self.declaration(*local), colon(levels.type_of(*local)));
            let allow = allow_unused();
            carry.declare.extend(quote!(let #outside;));
            carry.hand_out.extend(quote!(#outside = #name;));
            carry.take.extend(quote!(#allow let #declared #ty = #outside;));
        }
        carry
    }

    /// A segment's statements, for a block that can be entered again.
    fn segment(&self, levels: &Levels<'_>, level: usize) -> TokenStream {
        let stmts = levels.segment(level).iter();
        stmts
            .map(|stmt| {
                self.note_assigned(&stmt.flow);
                self.statement(levels, stmt)
            })
            .collect()
    }

    fn statement(&self, levels: &Levels<'_>, stmt: &Stmt) -> TokenStream {
        let binding = match &stmt.kind {
            StmtKind::Plain(tokens) => return tokens.clone(),
            StmtKind::Let(binding) => binding,
            StmtKind::Suspend(_) => unreachable!("segments do not suspend"),
        };
        if !stmt.declares.iter().any(|local| levels.is_hoisted(*local)) {
            return verbatim(binding);
        }
        let Let { attrs, pat, ty, init, diverge } = binding;
        let Some(init) = init else { return TokenStream::new() };
        if let (syn::Pat::Ident(_), [local], None) = (pat, &*stmt.declares, diverge) {
            let name = &self.plan.local(*local).name;
            return quote!(#name = #init;);
        }
        let bound = stmt.declares.iter().map(|local| &self.plan.local(*local).name);
        let bound = quote!(#(#bound),*);
        let bound = if stmt.declares.len() == 1 { bound } else { quote!((#bound)) };
        let (ty, diverge) = (colon(ty.as_ref()), diverge.as_ref().map(|diverge| quote!(else #diverge)));
        let pat = without_mut(pat);
        quote!(#bound = { #(#attrs)* let #pat #ty = #init #diverge; #bound };)
    }

    /// A suspending statement's value on its way to where it is kept.
    fn result(&self, levels: &Levels<'_>, suspend: &Suspend, value: &TokenStream) -> TokenStream {
        let Some(binding) = &suspend.result else { return quote!(#value;) };
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
        let local = self.plan.local(local);
        let (name, mutable) = (&local.name, local.mutable.then(|| quote!(mut)));
        quote!(#mutable #name)
    }
}

/// The code of a suspending statement: what stands before it, itself, and what stands behind it.
struct Joined {
    /// Whether control comes to the statement from what stands before it in the block.
    comes_in: bool,
    before: TokenStream,
    code: TokenStream,
    after: TokenStream,
}

struct Restored {
    code: TokenStream,
    pending: Vec<LocalId>,
}

#[derive(Default)]
struct Carry {
    declare: TokenStream,
    hand_out: TokenStream,
    take: TokenStream,
}

impl Emitter<'_> {
    /// Saves what is live and leaves the step: the inside of a block that never completes.
    fn suspend_at(&self, point: usize, operand: Option<&syn::Expr>) -> TokenStream {
        let (flow, yielded) = (names::hidden("flow"), names::hidden("yielded"));
        let (yields, save) = (self.yields, self.save(point));
        let operand = operand.map_or_else(|| quote!(()), ToTokens::to_token_stream);
        quote! {
            let #yielded: #yields = #operand;
            #save
            return #flow.yielded(#yielded);
        }
    }

    fn resume_at(&self, _: usize) -> TokenStream {
        let (at, rt, input) = (names::hidden("at"), names::rt(), names::hidden("input"));
        quote!(#at = 0; #rt::restored(&mut #input))
    }

    /// Puts the point and its variables into the state.
    fn save(&self, point: usize) -> TokenStream {
        let (state, ty, variant) = (names::hidden("state"), names::state_type(), names::variant(point));
        let fields = self.plan.saved(point).iter().map(|saved| {
            let (field, name) = (&saved.field, &self.plan.local(saved.local).name);
            if *field == name.to_string() && !self.plan.local(saved.local).renamed { quote!(#name) } else { quote!(#field: #name) }
        });
        quote!(*#state = #ty::#variant { #(#fields),* };)
    }

    fn delegate(&self, point: usize, operand: &syn::Expr) -> TokenStream {
        let (child, rt) = (self.child(point), names::rt());
        let (yields, resume) = (self.yields, self.resume);
        let span = self.plan.point(point).span;
        let drive = self.drive(point, &quote!(#rt::start_child(&mut #child)));
        let callee = names::delegate_at(span, yields, resume, operand);
        quote!(let mut #child = #callee; #drive)
    }

    fn resume_delegate(&self, point: usize) -> TokenStream {
        let PointKind::Await(local) = self.plan.point(point).kind else { unreachable!("a point that delegates") };
        let (at, rt, input) = (names::hidden("at"), names::rt(), names::hidden("input"));
        let (child, saved) = (self.child(point), saved_name(local));
        let drive = self.drive(point, &quote!(#rt::resume_child(&mut #child, #rt::restored(&mut #input))));
        quote!(#at = 0; let mut #child = #rt::restored(&mut #saved); #drive)
    }

    fn drive(&self, point: usize, step: &TokenStream) -> TokenStream {
        let (flow, yielded, value, rt) =
            (names::hidden("flow"), names::hidden("yielded"), names::hidden("value"), names::rt());
        let save = self.save(point);
        quote! {
            match #step {
                #rt::Step::Yielded(#yielded) => {
                    #save
                    return #flow.yielded(#yielded);
                }
                #rt::Step::Complete(#value) => #value,
            }
        }
    }

    fn child(&self, point: usize) -> &syn::Ident {
        match self.plan.point(point).kind {
            PointKind::Await(local) => &self.plan.local(local).name,
            PointKind::Yield => unreachable!("a yield has no child"),
        }
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

fn inside(points: &Points, range: &std::ops::Range<usize>) -> Points {
    points.range(range.clone()).copied().collect()
}

fn colon(ty: Option<&syn::Type>) -> Option<TokenStream> {
    ty.map(|ty| quote!(: #ty))
}

/// A copy of a declaration on the way back in need not be used, or changed, as the first one is.
fn allow_unused() -> TokenStream {
    quote!(#[allow(unused_mut, unused_variables, reason = "declared again to be restored")])
}

fn verbatim(binding: &Let) -> TokenStream {
    let Let { attrs, pat, ty, init, diverge } = binding;
    let ty = colon(ty.as_ref());
    let init = init.as_ref().map(|init| quote!(= #init));
    let diverge = diverge.as_ref().map(|diverge| quote!(else #diverge));
    quote!(#(#attrs)* let #pat #ty #init #diverge;)
}

/// The pattern that only hands its values on.
fn without_mut(pat: &syn::Pat) -> syn::Pat {
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
