//! Items in an order that is fixed from the start: vectors, arrays, and whatever can only be collected.

use alloc::{
    boxed::Box,
    collections::{BinaryHeap, binary_heap, btree_map, btree_set, linked_list, vec_deque},
    vec::{self, Vec},
};
use core::{
    array,
    iter::{self, FusedIterator},
    option, result,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::saved_as;

/// An iterator as one of those inside, from both ends.
macro_rules! forwards {
    ([$($generics:tt)*] $Saved:ty, |$items:ident| $($inside:pat),*) => {
        impl<$($generics)*> Iterator for $Saved {
            type Item = T;

            #[inline]
            fn next(&mut self) -> Option<T> {
                match self { $($inside => $items.next(),)* }
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                match self { $($inside => $items.size_hint(),)* }
            }

            #[inline]
            fn nth(&mut self, n: usize) -> Option<T> {
                match self { $($inside => $items.nth(n),)* }
            }

            #[inline]
            fn fold<B, G: FnMut(B, T) -> B>(self, init: B, g: G) -> B {
                match self { $($inside => $items.fold(init, g),)* }
            }

            #[inline]
            fn count(self) -> usize {
                self.len()
            }

            #[inline]
            fn last(mut self) -> Option<T> {
                self.next_back()
            }
        }

        impl<$($generics)*> DoubleEndedIterator for $Saved {
            #[inline]
            fn next_back(&mut self) -> Option<T> {
                match self { $($inside => $items.next_back(),)* }
            }

            #[inline]
            fn nth_back(&mut self, n: usize) -> Option<T> {
                match self { $($inside => $items.nth_back(n),)* }
            }

            #[inline]
            fn rfold<B, G: FnMut(B, T) -> B>(self, init: B, g: G) -> B {
                match self { $($inside => $items.rfold(init, g),)* }
            }
        }

        impl<$($generics)*> ExactSizeIterator for $Saved {}
        impl<$($generics)*> FusedIterator for $Saved {}
    };
}

/// The items that are left of a vector.
#[derive(Clone)]
pub struct SavedVec<T>(vec::IntoIter<T>);

impl<T> SavedVec<T> {
    fn new(items: Vec<T>) -> Self {
        SavedVec(items.into_iter())
    }
}

forwards!([T] SavedVec<T>, |items| SavedVec(items));

impl<T> SavedVec<T> {
    /// The items that are left.
    pub fn as_slice(&self) -> &[T] {
        self.0.as_slice()
    }

    /// The items that are left.
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        self.0.as_mut_slice()
    }
}

impl<T: Serialize> Serialize for SavedVec<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_slice().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for SavedVec<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::new)
    }
}

saved_as! {
    [T] Vec<T> => SavedVec<T>, items => SavedVec::new(items);
    [T] Box<[T]> => SavedVec<T>, items => SavedVec::new(items.into_vec());
    [T] vec::IntoIter<T> => SavedVec<T>, items => SavedVec(items);
    // Its iterator has the order of its vector, too.
    [T] BinaryHeap<T> => SavedVec<T>, items => SavedVec::new(items.into_vec());
    // These do not show what is left in them.
    [T] binary_heap::IntoIter<T> => SavedVec<T>, items => SavedVec::new(items.collect());
    [T] vec_deque::IntoIter<T> => SavedVec<T>, items => SavedVec::new(items.collect());
    [T] linked_list::IntoIter<T> => SavedVec<T>, items => SavedVec::new(items.collect());
    [T] btree_set::IntoIter<T> => SavedVec<T>, items => SavedVec::new(items.collect());
    [K, V] btree_map::IntoIter<K, V> => SavedVec<(K, V)>, items => SavedVec::new(items.collect());
    [K, V] btree_map::IntoKeys<K, V> => SavedVec<K>, items => SavedVec::new(items.collect());
    [K, V] btree_map::IntoValues<K, V> => SavedVec<V>, items => SavedVec::new(items.collect());
    [T] iter::Rev<vec::IntoIter<T>> => SavedVec<T>, items => SavedVec::new(items.collect());
    [T, const N: usize] iter::Rev<array::IntoIter<T, N>> => SavedVec<T>, items => SavedVec::new(items.collect());
}

/// A hash map's order is that of its hasher and its history, which no snapshot repeats: it is kept as it is.
#[cfg(feature = "std")]
mod hashed {
    use std::collections::{HashMap, HashSet, hash_map, hash_set};

    use super::{SavedVec, saved_as};

    saved_as! {
        [K, V, S] HashMap<K, V, S> => SavedVec<(K, V)>, items => SavedVec::new(items.into_iter().collect());
        [K, V] hash_map::IntoIter<K, V> => SavedVec<(K, V)>, items => SavedVec::new(items.collect());
        [K, V] hash_map::IntoKeys<K, V> => SavedVec<K>, items => SavedVec::new(items.collect());
        [K, V] hash_map::IntoValues<K, V> => SavedVec<V>, items => SavedVec::new(items.collect());
        [T, S] HashSet<T, S> => SavedVec<T>, items => SavedVec::new(items.into_iter().collect());
        [T] hash_set::IntoIter<T> => SavedVec<T>, items => SavedVec::new(items.collect());
    }
}

/// The items that are left of an array; in place until a restore.
#[derive(Clone)]
pub enum SavedArray<T, const N: usize> {
    /// Of the array itself.
    Fresh(array::IntoIter<T, N>),
    /// From a snapshot.
    Restored(vec::IntoIter<T>),
}

forwards!([T, const N: usize] SavedArray<T, N>, |items| SavedArray::Fresh(items), SavedArray::Restored(items));

impl<T: Serialize, const N: usize> Serialize for SavedArray<T, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let left = match self {
            SavedArray::Fresh(items) => items.as_slice(),
            SavedArray::Restored(items) => items.as_slice(),
        };
        left.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>, const N: usize> Deserialize<'de> for SavedArray<T, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(|left| SavedArray::Restored(left.into_iter()))
    }
}

saved_as! {
    [T, const N: usize] [T; N] => SavedArray<T, N>, items => SavedArray::Fresh(items.into_iter());
    [T, const N: usize] array::IntoIter<T, N> => SavedArray<T, N>, items => SavedArray::Fresh(items);
}

/// The one item of an option, or none.
#[derive(Clone)]
pub struct SavedOption<T>(Option<T>);

impl<T> Iterator for SavedOption<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.0.take()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::from(self.0.is_some());
        (left, Some(left))
    }
}

impl<T> DoubleEndedIterator for SavedOption<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.0.take()
    }
}

impl<T> ExactSizeIterator for SavedOption<T> {}
impl<T> FusedIterator for SavedOption<T> {}

// As a sequence, not as an option: JSON cannot tell `Some(None)` from `None`.
impl<T: Serialize> Serialize for SavedOption<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_slice().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for SavedOption<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(|left| SavedOption(left.into_iter().next()))
    }
}

saved_as! {
    [T] Option<T> => SavedOption<T>, item => SavedOption(item);
    [T] option::IntoIter<T> => SavedOption<T>, item => { let mut item = item; SavedOption(item.next()) };
    [T, E] Result<T, E> => SavedOption<T>, item => SavedOption(item.ok());
    [T] result::IntoIter<T> => SavedOption<T>, item => { let mut item = item; SavedOption(item.next()) };
    [T] iter::Once<T> => SavedOption<T>, item => { let mut item = item; SavedOption(item.next()) };
    [T] iter::Empty<T> => SavedOption<T>, item => { let mut item = item; SavedOption(item.next()) };
}
