//! Coroutines as bytes, and as values of any serde format.
//!
//! ```text
//! snapshot = magic (3) version (1) frame checksum (4, of all before it)
//! frame    = name (length, UTF-8) point (4) count variable*
//! variable = name id (4) length value (postcard)
//! ```
//!
//! Lengths and the count are varints as postcard writes them; ids and the checksum are little-endian.
//! An instance inside another one is a byte string that holds a frame.

mod content;
mod format;
mod read;
mod serde;
mod write;

pub(crate) use read::read_snapshot;
pub(crate) use write::write_snapshot;
