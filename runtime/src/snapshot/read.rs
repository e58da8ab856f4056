//! From bytes to a state.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::format::{Cursor, MAGIC, OutOfBytes, SEALED_MAGIC, VERSION};
use crate::{
    Location, RestoreError,
    held::{Erased, Held},
    machine::{Slot, Source},
    value::{DEEPEST, Reader},
};

impl From<OutOfBytes> for RestoreError {
    fn from(_: OutOfBytes) -> Self {
        RestoreError::Truncated
    }
}

/// Reads a whole snapshot.
pub(crate) fn read_snapshot(
    definition: &'static Erased,
    bytes: &[u8],
) -> Result<Held, RestoreError> {
    whole_snapshot(bytes)?.load(definition)
}

/// The name of the function that a whole snapshot is of, as it stands in the bytes.
pub(crate) fn snapshot_name(bytes: &[u8]) -> Result<&[u8], RestoreError> {
    whole_snapshot(bytes).map(|frame| frame.name)
}

/// The frame of bytes that are intact.
fn whole_snapshot(bytes: &[u8]) -> Result<Frame<'_>, RestoreError> {
    if bytes.starts_with(&SEALED_MAGIC) {
        return Err(RestoreError::Sealed);
    }
    let mut cursor = Cursor::new(bytes);
    let magic = cursor.bytes(bytes.len().min(MAGIC.len()))?;
    if !MAGIC.starts_with(magic) {
        return Err(RestoreError::BadMagic);
    }
    match cursor.bytes(1)? {
        [VERSION] => {}
        version => return Err(RestoreError::UnsupportedVersion { found: version[0] }),
    }
    let frame = Frame::parse(&mut cursor)?;
    let covered = &bytes[..bytes.len() - cursor.rest().len()];
    let checksum = cursor.u32()?;
    if crc32fast::hash(covered) != checksum {
        return Err(RestoreError::Checksum);
    }
    match cursor.rest().len() {
        0 => Ok(frame),
        count => Err(RestoreError::TrailingBytes { count }),
    }
}

/// Reads a frame that is all of `bytes`.
pub(super) fn read_frame(definition: &'static Erased, bytes: &[u8]) -> Result<Held, RestoreError> {
    let mut cursor = Cursor::new(bytes);
    let frame = Frame::parse(&mut cursor)?;
    match cursor.rest().len() {
        0 => frame.load(definition),
        count => Err(RestoreError::TrailingBytes { count }),
    }
}

/// A frame whose lengths are known to be right.
struct Frame<'a> {
    levels: usize,
    name: &'a [u8],
    point: u32,
    variables: Variables<'a>,
}

impl<'a> Frame<'a> {
    fn parse(cursor: &mut Cursor<'a>) -> Result<Self, OutOfBytes> {
        let levels = cursor.varint()?;
        let name = cursor.length_prefixed()?;
        let point = cursor.u32()?;
        let count = cursor.varint()?;
        let variables = Variables {
            cursor: *cursor,
            left: count,
        };
        for _ in 0..count {
            cursor.u32()?;
            cursor.length_prefixed()?;
        }
        Ok(Frame {
            levels,
            name,
            point,
            variables,
        })
    }

    fn load(self, definition: &'static Erased) -> Result<Held, RestoreError> {
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
            .find(|location| location.id() == self.point)
            .ok_or_else(|| unknown_location(definition, format!("{:#010x}", self.point)))?;
        if self.levels > DEEPEST {
            return Err(RestoreError::TooDeep {
                definition: name.into(),
            });
        }
        let mut source = Values {
            definition: name,
            location,
            levels: self.levels,
            variables: self.variables,
        };
        definition.load(location, &mut source)
    }
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

fn describe(location: &Location) -> String {
    format!("`{}` ({location})", location.identity())
}

/// The variables of a frame, as `(name id, value)`.
#[derive(Clone)]
struct Variables<'a> {
    cursor: Cursor<'a>,
    left: usize,
}

impl<'a> Iterator for Variables<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let id = self.cursor.u32().ok()?;
        Some((id, self.cursor.length_prefixed().ok()?))
    }
}

/// The variables of a frame, to be read into the slots of the point it names.
struct Values<'a> {
    definition: &'static str,
    location: &'static Location,
    levels: usize,
    variables: Variables<'a>,
}

impl Source for Values<'_> {
    fn load(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), RestoreError> {
        let names = self.location.variables();
        // Usually the variables stand in the order of the slots.
        let mut ahead = self.variables.clone();
        for (index, (slot, name)) in slots.iter_mut().zip(names).enumerate() {
            if !slot.is_expected() {
                continue;
            }
            let id = self.location.ids()[index];
            let value = match ahead.next() {
                Some((found, value)) if found == id => value,
                _ => self
                    .find(
                        id,
                        names[..index].iter().filter(|other| *other == name).count(),
                    )
                    .ok_or_else(|| missing_variable(self.definition, self.location, name))?,
            };
            slot.read(Reader::new(value, self.levels))
                .map_err(|error| {
                    malformed(self.definition, self.location, name, error.to_string())
                })?;
        }
        Ok(())
    }
}

impl<'a> Values<'a> {
    /// The value of the variable with this id that `earlier` others with the same id precede.
    fn find(&self, id: u32, earlier: usize) -> Option<&'a [u8]> {
        self.variables
            .clone()
            .filter(|(found, _)| *found == id)
            .nth(earlier)
            .map(|(_, value)| value)
    }
}
