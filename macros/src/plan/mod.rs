//! What is saved at each suspension point, and where each local of a block has to be declared.
//!
//! - [`levels`]: where each local of a block is declared when the block is entered again;
//! - [`keep`]: what is saved for rustc's sake;
//! - [`choices`]: what another walk over the body has to do otherwise;
//! - [`check`]: what cannot be done.

mod check;
mod choices;
mod keep;
mod levels;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use syn::Ident;

use crate::flow::{Flow, Liveness, LocalId, PointId, TargetId};
use crate::ir::{Body, Kept, Local, PlaceId, Point, PointKind, Recipe, RecipeId};
use crate::names;

use keep::{keep_for_the_head, keep_made_anew};
pub(crate) use levels::Levels;

/// The plan of a body.
pub(crate) struct Plan<'b> {
    pub(crate) body: &'b Body,
    liveness: Liveness,
    /// The loops that have to be named by their jumps.
    named: BTreeSet<TargetId>,
    /// What point `k` saves, at index `k - 1`.
    saved: Vec<Vec<Saved>>,
    /// The points that each local is live at.
    live_at: BTreeMap<LocalId, BTreeSet<usize>>,
    /// How often each local is declared or assigned.
    definitions: BTreeMap<LocalId, usize>,
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
        let mut live_at = BTreeMap::<_, BTreeSet<_>>::new();
        for point in 1..=body.points.len() {
            for local in liveness.live(PointId(point)) {
                live_at.entry(*local).or_default().insert(point);
            }
        }
        let mut definitions = BTreeMap::new();
        body.flow.count_definitions(&mut definitions);
        Plan {
            body,
            liveness,
            named,
            saved,
            live_at,
            definitions,
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

    /// Every local that some point saves in the state.
    pub(crate) fn saved_locals(&self) -> BTreeSet<LocalId> {
        self.saved
            .iter()
            .flatten()
            .map(|saved| saved.local)
            .filter(|local| self.place(*local).is_none())
            .collect()
    }

    /// What the point saves in the state.
    pub(crate) fn moved(&self, point: usize) -> impl Iterator<Item = &Saved> {
        self.saved(point)
            .iter()
            .filter(|saved| self.place(saved.local).is_none())
    }

    /// The place that the local stays in.
    pub(crate) fn place(&self, local: LocalId) -> Option<PlaceId> {
        match self.local(local).kept {
            Kept::InPlace(_, place) => Some(place),
            _ => None,
        }
    }

    pub(crate) fn is_live(&self, local: LocalId, point: usize) -> bool {
        self.liveness.live(PointId(point)).contains(&local)
    }

    /// The points that the local is live at, if there are any.
    pub(super) fn live_at(&self, local: LocalId) -> Option<&BTreeSet<usize>> {
        self.live_at.get(&local)
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
    pub(crate) fn crosses(&self, local: LocalId) -> bool {
        self.live_at(local).is_some()
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
