//! Borrowed B-trees, found again by the keys that were taken last.

use alloc::collections::{BTreeMap, BTreeSet, btree_map, btree_set};
use core::{
    borrow::Borrow,
    iter::FusedIterator,
    ops::{Bound, RangeBounds},
};

use serde::{Deserialize, Serialize};

use crate::iter::retake::{Again, Retake, RetakeBack, changed};

/// The keys that were taken last, from the front and from the back.
#[derive(Serialize, Deserialize)]
pub struct Keys<K> {
    front: Option<K>,
    back: Option<K>,
}

/// A part of a B-tree. `$tree` is searched in O(log n), and only keys that were taken are cloned.
macro_rules! part_of_a_tree {
    ($Part:ident [$($V:ident)?], $Tree:ty, $Range:ty, $Item:ty, |$item:ident| $key:expr, $get:ident) => {
        #[doc = concat!("`", stringify!($Tree), "::range`")]
        pub struct $Part<'a, K $(, $V)?> {
            tree: &'a $Tree,
            inner: $Range,
            front: Option<&'a K>,
            back: Option<&'a K>,
        }

        impl<K $(, $V)?> Clone for $Part<'_, K $(, $V)?> {
            fn clone(&self) -> Self {
                $Part { inner: self.inner.clone(), ..*self }
            }
        }

        impl<'a, K: Ord $(, $V)?> $Part<'a, K $(, $V)?> {
            #[inline]
            pub(in crate::iter) fn new<Q: Ord + ?Sized>(tree: &'a $Tree, range: impl RangeBounds<Q>) -> Self
            where
                K: Borrow<Q>,
            {
                $Part { tree, inner: tree.range(range), front: None, back: None }
            }
        }

        impl<'a, K $(, $V)?> Iterator for $Part<'a, K $(, $V)?> {
            type Item = $Item;

            #[inline]
            fn next(&mut self) -> Option<$Item> {
                let $item = self.inner.next()?;
                self.front = Some($key);
                Some($item)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }

            #[inline]
            fn last(self) -> Option<$Item> {
                self.inner.last()
            }
        }

        impl<'a, K $(, $V)?> DoubleEndedIterator for $Part<'a, K $(, $V)?> {
            #[inline]
            fn next_back(&mut self) -> Option<$Item> {
                let $item = self.inner.next_back()?;
                self.back = Some($key);
                Some($item)
            }
        }

        impl<K $(, $V)?> FusedIterator for $Part<'_, K $(, $V)?> {}

        impl<'a, K: Ord + Clone $(, $V)?> $Part<'a, K $(, $V)?> {
            /// The item of a key that was taken.
            fn item(&self, key: &K) -> $Item {
                self.tree.$get(key).unwrap_or_else(|| changed())
            }
        }

        impl<'a, K: Ord + Clone $(, $V)?> Retake for $Part<'a, K $(, $V)?> {
            type Position = Keys<K>;
            type Last = Again;
            type LastTwo = Again;

            fn into_position(self) -> Keys<K> {
                Keys { front: self.front.cloned(), back: self.back.cloned() }
            }

            fn seek(&mut self, Keys { front, back }: Keys<K>) {
                self.front = front.map(|key| {
                    let $item = self.item(&key);
                    $key
                });
                self.back = back.map(|key| {
                    let $item = self.item(&key);
                    $key
                });
                let ends = match (self.front, self.back) {
                    (None, None) => return,
                    (front, back) => {
                        // The ends that the range was made with show in its items only.
                        let mut left = self.inner.clone();
                        let first = left.next().map(|$item| $key);
                        let last = left.next_back().map(|$item| $key).or(first);
                        let (Some(first), Some(last)) = (first, last) else { changed() };
                        (
                            front.map_or(Bound::Included(first), Bound::Excluded),
                            back.map_or(Bound::Included(last), Bound::Excluded),
                        )
                    }
                };
                self.inner = self.tree.range::<K, _>(ends);
            }

            fn retake(&mut self, keys: Keys<K>) -> Option<$Item> {
                self.seek(keys);
                self.front.map(|key| self.item(key))
            }

            fn retake_two(&mut self, keys: Keys<K>) -> [Option<$Item>; 2] {
                let last = self.retake(keys);
                let before = self.front.and_then(|key| self.tree.range::<K, _>(..key).next_back());
                [before, last]
            }
        }

        impl<'a, K: Ord + Clone $(, $V)?> RetakeBack for $Part<'a, K $(, $V)?> {
            fn retake_back(&mut self, keys: Keys<K>) -> Option<$Item> {
                self.seek(keys);
                self.back.map(|key| self.item(key))
            }
        }
    };
}

part_of_a_tree!(MapPart [V], BTreeMap<K, V>, btree_map::Range<'a, K, V>, (&'a K, &'a V), |item| item.0, get_key_value);
part_of_a_tree!(
    SetPart [],
    BTreeSet<K>,
    btree_set::Range<'a, K>,
    &'a K,
    |item| item,
    get
);

/// A whole B-tree: a part of it that knows its length, as std's iterator does.
#[derive(Clone)]
pub struct Entire<R> {
    part: R,
    left: usize,
}

impl<R> Entire<R> {
    #[inline]
    pub(in crate::iter) fn new(part: R, left: usize) -> Self {
        Entire { part, left }
    }
}

impl<R: DoubleEndedIterator> Iterator for Entire<R> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        self.left = self.left.checked_sub(1)?;
        self.part.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }

    #[inline]
    fn count(self) -> usize {
        self.left
    }

    #[inline]
    fn last(mut self) -> Option<R::Item> {
        self.next_back()
    }
}

impl<R: DoubleEndedIterator> DoubleEndedIterator for Entire<R> {
    #[inline]
    fn next_back(&mut self) -> Option<R::Item> {
        self.left = self.left.checked_sub(1)?;
        self.part.next_back()
    }
}

impl<R: DoubleEndedIterator> ExactSizeIterator for Entire<R> {}
impl<R: DoubleEndedIterator> FusedIterator for Entire<R> {}

impl<R: RetakeBack> Retake for Entire<R> {
    type Position = (usize, R::Position);
    type Last = R::Last;
    type LastTwo = R::LastTwo;

    fn into_position(self) -> Self::Position {
        (self.left, self.part.into_position())
    }

    fn seek(&mut self, (left, part): Self::Position) {
        self.left = left;
        self.part.seek(part);
    }

    fn retake(&mut self, (left, part): Self::Position) -> Option<R::Item> {
        self.left = left;
        self.part.retake(part)
    }

    fn retake_two(&mut self, (left, part): Self::Position) -> [Option<R::Item>; 2] {
        self.left = left;
        self.part.retake_two(part)
    }
}

impl<R: RetakeBack> RetakeBack for Entire<R> {
    fn retake_back(&mut self, (left, part): Self::Position) -> Option<R::Item> {
        self.left = left;
        self.part.retake_back(part)
    }
}
