//! Adapters that leave items out. The last item they gave is the last one that was taken from what is below.

use core::iter::FusedIterator;

use crate::iter::retake::{GivenAway, Retake, RetakeBack};

/// `Iterator::filter`
#[derive(Clone)]
pub struct Filter<R, P> {
    inner: R,
    predicate: P,
}

impl<R, P> Filter<R, P> {
    pub(in crate::iter) fn new(inner: R, predicate: P) -> Self {
        Filter { inner, predicate }
    }
}

impl<R: Iterator, P: FnMut(&R::Item) -> bool> Iterator for Filter<R, P> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        self.inner.find(&mut self.predicate)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.inner.size_hint().1)
    }

    #[inline]
    fn fold<B, G: FnMut(B, R::Item) -> B>(mut self, init: B, mut g: G) -> B {
        self.inner.fold(init, |folded, item| {
            if (self.predicate)(&item) {
                g(folded, item)
            } else {
                folded
            }
        })
    }
}

impl<R: DoubleEndedIterator, P: FnMut(&R::Item) -> bool> DoubleEndedIterator for Filter<R, P> {
    #[inline]
    fn next_back(&mut self) -> Option<R::Item> {
        self.inner.rfind(&mut self.predicate)
    }
}

impl<R: FusedIterator, P: FnMut(&R::Item) -> bool> FusedIterator for Filter<R, P> {}

impl<R: Retake, P: FnMut(&R::Item) -> bool> Retake for Filter<R, P> {
    type Position = R::Position;
    type Last = R::Last;
    type LastTwo = GivenAway;

    fn into_position(self) -> R::Position {
        self.inner.into_position()
    }

    fn seek(&mut self, position: R::Position) {
        self.inner.seek(position);
    }

    fn retake(&mut self, position: R::Position) -> Option<R::Item> {
        self.inner.retake(position)
    }
}

impl<R: RetakeBack, P: FnMut(&R::Item) -> bool> RetakeBack for Filter<R, P> {
    fn retake_back(&mut self, position: R::Position) -> Option<R::Item> {
        self.inner.retake_back(position)
    }
}
