//! The iterators over something borrowed, under the names of std's: `v.iter()` becomes `v.iter_across_a_yield()`.
//!
//! Each trait is implemented for the type that has the method itself, so that rustc finds it through the same
//! references and smart pointers.
#![allow(missing_docs, reason = "the methods are documented in std")]

use alloc::collections::{
    BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque, btree_map, linked_list, vec_deque,
};
use core::{borrow::Borrow, ops::RangeBounds, option, result, slice, str};

use super::{
    adapters::{MapKeys, MapValues},
    items::Items,
    sources::{
        AsciiWhitespace, CharIndices, Chars, Entire, Exact, MapPart, Pattern, SetPart, Whitespace,
        pieces::{
            self, Lines, MatchIndices, Matches, RSplit, RSplitN, Split, SplitInclusive, SplitN,
            Words,
        },
    },
};

/// Defines a trait and implements it for its one type.
macro_rules! methods {
    ($(trait $Trait:ident[$($generics:tt)*] for $Type:ty {
        $(fn $method:ident[$($own:tt)*]($($arguments:tt)*) -> $Source:ty $(where [$($bounds:tt)*])? $body:block)*
    })*) => {$(
        #[doc = concat!("What gives iterators over a `", stringify!($Type), "`.")]
        pub trait $Trait<$($generics)*> {$(
            fn $method<$($own)*>($($arguments)*) -> Items<$Source> $(where $($bounds)*)?;
        )*}

        impl<$($generics)*> $Trait<$($generics)*> for $Type {$(
            #[inline]
            fn $method<$($own)*>($($arguments)*) -> Items<$Source> $(where $($bounds)*)? $body
        )*}
    )*};
}

methods! {
    trait SliceItems[T] for [T] {
        fn iter_across_a_yield[](&self) -> Exact<slice::Iter<'_, T>> { Exact::items(self.iter()) }
        fn iter_mut_across_a_yield[](&mut self) -> Exact<slice::IterMut<'_, T>> { Exact::items(self.iter_mut()) }
        fn chunks_across_a_yield[](&self, size: usize) -> Exact<slice::Chunks<'_, T>> { Exact::items(self.chunks(size)) }
        fn chunks_mut_across_a_yield[](&mut self, size: usize) -> Exact<slice::ChunksMut<'_, T>> { Exact::items(self.chunks_mut(size)) }
        fn chunks_exact_across_a_yield[](&self, size: usize) -> Exact<slice::ChunksExact<'_, T>> { Exact::items(self.chunks_exact(size)) }
        fn chunks_exact_mut_across_a_yield[](&mut self, size: usize) -> Exact<slice::ChunksExactMut<'_, T>> { Exact::items(self.chunks_exact_mut(size)) }
        fn rchunks_across_a_yield[](&self, size: usize) -> Exact<slice::RChunks<'_, T>> { Exact::items(self.rchunks(size)) }
        fn rchunks_mut_across_a_yield[](&mut self, size: usize) -> Exact<slice::RChunksMut<'_, T>> { Exact::items(self.rchunks_mut(size)) }
        fn rchunks_exact_across_a_yield[](&self, size: usize) -> Exact<slice::RChunksExact<'_, T>> { Exact::items(self.rchunks_exact(size)) }
        fn windows_across_a_yield[](&self, size: usize) -> Exact<slice::Windows<'_, T>> { Exact::items(self.windows(size)) }
    }

    trait TextItems[] for str {
        fn chars_across_a_yield[](&self) -> Chars<'_> { Items(Chars::new(self)) }
        fn char_indices_across_a_yield[](&self) -> CharIndices<'_> { Items(CharIndices::new(self)) }
        fn bytes_across_a_yield[](&self) -> Exact<str::Bytes<'_>> { Exact::items(self.bytes()) }
        fn lines_across_a_yield[](&self) -> Lines<'_, char> { pieces::lines(self) }
        fn split_whitespace_across_a_yield[](&self) -> Words<'_, Whitespace> { pieces::words(self) }
        fn split_ascii_whitespace_across_a_yield[](&self) -> Words<'_, AsciiWhitespace> { pieces::ascii_words(self) }
        fn split_across_a_yield[P: Pattern](&self, pattern: P) -> Split<'_, P> { pieces::split(self, pattern) }
        fn split_terminator_across_a_yield[P: Pattern](&self, pattern: P) -> Split<'_, P> { pieces::split_terminator(self, pattern) }
        fn rsplit_across_a_yield[P: Pattern](&self, pattern: P) -> RSplit<'_, P> { pieces::rsplit(self, pattern) }
        fn rsplit_terminator_across_a_yield[P: Pattern](&self, pattern: P) -> RSplit<'_, P> { pieces::rsplit_terminator(self, pattern) }
        fn split_inclusive_across_a_yield[P: Pattern](&self, pattern: P) -> SplitInclusive<'_, P> { pieces::split_inclusive(self, pattern) }
        fn matches_across_a_yield[P: Pattern](&self, pattern: P) -> Matches<'_, P> { pieces::matches(self, pattern) }
        fn match_indices_across_a_yield[P: Pattern](&self, pattern: P) -> MatchIndices<'_, P> { pieces::match_indices(self, pattern) }
        fn splitn_across_a_yield[P: Pattern](&self, n: usize, pattern: P) -> SplitN<'_, P> { pieces::splitn(self, n, pattern) }
        fn rsplitn_across_a_yield[P: Pattern](&self, n: usize, pattern: P) -> RSplitN<'_, P> { pieces::rsplitn(self, n, pattern) }
    }

    trait DequeItems[T] for VecDeque<T> {
        fn iter_across_a_yield[](&self) -> Exact<vec_deque::Iter<'_, T>> { Exact::items(self.iter()) }
        fn iter_mut_across_a_yield[](&mut self) -> Exact<vec_deque::IterMut<'_, T>> { Exact::items(self.iter_mut()) }
    }

    trait ListItems[T] for LinkedList<T> {
        fn iter_across_a_yield[](&self) -> Exact<linked_list::Iter<'_, T>> { Exact::items(self.iter()) }
        fn iter_mut_across_a_yield[](&mut self) -> Exact<linked_list::IterMut<'_, T>> { Exact::items(self.iter_mut()) }
    }

    trait HeapItems[T] for BinaryHeap<T> {
        fn iter_across_a_yield[](&self) -> Exact<slice::Iter<'_, T>> { Exact::items(self.as_slice().iter()) }
    }

    trait OptionItems[T] for Option<T> {
        fn iter_across_a_yield[](&self) -> Exact<option::Iter<'_, T>> { Exact::items(self.iter()) }
        fn iter_mut_across_a_yield[](&mut self) -> Exact<option::IterMut<'_, T>> { Exact::items(self.iter_mut()) }
    }

    trait ResultItems[T, E] for Result<T, E> {
        fn iter_across_a_yield[](&self) -> Exact<result::Iter<'_, T>> { Exact::items(self.iter()) }
        fn iter_mut_across_a_yield[](&mut self) -> Exact<result::IterMut<'_, T>> { Exact::items(self.iter_mut()) }
    }

    trait MapItems[K, V] for BTreeMap<K, V> {
        fn iter_across_a_yield[](&self) -> Entire<MapPart<'_, K, V>> where [K: Ord] { whole_map(self) }
        fn keys_across_a_yield[](&self) -> MapKeys<Entire<MapPart<'_, K, V>>> where [K: Ord] { Items(MapKeys::new(whole_map(self).0)) }
        fn values_across_a_yield[](&self) -> MapValues<Entire<MapPart<'_, K, V>>> where [K: Ord] { Items(MapValues::new(whole_map(self).0)) }
        fn range_across_a_yield[Q: Ord + ?Sized, B: RangeBounds<Q>](&self, range: B) -> MapPart<'_, K, V> where [K: Ord + Borrow<Q>] { Items(MapPart::new(self, range)) }
        fn iter_mut_across_a_yield[](&mut self) -> Exact<btree_map::IterMut<'_, K, V>> { Exact::items(self.iter_mut()) }
        fn values_mut_across_a_yield[](&mut self) -> Exact<btree_map::ValuesMut<'_, K, V>> { Exact::items(self.values_mut()) }
    }

    trait SetItems[T] for BTreeSet<T> {
        fn iter_across_a_yield[](&self) -> Entire<SetPart<'_, T>> where [T: Ord] { whole_set(self) }
        fn range_across_a_yield[Q: Ord + ?Sized, B: RangeBounds<Q>](&self, range: B) -> SetPart<'_, T> where [T: Ord + Borrow<Q>] { Items(SetPart::new(self, range)) }
    }
}

fn whole_map<K: Ord, V>(map: &BTreeMap<K, V>) -> Items<Entire<MapPart<'_, K, V>>> {
    Items(Entire::new(MapPart::new(map, ..), map.len()))
}

fn whole_set<T: Ord>(set: &BTreeSet<T>) -> Items<Entire<SetPart<'_, T>>> {
    Items(Entire::new(SetPart::new(set, ..), set.len()))
}
