//! What a plan cannot do, reported.

use std::collections::BTreeMap;

use super::Plan;
use crate::errors::Errors;
use crate::flow::{LocalId, PointId};
use crate::ir::{Borrows, Items, Kept, Watched};

impl Plan<'_> {
    /// Reports iterators that may have been replaced by others, which cannot be made again.
    fn check_iterators(&self, errors: &Errors) {
        for id in &self.body.replaced {
            let local = self.local(*id);
            let borrows = matches!(local.kept, Kept::Place(recipe) if self.recipe(recipe).items != Items::Owned);
            if borrows && self.crosses(*id) {
                errors.push(syn::Error::new(local.span, format!("`{}` is an iterator that is made again after a resume, and it may have become another where it is lent as `&mut {}` or assigned; call its methods instead, or collect the items into a `Vec`", local.shown, local.shown)));
            }
        }
    }

    /// Reports `#[transient]` variables that get another value than that of their initializers.
    fn check_transients(&self, errors: &Errors) {
        for id in &self.body.transients {
            let local = self.local(*id);
            if self.definitions.get(id) != Some(&1) && self.crosses(*id) {
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

    pub(super) fn is_changed_before_use_of(&self, watched: &Watched, local: LocalId) -> bool {
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

    /// Reports what this plan cannot do.
    pub(crate) fn check(&self, errors: &Errors) {
        // A walk that found errors is the first one, in which it is open how a variable is kept.
        if errors.count() == 0 {
            self.check_edits(errors);
        }
        self.check_names(errors);
        self.check_watched(errors);
        self.check_borrows(errors);
        self.check_transients(errors);
        self.check_iterators(errors);
    }

    /// Reports `#[default]` and `#[was]` on variables of which a snapshot has no value.
    fn check_edits(&self, errors: &Errors) {
        for (index, local) in self.body.locals.iter().enumerate() {
            let name = &local.shown;
            let message = match local.kept {
                Kept::Saved | Kept::InPlace(..) => continue,
                Kept::Again(_) | Kept::Either(_) => format!(
                    "`{name}` is made again after a resume, not saved: no snapshot has or lacks a value for it; remove the attribute"
                ),
                Kept::Place(_) => format!(
                    "`{name}` is an iterator, of which only the position is saved: it is made again after a resume, and moved there; remove the attribute"
                ),
                Kept::Text => format!(
                    "`{name}` is saved as one of the texts that the function gives it, to be found again among them; keep a `String` (`.to_owned()`), or remove the attribute"
                ),
            };
            if self.crosses(LocalId(index)) {
                for attr in &local.edits.written {
                    errors.at(attr, &message);
                }
            }
        }
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
