//! Which saved calls an edit would strand.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use serde::{Deserialize, Serialize};

use super::{Point, Schema, Variable};
use crate::{Shape, shape::is_same_type};

/// Saved calls that the definition of now could not restore, and what to do about it.
///
/// Displays as one line that names the point, the variable and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stranded {
    /// The definition has another name.
    Renamed {
        /// The name in the snapshots.
        old: String,
        /// The name of now.
        new: String,
    },
    /// The point is gone.
    PointGone {
        /// The definition.
        definition: String,
        /// The point in the snapshots.
        point: String,
        /// The points that there are now.
        known: Vec<String>,
    },
    /// The point needs a variable that it did not need before.
    VariableMissing {
        /// The definition.
        definition: String,
        /// The point.
        point: String,
        /// The variable.
        variable: String,
        /// What was saved there and is not needed any more: one of these may be the same variable under its old name.
        unused: Vec<String>,
    },
    /// A variable has another type.
    TypeChanged {
        /// The definition.
        definition: String,
        /// The point.
        point: String,
        /// The variable.
        variable: String,
        /// The type in the snapshots.
        old: String,
        /// The type of now.
        new: String,
    },
    /// A coroutine that variables held is not among those that they can hold now.
    CoroutineGone {
        /// The definition.
        definition: String,
        /// The coroutine in the snapshots.
        coroutine: String,
    },
}

impl fmt::Display for Stranded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stranded::Renamed { old, new } => write!(
                f,
                "`{old}` is called `{new}` now; keep the name: `#[resumable(name = \"{old}\")]`"
            ),
            Stranded::PointGone {
                definition,
                point,
                known,
            } => {
                write!(
                    f,
                    "`{definition}` has no point {point} any more; keep it, or map it: `renamed(\"..\" => \"..\")` to one of "
                )?;
                list(f, known)
            }
            Stranded::VariableMissing {
                definition,
                point,
                variable,
                unused,
            } => {
                write!(
                    f,
                    "`{definition}` needs `{variable}` at {point}, which was not saved there; give it a value for old snapshots: `#[default(..)]` on its `let` or parameter"
                )?;
                if unused.is_empty() {
                    return Ok(());
                }
                f.write_str("; or, if it is ")?;
                list(f, unused)?;
                f.write_str(" under a new name, keep the old one, by which its value is found")
            }
            Stranded::TypeChanged {
                definition,
                point,
                variable,
                old,
                new,
            } => write!(
                f,
                "`{variable}` of `{definition}` at {point} was `{old}` and is `{new}`; convert it: `#[was(..)]` with the old type on its `let` or parameter"
            ),
            Stranded::CoroutineGone {
                definition,
                coroutine,
            } => write!(
                f,
                "`{definition}` held calls of `{coroutine}`, which it does not await any more; keep the call, or the name of what replaces it"
            ),
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, names: &[String]) -> fmt::Result {
    for (index, name) in names.iter().enumerate() {
        write!(f, "{}`{name}`", if index == 0 { "" } else { ", " })?;
    }
    Ok(())
}

impl Schema {
    /// The calls saved by the versions that `old` describes which the definition of this schema could not restore.
    ///
    /// Nothing is stranded if the list is empty.
    #[must_use]
    pub fn strands(&self, old: &Schema) -> Vec<Stranded> {
        let mut stranded = Vec::new();
        if self.coroutine != old.coroutine {
            stranded.push(Stranded::Renamed {
                old: old.coroutine.clone(),
                new: self.coroutine.clone(),
            });
        }
        let mut gone = Vec::new();
        for point in old.points.iter().chain(&old.earlier) {
            // A point may have been saved in several forms; what holds for all of them is said once.
            if let Some(new) = self.point_for(point) {
                for found in self.unfit(point, new) {
                    if !stranded.contains(&found) {
                        stranded.push(found);
                    }
                }
            } else if !gone.contains(&point.id) {
                gone.push(point.id);
                stranded.push(self.without(point));
            }
        }
        for inner in &old.coroutines {
            stranded.extend(self.stranded_inside(inner));
        }
        stranded
    }

    /// The calls of a coroutine inside that could not be restored.
    fn stranded_inside(&self, old: &Schema) -> Vec<Stranded> {
        let all = core::iter::once(self).chain(&self.coroutines);
        let alike = all.filter(|known| known.coroutine == old.coroutine);
        // Instances of a generic function have one name: one of them is the one that was.
        let stranded = alike.map(|known| known.strands(old));
        stranded.min_by_key(Vec::len).unwrap_or_else(|| {
            alloc::vec![Stranded::CoroutineGone {
                definition: self.coroutine.clone(),
                coroutine: old.coroutine.clone(),
            }]
        })
    }

    /// The point at which a call goes on that was saved at `old`.
    fn point_for(&self, old: &Point) -> Option<&Point> {
        let mut points = self.points.iter();
        points.find(|new| new.id == old.id || new.former.contains(&old.id))
    }

    fn without(&self, old: &Point) -> Stranded {
        let known = self.points.iter();
        Stranded::PointGone {
            definition: self.coroutine.clone(),
            point: old.to_string(),
            known: known.map(|point| point.identity.clone()).collect(),
        }
    }

    /// The variables of `new` for which `old` has no value.
    fn unfit(&self, old: &Point, new: &Point) -> Vec<Stranded> {
        let mut unfit = Vec::new();
        for (index, variable) in new.variables.iter().enumerate() {
            match saved(old, new, index) {
                Some(saved) if fits(saved, variable) => {}
                Some(saved) => unfit.push(Stranded::TypeChanged {
                    definition: self.coroutine.clone(),
                    point: new.to_string(),
                    variable: variable.name.clone(),
                    old: saved.shape.to_string(),
                    new: variable.shape.to_string(),
                }),
                None if variable.default => {}
                None => unfit.push(Stranded::VariableMissing {
                    definition: self.coroutine.clone(),
                    point: new.to_string(),
                    variable: variable.name.clone(),
                    unused: unused(old, new),
                }),
            }
        }
        unfit
    }
}

/// The variables of `old` of which `new` has none of the name.
fn unused(old: &Point, new: &Point) -> Vec<String> {
    let needed = |id: u32| new.variables.iter().any(|needed| needed.id == id);
    let saved = old.variables.iter().filter(|saved| !needed(saved.id));
    saved.map(|saved| saved.name.clone()).collect()
}

/// What was saved for the variable at `index`, found as a restore finds it.
fn saved<'o>(old: &'o Point, new: &Point, index: usize) -> Option<&'o Variable> {
    let id = new.variables[index].id;
    let earlier = new.variables[..index]
        .iter()
        .filter(|other| other.id == id)
        .count();
    old.variables
        .iter()
        .filter(|saved| saved.id == id)
        .nth(earlier)
}

/// Whether the value of `saved` can be read for `variable`.
fn fits(saved: &Variable, variable: &Variable) -> bool {
    let former = variable.was.iter().map(Shape::fingerprint);
    core::iter::once(variable.fingerprint)
        .chain(former)
        .any(|known| is_same_type(known, saved.fingerprint))
}
