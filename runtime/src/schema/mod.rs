//! What a definition saves, as data that outlives the program.
//!
//! - [`schema`](fn@schema) makes it, and [`Schema`] is what it is: the points of a function, and the variables that are saved
//!   at each, with their types. It is kept as JSON (`Schema::to_json`).
//! - [`Schema::strands`] says which saved calls an edit would strand, and [`Stranded`] what to do about each.
//! - `assert_compatible!` is the test that fails then: it keeps the schema in a file beside the code.
//! - [`Schema::inspect`] shows what is in a snapshot, also without the program that took it.

// compare: which saved calls an edit would strand; guard: the test that fails then.

mod compare;
#[cfg(feature = "schema")]
mod guard;

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

pub use compare::Stranded;
#[cfg(feature = "schema")]
pub use guard::SchemaError;
#[cfg(feature = "schema")]
#[doc(hidden)]
pub use guard::assert_compatible;

use crate::{
    Definition, Location, Shape,
    held::{Erase, Erased},
    tables,
};

/// Everything that snapshots of `D` depend on.
///
/// ```
/// use resumable::{resumable, schema};
///
/// #[resumable(yield = u32)]
/// fn counter(n: u32) {
///     for i in 0..n {
///         yield_!('tick: i);
///     }
/// }
///
/// let schema = schema::<counter>();
/// assert_eq!(schema.coroutine, <counter as resumable::Definition>::NAME);
/// let tick = &schema.points[1];
/// assert_eq!(tick.label.as_deref(), Some("tick"));
/// assert_eq!(tick.variables[0].shape.to_string(), "Range { start: u32, end: u32 }");
/// ```
#[must_use]
pub fn schema<D: Definition>() -> Schema {
    let mut all = alloc::vec![D::erased()];
    let mut described = 0;
    let mut schema = of(D::erased());
    // Those it can delegate to, those that these can, and so on: each once.
    while let Some(definition) = all.get(described) {
        for inner in coroutines_of(definition) {
            // Instances of a generic function have one name and each their own table.
            if !all
                .iter()
                .any(|known| core::ptr::eq(known.table(), inner.table()))
            {
                all.push(inner);
            }
        }
        described += 1;
    }
    schema.coroutines = all[1..].iter().map(|definition| of(definition)).collect();
    schema
}

/// What snapshots of a definition depend on: its points and the variables that are saved there.
///
/// It is made by [`schema`](fn@schema) and is a value for any serde format; a program that has only this can
/// [inspect](Schema::inspect) snapshots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Schema {
    /// The name of the definition.
    pub coroutine: String,
    /// Its points now: the start, and every yield.
    pub points: Vec<Point>,
    /// Forms that points had in earlier versions of the function, as far as they were written down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Point>,
    /// The coroutines that its variables can hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coroutines: Vec<Schema>,
}

/// A point of a [`Schema`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Point {
    /// [`Location::identity`](crate::Location::identity).
    pub identity: String,
    /// [`Location::label`](crate::Location::label).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// [`Location::id`](crate::Location::id).
    pub id: u32,
    /// The ids of points that were renamed to this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<u32>,
    /// The source file.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1.
    pub column: u32,
    /// What is saved there.
    pub variables: Vec<Variable>,
}

/// A variable of a [`Point`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The checksum by which a snapshot knows the name.
    pub id: u32,
    /// The checksum of its type; the lowest bit says whether its values tell their kinds.
    pub fingerprint: u32,
    /// What its values look like.
    pub shape: Shape,
    /// The types that it had before, by `#[was(..)]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<Shape>,
    /// Whether it has a `#[default(..)]`.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub default: bool,
}

fn of(definition: &'static Erased) -> Schema {
    let table = definition.table();
    let point = |location: &Location| Point {
        identity: location.identity().into(),
        label: location.label().map(Into::into),
        id: location.id(),
        former: location
            .former()
            .iter()
            .flat_map(|former| former.ids)
            .collect(),
        file: location.file().into(),
        line: location.line(),
        column: location.column(),
        variables: {
            let known = table.point(location.index()).variables.iter();
            known
                .zip(location.variables())
                .filter_map(|(known, name)| variable(known, name))
                .collect()
        },
    };
    Schema {
        coroutine: definition.name.into(),
        points: definition.locations.iter().map(point).collect(),
        earlier: Vec::new(),
        coroutines: Vec::new(),
    }
}

fn variable(known: &tables::Variable, name: &str) -> Option<Variable> {
    Some(Variable {
        name: name.into(),
        id: known.id,
        fingerprint: known.fingerprint,
        shape: known.traced?.shape.clone(),
        was: known
            .former
            .iter()
            .map(|former| former.shape.clone())
            .collect(),
        default: known.has_default,
    })
}

/// The coroutines that the variables of a definition can hold.
fn coroutines_of(definition: &'static Erased) -> impl Iterator<Item = &'static Erased> {
    let table = definition.table();
    let locations = definition.locations.iter();
    let variables = locations.flat_map(|location| &table.point(location.index()).variables);
    let traced = variables.filter_map(|variable| variable.traced);
    traced.flat_map(|traced| traced.coroutines.iter().copied())
}

impl Schema {
    /// The points that a snapshot's id can mean: now, or in earlier versions.
    pub(crate) fn forms(&self, id: u32) -> impl Iterator<Item = &Point> {
        self.points
            .iter()
            .chain(&self.earlier)
            .filter(move |point| point.id == id)
    }

    /// Whether two schemas say the same of snapshots, wherever in the source the points stand.
    #[must_use]
    pub fn is_same(&self, other: &Schema) -> bool {
        let alike = |own: &[Point], others: &[Point]| {
            own.len() == others.len()
                && own
                    .iter()
                    .zip(others)
                    .all(|(own, other)| own.is_same(other))
        };
        let within = self.coroutines.iter().zip(&other.coroutines);
        self.coroutine == other.coroutine
            && alike(&self.points, &other.points)
            && alike(&self.earlier, &other.earlier)
            && self.coroutines.len() == other.coroutines.len()
            && within.into_iter().all(|(own, other)| own.is_same(other))
    }

    /// This schema with all that `old` knows of earlier versions, to be kept in its place.
    ///
    /// Calls that were saved by any of them may still wait somewhere.
    #[must_use]
    pub fn with_earlier(mut self, old: &Schema) -> Schema {
        for point in old.points.iter().chain(&old.earlier) {
            if !self
                .points
                .iter()
                .chain(&self.earlier)
                .any(|known| known.saves_as(point))
            {
                self.earlier.push(point.clone());
            }
        }
        for inner in &mut self.coroutines {
            if let Some(old) = old
                .coroutines
                .iter()
                .find(|old| old.coroutine == inner.coroutine)
            {
                *inner = inner.clone().with_earlier(old);
            }
        }
        self
    }
}

impl Point {
    fn is_same(&self, other: &Point) -> bool {
        (
            &self.identity,
            &self.label,
            self.id,
            &self.former,
            &self.variables,
        ) == (
            &other.identity,
            &other.label,
            other.id,
            &other.former,
            &other.variables,
        )
    }

    /// Whether snapshots taken at the two look alike.
    fn saves_as(&self, other: &Point) -> bool {
        let saved = |point: &Point| -> Vec<(u32, u32)> {
            let variables = point.variables.iter();
            variables
                .map(|variable| (variable.id, variable.fingerprint))
                .collect()
        };
        self.id == other.id && saved(self) == saved(other)
    }
}

impl core::fmt::Display for Point {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "`{}` ({}:{}:{})",
            self.identity, self.file, self.line, self.column
        )
    }
}
