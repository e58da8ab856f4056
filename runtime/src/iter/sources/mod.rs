//! Where items come from: what is borrowed, and what is owned.

mod btree;
mod counted;
mod owned;
mod pattern;
pub(super) mod pieces;
mod text;

pub use counted::{Counted, counted};
pub use owned::{OwnedAny, OwnedKnown, OwnedNumbers, Waiting, waiting};

pub(super) use btree::{Entire, MapPart, SetPart};
pub(super) use counted::Exact;
pub(super) use owned::Owned;
pub(super) use pattern::{AsciiWhitespace, Pattern, Whitespace};
pub(super) use text::{CharIndices, Chars};
