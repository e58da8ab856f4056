//! `flat_map` and `flatten`: the inner iterator is made again from the outer item, or is its own position.

use core::iter::FusedIterator;

use super::Fuse;
use crate::iter::{
    items::Items,
    retake::{Again, GivenAway, Retake, changed},
    sources::Waiting,
};

/// An inner iterator that can be found again although, or because, the items outside are of kind `Outer`.
#[diagnostic::on_unimplemented(
    message = "the inner iterators of this one cannot be found again after a yield",
    label = "an inner iterator borrows from an item that is given away",
    note = "iterate over the outer items by reference, or use two nested loops"
)]
pub trait Inner<Outer>: Retake {
    /// The iterator that was `made` again, or one that waits for its position.
    fn stand_in(made: Option<Self>) -> Option<Self>;
}

impl<R: Retake> Inner<Again> for R {
    fn stand_in(made: Option<Self>) -> Option<Self> {
        made
    }
}

impl<R: Retake + Waiting> Inner<GivenAway> for R {
    fn stand_in(_: Option<Self>) -> Option<Self> {
        Some(R::waiting())
    }
}

/// `Iterator::flat_map`
#[derive(Clone)]
pub struct FlatMap<R, S, F> {
    outer: Fuse<R>,
    inner: Option<S>,
    f: F,
}

/// `Iterator::flatten`
pub(in crate::iter) type Flatten<R, S> = FlatMap<R, S, fn(<R as Iterator>::Item) -> Items<S>>;

impl<R, S, F> FlatMap<R, S, F> {
    pub(in crate::iter) fn new(outer: R, f: F) -> Self {
        FlatMap {
            outer: Fuse::new(outer),
            inner: None,
            f,
        }
    }
}

impl<R: Iterator, S: Iterator, F: FnMut(R::Item) -> Items<S>> Iterator for FlatMap<R, S, F> {
    type Item = S::Item;

    #[inline]
    fn next(&mut self) -> Option<S::Item> {
        loop {
            if let Some(inner) = &mut self.inner {
                if let item @ Some(_) = inner.next() {
                    return item;
                }
                self.inner = None;
            }
            self.inner = Some((self.f)(self.outer.next()?).0);
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (least, most) = self.inner.as_ref().map_or((0, Some(0)), S::size_hint);
        match self.outer.size_hint() {
            (0, Some(0)) => (least, most),
            _ => (least, None),
        }
    }

    #[inline]
    fn fold<B, G: FnMut(B, S::Item) -> B>(mut self, init: B, mut g: G) -> B {
        let mut folded = init;
        if let Some(inner) = self.inner {
            folded = inner.fold(folded, &mut g);
        }
        self.outer
            .fold(folded, |folded, item| (self.f)(item).0.fold(folded, &mut g))
    }
}

impl<R: Iterator, S: Iterator, F: FnMut(R::Item) -> Items<S>> FusedIterator for FlatMap<R, S, F> {}

impl<R: Retake, S: Inner<R::Last>, F: FnMut(R::Item) -> Items<S>> FlatMap<R, S, F> {
    /// Moves the outer iterator, and gives the inner one as it was made.
    fn remake(&mut self, position: <Self as Retake>::Position) -> Option<S::Position> {
        let (outer, inner) = position;
        self.inner = None;
        if inner.is_some() {
            let made = self.outer.retake(outer).map(|item| (self.f)(item).0);
            self.inner = S::stand_in(made);
        } else {
            self.outer.seek(outer);
        }
        inner
    }
}

impl<R: Retake, S: Inner<R::Last>, F: FnMut(R::Item) -> Items<S>> Retake for FlatMap<R, S, F> {
    type Position = (Option<R::Position>, Option<S::Position>);
    type Last = S::Last;
    type LastTwo = GivenAway;

    fn into_position(self) -> Self::Position {
        (self.outer.into_position(), self.inner.map(S::into_position))
    }

    fn seek(&mut self, position: Self::Position) {
        if let Some(position) = self.remake(position) {
            self.inner
                .as_mut()
                .unwrap_or_else(|| changed())
                .seek(position);
        }
    }

    fn retake(&mut self, position: Self::Position) -> Option<S::Item> {
        let position = self.remake(position)?;
        self.inner
            .as_mut()
            .unwrap_or_else(|| changed())
            .retake(position)
    }
}
