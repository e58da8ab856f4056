//! Ranges that include their end, or run backwards.
//!
//! serde has `RangeInclusive`, but loses the flag that tells `5..=5` before its last item from `5..=5` after it.

use alloc::vec::Vec;
use core::{
    iter::{FusedIterator, Rev},
    ops::{Range, RangeInclusive},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Iterable, SavedKnown};

/// The items that are left of `start..=end`.
#[derive(Clone)]
pub struct SavedRangeInclusive<T>(Option<RangeInclusive<T>>);

/// The items that are left of `(start..end).rev()` or `(start..=end).rev()`.
#[derive(Clone)]
pub struct SavedRevRange<T>(Option<RangeInclusive<T>>);

/// How each gives its items: the names of the methods at its front and its back.
macro_rules! from_its_ends {
    ($($Saved:ident: $next:ident $nth:ident $fold:ident, $next_back:ident $nth_back:ident $rfold:ident;)*) => {$(
        impl<T> $Saved<T> {
            /// Gives nothing, and never did.
            pub(super) const NOTHING: Self = $Saved(None);

            /// The range that is left, if there ever was one: empty after its last item.
            pub(super) fn left(&self) -> Option<&RangeInclusive<T>> {
                self.0.as_ref()
            }
        }

        impl<T> Iterator for $Saved<T>
        where
            RangeInclusive<T>: DoubleEndedIterator<Item = T>,
        {
            type Item = T;

            #[inline]
            fn next(&mut self) -> Option<T> {
                self.0.as_mut()?.$next()
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.as_ref().map_or((0, Some(0)), RangeInclusive::size_hint)
            }

            #[inline]
            fn nth(&mut self, n: usize) -> Option<T> {
                self.0.as_mut()?.$nth(n)
            }

            #[inline]
            fn fold<B, G: FnMut(B, T) -> B>(self, init: B, g: G) -> B {
                match self.0 {
                    Some(range) => range.$fold(init, g),
                    None => init,
                }
            }
        }

        impl<T> DoubleEndedIterator for $Saved<T>
        where
            RangeInclusive<T>: DoubleEndedIterator<Item = T>,
        {
            #[inline]
            fn next_back(&mut self) -> Option<T> {
                self.0.as_mut()?.$next_back()
            }

            #[inline]
            fn nth_back(&mut self, n: usize) -> Option<T> {
                self.0.as_mut()?.$nth_back(n)
            }

            #[inline]
            fn rfold<B, G: FnMut(B, T) -> B>(self, init: B, g: G) -> B {
                match self.0 {
                    Some(range) => range.$rfold(init, g),
                    None => init,
                }
            }
        }

        impl<T> ExactSizeIterator for $Saved<T> where RangeInclusive<T>: DoubleEndedIterator<Item = T> + ExactSizeIterator {}
        impl<T> FusedIterator for $Saved<T> where RangeInclusive<T>: DoubleEndedIterator<Item = T> {}

        // Two numbers as long as there are items, and one, the last, when they have all been taken.
        impl<T: Serialize + PartialOrd> Serialize for $Saved<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match &self.0 {
                    Some(range) if !range.is_empty() => {
                        serializer.collect_seq([range.start(), range.end()])
                    }
                    Some(range) if range.start() == range.end() => serializer.collect_seq([range.end()]),
                    _ => serializer.collect_seq(None::<&T>),
                }
            }
        }

        impl<'de, T: Deserialize<'de> + Clone> Deserialize<'de> for $Saved<T>
        where
            RangeInclusive<T>: Iterator,
        {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut ends = Vec::<T>::deserialize(deserializer)?.into_iter();
                Ok($Saved(match (ends.next(), ends.next(), ends.next()) {
                    (None, ..) => None,
                    (Some(last), None, _) => {
                        let mut range = last.clone()..=last;
                        range.next();
                        Some(range)
                    }
                    (Some(start), Some(end), None) => Some(start..=end),
                    _ => return Err(de::Error::invalid_length(3, &"the ends of a range")),
                }))
            }
        }
    )*};
}

from_its_ends! {
    SavedRangeInclusive: next nth fold, next_back nth_back rfold;
    SavedRevRange: next_back nth_back rfold, next nth fold;
}

impl<T> SavedKnown for Iterable<RangeInclusive<T>>
where
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    type Saved = SavedRangeInclusive<T>;

    #[inline]
    fn into_saved(&self) -> SavedRangeInclusive<T> {
        SavedRangeInclusive(Some(self.take()))
    }
}

/// The numbers that `range` still gives, from both of its ends.
#[inline]
fn ends<T: Clone>(mut range: impl DoubleEndedIterator<Item = T>) -> Option<RangeInclusive<T>> {
    let end = range.next()?;
    let start = range.next_back().unwrap_or_else(|| end.clone());
    Some(start..=end)
}

impl<T: Clone> SavedKnown for Iterable<Rev<Range<T>>>
where
    Range<T>: DoubleEndedIterator<Item = T>,
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    type Saved = SavedRevRange<T>;

    #[inline]
    fn into_saved(&self) -> SavedRevRange<T> {
        SavedRevRange(ends(self.take()))
    }
}

impl<T: Clone> SavedKnown for Iterable<Rev<RangeInclusive<T>>>
where
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    type Saved = SavedRevRange<T>;

    #[inline]
    fn into_saved(&self) -> SavedRevRange<T> {
        SavedRevRange(ends(self.take()))
    }
}
