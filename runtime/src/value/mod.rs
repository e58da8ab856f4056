//! The encoding of single values: postcard's, written and read here.
//!
//! The bytes are those of the `postcard` crate (a test compares them). It is not used itself because a snapshot
//! may come from anywhere and is kept for long:
//! - nesting is counted, so that bytes cannot overflow the stack, and what could not be read is not written;
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

mod read;
mod write;

use alloc::string::{String, ToString};
use core::{error::Error, fmt};

use serde::{de, ser};

#[allow(
    unreachable_pub,
    reason = "named by `Slot`, which generated code fills"
)]
pub use read::Reader;
#[allow(
    unreachable_pub,
    reason = "named by `Saved`, which generated code implements"
)]
pub use write::Writer;

/// How many levels a snapshot may have.
///
/// In a debug build a level takes about 1.5 KiB of the stack, and a thread has 2 MiB.
pub(crate) const DEEPEST: usize = 512;
/// How many levels an instance inside a value counts for: it needs more of the stack than a struct.
pub(crate) const FRAME_LEVELS: usize = 4;
/// How many items that take no bytes a value may have.
const MOST_EMPTY: usize = 1 << 16;

/// The name of the newtype struct that tells a frame from other byte strings.
pub(crate) const FRAME: &str = "$resumable::Frame";

const TOO_DEEP: &str = "it is nested too deeply";
const TOO_MANY: &str = "it has too many items that take no bytes";

/// Why a value could not be written or read.
#[derive(Debug)]
pub struct ValueError(String);

impl From<&str> for ValueError {
    #[cold]
    fn from(message: &str) -> Self {
        ValueError(message.into())
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for ValueError {}

impl ser::Error for ValueError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        ValueError(message.to_string())
    }
}

impl de::Error for ValueError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        ValueError(message.to_string())
    }
}
