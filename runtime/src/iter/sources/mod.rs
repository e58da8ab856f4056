//! Where items come from: what is borrowed, and what is owned.

mod counted;
mod owned;
mod text;

pub use counted::{Counted, counted};
pub use owned::{OwnedAny, OwnedKnown, OwnedNumbers, Waiting, waiting};

pub(super) use counted::Exact;
pub(super) use text::{CharIndices, Chars};
