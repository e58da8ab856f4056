//! The described encoding of single values: every value says of which kind it is.
//!
//! It is for types that serde cannot read from the plain encoding, because they ask the bytes what comes next
//! (`flatten`, `untagged`, `tag`) or leave out fields. What a type writes here, it reads as it would from JSON; other
//! than there, numbers are exact, keys may be any value, and `Some(None)`, `None` and `()` are three things.
//!
//! # Bytes
//! A value is a tag and what follows it:
//!
//! | tag | kind | what follows |
//! |---|---|---|
//! | `00` | the end of a sequence, tuple, map or struct | |
//! | `01` | unit, unit struct | |
//! | `02` | `false` | |
//! | `03` | `true` | |
//! | `04` | an integer `n` of at least 0 | `n`, a varint of at most 128 bits |
//! | `05` | an integer `n` below 0 | `-1 - n`, a varint of at most 127 bits |
//! | `06` | `f32` | 4 bytes, little-endian |
//! | `07` | `f64` | 8 bytes, little-endian |
//! | `08` | `char` | length, UTF-8 of one character |
//! | `09` | text | length, UTF-8 |
//! | `0A` | byte string | length, bytes |
//! | `0B` | `None` | |
//! | `0C` | `Some` | a value |
//! | `0D` | sequence | values, `00` |
//! | `0E` | tuple, tuple struct, array | values, `00` |
//! | `0F` | map | pairs of values, `00` |
//! | `10` | struct | pairs of a text (tag `09`), which names the field, and a value; `00` |
//! | `11` | a variant without content | length, UTF-8 of its name |
//! | `12` | a variant with content | length, UTF-8 of its name, a value: a tuple or struct, or what the newtype variant holds |
//!
//! A newtype struct is what it holds. Lengths and integers are varints as in the plain encoding. Whatever is read without
//! its type, as `untagged` does, sees a variant without content as a text and another one as a map of one entry.
//!
//! # Readable
//! Types with two forms, such as `IpAddr`, are written in their readable one: what `flatten`, `untagged` and `tag` keep
//! for later is read by a deserializer of serde's own, and that one always says that it is readable.
//!
//! # Levels
//! Whatever holds values counts for [`LEVELS`] levels, and so does a byte string, which may be read as a sequence. This is
//! a matter of the bytes alone, so that no reader counts more than the writer, whichever types are read.
//!
//! # Among plain values
//! A value that is [described by itself](Described) is a byte string in the plain encoding, which begins with the number
//! of its levels. In the described encoding it is written as any other.
//!
//! # Instances
//! An instance is a byte string that holds a frame, as in the plain encoding, and its levels are counted as there. It is
//! not read where serde keeps bytes for later: how deep they were would be forgotten.

mod inside;
mod items;
mod kept;
mod read;
mod value;
mod write;

#[cfg(test)]
mod tests;

use serde::{Serialize, de::DeserializeOwned, ser};

use super::{Encoding, Stored, ValueError, Writer};
#[allow(unreachable_pub, reason = "a part of what a combinator holds")]
pub use inside::Described;
pub(crate) use inside::stored_inside;
pub(crate) use kept::read_described;
pub(crate) use read::DescribedReader;
pub(crate) use write::DescribedWriter;

/// How many levels count for one here.
///
/// With serde's own buffers, one takes up to 4.5 KiB of the stack in a debug build: as much as three plain levels.
const LEVELS: usize = 3;

/// Appends a value that its type can read again.
///
/// It is read at once, since serde does not promise it: an integer of 128 bits is written wherever it stands, but not read
/// inside of what is `untagged`, and a field that is left out may be one that has no default.
pub(crate) fn write_described<T: Serialize + DeserializeOwned + 'static>(
    value: &T,
    writer: &mut Writer<'_>,
) -> Result<(), ValueError> {
    let begin = writer.out().len();
    value.serialize(DescribedWriter::new(writer))?;
    let (levels, stack) = (writer.deepest(), writer.stack());
    let written = Stored {
        bytes: &writer.out()[begin..],
        encoding: Encoding::Described,
        levels,
        stack,
    };
    match read_described::<T>(written) {
        Ok(_) => Ok(()),
        Err(error) => Err(ser::Error::custom(format_args!(
            "it does not read what it writes: {error}"
        ))),
    }
}

mod tag {
    //! What a value begins with.

    pub(super) const END: u8 = 0x00;
    pub(super) const UNIT: u8 = 0x01;
    pub(super) const FALSE: u8 = 0x02;
    pub(super) const TRUE: u8 = 0x03;
    pub(super) const UNSIGNED: u8 = 0x04;
    pub(super) const NEGATIVE: u8 = 0x05;
    pub(super) const F32: u8 = 0x06;
    pub(super) const F64: u8 = 0x07;
    pub(super) const CHAR: u8 = 0x08;
    pub(super) const TEXT: u8 = 0x09;
    pub(super) const BYTES: u8 = 0x0A;
    pub(super) const NONE: u8 = 0x0B;
    pub(super) const SOME: u8 = 0x0C;
    pub(super) const SEQUENCE: u8 = 0x0D;
    pub(super) const TUPLE: u8 = 0x0E;
    pub(super) const MAP: u8 = 0x0F;
    pub(super) const STRUCT: u8 = 0x10;
    pub(super) const UNIT_VARIANT: u8 = 0x11;
    pub(super) const VARIANT: u8 = 0x12;
}
