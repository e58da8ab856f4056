//! Whether an iterator is the standard library's: a user's type that derefs to one of std's may have methods of its own
//! with the same names.

use alloc::collections::{binary_heap, btree_map, btree_set, linked_list, vec_deque};
use core::{option, result, slice, str};

/// The iterators of the standard library that can be found again.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be found again after a yield",
    label = "this is no iterator of the standard library's, so where it stands cannot be told",
    note = "if it is an owned collection, write `.into_iter()` behind it; otherwise iterate over what is collected into a `Vec`, or over indices"
)]
pub trait StdItems {}

macro_rules! std_items {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)*> StdItems for $T {}
    )*};
}

std_items! {
    [T] slice::Iter<'_, T>;
    [T] slice::IterMut<'_, T>;
    [T] slice::Chunks<'_, T>;
    [T] slice::ChunksMut<'_, T>;
    [T] slice::ChunksExact<'_, T>;
    [T] slice::RChunks<'_, T>;
    [T] slice::Windows<'_, T>;
    [] str::Chars<'_>;
    [] str::CharIndices<'_>;
    [] str::Bytes<'_>;
    [] str::Lines<'_>;
    [] str::SplitWhitespace<'_>;
    [] str::SplitAsciiWhitespace<'_>;
    [T] vec_deque::Iter<'_, T>;
    [T] vec_deque::IterMut<'_, T>;
    [T] linked_list::Iter<'_, T>;
    [T] linked_list::IterMut<'_, T>;
    [T] binary_heap::Iter<'_, T>;
    [T] btree_set::Iter<'_, T>;
    [T] btree_set::Range<'_, T>;
    [K, V] btree_map::Iter<'_, K, V>;
    [K, V] btree_map::IterMut<'_, K, V>;
    [K, V] btree_map::Range<'_, K, V>;
    [K, V] btree_map::Keys<'_, K, V>;
    [K, V] btree_map::Values<'_, K, V>;
    [K, V] btree_map::ValuesMut<'_, K, V>;
    [T] option::Iter<'_, T>;
    [T] option::IterMut<'_, T>;
    [T] result::Iter<'_, T>;
    [T] result::IterMut<'_, T>;
}

/// Those of hash maps are refused for their order, with words of their own.
#[cfg(feature = "std")]
mod hashed {
    use std::collections::{hash_map, hash_set};

    std_items! {
        [T] hash_set::Iter<'_, T>;
        [K, V] hash_map::Iter<'_, K, V>;
        [K, V] hash_map::IterMut<'_, K, V>;
        [K, V] hash_map::Keys<'_, K, V>;
        [K, V] hash_map::Values<'_, K, V>;
        [K, V] hash_map::ValuesMut<'_, K, V>;
    }

    use super::StdItems;
}

/// Asks that an iterator is the standard library's.
pub fn check_items<I: StdItems>(_: I) {}

/// Asks that the parts of a text are those that the standard library gives.
pub fn check_parts<I>(_: I, _: I) {}
