//! Iterators that borrow, across a yield: left as a small position, made again, and moved to it.
//!
//! ```text
//! // Input:
//! for (i, x) in v.iter().enumerate().filter(|(_, x)| x.ok) { .. yield_!(..); .. }
//! // Output:
//! let mut items = v.iter_across_a_yield().enumerate().filter(|(_, x)| x.ok);    // at first, and again after each yield
//! while let Some((i, x)) = items.next() {
//!     position = items.into_position();                            // what is saved at the yield
//!     (i, x) = items.retake(position);                             // after it; or `items.seek(position)`
//! }
//! ```
//!
//! Closures have a type each, so that the iterator is made in one place of the code, which is come by on both ways.
//!
//! A source that is owned cannot be made again, and need not be: what is left of it is its position. After a yield
//! `waiting()` stands in its place until then:
//! ```text
//! let source = if resumed { rt::waiting() } else { (&&&rt::Iterable::new(v)).into_items() };
//! let mut items = source.enumerate();
//! ```
//!
//! # Whose closures run again
//! `seek` and `retake` step over what was taken, without calling anything for it. A closure runs again only
//! for an item that has to be made again, and only if it made it:
//! - `map`, `filter_map` and `map_while`: for the last item taken (`retake` only) and for one that was peeked at;
//! - `flat_map`: for the item whose inner iterator is being gone through, and what made that item.
//!
//! Those of `filter`, `take_while`, `skip_while`, `inspect`, `scan` and of text patterns never do.

use alloc::vec::Vec;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An iterator that can be left as a position, and whose like can be moved to it.
#[diagnostic::on_unimplemented(
    message = "an iterator of this type cannot be found again after a yield",
    label = "this iterator is used across a yield, so it has to be made again and moved to where it was",
    note = "iterate over an index (`for i in 0..v.len()`), over a clone, or over what is collected into a `Vec`"
)]
pub trait Retake: Iterator + Sized {
    /// Where the iterator stands.
    type Position;
    /// Whether the last item taken can be made again.
    type Last: Kind;
    /// Whether the last two items taken can be made again, even after the end was met.
    type LastTwo: Kind;

    /// Gives the iterator up for its position.
    fn into_position(self) -> Self::Position;

    /// Moves an iterator that was just made to `position`: behind the last item taken.
    fn seek(&mut self, position: Self::Position);

    /// Seeks, and makes the last item taken from the front again; none if it was given away.
    fn retake(&mut self, position: Self::Position) -> Option<Self::Item>;

    /// Seeks, and makes the last two items taken from the front again, if [`LastTwo`](Self::LastTwo) says so.
    fn retake_two(&mut self, position: Self::Position) -> [Option<Self::Item>; 2] {
        self.seek(position);
        [None, None]
    }
}

/// The same from the back.
#[diagnostic::on_unimplemented(
    message = "this iterator cannot be run backwards across a yield",
    label = "its last item cannot be found again from the back",
    note = "collect it into a `Vec` first, and iterate over that backwards"
)]
pub trait RetakeBack: Retake + DoubleEndedIterator {
    /// Seeks, and makes the last item taken from the back again; none if it was given away.
    fn retake_back(&mut self, position: Self::Position) -> Option<Self::Item>;
}

/// An iterator whose last item taken can be made again.
#[diagnostic::on_unimplemented(
    message = "the items of this iterator cannot be made again after a yield",
    label = "an item of it is borrowed from across a yield"
)]
pub trait RetakeItem: Retake {}
// Not recommended, so that rustc goes on to the message of `Repeatable`.
impl<R: Retake> RetakeItem for R where R::Last: Repeatable {}

/// Items that can be made again.
#[diagnostic::on_unimplemented(
    message = "the items of this iterator are given away, and cannot be made again after a yield",
    label = "an item of this iterator is used across a yield together with a borrow",
    note = "zip with a borrow (`.zip(&other)`, `.zip(other.iter())`), or bind the borrowed part after the yield",
    note = "after `peekable`, the items of `filter`, `zip`, `chain` and the like cannot be made again either"
)]
pub trait Repeatable: Kind {}
#[diagnostic::do_not_recommend]
impl Repeatable for Again {}

/// What becomes of items that are taken: [`Again`] or [`GivenAway`].
pub trait Kind {
    /// What has to be saved of an item that was only peeked at.
    type Kept<T>;
    /// The kind of items that are made of this kind's and the other's.
    type And<K: Kind>: Kind;

    /// What is saved of `item`.
    fn keep<T>(item: T) -> Self::Kept<T>;
    /// The item again, from what was saved of it or from what was `made` in its place.
    fn regain<T>(kept: Self::Kept<T>, made: Option<T>) -> Option<T>;
}

/// The iterator can make its last item again.
pub struct Again;

impl Kind for Again {
    type Kept<T> = ();
    type And<K: Kind> = K;

    #[inline]
    fn keep<T>(_: T) {}

    #[inline]
    fn regain<T>((): (), made: Option<T>) -> Option<T> {
        made
    }
}

/// An item is gone from the iterator as soon as it is taken.
pub struct GivenAway;

impl Kind for GivenAway {
    type Kept<T> = T;
    type And<K: Kind> = GivenAway;

    #[inline]
    fn keep<T>(item: T) -> T {
        item
    }

    #[inline]
    fn regain<T>(kept: T, _: Option<T>) -> Option<T> {
        Some(kept)
    }
}

/// A position or a key, or none. As a sequence, not as an option: JSON cannot tell `Some(None)` from `None`.
pub struct Maybe<T>(pub(super) Option<T>);

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_slice().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut items = Vec::deserialize(deserializer)?;
        let item = items.pop();
        if items.is_empty() {
            Ok(Maybe(item))
        } else {
            Err(de::Error::invalid_length(items.len() + 1, &"at most one"))
        }
    }
}

/// Both kinds at once.
pub(super) type Both<A, B> = <A as Kind>::And<B>;

/// A position is of something that is no longer as it was.
#[cold]
#[track_caller]
pub(super) fn changed() -> ! {
    panic!("what is iterated has changed while the coroutine was suspended")
}
