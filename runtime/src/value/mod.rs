//! The encodings of single values.
//!
//! Most are written plainly: in postcard's encoding, which tells neither types nor names. The others are
//! [described].
//!
//! # Plain values
//! The bytes are those of the `postcard` crate (a test compares them). It is not used itself because a snapshot
//! may come from anywhere and is kept for long:
//! - nesting is counted and the stack is [measured](stack), so that bytes cannot overflow it;
//! - a huge length before items that take no bytes does not keep the reader busy;
//! - what a `Serialize` or `Deserialize` says when it fails reaches the user.
//!
//! # Levels
//! A type that holds itself does so inside an `Option`, a sequence, a map or a variant of an enum, or it would have no
//! end: these are the levels that are counted, alike by the writer and the reader.
//!
//! # Levels across instances
//! An instance inside a value is a byte string that holds a frame, and a frame begins with the number of levels in it.
//! The writer of the outer value adds that number to its own, and the reader of the outer value lets only frames
//! pass that claim fewer levels than are left to it. So the claims decrease inwards, whoever wrote them.

mod compound;
mod described;
mod dynamic;
mod enclosed;
mod items;
mod lent;
mod read;
mod stack;
mod stored;
mod varint;
mod write;

#[cfg(test)]
mod tests;

use alloc::{
    boxed::Box,
    string::{String, ToString},
};
use core::{any::type_name, error::Error, fmt};

use serde::{de, ser};

use crate::RestoreError;

pub(crate) use described::stored_inside;
pub use dynamic::Value;
pub(crate) use enclosed::Enclosed;
pub(crate) use lent::{Lent, lends};
pub(crate) use read::Reader;
pub(crate) use stack::Stack;
#[allow(
    unreachable_pub,
    reason = "named by what is public but hidden, as `Saved` and `Slot` are"
)]
pub use {
    described::Described,
    stored::{Encoding, Stored},
    write::Writer,
};

/// How many levels a snapshot may have.
///
/// In a debug build a level of a small type takes about 1.5 KiB of the stack; what others take is [measured](stack).
pub(crate) const DEEPEST: usize = 512;
/// How many levels an instance inside a value counts for: it needs more of the stack than a struct.
pub(crate) const FRAME_LEVELS: usize = 4;
/// How many items that take no bytes a value may have: they do take memory.
const MOST_EMPTY: usize = 1 << 12;

/// The name of the newtype struct that tells a frame from other byte strings.
pub(crate) const FRAME: &str = "$resumable::Frame";
/// The same for a described value among plain ones.
pub(crate) const DESCRIBED: &str = "$resumable::Described";
const TOO_LARGE: &str = "a number is too large for its type";
const TOO_DEEP: &str = "it is nested too deeply";
const TOO_MANY: &str = "it has too many items that take no bytes";

/// Why a value could not be written or read.
#[derive(Debug)]
pub struct ValueError(Reason);

#[derive(Debug)]
enum Reason {
    /// The value, the bytes or the type of the value are at fault.
    Fault(String),
    /// The plain encoding has no place for what the type does.
    NotPlain(&'static str),
    /// A coroutine inside the value could not be restored.
    Inside(Box<RestoreError>),
}

/// Whether a serializer or deserializer with this type of errors belongs to a snapshot, also where one of serde's own
/// stands between.
///
/// An instance asks, because the described encoding is readable and yet holds a frame.
pub(crate) fn is_ours<E>() -> bool {
    type_name::<E>() == type_name::<ValueError>()
}

impl ValueError {
    #[cold]
    fn not_plain(message: &'static str) -> Self {
        ValueError(Reason::NotPlain(message))
    }

    /// Whether the described encoding may do what the plain one could not.
    pub(crate) fn is_not_plain(&self) -> bool {
        matches!(self.0, Reason::NotPlain(_))
    }

    /// The error of a coroutine inside the value.
    pub(crate) fn inner(&self) -> Option<&RestoreError> {
        match &self.0 {
            Reason::Inside(error) => Some(error),
            _ => None,
        }
    }

    /// The same, taken out.
    pub(crate) fn into_inner(self) -> Option<RestoreError> {
        match self.0 {
            Reason::Inside(error) => Some(*error),
            _ => None,
        }
    }
}

impl From<&str> for ValueError {
    #[cold]
    fn from(message: &str) -> Self {
        ValueError(Reason::Fault(message.into()))
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Fault(message) => f.write_str(message),
            Reason::NotPlain(message) => f.write_str(message),
            Reason::Inside(error) => error.fmt(f),
        }
    }
}

impl Error for ValueError {}

impl ser::Error for ValueError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        ValueError(Reason::Fault(message.to_string()))
    }
}

impl de::Error for ValueError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        match enclosed::opened(&message) {
            Some(error) => ValueError(Reason::Inside(Box::new(error))),
            None => ValueError(Reason::Fault(message)),
        }
    }
}
