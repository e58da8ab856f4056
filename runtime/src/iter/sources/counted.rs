//! Iterators that are found again by how many items were taken from each end.

use core::{iter::FusedIterator, ops::Deref};

use serde::{Deserialize, Serialize};

use crate::iter::{
    items::Items,
    retake::{Again, Retake, RetakeBack, changed},
};

/// An iterator of std's over something borrowed that knows its length, and skips at once where it can.
///
/// What was taken from the front follows from the lengths, so that only `next_back` has to count. Skipping is
/// O(1) for slices, their chunks and windows, bytes and deques. The iterators over mutable B-trees, over their
/// values and over linked lists have to walk.
#[derive(Clone)]
pub struct Exact<I> {
    inner: I,
    whole: usize,
    back: usize,
}

/// How many items were taken.
#[derive(Serialize, Deserialize)]
pub struct Taken {
    front: usize,
    back: usize,
}

impl<I: ExactSizeIterator> Exact<I> {
    #[inline]
    pub(in crate::iter) fn items(inner: I) -> Items<Self> {
        let whole = inner.len();
        Items(Exact {
            inner,
            whole,
            back: 0,
        })
    }
}

impl<I: ExactSizeIterator + DoubleEndedIterator> Exact<I> {
    /// Leaves as many items as there are after `taken`, but for `ahead` more at the front.
    fn leave(&mut self, taken: &Taken, ahead: usize) {
        self.leave_behind(taken.front.saturating_sub(ahead), taken.back);
    }

    fn leave_behind(&mut self, front: usize, back: usize) {
        if front
            .checked_add(back)
            .is_none_or(|taken| taken > self.whole)
        {
            changed();
        }
        if front > 0 {
            self.inner.nth(front - 1);
        }
        if back > 0 {
            self.inner.nth_back(back - 1);
        }
        self.back = back;
    }
}

/// std's iterator, for what it can do besides iterating.
impl<I> Deref for Items<Exact<I>> {
    type Target = I;

    fn deref(&self) -> &I {
        &self.0.inner
    }
}

impl<I: Iterator> Iterator for Exact<I> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        self.inner.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<I::Item> {
        self.inner.nth(n)
    }

    #[inline]
    fn fold<B, G: FnMut(B, I::Item) -> B>(self, init: B, g: G) -> B {
        self.inner.fold(init, g)
    }

    #[inline]
    fn count(self) -> usize {
        self.inner.count()
    }

    #[inline]
    fn last(self) -> Option<I::Item> {
        self.inner.last()
    }
}

impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for Exact<I> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        let item = self.inner.next_back()?;
        self.back += 1;
        Some(item)
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<I::Item> {
        let before = self.inner.len();
        let item = self.inner.nth_back(n);
        self.back += before - self.inner.len();
        item
    }

    #[inline]
    fn rfold<B, G: FnMut(B, I::Item) -> B>(self, init: B, g: G) -> B {
        self.inner.rfold(init, g)
    }
}

impl<I: ExactSizeIterator> ExactSizeIterator for Exact<I> {
    #[inline]
    fn len(&self) -> usize {
        self.inner.len()
    }
}

impl<I: FusedIterator> FusedIterator for Exact<I> {}

impl<I: ExactSizeIterator + DoubleEndedIterator> Retake for Exact<I> {
    type Position = Taken;
    type Last = Again;
    type LastTwo = Again;

    fn into_position(self) -> Taken {
        Taken {
            front: self.whole - self.back - self.inner.len(),
            back: self.back,
        }
    }

    fn seek(&mut self, taken: Taken) {
        self.leave(&taken, 0);
    }

    fn retake(&mut self, taken: Taken) -> Option<I::Item> {
        self.leave(&taken, 1);
        if taken.front == 0 {
            return None;
        }
        self.inner.next()
    }

    fn retake_two(&mut self, taken: Taken) -> [Option<I::Item>; 2] {
        self.leave(&taken, 2);
        match taken.front {
            0 => [None, None],
            1 => [None, self.inner.next()],
            _ => [self.inner.next(), self.inner.next()],
        }
    }
}

impl<I: ExactSizeIterator + DoubleEndedIterator> RetakeBack for Exact<I> {
    fn retake_back(&mut self, taken: Taken) -> Option<I::Item> {
        let Some(back) = taken.back.checked_sub(1) else {
            self.leave(&taken, 0);
            return None;
        };
        self.leave_behind(taken.front, back);
        self.next_back()
    }
}

/// Any iterator that gives the same items whenever it is made, found again by stepping over what was taken.
///
/// It counts its items, and a resume takes as long as it takes to skip them: there is `Exact` and more for std's.
#[derive(Clone)]
pub struct Counted<I> {
    inner: I,
    taken: usize,
}

/// Makes any iterator one that can be found again, by counting.
#[inline]
pub fn counted<I: Iterator>(inner: I) -> Items<Counted<I>> {
    Items(Counted { inner, taken: 0 })
}

impl<I: Iterator> Iterator for Counted<I> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        let item = self.inner.next()?;
        self.taken += 1;
        Some(item)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }

    #[inline]
    fn fold<B, G: FnMut(B, I::Item) -> B>(self, init: B, g: G) -> B {
        self.inner.fold(init, g)
    }
}

impl<I: ExactSizeIterator> ExactSizeIterator for Counted<I> {}
impl<I: FusedIterator> FusedIterator for Counted<I> {}

impl<I: Iterator> Retake for Counted<I> {
    type Position = usize;
    type Last = Again;
    type LastTwo = Again;

    fn into_position(self) -> usize {
        self.taken
    }

    fn seek(&mut self, taken: usize) {
        self.retake(taken);
    }

    fn retake(&mut self, taken: usize) -> Option<I::Item> {
        let [_, last] = self.retake_two(taken);
        last
    }

    fn retake_two(&mut self, taken: usize) -> [Option<I::Item>; 2] {
        self.taken = taken;
        let before = (taken > 1).then(|| self.inner.nth(taken - 2).unwrap_or_else(|| changed()));
        let last = (taken > 0).then(|| self.inner.next().unwrap_or_else(|| changed()));
        [before, last]
    }
}
