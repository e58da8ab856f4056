//! Collections that give up their items one by one, from the front.

use alloc::{
    collections::{BTreeMap, BTreeSet, LinkedList, VecDeque},
    vec::Vec,
};
use core::iter::FusedIterator;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::saved_as;

/// Wraps a collection as an iterator that takes its first item, and as a sequence of its items in every format
/// (a map's keys need not be strings then).
macro_rules! taken_from_the_front {
    ($([$T:ident $(: $Bound:ident)? $(, $V:ident)?] $Saved:ident, $Items:ty, $Item:ty, $take:ident $take_back:ident;)*) => {$(
        #[doc = concat!("The items that are left of a `", stringify!($Items), "`.")]
        #[derive(Clone)]
        pub struct $Saved<$T $(, $V)?>($Items);

        impl<$T $(: $Bound)? $(, $V)?> Iterator for $Saved<$T $(, $V)?> {
            type Item = $Item;

            #[inline]
            fn next(&mut self) -> Option<$Item> {
                self.0.$take()
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.0.len(), Some(self.0.len()))
            }

            #[inline]
            fn fold<Folded, G: FnMut(Folded, $Item) -> Folded>(self, init: Folded, g: G) -> Folded {
                self.0.into_iter().fold(init, g)
            }

            #[inline]
            fn count(self) -> usize {
                self.0.len()
            }

            #[inline]
            fn last(mut self) -> Option<$Item> {
                self.0.$take_back()
            }
        }

        impl<$T $(: $Bound)? $(, $V)?> DoubleEndedIterator for $Saved<$T $(, $V)?> {
            #[inline]
            fn next_back(&mut self) -> Option<$Item> {
                self.0.$take_back()
            }
        }

        impl<$T $(: $Bound)? $(, $V)?> ExactSizeIterator for $Saved<$T $(, $V)?> {}
        impl<$T $(: $Bound)? $(, $V)?> FusedIterator for $Saved<$T $(, $V)?> {}

        impl<$T: Serialize $(, $V: Serialize)?> Serialize for $Saved<$T $(, $V)?> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(&self.0)
            }
        }

        impl<'de, $T: Deserialize<'de> $(+ $Bound)? $(, $V: Deserialize<'de>)?> Deserialize<'de>
            for $Saved<$T $(, $V)?>
        {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let left = Vec::<$Item>::deserialize(deserializer)?;
                Ok($Saved(left.into_iter().collect()))
            }
        }

        saved_as! {
            [$T $(: $Bound)? $(, $V)?] $Items => $Saved<$T $(, $V)?>, items => $Saved(items);
        }
    )*};
}

taken_from_the_front! {
    [T] SavedDeque, VecDeque<T>, T, pop_front pop_back;
    [T] SavedList, LinkedList<T>, T, pop_front pop_back;
    [T: Ord] SavedSet, BTreeSet<T>, T, pop_first pop_last;
    [K: Ord, V] SavedMap, BTreeMap<K, V>, (K, V), pop_first pop_last;
}
