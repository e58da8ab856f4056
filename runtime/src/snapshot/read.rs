//! From bytes to a state.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::frame::{Found, Frame, Variables, whole_frame};
use crate::{
    Location, RestoreError, Status,
    held::{Erased, Place},
    location::TASK_POINT,
    machine::{Slot, Source, Unread},
    shape::{encoding, is_same_type, name_of},
    tables::Variable,
    value::{DEEPEST, Stack, Stored, ValueError},
};

/// Reads a whole snapshot into its place.
pub(crate) fn read_snapshot(
    definition: &'static Erased,
    bytes: &[u8],
    place: &mut dyn Place,
) -> Result<Status, RestoreError> {
    whole_frame(bytes)?.load(definition, place)
}

/// Reads a frame that is all of `bytes`, inside of something that was begun where the stack stood so.
pub(super) fn read_frame(
    definition: &'static Erased,
    bytes: &[u8],
    stack: Stack,
    place: &mut dyn Place,
) -> Result<Status, RestoreError> {
    Frame::whole(bytes, stack)?.load(definition, place)
}

impl Frame<'_> {
    #[inline]
    fn load(
        &self,
        definition: &'static Erased,
        place: &mut dyn Place,
    ) -> Result<Status, RestoreError> {
        let name = definition.name;
        if self.name != name.as_bytes() {
            return Err(RestoreError::WrongDefinition {
                expected: name.into(),
                found: String::from_utf8_lossy(self.name).into_owned(),
            });
        }
        let location = definition
            .locations
            .iter()
            .find(|location| location.answers_to(self.point))
            .ok_or_else(|| unknown_location(definition, spelled(self.point)))?;
        if self.levels > DEEPEST {
            return Err(RestoreError::TooDeep {
                definition: name.into(),
            });
        }
        let mut source = Values {
            definition,
            location,
            known: &definition.table().point(location.index()).variables,
            levels: self.levels,
            stack: self.stack,
            variables: self.variables.clone(),
            error: None,
        };
        match place.read(location, &mut source) {
            Ok(status) => Ok(status),
            Err(Unread) => Err(source.why()),
        }
    }
}

#[cold]
fn spelled(point: u32) -> String {
    if point == TASK_POINT {
        return "of a task (`Task::restore` takes its bytes)".into();
    }
    format!("{point:#010x}")
}

pub(super) fn unknown_location(definition: &Erased, found: String) -> RestoreError {
    let known = definition
        .locations
        .iter()
        .map(|location| format!("`{}` ({location})", location.identity()));
    RestoreError::UnknownLocation {
        definition: definition.name.into(),
        found,
        known: known.collect::<Vec<_>>(),
    }
}

pub(super) fn missing_variable(
    definition: &str,
    location: &Location,
    variable: &str,
) -> RestoreError {
    RestoreError::MissingVariable {
        definition: definition.into(),
        location: describe(location),
        variable: variable.into(),
    }
}

pub(super) fn malformed(
    definition: &str,
    location: &Location,
    variable: &str,
    message: String,
) -> RestoreError {
    RestoreError::Malformed {
        definition: definition.into(),
        location: describe(location),
        variable: variable.into(),
        message,
    }
}

pub(super) fn describe(location: &Location) -> String {
    format!("`{}` ({location})", location.identity())
}

/// The variables of a frame, to be read into the slots of the point it names.
struct Values<'a> {
    definition: &'static Erased,
    location: &'static Location,
    known: &'static [Variable],
    levels: usize,
    stack: Stack,
    variables: Variables<'a>,
    /// Why they could not be read.
    error: Option<RestoreError>,
}

impl Source for Values<'_> {
    fn load(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), Unread> {
        match self.fill(slots) {
            Ok(()) => Ok(()),
            Err(error) => {
                self.error = Some(error);
                Err(Unread)
            }
        }
    }
}

/// As which type a value is read.
#[derive(Clone, Copy)]
enum Form {
    Now,
    /// The one at this place of [`Slot::former`].
    Former(usize),
}

impl<'a> Values<'a> {
    #[cold]
    fn why(self) -> RestoreError {
        match self.error {
            Some(error) => error,
            None => unreachable!("a source that fails knows why"),
        }
    }

    #[inline]
    fn fill(&self, slots: &mut [&mut dyn Slot]) -> Result<(), RestoreError> {
        // All are known to fit before any is read.
        if self.are_in_order() {
            return self.read_in_order(slots);
        }
        self.each(|_, _, _| Ok(()))?;
        self.each(|index, found, form| self.read(&mut *slots[index], index, found, form))?;
        // What runs here is the user's: it comes last.
        for (slot, known) in slots.iter_mut().zip(self.known) {
            if known.has_default && !slot.is_filled() {
                slot.fill_default();
            }
        }
        Ok(())
    }

    /// Whether the variables are those of the slots and stand in their order, as almost always.
    #[inline]
    fn are_in_order(&self) -> bool {
        let mut ahead = self.variables.clone();
        let mut expected = self.known.iter().filter(|known| known.traced.is_some());
        expected.all(|known| {
            ahead.next().is_some_and(|found| {
                found.id == known.id && is_same_type(found.fingerprint, known.fingerprint)
            })
        })
    }

    #[inline]
    fn read_in_order(&self, slots: &mut [&mut dyn Slot]) -> Result<(), RestoreError> {
        let mut ahead = self.variables.clone();
        for (index, known) in self.known.iter().enumerate() {
            if known.traced.is_some()
                && let Some(found) = ahead.next()
            {
                self.read(&mut *slots[index], index, found, Form::Now)?;
            }
        }
        Ok(())
    }

    /// Shows the value of each variable but those that have none and need none.
    fn each(
        &self,
        mut show: impl FnMut(usize, Found<'a>, Form) -> Result<(), RestoreError>,
    ) -> Result<(), RestoreError> {
        for (index, variable) in self.known.iter().enumerate() {
            if variable.traced.is_none() {
                continue;
            }
            match self.find(index) {
                Some(found) if is_same_type(found.fingerprint, variable.fingerprint) => {
                    show(index, found, Form::Now)?;
                }
                Some(found) => show(index, found, self.former(found, index)?)?,
                None if variable.has_default => {}
                None => {
                    let name = self.location.variables()[index];
                    return Err(missing_variable(self.definition.name, self.location, name));
                }
            }
        }
        Ok(())
    }

    /// The value of the variable at `index`, of those with the same id the one at the same place.
    fn find(&self, index: usize) -> Option<Found<'a>> {
        let id = self.known[index].id;
        let earlier = self.known[..index]
            .iter()
            .filter(|other| other.id == id)
            .count();
        let mut alike = self.variables.clone().filter(|found| found.id == id);
        alike.nth(earlier)
    }

    /// Which of the types that the variable had before the value is of.
    #[cold]
    fn former(&self, found: Found<'a>, index: usize) -> Result<Form, RestoreError> {
        let known = &self.known[index];
        let mut former = known.former.iter();
        match former.position(|former| is_same_type(former.fingerprint, found.fingerprint)) {
            Some(place) => Ok(Form::Former(place)),
            None => Err(RestoreError::TypeChanged {
                definition: self.definition.name.into(),
                location: describe(self.location),
                variable: self.location.variables()[index].into(),
                expected: known
                    .traced
                    .map(|traced| traced.shape.to_string())
                    .unwrap_or_default(),
                found: name_of(found.fingerprint)
                    .unwrap_or_else(|| format!("{:#010x}", found.fingerprint)),
            }),
        }
    }

    #[inline]
    fn read(
        &self,
        slot: &mut dyn Slot,
        index: usize,
        found: Found<'a>,
        form: Form,
    ) -> Result<(), RestoreError> {
        let value = Stored {
            bytes: found.value,
            encoding: encoding(found.fingerprint),
            levels: self.levels,
            stack: self.stack,
        };
        let read = match form {
            Form::Now => slot.read(value),
            Form::Former(place) => slot.read_former(place, value),
        };
        read.map_err(|error| self.refused(index, error))
    }

    #[cold]
    fn refused(&self, index: usize, error: ValueError) -> RestoreError {
        let name = self.location.variables()[index];
        let message = error.to_string();
        // What a coroutine inside reports is not about the variable that holds it.
        error
            .into_inner()
            .unwrap_or_else(|| malformed(self.definition.name, self.location, name, message))
    }
}
