//! The traits whose methods stand for std's in an expansion.

pub use super::{
    borrowed::{SliceItems as _, TextItems as _},
    sources::{OwnedAny as _, OwnedKnown as _, OwnedNumbers as _},
};
