//! Where each local of a block is declared when the block is entered again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Plan;
use crate::flow::{LocalId, LocalSet};
use crate::ir::{Block, Let, Node, Stmt, StmtKind, Suspend};

/// Where the locals of one block live when it is entered again.
///
/// The suspending statements `S1 .. Sm` cut a block into segments `0 .. m`. Its re-entrant form nests:
/// level `j` holds everything up to the end of segment `j`, and chooses between level `j - 1` and `Sj`
/// by where the coroutine was suspended. A local that is needed after `Sj` is declared at level `j` or
/// further out, and gets its value on both ways.
pub(crate) struct Levels<'b> {
    pub(crate) block: &'b Block,
    /// The index of `Sj` in the statements, at `j - 1`.
    suspending: Vec<usize>,
    locals: BTreeMap<LocalId, Place>,
}

/// What is asked of the statements for each local, gathered once.
struct Statements {
    /// The indexes of those that mention a local; the tail stands behind all of them.
    mentioning: BTreeMap<LocalId, BTreeSet<usize>>,
    /// What each gives a value to.
    defined: Vec<LocalSet>,
    /// Whether control can come out behind each without having suspended.
    completes: Vec<bool>,
}

impl Statements {
    fn of(block: &Block) -> Self {
        let mut mentioning = BTreeMap::<_, BTreeSet<_>>::new();
        let (mut all_defined, mut completes) = (Vec::new(), Vec::new());
        let flows = block.stmts.iter().map(|stmt| &stmt.flow);
        for (index, flow) in flows.chain([&block.tail_flow]).enumerate() {
            let (mut mentioned, mut defined) = (LocalSet::new(), LocalSet::new());
            flow.used(&mut mentioned);
            flow.defined(&mut defined);
            for local in mentioned.union(&defined) {
                mentioning.entry(*local).or_default().insert(index);
            }
            all_defined.push(defined);
            completes.push(flow.completes_unsuspended());
        }
        Statements {
            mentioning,
            defined: all_defined,
            completes,
        }
    }
}

struct Place {
    /// The segment whose statements give it its value.
    declared: usize,
    /// The outermost level it is needed at.
    level: usize,
    /// The last segment that uses it.
    last_use: usize,
    /// Whether its name means something else further up in the block, so that it cannot be declared there
    /// and is handed out of each level instead.
    carried: bool,
}

impl<'b> Levels<'b> {
    pub(crate) fn new(plan: &Plan<'b>, block: &'b Block) -> Self {
        let suspending: Vec<usize> = (0..block.stmts.len())
            .filter(|index| matches!(block.stmts[*index].kind, StmtKind::Suspend(_)))
            .collect();
        let mut levels = Levels {
            block,
            suspending,
            locals: BTreeMap::new(),
        };
        let stmts = Statements::of(block);
        for local in &block.params {
            let place = levels.place(plan, &stmts, *local, 0, None);
            levels.locals.insert(*local, place);
        }
        for (index, stmt) in block.stmts.iter().enumerate() {
            let segment = levels.suspending.iter().filter(|at| **at <= index).count();
            let places: Vec<_> = stmt
                .declares
                .iter()
                .map(|local| levels.place(plan, &stmts, *local, segment, Some(index)))
                .collect();
            // The bindings of one pattern are declared together.
            let level = places.iter().map(|place| place.level).max().unwrap_or(0);
            for (local, place) in stmt.declares.iter().zip(places) {
                levels.locals.insert(*local, Place { level, ..place });
            }
            let carried = stmt
                .declares
                .iter()
                .any(|local| levels.locals[local].carried);
            for local in &stmt.declares {
                levels
                    .locals
                    .get_mut(local)
                    .expect("was just inserted")
                    .carried = carried;
            }
        }
        levels
    }

    pub(crate) fn count(&self) -> usize {
        self.suspending.len()
    }

    /// `Sj`, counted from 1.
    pub(crate) fn suspend(&self, level: usize) -> (&'b Stmt, &'b Suspend) {
        let stmt = &self.block.stmts[self.suspending[level - 1]];
        match &stmt.kind {
            StmtKind::Suspend(suspend) => (stmt, suspend),
            _ => unreachable!("levels are counted by suspending statements"),
        }
    }

    /// The statements between `Sj` and the next.
    pub(crate) fn segment(&self, level: usize) -> &'b [Stmt] {
        &self.block.stmts[self.segment_indexes(level)]
    }

    fn segment_indexes(&self, level: usize) -> Range<usize> {
        let from = if level == 0 {
            0
        } else {
            self.suspending[level - 1] + 1
        };
        let to = self
            .suspending
            .get(level)
            .copied()
            .unwrap_or(self.block.stmts.len());
        from..to
    }

    /// What is declared at the head of level `j`.
    pub(crate) fn declared_at(&self, level: usize) -> impl Iterator<Item = LocalId> {
        self.select(move |place| !place.carried && place.level == level && place.declared < level)
    }

    /// What has its value by the time `Sj` runs and is declared at level `j` or further out.
    pub(crate) fn restorable_at(&self, level: usize) -> impl Iterator<Item = LocalId> {
        self.select(move |place| !place.carried && place.level >= level && place.declared < level)
    }

    /// What is handed into level `j` by a `let` of its own.
    pub(crate) fn carried_into(&self, level: usize) -> impl Iterator<Item = LocalId> {
        self.select(move |place| place.carried && place.level >= level && place.declared < level)
    }

    /// What is used behind `Sj`, and is handed out of the branches that run it.
    pub(crate) fn carried_behind(&self, level: usize) -> Vec<LocalId> {
        self.select(move |place| place.carried && place.last_use >= level && place.declared < level)
            .collect()
    }

    /// What the loop `Sj` or the code behind it uses, and is handed to the head of the loop.
    pub(crate) fn carried_to_head(&self, level: usize) -> Vec<LocalId> {
        let (stmt, _) = self.suspend(level);
        let carried = self.select(move |place| place.carried && place.declared < level);
        carried
            .filter(|local| self.locals[local].last_use >= level || stmt.flow.loop_uses(*local))
            .collect()
    }

    /// All that is handed out of one level and into the next.
    pub(super) fn carried(&self) -> impl Iterator<Item = LocalId> {
        self.select(|place| place.carried)
    }

    fn select(&self, test: impl Fn(&Place) -> bool) -> impl Iterator<Item = LocalId> {
        self.locals
            .iter()
            .filter(move |(_, place)| test(place))
            .map(|(local, _)| *local)
    }

    /// Whether the local is declared elsewhere than by its own `let`.
    pub(crate) fn is_hoisted(&self, local: LocalId) -> bool {
        let place = &self.locals[&local];
        !place.carried && place.level > place.declared
    }

    pub(crate) fn is_carried(&self, local: LocalId) -> bool {
        self.locals[&local].carried
    }

    /// The declared type, where the `let` binds nothing else.
    pub(crate) fn type_of(&self, local: LocalId) -> Option<&'b syn::Type> {
        self.block.stmts.iter().find_map(|stmt| match &stmt.kind {
            _ if stmt.declares != [local] => None,
            StmtKind::Let(Let {
                pat: syn::Pat::Ident(_),
                ty,
                ..
            }) => ty.as_ref(),
            StmtKind::Suspend(Suspend {
                result: Some(binding),
                ..
            }) => binding.ty.as_ref(),
            _ => None,
        })
    }

    fn place(
        &self,
        plan: &Plan<'_>,
        stmts: &Statements,
        local: LocalId,
        declared: usize,
        stmt: Option<usize>,
    ) -> Place {
        let (mut level, mut last_use) = (declared, declared);
        let dropped = !stmt.is_some_and(|index| needs_no_drop(&self.block.stmts[index]));
        let mut alive = true;
        let nothing = BTreeSet::new();
        let mentioning = stmts.mentioning.get(&local).unwrap_or(&nothing);
        let mentioned = |range: Range<usize>| mentioning.range(range).next().is_some();
        let live_at = plan.live_at(local).unwrap_or(&nothing);
        let tail = self.block.stmts.len();
        for next in declared + 1..=self.count() {
            let index = self.suspending[next - 1];
            let (stmt, suspend) = self.suspend(next);
            let restored: BTreeSet<_> = live_at.range(suspend.points.clone()).copied().collect();
            if !restored.is_empty() {
                level = next;
            }
            if mentioning.contains(&index) {
                last_use = last_use.max(next - 1);
                let in_turns = is_loop(suspend) && stmt.flow.loop_uses(local);
                let again = in_turns || stmts.defined[index].contains(&local);
                level = level.max(if again { next } else { next - 1 });
            }
            let in_tail = next == self.count() && mentioning.contains(&tail);
            if in_tail || mentioned(self.segment_indexes(next)) {
                last_use = next;
                level = next;
            }
            // What is not needed any more is still dropped at the end of the block.
            alive = if restored.is_empty() {
                alive && stmts.completes[index]
            } else {
                stmt.flow.completes(alive, &restored)
            };
            if alive && dropped {
                level = next;
            }
        }
        let carried = level > declared
            && (plan.is_anew(local)
                || stmt.is_some_and(|index| self.means_something_else(plan, local, index)));
        Place {
            declared,
            level,
            last_use,
            carried,
        }
    }

    /// Whether the local's name is mentioned before its `let`, or in it.
    fn means_something_else(&self, plan: &Plan<'_>, local: LocalId, stmt: usize) -> bool {
        if plan.local(local).renamed {
            return false;
        }
        let name = plan.local(local).name.to_string();
        let same = |other: &LocalId| plan.local(*other).name == name;
        let earlier = &self.block.stmts[..stmt];
        self.block.params.iter().any(same)
            || earlier
                .iter()
                .any(|stmt| stmt.names.contains(&name) || stmt.declares.iter().any(same))
            || self.block.stmts[stmt].names.contains(&name)
    }
}

fn is_loop(suspend: &Suspend) -> bool {
    matches!(suspend.node, Node::Loop(_))
}

/// Whether the value of a `let` has nothing to do when it is dropped, by its form.
fn needs_no_drop(stmt: &Stmt) -> bool {
    let StmtKind::Let(Let {
        init: Some(init), ..
    }) = &stmt.kind
    else {
        return false;
    };
    match syn::parse2::<syn::Expr>(init.clone()) {
        Ok(syn::Expr::Lit(_) | syn::Expr::Cast(_) | syn::Expr::Reference(_)) => true,
        Ok(syn::Expr::Binary(e)) => matches!(
            e.op,
            syn::BinOp::Eq(_)
                | syn::BinOp::Ne(_)
                | syn::BinOp::Lt(_)
                | syn::BinOp::Le(_)
                | syn::BinOp::Gt(_)
                | syn::BinOp::Ge(_)
        ),
        _ => false,
    }
}
