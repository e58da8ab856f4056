//! What a piece of the body does to locals and control flow, and nothing else.
//!
//! Expressions are reduced to a [`Flow`] while names are resolved; every
//! analysis runs on flows and never looks at syntax again.

use std::collections::{BTreeMap, BTreeSet};

/// A variable of the body: a user's binding or a temporary of the lowering.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct LocalId(pub(crate) usize);

/// A suspension point, numbered from 1 in source order; 0 is the start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct PointId(pub(crate) usize);

/// A loop or labelled block, the target of jumps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct TargetId(pub(crate) usize);

pub(crate) type LocalSet = BTreeSet<LocalId>;

#[derive(Clone, Debug)]
pub(crate) enum Flow {
    /// One after the other.
    Sequence(Vec<Flow>),
    /// One of them.
    Branch(Vec<Flow>),
    /// Again and again, until a break leaves it.
    Loop(TargetId, Box<Flow>),
    /// A labelled block, which a break may leave.
    Labelled(TargetId, Box<Flow>),
    /// Reads or borrows a local.
    Use(LocalId),
    /// May give a local another value where it stands.
    Change(LocalId),
    /// Gives a local a new value, or declares it: what it held before is not needed.
    Define(LocalId),
    /// Suspends here.
    Suspend(PointId),
    Break(TargetId),
    Continue(TargetId),
    /// Leaves the function, or never goes on.
    Leave,
}

impl Flow {
    pub(crate) const fn nothing() -> Self {
        Flow::Sequence(Vec::new())
    }

    pub(crate) fn uses(&self, local: LocalId) -> bool {
        match self {
            Flow::Sequence(parts) | Flow::Branch(parts) => {
                parts.iter().any(|part| part.uses(local))
            }
            Flow::Loop(_, body) | Flow::Labelled(_, body) => body.uses(local),
            Flow::Use(used) | Flow::Change(used) | Flow::Define(used) => *used == local,
            Flow::Suspend(_) | Flow::Break(_) | Flow::Continue(_) | Flow::Leave => false,
        }
    }

    /// The loops inside, each with one turn of it.
    pub(crate) fn loops<'f>(&'f self, into: &mut Vec<(TargetId, &'f Flow)>) {
        match self {
            Flow::Sequence(parts) | Flow::Branch(parts) => {
                for part in parts {
                    part.loops(into);
                }
            }
            Flow::Loop(target, body) => {
                into.push((*target, body));
                body.loops(into);
            }
            Flow::Labelled(_, body) => body.loops(into),
            _ => {}
        }
    }

    /// The jumps that can be reached from the points without being suspended again: breaks, and continues.
    pub(crate) fn jumps(&self, points: &BTreeSet<usize>) -> Jumps {
        let mut run = Run {
            points,
            jumps: Jumps::default(),
        };
        run.comes_out(self, false);
        run.jumps
    }

    /// Whether the turns of a `for` or `loop`, but not its head, use the local.
    pub(crate) fn loop_uses(&self, local: LocalId) -> bool {
        match self {
            Flow::Sequence(parts) => parts.iter().any(|part| part.loop_uses(local)),
            Flow::Loop(_, body) => body.uses(local),
            _ => false,
        }
    }

    /// How often each local is declared or assigned.
    pub(crate) fn count_definitions(&self, into: &mut BTreeMap<LocalId, usize>) {
        match self {
            Flow::Sequence(parts) | Flow::Branch(parts) => {
                for part in parts {
                    part.count_definitions(into);
                }
            }
            Flow::Loop(_, body) | Flow::Labelled(_, body) => body.count_definitions(into),
            Flow::Define(local) => *into.entry(*local).or_default() += 1,
            _ => {}
        }
    }

    /// Adds every local that is read, borrowed or changed.
    pub(crate) fn used(&self, into: &mut LocalSet) {
        match self {
            Flow::Sequence(parts) | Flow::Branch(parts) => {
                for part in parts {
                    part.used(into);
                }
            }
            Flow::Loop(_, body) | Flow::Labelled(_, body) => body.used(into),
            Flow::Use(local) | Flow::Change(local) => {
                into.insert(*local);
            }
            _ => {}
        }
    }

    /// Adds every local that gets a new value.
    pub(crate) fn defined(&self, into: &mut LocalSet) {
        match self {
            Flow::Sequence(parts) | Flow::Branch(parts) => {
                for part in parts {
                    part.defined(into);
                }
            }
            Flow::Loop(_, body) | Flow::Labelled(_, body) => body.defined(into),
            Flow::Define(local) => {
                into.insert(*local);
            }
            _ => {}
        }
    }

    /// Whether control can come out at the end without having suspended.
    pub(crate) fn completes_unsuspended(&self) -> bool {
        self.completes(true, &BTreeSet::new())
    }

    /// Whether control that comes in at the beginning, or by a resume at one of the points, can come out at
    /// the end without being suspended again.
    pub(crate) fn completes(&self, from_beginning: bool, points: &BTreeSet<usize>) -> bool {
        let mut run = Run {
            points,
            jumps: Jumps::default(),
        };
        run.comes_out(self, from_beginning)
    }
}

/// A forward walk over the ways through a flow.
struct Run<'p> {
    points: &'p BTreeSet<usize>,
    jumps: Jumps,
}

/// Where jumps go.
#[derive(Default)]
pub(crate) struct Jumps {
    pub(crate) broken: BTreeSet<TargetId>,
    pub(crate) continued: BTreeSet<TargetId>,
}

impl Run<'_> {
    fn comes_out(&mut self, flow: &Flow, comes_in: bool) -> bool {
        match flow {
            Flow::Sequence(parts) => parts
                .iter()
                .fold(comes_in, |comes_in, part| self.comes_out(part, comes_in)),
            Flow::Branch(parts) => {
                // Every part is walked, since each may hold jumps.
                let mut any = false;
                for part in parts {
                    any |= self.comes_out(part, comes_in);
                }
                any
            }
            Flow::Loop(target, body) => {
                let turned =
                    self.comes_out(body, comes_in) || self.jumps.continued.contains(target);
                if turned && !comes_in {
                    self.comes_out(body, true);
                }
                self.jumps.broken.contains(target)
            }
            Flow::Labelled(target, body) => {
                self.comes_out(body, comes_in) || self.jumps.broken.contains(target)
            }
            Flow::Suspend(PointId(point)) => self.points.contains(point),
            _ if !comes_in => false,
            Flow::Use(_) | Flow::Change(_) | Flow::Define(_) => true,
            Flow::Break(target) => {
                self.jumps.broken.insert(*target);
                false
            }
            Flow::Continue(target) => {
                self.jumps.continued.insert(*target);
                false
            }
            Flow::Leave => false,
        }
    }
}

/// What is needed after each suspension point.
#[derive(Default)]
pub(crate) struct Liveness {
    /// The locals that are used after the point.
    live: BTreeMap<PointId, LocalSet>,
    /// The loops whose next turn can be reached from the point.
    repeats: BTreeMap<PointId, BTreeSet<TargetId>>,
    /// The locals that a turn of a loop, or what follows it, uses.
    heads: BTreeMap<TargetId, LocalSet>,
    /// The locals that are used after a place where this one gets, or may get, another value.
    after_change: BTreeMap<LocalId, LocalSet>,
}

impl Liveness {
    pub(crate) fn of(body: &Flow) -> Self {
        let mut walk = Walk {
            result: Liveness::default(),
            heads: BTreeMap::new(),
            exits: BTreeMap::new(),
        };
        walk.before(body, Needed::default());
        let heads = walk
            .heads
            .into_iter()
            .map(|(target, needed)| (target, needed.locals));
        Liveness {
            heads: heads.collect(),
            ..walk.result
        }
    }

    /// What the next turn of the loop needs that is not live at the point: it gets a new value in between.
    pub(crate) fn renewed(&self, point: PointId, target: TargetId) -> LocalSet {
        if !self.repeats(point, target) {
            return LocalSet::new();
        }
        self.heads[&target]
            .difference(&self.live[&point])
            .copied()
            .collect()
    }

    /// Counts locals as live at the point, though they get a new value before they are used.
    pub(crate) fn keep(&mut self, point: PointId, locals: LocalSet) {
        self.live.entry(point).or_default().extend(locals);
    }

    /// Whether `local` may get another value at a place after which `other` is used.
    pub(crate) fn changes_before_use_of(&self, local: LocalId, other: LocalId) -> bool {
        self.after_change
            .get(&local)
            .is_some_and(|used| used.contains(&other))
    }

    pub(crate) fn live(&self, point: PointId) -> &LocalSet {
        &self.live[&point]
    }

    pub(crate) fn repeats(&self, point: PointId, target: TargetId) -> bool {
        self.repeats[&point].contains(&target)
    }
}

/// What will be needed from some place on: locals, and the heads of loops that will be passed.
#[derive(Clone, Default, PartialEq)]
struct Needed {
    locals: LocalSet,
    heads: BTreeSet<TargetId>,
}

impl Needed {
    fn join(&mut self, other: &Needed) {
        self.locals.extend(&other.locals);
        self.heads.extend(&other.heads);
    }
}

/// A backward walk; loops are walked until nothing changes, starting from what the last walk found.
struct Walk {
    result: Liveness,
    heads: BTreeMap<TargetId, Needed>,
    /// What is needed after a break out of a target.
    exits: BTreeMap<TargetId, Needed>,
}

impl Walk {
    fn note_change(&mut self, local: LocalId, after: &Needed) {
        let used = self.result.after_change.entry(local).or_default();
        used.extend(&after.locals);
    }

    fn before(&mut self, flow: &Flow, mut after: Needed) -> Needed {
        match flow {
            Flow::Sequence(parts) => parts
                .iter()
                .rev()
                .fold(after, |after, part| self.before(part, after)),
            Flow::Branch(parts) => {
                let mut joined = Needed::default();
                for part in parts {
                    joined.join(&self.before(part, after.clone()));
                }
                joined
            }
            Flow::Loop(target, body) => {
                self.exits.insert(*target, after);
                loop {
                    let mut head = self.heads.get(target).cloned().unwrap_or_default();
                    head.heads.insert(*target);
                    self.heads.insert(*target, head.clone());
                    let mut found = self.before(body, head.clone());
                    found.heads.insert(*target);
                    if found == head {
                        found.heads.remove(target);
                        return found;
                    }
                    found.join(&head);
                    self.heads.insert(*target, found);
                }
            }
            Flow::Labelled(target, body) => {
                self.exits.insert(*target, after.clone());
                self.before(body, after)
            }
            Flow::Use(local) => {
                after.locals.insert(*local);
                after
            }
            Flow::Change(local) => {
                self.note_change(*local, &after);
                after.locals.insert(*local);
                after
            }
            Flow::Define(local) => {
                self.note_change(*local, &after);
                after.locals.remove(local);
                after
            }
            Flow::Suspend(point) => {
                self.result
                    .live
                    .entry(*point)
                    .or_default()
                    .extend(&after.locals);
                self.result
                    .repeats
                    .entry(*point)
                    .or_default()
                    .extend(&after.heads);
                after
            }
            Flow::Break(target) => self.exits.get(target).cloned().unwrap_or_default(),
            Flow::Continue(target) => self.heads.get(target).cloned().unwrap_or_default(),
            Flow::Leave => Needed::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: LocalId = LocalId(0);
    const Y: LocalId = LocalId(1);
    const LOOP: TargetId = TargetId(0);

    fn point(number: usize) -> Flow {
        Flow::Suspend(PointId(number))
    }

    fn live(flow: &Flow, number: usize) -> Vec<usize> {
        let liveness = Liveness::of(flow);
        liveness
            .live(PointId(number))
            .iter()
            .map(|local| local.0)
            .collect()
    }

    #[test]
    fn what_is_used_later_is_live() {
        let flow = Flow::Sequence(vec![Flow::Define(X), Flow::Use(Y), point(1), Flow::Use(X)]);
        assert_eq!(live(&flow, 1), [0]);
    }

    #[test]
    fn what_gets_a_new_value_first_is_not_live() {
        let flow = Flow::Sequence(vec![point(1), Flow::Define(X), Flow::Use(X)]);
        assert_eq!(live(&flow, 1), []);
    }

    #[test]
    fn what_the_next_turn_uses_is_live() {
        let turn = Flow::Sequence(vec![Flow::Use(X), point(1)]);
        assert_eq!(live(&Flow::Loop(LOOP, Box::new(turn)), 1), [0]);
    }

    #[test]
    fn the_last_turn_of_a_loop_needs_nothing_of_its_head() {
        let leave = Flow::Sequence(vec![point(1), Flow::Leave]);
        let turn = Flow::Sequence(vec![
            Flow::Use(X),
            Flow::Branch(vec![leave, Flow::nothing()]),
            point(2),
        ]);
        let flow = Flow::Loop(LOOP, Box::new(turn));
        assert_eq!(live(&flow, 1), []);
        assert_eq!(live(&flow, 2), [0]);
        let liveness = Liveness::of(&flow);
        assert!(!liveness.repeats(PointId(1), LOOP) && liveness.repeats(PointId(2), LOOP));
    }

    #[test]
    fn a_break_needs_what_follows_the_loop() {
        let turn = Flow::Sequence(vec![point(1), Flow::Break(LOOP)]);
        let flow = Flow::Sequence(vec![Flow::Loop(LOOP, Box::new(turn)), Flow::Use(Y)]);
        assert_eq!(live(&flow, 1), [1]);
    }

    #[test]
    fn deep_loops_are_walked_in_reasonable_time() {
        let mut flow = Flow::Sequence(vec![Flow::Use(X), point(1)]);
        for depth in 0..40 {
            let exit = Flow::Branch(vec![Flow::Break(TargetId(depth)), Flow::nothing()]);
            let turn = Flow::Sequence(vec![flow, exit, Flow::Use(LocalId(depth + 2))]);
            flow = Flow::Loop(TargetId(depth), Box::new(turn));
        }
        assert_eq!(live(&flow, 1).len(), 41);
    }

    #[test]
    fn completion_from_the_beginning_and_from_points() {
        let either = Flow::Branch(vec![
            Flow::Sequence(vec![point(1), Flow::Leave]),
            Flow::nothing(),
        ]);
        assert!(either.completes_unsuspended());
        assert!(!either.completes(false, &BTreeSet::from([1])));
        let certain = Flow::Sequence(vec![point(1), Flow::Use(X)]);
        assert!(!certain.completes_unsuspended());
        assert!(certain.completes(false, &BTreeSet::from([1])));
    }

    #[test]
    fn a_loop_completes_by_a_break_in_a_later_turn() {
        let turn = Flow::Sequence(vec![
            Flow::Branch(vec![Flow::Break(LOOP), Flow::nothing()]),
            point(1),
        ]);
        let flow = Flow::Loop(LOOP, Box::new(turn));
        assert!(flow.completes(false, &BTreeSet::from([1])));
    }
}
