//! Coroutines as bytes, and as values of any serde format.
//!
//! ```text
//! snapshot = magic (3) version (1) frame checksum (4, of all before it)
//! frame    = levels name (length, UTF-8) point (4) count variable*
//! variable = name id (3) fingerprint (4) length value
//! ```
//!
//! `FORMAT.md` is the specification. An instance inside another one is a byte string that holds a frame; the
//! [levels](crate::value) bound how deeply they nest.

mod content;
mod format;
mod frame;
mod read;
mod serde;
mod write;

pub(crate) use content::Content;
#[cfg(feature = "sealed")]
pub(crate) use format::{MAGIC, SEALED_MAGIC};
pub(crate) use format::{VARIABLE_HEAD, fill, frame_head, frame_levels, reserve, variable_head};
pub(crate) use frame::{Found, Frame, snapshot_name, whole_frame};
pub(crate) use read::read_snapshot;
pub(crate) use write::write_snapshot;
