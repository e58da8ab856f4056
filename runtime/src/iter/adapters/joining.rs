//! Adapters over two iterators.

use core::iter::FusedIterator;

use crate::iter::retake::{Both, GivenAway, Retake, RetakeBack};

/// `Iterator::zip`
#[derive(Clone)]
pub struct Zip<A, B> {
    a: A,
    b: B,
}

impl<A, B> Zip<A, B> {
    pub(in crate::iter) fn new(a: A, b: B) -> Self {
        Zip { a, b }
    }
}

impl<A: Iterator, B: Iterator> Iterator for Zip<A, B> {
    type Item = (A::Item, B::Item);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        Some((self.a.next()?, self.b.next()?))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let ((a_least, a_most), (b_least, b_most)) = (self.a.size_hint(), self.b.size_hint());
        let most = match (a_most, b_most) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (most, None) | (None, most) => most,
        };
        (a_least.min(b_least), most)
    }
}

impl<A, B> DoubleEndedIterator for Zip<A, B>
where
    A: DoubleEndedIterator + ExactSizeIterator,
    B: DoubleEndedIterator + ExactSizeIterator,
{
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let (a, b) = (self.a.len(), self.b.len());
        if a > b {
            self.a.nth_back(a - b - 1);
        } else if b > a {
            self.b.nth_back(b - a - 1);
        }
        Some((self.a.next_back()?, self.b.next_back()?))
    }
}

impl<A: ExactSizeIterator, B: ExactSizeIterator> ExactSizeIterator for Zip<A, B> {}
impl<A: FusedIterator, B: FusedIterator> FusedIterator for Zip<A, B> {}

impl<A: Retake, B: Retake> Retake for Zip<A, B> {
    type Position = (A::Position, B::Position);
    type Last = Both<A::Last, B::Last>;
    type LastTwo = GivenAway;

    fn into_position(self) -> Self::Position {
        (self.a.into_position(), self.b.into_position())
    }

    fn seek(&mut self, (a, b): Self::Position) {
        self.a.seek(a);
        self.b.seek(b);
    }

    fn retake(&mut self, (a, b): Self::Position) -> Option<Self::Item> {
        // Both have to be moved, whatever the first one gives.
        let (a, b) = (self.a.retake(a), self.b.retake(b));
        Some((a?, b?))
    }
}

impl<A, B> RetakeBack for Zip<A, B>
where
    A: RetakeBack + ExactSizeIterator,
    B: RetakeBack + ExactSizeIterator,
{
    fn retake_back(&mut self, (a, b): Self::Position) -> Option<Self::Item> {
        let (a, b) = (self.a.retake_back(a), self.b.retake_back(b));
        Some((a?, b?))
    }
}
