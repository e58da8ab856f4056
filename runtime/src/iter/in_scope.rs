//! The traits whose methods stand for std's in an expansion.

#[cfg(feature = "std")]
pub use super::hashed::{HashMapItems as _, HashSetItems as _};
pub use super::{
    borrowed::{
        DequeItems as _, HeapItems as _, ListItems as _, MapItems as _, OptionItems as _,
        ResultItems as _, SetItems as _, SliceItems as _, TextItems as _,
    },
    sources::{OwnedAny as _, OwnedKnown as _, OwnedNumbers as _},
};
