//! What stands after `in`, if it is a place: `&place` becomes [`items`]`(&place)`.

use alloc::{
    boxed::Box,
    collections::{
        BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque, btree_map, linked_list, vec_deque,
    },
    vec::Vec,
};
use core::{option, result, slice};

use super::{
    Iterable, SavedKnown,
    borrowed::{
        DequeItems, HeapItems, ListItems, MapItems, OptionItems, ResultItems, SetItems, SliceItems,
    },
    items::Items,
    retake::Retake,
    sequence::{SavedArray, SavedOption, SavedVec},
    sources::{Entire, Exact, MapPart, Owned, SetPart},
};

/// Anything borrowed that a `for` loop goes through, to be found again after a yield.
pub fn items<I: IntoItems<Order: FixedOrder>>(place: I) -> Items<I::Source> {
    place.into_items()
}

/// What has items that can be found again after a yield.
#[diagnostic::on_unimplemented(
    message = "the iterator of `{Self}` cannot be found again after a yield",
    label = "this is iterated across a yield, so its iterator has to be made again and moved to where it was",
    note = "iterate over a clone (`for x in collection.clone()`), over indices, or over what is collected into a `Vec`"
)]
pub trait IntoItems {
    /// The iterator.
    type Source: Retake;
    /// Whether the items come in the same order wherever they are restored.
    type Order;

    /// The iterator over the items.
    fn into_items(self) -> Items<Self::Source>;
}

/// Collections that have the same order wherever they are restored: no hash map, and no hash set.
#[diagnostic::on_unimplemented(
    message = "a borrowed hash map or set cannot be iterated across a yield",
    label = "its order is another one in another process, so the place in it cannot be found again",
    note = "use a `BTreeMap` or `BTreeSet`",
    note = "or collect what is needed into a `Vec`, sort it, and iterate over that"
)]
pub trait FixedOrder {}

/// The order of everything that does not hash.
pub struct Fixed;
#[diagnostic::do_not_recommend]
impl FixedOrder for Fixed {}

/// Says which iterator stands for a type.
macro_rules! items_of {
    ($([$($generics:tt)*] $Place:ty => $Source:ty, |$place:ident| $make:expr;)*) => {$(
        impl<$($generics)*> IntoItems for $Place {
            type Source = $Source;
            type Order = Fixed;

            #[inline]
            fn into_items(self) -> Items<$Source> {
                let $place = self;
                $make
            }
        }
    )*};
}

items_of! {
    ['a, T] &'a [T] => Exact<slice::Iter<'a, T>>, |items| items.iter_across_a_yield();
    ['a, T] &'a mut [T] => Exact<slice::IterMut<'a, T>>, |items| items.iter_mut_across_a_yield();
    ['a, T] &'a Vec<T> => Exact<slice::Iter<'a, T>>, |items| items.iter_across_a_yield();
    ['a, T] &'a mut Vec<T> => Exact<slice::IterMut<'a, T>>, |items| items.iter_mut_across_a_yield();
    ['a, T] &'a Box<[T]> => Exact<slice::Iter<'a, T>>, |items| items.iter_across_a_yield();
    ['a, T] &'a mut Box<[T]> => Exact<slice::IterMut<'a, T>>, |items| items.iter_mut_across_a_yield();
    ['a, T, const N: usize] &'a [T; N] => Exact<slice::Iter<'a, T>>, |items| items.iter_across_a_yield();
    ['a, T, const N: usize] &'a mut [T; N] => Exact<slice::IterMut<'a, T>>, |items| items.iter_mut_across_a_yield();
    ['a, T] &'a VecDeque<T> => Exact<vec_deque::Iter<'a, T>>, |items| items.iter_across_a_yield();
    ['a, T] &'a mut VecDeque<T> => Exact<vec_deque::IterMut<'a, T>>, |items| items.iter_mut_across_a_yield();
    ['a, T] &'a LinkedList<T> => Exact<linked_list::Iter<'a, T>>, |items| items.iter_across_a_yield();
    ['a, T] &'a mut LinkedList<T> => Exact<linked_list::IterMut<'a, T>>, |items| items.iter_mut_across_a_yield();
    ['a, T] &'a Option<T> => Exact<option::Iter<'a, T>>, |items| items.iter_across_a_yield();
    ['a, T] &'a mut Option<T> => Exact<option::IterMut<'a, T>>, |items| items.iter_mut_across_a_yield();
    ['a, T, E] &'a Result<T, E> => Exact<result::Iter<'a, T>>, |items| items.iter_across_a_yield();
    ['a, T, E] &'a mut Result<T, E> => Exact<result::IterMut<'a, T>>, |items| items.iter_mut_across_a_yield();
    ['a, T] &'a BinaryHeap<T> => Exact<slice::Iter<'a, T>>, |items| items.iter_across_a_yield();
    ['a, T: Ord + Clone] &'a BTreeSet<T> => Entire<SetPart<'a, T>>, |items| items.iter_across_a_yield();
    ['a, K: Ord + Clone, V] &'a BTreeMap<K, V> => Entire<MapPart<'a, K, V>>, |items| items.iter_across_a_yield();
    ['a, K, V] &'a mut BTreeMap<K, V> => Exact<btree_map::IterMut<'a, K, V>>, |items| items.iter_mut_across_a_yield();
}

// What `flatten` finds inside.
items_of! {
    [T] Vec<T> => Owned<SavedVec<T>>, |items| Owned::items(Iterable::new(items).into_saved());
    [T] Box<[T]> => Owned<SavedVec<T>>, |items| Owned::items(Iterable::new(items).into_saved());
    [T, const N: usize] [T; N] => Owned<SavedArray<T, N>>, |items| Owned::items(Iterable::new(items).into_saved());
    [T] Option<T> => Owned<SavedOption<T>>, |items| Owned::items(Iterable::new(items).into_saved());
    [T, E] Result<T, E> => Owned<SavedOption<T>>, |items| Owned::items(Iterable::new(items).into_saved());
}
