//! What another walk over the body has to do otherwise, now that it is known what is needed at each suspension.

use std::collections::BTreeSet;

use super::{Levels, Plan};
use crate::flow::{LocalId, LocalSet, PointId};
use crate::ir::{Block, Kept, StmtKind};
use crate::scope::{Again, Choices, SiteId};

impl Plan<'_> {
    /// The variables whose texts the local may hold; none if something else may be in one of them.
    pub(super) fn text_sources(&self, local: LocalId) -> Option<LocalSet> {
        let (mut found, mut next) = (LocalSet::new(), vec![local]);
        while let Some(local) = next.pop() {
            let texts = self.body.texts.get(&local)?.as_ref()?;
            let known = self.definitions.get(&local) == Some(&texts.given)
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
            texts.is_some_and(|texts| texts.spelled)
        };
        found.iter().any(holds).then_some(found)
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
            staying: self.staying(&renamed),
        }
    }

    /// The variables that are saved, and could stay where they are.
    fn staying(&self, renamed: &LocalSet) -> BTreeSet<SiteId> {
        let locals = self.body.locals.iter().enumerate();
        let staying = locals.filter_map(|(index, local)| {
            let id = LocalId(index);
            let saved = local.kept == Kept::Saved && self.crosses(id);
            local
                .may_stay
                .filter(|_| saved && !local.renamed && !renamed.contains(&id))
        });
        staying.collect()
    }

    /// Whether the local has a recipe of which nothing changes while it is needed.
    fn can_be_made_again(&self, local: LocalId) -> bool {
        self.recipe_of(local).is_some_and(|recipe| {
            let mut watched = recipe.watched.iter();
            !watched.any(|watched| self.is_changed_before_use_of(watched, local))
        })
    }

    /// The variables that can be made again, are needed after a suspension, and get one value only.
    fn made_again(&self) -> Again {
        let mut again = Again::default();
        for (index, local) in self.body.locals.iter().enumerate() {
            let id = LocalId(index);
            if let Some(ordinal) = local.ordinal
                && self.crosses(id)
                && (self.definitions.get(&id) != Some(&1) || !self.can_be_made_again(id))
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
            if changed || self.definitions.get(&id) != Some(&1) || !(goes_on || self.crosses(id)) {
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
        found.extend(levels.carried().filter(lent));
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
}
