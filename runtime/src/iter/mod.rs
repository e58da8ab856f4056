//! How iterators keep their position across a yield: here those over owned data, in [`retake`] those that borrow.
//!
//! ```text
//! // Input:
//! for pattern in items { .. }
//! // Output:
//! let mut items = {
//!     use rt::{SavedAny as _, SavedKnown as _};
//!     (&rt::Iterable::new(items)).into_saved()
//! };
//! while let Some(pattern) = items.next() { .. }
//! ```
//!
//! Method resolution chooses. `&Iterable<I>` needs no further reference for [`SavedKnown`], so a type that has it is
//! found first; [`SavedAny`] needs one more, and takes all others. Neither asks for serde's traits: whether the
//! iterator can be saved is asked where it is saved, so that rustc reports it there and only if a yield needs it.
//!
//! # The rooms
//! - `collections`, `sequence`, `range`: what owned data is saved as;
//! - `retake`: the law for an iterator that is made again and moved to where it was; `items`: the type that users meet;
//! - `sources`: where items come from; `adapters`: std's adapters over them;
//! - `borrowed`, `places`, `hashed`: the names by which generated code finds a source, and what is refused.
#![allow(
    clippy::inline_always,
    reason = "these are a `for` loop's own few instructions"
)]
#![allow(
    clippy::wrong_self_convention,
    reason = "the reference is what the choice is made by"
)]

mod adapters;
mod borrowed;
mod by_value;
mod collections;
mod found;
#[cfg(feature = "std")]
mod hashed;
pub mod in_scope;
mod items;
mod places;
mod range;
mod retake;
mod sequence;
mod sources;
mod std_items;

use core::cell::Cell;

pub use adapters::Peekable;
pub use borrowed::{
    DequeItems, HeapItems, ListItems, MapItems, OptionItems, ResultItems, SetItems, SliceItems,
    TextItems,
};
pub use by_value::{ByValue, by_value};
pub use found::{Base, Current, found, found_with, iterator};
#[cfg(feature = "std")]
pub use hashed::{HashMapItems, HashSetItems};
pub use items::{Items, again};
pub use places::{FixedOrder, IntoItems, items};
pub use retake::{Again, GivenAway, Kind, Retake, RetakeBack, RetakeItem};
pub(crate) use sequence::SavedVec;
pub use sources::{Counted, OwnedAny, OwnedKnown, OwnedNumbers, Waiting, counted, waiting};
pub use std_items::{StdItems, check_items, check_parts};

/// What stands after `in`, to be made an iterator that can be saved.
pub struct Iterable<I>(Cell<Option<I>>);

impl<I> Iterable<I> {
    /// Holds `items` for [`into_saved`](SavedAny::into_saved).
    #[inline(always)]
    pub const fn new(items: I) -> Self {
        Iterable(Cell::new(Some(items)))
    }

    #[inline(always)]
    fn take(&self) -> I {
        self.0.take().expect("an iterable is iterated once")
    }
}

/// The collections and iterators of the standard library whose iterators serde does not cover.
pub trait SavedKnown {
    /// The iterator that can be saved: holds exactly the items that are left.
    type Saved: Iterator;

    /// The iterator over the items.
    fn into_saved(&self) -> Self::Saved;
}

/// Every other iterable: its own iterator, which has to be serializable.
pub trait SavedAny {
    /// What is iterated.
    type Items;

    /// The iterator over the items.
    // The bound stands here and not on the impl: what is no iterator gets rustc's usual error.
    fn into_saved(&self) -> <Self::Items as IntoIterator>::IntoIter
    where
        Self::Items: IntoIterator;
}

impl<I> SavedAny for &Iterable<I> {
    type Items = I;

    #[inline(always)]
    fn into_saved(&self) -> I::IntoIter
    where
        I: IntoIterator,
    {
        self.take().into_iter()
    }
}

/// Says which iterator stands for a type, and how it is made.
macro_rules! saved_as {
    ($([$($generics:tt)*] $Items:ty => $Saved:ty, $items:ident => $make:expr;)*) => {$(
        impl<$($generics)*> $crate::iter::SavedKnown for $crate::iter::Iterable<$Items> {
            type Saved = $Saved;

            #[inline]
            fn into_saved(&self) -> $Saved {
                let $items = self.take();
                $make
            }
        }
    )*};
}
use saved_as;
