//! What is in a snapshot, without the program that took it.
//!
//! [`inspect`](fn@inspect) needs nothing but the bytes, and [`Schema::inspect`] a schema, which may come from a file. Neither
//! restores anything. An [`Inspection`] displays as lines for a person:
//!
//! ```text
//! shop::order
//!   at 'paid, src/shop.rs:31
//!   item: String = "lamp"
//!   price: u32 = 1200
//! ```

// decode: from a value's bytes and its shape to the value; show: as a person reads it; task: as a tree, if it is a task.

mod decode;
mod show;
mod task;

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};

use serde::Serialize;

use crate::{
    RestoreError, Schema, Value,
    location::TASK_POINT,
    schema::{Point, Variable},
    shape::{encoding, is_same_type},
    snapshot::{Found, Frame, whole_frame},
    task::saved_point,
    value::{DEEPEST, Encoding, Reader, Stack},
};

/// What the bytes of a snapshot say by themselves: the name, and of each variable its size and, where it describes
/// itself, its value. Of a [task](crate::task::Task) they say which requests are pending, too.
///
/// With a [`Schema`] of the function they say [more](Schema::inspect).
///
/// # Errors
/// If the bytes are not a whole snapshot.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, RestoreError> {
    Ok(inspection(&whole_frame(bytes)?, None))
}

impl Schema {
    /// What is in a snapshot: the point, and the variables with their values.
    ///
    /// Nothing is restored, and the program need not be there: the schema may come from a
    /// [file](crate::assert_compatible). What cannot be told is said at the variable.
    ///
    /// ```
    /// use resumable::{Value, resumable, schema};
    ///
    /// #[resumable(yield = u32)]
    /// fn counter(n: u32) {
    ///     let mut i = 0;
    ///     while i < n {
    ///         yield_!('tick: i);
    ///         i += 1;
    ///     }
    /// }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut co = counter(3);
    /// let _ = co.start();
    /// let inspection = schema::<counter>().inspect(&co.snapshot()?)?;
    /// assert_eq!(inspection.point.label.as_deref(), Some("tick"));
    /// assert_eq!(inspection.variables[0].name.as_deref(), Some("n"));
    /// assert_eq!(inspection.variables[0].value, Some(Value::Unsigned(3)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the bytes are not a whole snapshot, or are of a function that the schema does not know.
    pub fn inspect(&self, bytes: &[u8]) -> Result<Inspection, RestoreError> {
        let frame = whole_frame(bytes)?;
        if self.named(frame.name).next().is_none() {
            return Err(RestoreError::WrongDefinition {
                expected: self.coroutine.clone(),
                found: String::from_utf8_lossy(frame.name).into_owned(),
            });
        }
        Ok(inspection(&frame, Some(self)))
    }

    /// The schemas of coroutines with this name: this one, or those inside.
    fn named(&self, name: &[u8]) -> impl Iterator<Item = &Schema> {
        let all = core::iter::once(self).chain(&self.coroutines);
        all.filter(move |schema| schema.coroutine.as_bytes() == name)
    }
}

/// What is in a snapshot.
///
/// Displays in lines for a person; serializes for a program.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Inspection {
    /// The name of the function.
    pub coroutine: String,
    /// Where it waits.
    pub point: InspectedPoint,
    /// What was saved there.
    pub variables: Vec<InspectedVariable>,
}

/// The point of an [`Inspection`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InspectedPoint {
    /// The checksum by which the snapshot knows it.
    pub id: u32,
    /// [`Location::identity`](crate::Location::identity), if the schema knows it.
    pub identity: Option<String>,
    /// [`Location::label`](crate::Location::label), if it has one.
    pub label: Option<String>,
    /// The source file, if the schema knows it.
    pub file: Option<String>,
    /// The line in it, counted from 1.
    pub line: Option<u32>,
}

/// A variable of an [`Inspection`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InspectedVariable {
    /// Its name, if the schema knows it.
    pub name: Option<String>,
    /// The checksum of its name.
    pub id: u32,
    /// The checksum of its type.
    pub fingerprint: u32,
    /// Its type, as far as it is known.
    #[serde(rename = "type")]
    pub shape: Option<String>,
    /// How many bytes the value takes.
    pub bytes: usize,
    /// Its value, if it can be decoded.
    pub value: Option<Value>,
    /// Why not, if it cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What is in a frame, which an instance inside a value is.
fn inspect_frame(
    bytes: &[u8],
    stack: Stack,
    schema: Option<&Schema>,
) -> Result<Inspection, RestoreError> {
    Ok(inspection(&Frame::whole(bytes, stack)?, schema))
}

/// What is in a frame of a function that `all` may know.
fn inspection(frame: &Frame<'_>, all: Option<&Schema>) -> Inspection {
    let task =
        (frame.point == TASK_POINT).then(|| saved_point(&String::from_utf8_lossy(frame.name)));
    let schemas = all.into_iter().flat_map(|schema| schema.named(frame.name));
    let forms: Vec<&Point> = schemas
        .flat_map(|schema| schema.forms(frame.point))
        .chain(&task)
        .collect();
    let point = forms.first();
    let mut earlier = Vec::new();
    let variables = frame.variables.clone().map(|found| {
        let place = earlier.iter().filter(|id| **id == found.id).count();
        earlier.push(found.id);
        let reader = Reader::within(found.value, frame.levels.min(DEEPEST), frame.stack);
        variable(found, reader, place, &forms, all)
    });
    Inspection {
        coroutine: String::from_utf8_lossy(frame.name).into_owned(),
        point: InspectedPoint {
            id: frame.point,
            identity: point.map(|point| point.identity.clone()),
            label: point.and_then(|point| point.label.clone()),
            file: point.map(|point| point.file.clone()),
            line: point.map(|point| point.line),
        },
        variables: variables.collect(),
    }
}

/// What is known of a variable, of those with its id the one at `place`.
fn variable(
    found: Found<'_>,
    reader: Reader<'_>,
    place: usize,
    forms: &[&Point],
    schema: Option<&Schema>,
) -> InspectedVariable {
    let named = |point: &&Point| -> Option<Variable> {
        let mut alike = point
            .variables
            .iter()
            .filter(|variable| variable.id == found.id);
        alike.nth(place).cloned()
    };
    let known: Vec<Variable> = forms.iter().filter_map(named).collect();
    let fitting = known
        .iter()
        .find(|known| is_same_type(known.fingerprint, found.fingerprint));
    let value = match (encoding(found.fingerprint), fitting, schema) {
        (Encoding::Described, ..) => Value::described(reader).map_err(|error| error.to_string()),
        (Encoding::Plain, Some(known), _) => {
            let value = decode::plain(reader, &known.shape, schema);
            value.map_err(|error| error.to_string())
        }
        (Encoding::Plain, ..) => Err(match known.first() {
            Some(known) => format!("it was saved as another type than `{}`", known.shape),
            None if schema.is_some() => "the schema does not know it".to_owned(),
            None => "without a schema only its size is known".to_owned(),
        }),
    };
    let (value, problem) = match value {
        Ok(value) => (Some(value), None),
        Err(problem) => (None, Some(problem)),
    };
    InspectedVariable {
        name: known.first().map(|known| known.name.clone()),
        id: found.id,
        fingerprint: found.fingerprint,
        shape: fitting.map(|known| known.shape.to_string()),
        bytes: found.value.len(),
        value,
        problem,
    }
}
