//! Ranges that include their end, or run backwards.
//!
//! serde has `RangeInclusive`, but loses the flag that tells `5..=5` before its last item from `5..=5` after it.

use core::{
    iter::Rev,
    ops::{Range, RangeInclusive},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Iterable, SavedKnown};

/// The items that are left of `start..=end`.
pub struct SavedRangeInclusive<T>(Option<RangeInclusive<T>>);

/// The items that are left of `(start..end).rev()` or `(start..=end).rev()`.
pub struct SavedRevRange<T>(Option<RangeInclusive<T>>);

impl<T> Iterator for SavedRangeInclusive<T>
where
    RangeInclusive<T>: Iterator<Item = T>,
{
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.0.as_mut()?.next()
    }
}

impl<T> Iterator for SavedRevRange<T>
where
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.0.as_mut()?.next_back()
    }
}

/// Both are saved as the first and the last number that are left, or as none.
macro_rules! saved_by_its_ends {
    ($($Saved:ident)*) => {$(
        impl<T: Serialize + PartialOrd> Serialize for $Saved<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let left = self.0.as_ref().filter(|range| !range.is_empty());
                left.map(|range| (range.start(), range.end())).serialize(serializer)
            }
        }

        impl<'de, T: Deserialize<'de>> Deserialize<'de> for $Saved<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let left = Option::<(T, T)>::deserialize(deserializer)?;
                Ok($Saved(left.map(|(start, end)| start..=end)))
            }
        }
    )*};
}

saved_by_its_ends!(SavedRangeInclusive SavedRevRange);

impl<T> SavedKnown for Iterable<RangeInclusive<T>>
where
    RangeInclusive<T>: Iterator<Item = T>,
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
