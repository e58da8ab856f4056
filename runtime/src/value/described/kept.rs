//! Whether what was saved is all in what was read of it.
//!
//! The fingerprint of a type with `#[serde(flatten)]` does not tell its fields, and serde reads a field that is not there as
//! `None`, passes over one that it does not know, and makes a float of any number. So a field with another name would be
//! lost, and nothing would say so.

use alloc::{collections::BTreeMap, vec::Vec};
use core::fmt;

use serde::{
    Serialize,
    de::{DeserializeOwned, Error},
};

use super::{DescribedWriter, LEVELS, read::NO_VALUE, tag};
use crate::value::{DEEPEST, Reader, Stored, ValueError, Writer};

/// Reads a described value; an error if a part of it would be lost.
pub(crate) fn read_described<T: Serialize + DeserializeOwned + 'static>(
    saved: Stored<'_>,
) -> Result<T, ValueError> {
    let value: T = saved.read()?;
    let mut again = Vec::new();
    let mut writer = Writer::within(&mut again, saved.stack);
    value.serialize(DescribedWriter::new(&mut writer))?;
    check_kept(saved, &again)?;
    Ok(value)
}

/// An error if a part of `saved` is not in `again`, which is written of what was read.
fn check_kept(saved: Stored<'_>, again: &[u8]) -> Result<(), ValueError> {
    let reader = |bytes| Reader::within(bytes, DEEPEST, saved.stack);
    let mut kept: BTreeMap<Place, usize> = BTreeMap::new();
    let mut keep = |place, _: Part<'_>| {
        *kept.entry(place).or_default() += 1;
        Ok(())
    };
    walk(&mut reader(again), START, &mut keep)?;
    // As often as it was saved: one item of a list may keep what another one loses.
    let mut check = |place, part: Part<'_>| match kept.get_mut(&place) {
        Some(left @ 1..) => {
            *left -= 1;
            Ok(())
        }
        _ => Err(Error::custom(format_args!(
            "its type has no place for {part}, which would be lost"
        ))),
    };
    walk(&mut reader(saved.bytes), START, &mut check)
}

/// What has to be kept.
#[derive(Clone, Copy)]
enum Part<'v> {
    /// A field, a variant with content, or a key that is a text; with all that it has.
    Named(&'v str),
    Integer,
    Single,
    Double,
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Named(name) => write!(f, "`{name}`"),
            Part::Integer => f.write_str("an integer"),
            Part::Single => f.write_str("an `f32`"),
            Part::Double => f.write_str("an `f64`"),
        }
    }
}

/// A checksum of the parts on the way to a place in a value. The items of a list share one place.
type Place = u64;

/// The parameters of FNV-1a.
const START: Place = 0xCBF2_9CE4_8422_2325;
const PRIME: Place = 0x0100_0000_01B3;

fn inside(place: Place, part: Part<'_>) -> Place {
    let (name, end) = match part {
        // No text has these bytes in it: `a` in `b` is not `ab`.
        Part::Named(name) => (name, 0xFF),
        Part::Integer => ("", 0xFE),
        Part::Single => ("", 0xFD),
        Part::Double => ("", 0xFC),
    };
    let step = |place: Place, byte: &u8| (place ^ Place::from(*byte)).wrapping_mul(PRIME);
    name.as_bytes().iter().chain(&[end]).fold(place, step)
}

type Visit<'v> = dyn FnMut(Place, Part<'_>) -> Result<(), ValueError> + 'v;

/// Shows all parts of a value.
fn walk(reader: &mut Reader<'_>, place: Place, visit: &mut Visit<'_>) -> Result<(), ValueError> {
    match reader.byte()? {
        tag::UNIT | tag::FALSE | tag::TRUE | tag::NONE => Ok(()),
        tag::UNSIGNED | tag::NEGATIVE => {
            reader.varint_u128()?;
            visit(inside(place, Part::Integer), Part::Integer)
        }
        tag::F32 => {
            reader.array::<4>()?;
            visit(inside(place, Part::Single), Part::Single)
        }
        tag::F64 => {
            reader.array::<8>()?;
            visit(inside(place, Part::Double), Part::Double)
        }
        tag::CHAR | tag::TEXT | tag::BYTES | tag::UNIT_VARIANT => {
            reader.length_prefixed().map(drop)
        }
        tag::SOME => reader.nested_by(LEVELS, |reader| walk(reader, place, visit)),
        tag::VARIANT => reader.nested_by(LEVELS, |reader| named(reader, place, visit)),
        tag::SEQUENCE | tag::TUPLE => items(reader, |reader| walk(reader, place, visit)),
        tag::MAP | tag::STRUCT => items(reader, |reader| {
            if reader.peek()? == tag::TEXT {
                reader.byte()?;
                named(reader, place, visit)
            } else {
                walk(reader, place, visit)?;
                walk(reader, place, visit)
            }
        }),
        _ => Err(NO_VALUE.into()),
    }
}

/// A name, and what has it.
fn named(reader: &mut Reader<'_>, place: Place, visit: &mut Visit<'_>) -> Result<(), ValueError> {
    let part = Part::Named(reader.text()?);
    let place = inside(place, part);
    visit(place, part)?;
    walk(reader, place, visit)
}

fn items(
    reader: &mut Reader<'_>,
    mut item: impl FnMut(&mut Reader<'_>) -> Result<(), ValueError>,
) -> Result<(), ValueError> {
    reader.nested_by(LEVELS, |reader| {
        while reader.peek()? != tag::END {
            item(reader)?;
        }
        reader.byte().map(drop)
    })
}
