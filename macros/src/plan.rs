//! What is saved at each suspension point, and where each local of a block has to be declared.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use syn::Ident;

use crate::errors::Errors;
use crate::flow::{Flow, Liveness, LocalId, LocalSet, PointId, TargetId};
use crate::ir::{
    Block, Body, Borrows, Kept, Let, Local, Loop, Node, Point, PointKind, Recipe, RecipeId, Stmt,
    StmtKind, Suspend, Watched,
};
use crate::names;
use crate::scope::{Again, Choices};

/// The plan of a body.
pub(crate) struct Plan<'b> {
    pub(crate) body: &'b Body,
    liveness: Liveness,
    /// The loops that have to be named by their jumps.
    named: BTreeSet<TargetId>,
    /// What point `k` saves, at index `k - 1`.
    saved: Vec<Vec<Saved>>,
}

/// A variable of a suspension point.
pub(crate) struct Saved {
    pub(crate) local: LocalId,
    /// Its field in the state enum, which is also its name in the snapshot.
    pub(crate) field: Ident,
}

impl<'b> Plan<'b> {
    pub(crate) fn new(body: &'b Body) -> Self {
        let mut liveness = Liveness::of(&body.flow);
        let named = keep_for_the_head(body, &mut liveness);
        keep_made_anew(body, &body.block, &mut liveness);
        let mut saved = Vec::new();
        for (index, point) in body.points.iter().enumerate() {
            let live = liveness.live(PointId(index + 1)).iter().copied();
            let mut locals: Vec<LocalId> = live
                .filter(|local| !matches!(body.locals[local.0].kept, Kept::Again(_)))
                .collect();
            if let PointKind::Await(child) = point.kind {
                locals.push(child);
            }
            saved.push(fields(&body.locals, locals));
        }
        Plan {
            body,
            liveness,
            named,
            saved,
        }
    }

    pub(crate) fn local(&self, local: LocalId) -> &'b Local {
        &self.body.locals[local.0]
    }

    pub(crate) fn point(&self, point: usize) -> &'b Point {
        &self.body.points[point - 1]
    }

    pub(crate) fn saved(&self, point: usize) -> &[Saved] {
        &self.saved[point - 1]
    }

    /// Every local that some point saves.
    pub(crate) fn saved_locals(&self) -> BTreeSet<LocalId> {
        self.saved
            .iter()
            .flatten()
            .map(|saved| saved.local)
            .collect()
    }

    pub(crate) fn is_live(&self, local: LocalId, point: usize) -> bool {
        self.liveness.live(PointId(point)).contains(&local)
    }

    /// Whether a resume at one of the points can lead to another turn of the loop without being suspended before.
    pub(crate) fn turns(&self, points: &BTreeSet<usize>, target: TargetId) -> bool {
        let turn = self.turn(target);
        turn.completes(false, points) || turn.jumps(points).continued.contains(&target)
    }

    /// Whether the loop, run from its start, can end without having suspended.
    pub(crate) fn ends_unsuspended(&self, target: TargetId) -> bool {
        Flow::Loop(target, Box::new(self.turn(target).clone())).completes_unsuspended()
    }

    fn turn(&self, target: TargetId) -> &'b Flow {
        let mut loops = Vec::new();
        self.body.flow.loops(&mut loops);
        let found = loops.into_iter().find(|(id, _)| *id == target);
        found.expect("every loop of the tree stands in the flow").1
    }

    /// Whether a resume at the point can go straight to the head of the loop: all that a turn needs was saved.
    pub(crate) fn enters_head(&self, point: usize, target: TargetId) -> bool {
        let point = PointId(point);
        self.liveness.repeats(point, target) && self.liveness.renewed(point, target).is_empty()
    }

    /// What the local is made by again, if it is.
    pub(crate) fn recipe_of(&self, local: LocalId) -> Option<&'b Recipe> {
        self.local(local)
            .kept
            .recipe()
            .map(|recipe| self.recipe(recipe))
    }

    pub(crate) fn recipe(&self, recipe: RecipeId) -> &'b Recipe {
        &self.body.recipes[recipe.0]
    }

    /// Whether the type of some variable tells whether it is saved.
    pub(crate) fn chooses_by_type(&self) -> bool {
        let mut saved = self.saved.iter().flatten();
        saved.any(|saved| self.is_chosen_by_type(saved.local))
    }

    /// The texts that the local is one of.
    pub(crate) fn texts(&self, local: LocalId) -> Option<Vec<&'b TokenStream>> {
        if self.local(local).kept != Kept::Text {
            return None;
        }
        let mut slices = Vec::new();
        for local in self.text_sources(local)? {
            slices.extend(&self.body.texts[&local].as_ref()?.slices);
        }
        Some(slices)
    }

    /// The variables whose texts the local may hold; none if something else may be in one of them.
    fn text_sources(&self, local: LocalId) -> Option<LocalSet> {
        let mut definitions = BTreeMap::new();
        self.body.flow.count_definitions(&mut definitions);
        let (mut found, mut next) = (LocalSet::new(), vec![local]);
        while let Some(local) = next.pop() {
            let texts = self.body.texts.get(&local)?.as_ref()?;
            let known = definitions.get(&local) == Some(&texts.given)
                && !self.liveness.is_changed_in_place(local);
            if !known {
                return None;
            }
            if found.insert(local) {
                next.extend(&texts.of);
            }
        }
        let holds = |local: &LocalId| {
            let texts = self.body.texts[local].as_ref();
            texts.is_some_and(|texts| !texts.slices.is_empty())
        };
        found.iter().any(holds).then_some(found)
    }

    /// Whether some iterator is made again.
    pub(crate) fn iterates(&self) -> bool {
        let mut locals = self.body.locals.iter();
        locals.any(|local| matches!(local.kept, Kept::Place(_)))
    }

    /// In what form the local waits in the state.
    pub(crate) fn form(&self, local: LocalId) -> names::Form<'b> {
        match self.texts(local) {
            Some(texts) => names::Form::Text(texts),
            None if self.is_chosen_by_type(local) => names::Form::ByType,
            None => names::Form::Value,
        }
    }

    pub(crate) fn is_chosen_by_type(&self, local: LocalId) -> bool {
        matches!(self.local(local).kept, Kept::Either(_))
    }

    /// What another walk over the body has to do otherwise.
    pub(crate) fn choices(&self) -> Choices {
        let again = self.made_again();
        let mut renamed = self.hidden_at_a_yield();
        renamed.extend(self.carried_and_borrowed(&self.body.block));
        let ordinals = renamed
            .iter()
            .filter_map(|local| self.local(*local).ordinal);
        Choices {
            renamed: ordinals.collect(),
            again: Some(again),
            named: self.named.clone(),
        }
    }

    /// The variables that are made from the last item of an iterator, if their types want it.
    pub(crate) fn made_of_items(&self, items: LocalId) -> Vec<LocalId> {
        let saved = self.saved_locals().into_iter();
        let made = saved.filter(|local| {
            let recipe = self.recipe_of(*local);
            recipe.is_some_and(|recipe| recipe.item_of == Some(items))
        });
        made.collect()
    }

    /// Whether the local is declared anew wherever it is made again.
    pub(crate) fn is_anew(&self, local: LocalId) -> bool {
        match self.local(local).kept {
            Kept::Again(recipe) | Kept::Place(recipe) => self.recipe(recipe).anew,
            _ => false,
        }
    }

    /// Whether the local is needed after a suspension.
    fn crosses(&self, local: LocalId) -> bool {
        (1..=self.body.points.len()).any(|point| self.is_live(local, point))
    }

    /// The variables that can be made again, are needed after a suspension, and get one value only.
    fn made_again(&self) -> Again {
        let mut definitions = BTreeMap::new();
        self.body.flow.count_definitions(&mut definitions);
        let mut again = Again::default();
        for (index, local) in self.body.locals.iter().enumerate() {
            let id = LocalId(index);
            if let Some(ordinal) = local.ordinal
                && self.crosses(id)
                && (local.kept.recipe().is_none() || definitions.get(&id) != Some(&1))
                && self.text_sources(id).is_some()
            {
                again.texts.insert(ordinal);
                continue;
            }
            let Some(recipe) = local.kept.recipe() else {
                continue;
            };
            let goes_on = self.body.iterated.contains(&id) && matches!(local.kept, Kept::Place(_));
            let changed = !matches!(local.kept, Kept::Place(_))
                && local.ordinal.is_some()
                && self.liveness.is_changed_in_place(id)
                && !self.recipe(recipe).anew
                && !self.recipe(recipe).transient;
            if changed || definitions.get(&id) != Some(&1) || !(goes_on || self.crosses(id)) {
                continue;
            }
            let recipe = self.recipe(recipe);
            again.bindings.extend(local.ordinal);
            again.sites.insert(recipe.site);
            let mut watched = recipe.watched.iter();
            if watched.any(|watched| self.is_changed_before_use_of(watched, id)) {
                again.copying.insert(recipe.site);
            }
        }
        again
    }

    /// Reports iterators that may have been replaced by others, which cannot be made again.
    fn check_iterators(&self, errors: &Errors) {
        for id in &self.body.replaced {
            let local = self.local(*id);
            let borrows = matches!(local.kept, Kept::Place(recipe) if self.recipe(recipe).borrows);
            if borrows && self.crosses(*id) {
                errors.push(syn::Error::new(local.span, format!("`{}` is an iterator that is made again after a resume, and it may have become another where it is lent as `&mut {}` or assigned; call its methods instead, or collect the items into a `Vec`", local.shown, local.shown)));
            }
        }
    }

    /// Reports `#[transient]` variables that get another value than that of their initializers.
    fn check_transients(&self, errors: &Errors) {
        let mut definitions = BTreeMap::new();
        self.body.flow.count_definitions(&mut definitions);
        for id in &self.body.transients {
            let local = self.local(*id);
            if definitions.get(id) != Some(&1) && self.crosses(*id) {
                errors.push(syn::Error::new(local.span, format!("`{}` is made again after a resume by its initializer, and it is assigned as well; which of the two it would be then cannot be told", local.shown)));
            }
        }
    }

    /// Reports borrows that are needed after a suspension and cannot be made again.
    fn check_borrows(&self, errors: &Errors) {
        let mut borrows: Vec<_> = self.body.borrows.iter().collect();
        borrows.sort_by_key(|(local, _)| **local);
        for (id, reason) in borrows {
            let local = self.local(*id);
            if local.kept != Kept::Saved || !self.crosses(*id) {
                continue;
            }
            let name = &local.shown;
            let message = match reason {
                Borrows::Value => format!(
                    "`{name}` is a borrow that is needed after a yield, and it is assigned or changed after its `let`: what it borrows then cannot be told after a resume; keep an index or an owned value instead"
                ),
                Borrows::Type => format!(
                    "`{name}` holds borrows, as its type says, and is needed after a yield; only a borrow that is taken by `&place` or by a method of the standard library can be taken again after a resume; keep owned values, or make it again after the yield"
                ),
            };
            errors.push(syn::Error::new(local.span, message));
        }
    }

    fn is_changed_before_use_of(&self, watched: &Watched, local: LocalId) -> bool {
        // A change through another borrow is one of something else, or rustc would not have it; unless the value was
        // asked for by that borrow, and is none of its own.
        let sources = self.body.sources.get(&local);
        let counts = |through: LocalId| sources.is_some_and(|from| from.contains(&through));
        let overlap = |fields: &[String]| {
            let mut both = fields.iter().zip(&watched.fields);
            both.all(|(one, other)| one == other)
        };
        let mut changes = self.liveness.changes_before_use_of(watched.local, local);
        changes.any(|change| change.through.is_none_or(counts) && overlap(&change.fields))
    }

    /// Reports what is changed while something that is evaluated again depends on it.
    fn check_watched(&self, errors: &Errors) {
        for (index, local) in self.body.locals.iter().enumerate() {
            let id = LocalId(index);
            let Some(recipe) = local.kept.recipe().filter(|_| self.crosses(id)) else {
                continue;
            };
            for watched in &self.recipe(recipe).watched {
                if self.is_changed_before_use_of(watched, id) {
                    let (borrow, changed) = (&local.shown, &self.local(watched.local).shown);
                    errors.push(syn::Error::new(local.span, format!("`{borrow}` is taken again after a resume by the expression that made it, and `{changed}`, which that mentions, is changed while `{borrow}` is still needed; put a copy of `{changed}` into a variable of its own and use that")));
                }
            }
        }
    }

    /// Variables that borrow, or are borrowed from, and cannot be moved from level to level: a name of their own
    /// keeps them where they are.
    fn carried_and_borrowed(&self, block: &Block) -> LocalSet {
        let mut found = LocalSet::new();
        let levels = Levels::new(self, block);
        let lent = |local: &LocalId| {
            if self.is_anew(*local) {
                return false;
            }
            let borrows = self.local(*local).kept.recipe().is_some();
            borrows || self.body.sources.values().any(|from| from.contains(local))
        };
        let carried = levels.locals.iter().filter(|(_, place)| place.carried);
        found.extend(carried.map(|(local, _)| *local).filter(lent));
        for stmt in &block.stmts {
            if let StmtKind::Suspend(suspend) = &stmt.kind {
                for inner in suspend.node.blocks() {
                    found.extend(self.carried_and_borrowed(inner));
                }
            }
        }
        found
    }

    /// The locals that must be saved at a point where another of their name hides them.
    fn hidden_at_a_yield(&self) -> LocalSet {
        let mut hidden = LocalSet::new();
        for (index, point) in self.body.points.iter().enumerate() {
            let live = self.liveness.live(PointId(index + 1));
            let unreachable =
                |id: &&LocalId| !self.local(**id).hidden && !point.visible.contains(id);
            hidden.extend(live.iter().filter(unreachable));
        }
        hidden
    }

    /// Reports what this plan cannot do.
    pub(crate) fn check(&self, errors: &Errors) {
        self.check_names(errors);
        self.check_watched(errors);
        self.check_borrows(errors);
        self.check_transients(errors);
        self.check_iterators(errors);
    }

    /// Reports locals of which not even a hygienic name tells them apart.
    fn check_names(&self, errors: &Errors) {
        for (index, point) in self.body.points.iter().enumerate() {
            let live = self.liveness.live(PointId(index + 1));
            let mut reached = BTreeMap::new();
            for id in point.visible.iter().chain(live) {
                let local = self.local(*id);
                if local.hidden {
                    continue;
                }
                let key = (local.name.to_string(), local.renamed);
                let other = *reached.entry(key).or_insert(*id);
                if other != *id {
                    errors.at(&local.name, format!("`{}` is needed after a yield where two other variables of that name hide it; rename one of them", local.shown));
                }
            }
        }
    }
}

/// A variable that gets a new value between a point and the next turn of a loop is not needed at the point, but
/// rustc wants it to have a value at the head of the loop. What is cheap to save is saved all the same; otherwise
/// the rest of the turn is run apart from the loop, which needs named jumps if it has a `continue`.
fn keep_for_the_head(body: &Body, liveness: &mut Liveness) -> BTreeSet<TargetId> {
    let mut named = BTreeSet::new();
    let mut loops = Vec::new();
    body.flow.loops(&mut loops);
    for (target, turn) in loops {
        for point in 1..=body.points.len() {
            let renewed = liveness.renewed(PointId(point), target);
            if renewed.iter().all(|local| body.locals[local.0].primitive) {
                liveness.keep(PointId(point), renewed);
            } else if turn
                .jumps(&BTreeSet::from([point]))
                .continued
                .contains(&target)
            {
                named.insert(target);
            }
        }
    }
    named
}

/// An iterator with closures can be made in one place only on the way into its loop: all points inside save it.
fn keep_made_anew(body: &Body, block: &Block, liveness: &mut Liveness) {
    for stmt in &block.stmts {
        let StmtKind::Suspend(suspend) = &stmt.kind else {
            continue;
        };
        if let Node::Loop(Loop {
            items: Some((items, _)),
            ..
        }) = &suspend.node
            && let Some(recipe) = body.locals[items.0].kept.recipe()
            && body.recipes[recipe.0].anew
        {
            for point in suspend.points.clone() {
                let needed = body.sources[items].iter().copied().chain([*items]);
                liveness.keep(PointId(point), needed.collect());
            }
        }
        for inner in suspend.node.blocks() {
            keep_made_anew(body, inner, liveness);
        }
    }
}

/// Field names for the variables of a point: their own, numbered where several have the same.
fn fields(locals: &[Local], saved: Vec<LocalId>) -> Vec<Saved> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut fields = Vec::new();
    for local in saved {
        let shown = &locals[local.0].shown;
        let seen = count.entry(shown).or_default();
        *seen += 1;
        let text = if *seen == 1 {
            shown.clone()
        } else {
            format!("{shown}_{seen}")
        };
        let field = names::field(&text, locals[local.0].name.span());
        fields.push(Saved { local, field });
    }
    fields
}

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
        for local in &block.params {
            let place = levels.place(plan, *local, 0, None);
            levels.locals.insert(*local, place);
        }
        for (index, stmt) in block.stmts.iter().enumerate() {
            let segment = levels.suspending.iter().filter(|at| **at <= index).count();
            let places: Vec<_> = stmt
                .declares
                .iter()
                .map(|local| levels.place(plan, *local, segment, Some(index)))
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
        &self.block.stmts[from..to]
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
        local: LocalId,
        declared: usize,
        stmt: Option<usize>,
    ) -> Place {
        let (mut level, mut last_use) = (declared, declared);
        let dropped = !stmt.is_some_and(|index| needs_no_drop(&self.block.stmts[index]));
        let mut alive = true;
        for next in declared + 1..=self.count() {
            let (stmt, suspend) = self.suspend(next);
            let restored: BTreeSet<usize> = suspend
                .points
                .clone()
                .filter(|point| plan.is_live(local, *point))
                .collect();
            if !restored.is_empty() {
                level = next;
            }
            if stmt.flow.uses(local) {
                last_use = last_use.max(next - 1);
                let in_turns = is_loop(suspend) && stmt.flow.loop_uses(local);
                let mut defined = LocalSet::new();
                stmt.flow.defined(&mut defined);
                let again = in_turns || defined.contains(&local);
                level = level.max(if again { next } else { next - 1 });
            }
            let in_tail = next == self.count() && self.block.tail_flow.uses(local);
            if in_tail || self.segment(next).iter().any(|stmt| stmt.flow.uses(local)) {
                last_use = next;
                level = next;
            }
            // What is not needed any more is still dropped at the end of the block.
            alive = stmt.flow.completes(alive, &restored);
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
