//! Iterators that own their items: what is left of them is their position.

use core::{
    iter::{FusedIterator, Rev},
    ops::{Range, RangeFrom, RangeInclusive},
};

use crate::iter::{
    Iterable, SavedKnown,
    items::Items,
    range::{SavedRangeInclusive, SavedRevRange},
    retake::{Again, GivenAway, Retake, RetakeBack},
};

/// An iterator that is saved as it is; or none yet, after a resume.
#[derive(Clone)]
pub struct Owned<I>(Option<I>);

/// The numbers or characters of a range: an iterator that is saved as it is, and knows what it gave last.
#[derive(Clone)]
pub struct Numbers<I>(I);

/// A source that can stand for nothing until the position of the real one is known.
pub trait Waiting {
    /// The source of nothing.
    fn waiting() -> Self;
}

/// What stands for an owned source after a resume, until it is moved to the position.
#[must_use]
pub fn waiting<R: Waiting>() -> Items<R> {
    Items(R::waiting())
}

impl<I> Owned<I> {
    #[inline]
    pub(in crate::iter) fn items(saved: I) -> Items<Self> {
        Items(Owned(Some(saved)))
    }
}

impl<I> Waiting for Owned<I> {
    fn waiting() -> Self {
        Owned(None)
    }
}

impl<I: Ends> Waiting for Numbers<I> {
    fn waiting() -> Self {
        Numbers(I::NOTHING)
    }
}

/// The source for a range.
pub trait OwnedNumbers {
    /// The range, as it is saved.
    type Range: Ends;

    /// The range as a source.
    fn into_items(&self) -> Items<Numbers<Self::Range>>;
}

/// The source for the collections of the standard library.
pub trait OwnedKnown {
    /// The iterator that can be saved.
    type Saved: Iterator;

    /// The items as a source.
    fn into_items(&self) -> Items<Owned<Self::Saved>>;
}

/// The source for every other iterator.
pub trait OwnedAny {
    /// What is iterated.
    type Items;

    /// The items as a source.
    fn into_items(&self) -> Items<Owned<<Self::Items as IntoIterator>::IntoIter>>
    where
        Self::Items: IntoIterator;
}

impl<I> OwnedKnown for &Iterable<I>
where
    Iterable<I>: SavedKnown,
{
    type Saved = <Iterable<I> as SavedKnown>::Saved;

    #[inline]
    fn into_items(&self) -> Items<Owned<Self::Saved>> {
        Owned::items(self.into_saved())
    }
}

impl<I> OwnedAny for &&Iterable<I> {
    type Items = I;

    #[inline]
    fn into_items(&self) -> Items<Owned<I::IntoIter>>
    where
        I: IntoIterator,
    {
        Owned::items(self.take().into_iter())
    }
}

impl<T: Number> OwnedNumbers for Iterable<Range<T>>
where
    Range<T>: DoubleEndedIterator<Item = T>,
{
    type Range = Range<T>;

    #[inline]
    fn into_items(&self) -> Items<Numbers<Range<T>>> {
        Items(Numbers(self.take()))
    }
}

impl<T: Number> OwnedNumbers for Iterable<RangeFrom<T>>
where
    RangeFrom<T>: Iterator<Item = T>,
{
    type Range = RangeFrom<T>;

    #[inline]
    fn into_items(&self) -> Items<Numbers<RangeFrom<T>>> {
        Items(Numbers(self.take()))
    }
}

impl<T: Number> OwnedNumbers for Iterable<RangeInclusive<T>>
where
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    type Range = SavedRangeInclusive<T>;

    #[inline]
    fn into_items(&self) -> Items<Numbers<SavedRangeInclusive<T>>> {
        Items(Numbers(self.into_saved()))
    }
}

impl<T: Number, I> OwnedNumbers for Iterable<Rev<I>>
where
    Iterable<Rev<I>>: SavedKnown<Saved = SavedRevRange<T>>,
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    type Range = SavedRevRange<T>;

    #[inline]
    fn into_items(&self) -> Items<Numbers<SavedRevRange<T>>> {
        Items(Numbers(self.into_saved()))
    }
}

/// What ranges are of.
pub trait Number: Copy + PartialOrd {
    /// The least of them.
    const LEAST: Self;

    /// The one before; anything if there is none.
    #[must_use]
    fn before(self) -> Self;
    /// The one after; anything if there is none.
    #[must_use]
    fn after(self) -> Self;
}

macro_rules! integers {
    ($($Integer:ty)*) => {$(
        impl Number for $Integer {
            const LEAST: Self = Self::MIN;

            fn before(self) -> Self {
                self.wrapping_sub(1)
            }

            fn after(self) -> Self {
                self.wrapping_add(1)
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

impl Number for char {
    const LEAST: Self = '\0';

    fn before(self) -> Self {
        ('\0'..self).next_back().unwrap_or(self)
    }

    fn after(self) -> Self {
        (self..=char::MAX).nth(1).unwrap_or(self)
    }
}

/// A range that knows what it gave last.
pub trait Ends: Iterator {
    /// A range of nothing.
    const NOTHING: Self;

    /// The item before the first one that is left.
    fn before_front(&self) -> Option<Self::Item>;
}

/// The same at the other end.
pub trait EndsBack: Ends + DoubleEndedIterator {
    /// The item after the last one that is left.
    fn after_back(&self) -> Option<Self::Item>;
}

impl<T: Number> Ends for Range<T>
where
    Range<T>: Iterator<Item = T>,
{
    const NOTHING: Self = T::LEAST..T::LEAST;

    fn before_front(&self) -> Option<T> {
        Some(self.start.before())
    }
}

impl<T: Number> EndsBack for Range<T>
where
    Range<T>: DoubleEndedIterator<Item = T>,
{
    fn after_back(&self) -> Option<T> {
        Some(self.end)
    }
}

impl<T: Number> Ends for RangeFrom<T>
where
    RangeFrom<T>: Iterator<Item = T>,
{
    const NOTHING: Self = T::LEAST..;

    fn before_front(&self) -> Option<T> {
        Some(self.start.before())
    }
}

/// What an inclusive range gave last before `start`, on the way of `step`; its one end, if that was the last.
fn beside<T: Number>(
    left: Option<&RangeInclusive<T>>,
    end: fn(&RangeInclusive<T>) -> &T,
    step: fn(T) -> T,
) -> Option<T> {
    let left = left?;
    let end = *end(left);
    Some(if left.is_empty() { end } else { step(end) })
}

impl<T: Number> Ends for SavedRangeInclusive<T>
where
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    const NOTHING: Self = Self::NOTHING;

    fn before_front(&self) -> Option<T> {
        beside(self.left(), RangeInclusive::start, T::before)
    }
}

impl<T: Number> EndsBack for SavedRangeInclusive<T>
where
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    fn after_back(&self) -> Option<T> {
        beside(self.left(), RangeInclusive::end, T::after)
    }
}

impl<T: Number> Ends for SavedRevRange<T>
where
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    const NOTHING: Self = Self::NOTHING;

    fn before_front(&self) -> Option<T> {
        beside(self.left(), RangeInclusive::end, T::after)
    }
}

impl<T: Number> EndsBack for SavedRevRange<T>
where
    RangeInclusive<T>: DoubleEndedIterator<Item = T>,
{
    fn after_back(&self) -> Option<T> {
        beside(self.left(), RangeInclusive::start, T::before)
    }
}

/// Both are iterators as what they hold; `inner` and `inner_mut` reach it, `into` takes it, if there is one.
macro_rules! iterates {
    ($Source:ident, |$self:ident| $reach:expr, $reach_mut:expr, $take:expr) => {
        impl<I: Iterator> Iterator for $Source<I> {
            type Item = I::Item;

            #[inline]
            fn next(&mut $self) -> Option<I::Item> {
                $reach_mut?.next()
            }

            #[inline]
            fn size_hint(&$self) -> (usize, Option<usize>) {
                $reach.map_or((0, Some(0)), I::size_hint)
            }

            #[inline]
            fn nth(&mut $self, n: usize) -> Option<I::Item> {
                $reach_mut?.nth(n)
            }

            #[inline]
            fn fold<B, G: FnMut(B, I::Item) -> B>($self, init: B, g: G) -> B {
                match $take {
                    Some(inner) => inner.fold(init, g),
                    None => init,
                }
            }

            #[inline]
            fn count($self) -> usize {
                $take.map_or(0, I::count)
            }

            #[inline]
            fn last($self) -> Option<I::Item> {
                $take?.last()
            }
        }

        impl<I: DoubleEndedIterator> DoubleEndedIterator for $Source<I> {
            #[inline]
            fn next_back(&mut $self) -> Option<I::Item> {
                $reach_mut?.next_back()
            }

            #[inline]
            fn nth_back(&mut $self, n: usize) -> Option<I::Item> {
                $reach_mut?.nth_back(n)
            }

            #[inline]
            fn rfold<B, G: FnMut(B, I::Item) -> B>($self, init: B, g: G) -> B {
                match $take {
                    Some(inner) => inner.rfold(init, g),
                    None => init,
                }
            }
        }

        impl<I: ExactSizeIterator> ExactSizeIterator for $Source<I> {}
        impl<I: FusedIterator> FusedIterator for $Source<I> {}
    };
}

iterates!(Owned, |self| self.0.as_ref(), self.0.as_mut(), self.0);
iterates!(
    Numbers,
    |self| Some(&self.0),
    Some(&mut self.0),
    Some(self.0)
);

impl<I: Iterator> Retake for Owned<I> {
    type Position = I;
    type Last = GivenAway;
    type LastTwo = GivenAway;

    fn into_position(self) -> I {
        self.0
            .expect("an owned source is moved to its position before it is saved again")
    }

    fn seek(&mut self, left: I) {
        self.0 = Some(left);
    }

    fn retake(&mut self, left: I) -> Option<I::Item> {
        self.seek(left);
        None
    }
}

impl<I: DoubleEndedIterator> RetakeBack for Owned<I> {
    fn retake_back(&mut self, left: I) -> Option<I::Item> {
        self.retake(left)
    }
}

impl<I: Ends> Retake for Numbers<I> {
    type Position = I;
    type Last = Again;
    type LastTwo = GivenAway;

    fn into_position(self) -> I {
        self.0
    }

    fn seek(&mut self, left: I) {
        self.0 = left;
    }

    fn retake(&mut self, left: I) -> Option<I::Item> {
        self.seek(left);
        self.0.before_front()
    }
}

impl<I: EndsBack> RetakeBack for Numbers<I> {
    fn retake_back(&mut self, left: I) -> Option<I::Item> {
        self.seek(left);
        self.0.after_back()
    }
}
