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

/// `Iterator::filter_map`
#[derive(Clone)]
pub struct FilterMap<R, F> {
    inner: R,
    f: F,
}

impl<R, F> FilterMap<R, F> {
    pub(in crate::iter) fn new(inner: R, f: F) -> Self {
        FilterMap { inner, f }
    }
}

impl<B, R: Iterator, F: FnMut(R::Item) -> Option<B>> Iterator for FilterMap<R, F> {
    type Item = B;

    #[inline]
    fn next(&mut self) -> Option<B> {
        self.inner.find_map(&mut self.f)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.inner.size_hint().1)
    }

    #[inline]
    fn fold<Folded, G: FnMut(Folded, B) -> Folded>(mut self, init: Folded, mut g: G) -> Folded {
        self.inner.fold(init, |folded, item| match (self.f)(item) {
            Some(item) => g(folded, item),
            None => folded,
        })
    }
}

impl<B, R: DoubleEndedIterator, F: FnMut(R::Item) -> Option<B>> DoubleEndedIterator
    for FilterMap<R, F>
{
    #[inline]
    fn next_back(&mut self) -> Option<B> {
        loop {
            if let made @ Some(_) = (self.f)(self.inner.next_back()?) {
                return made;
            }
        }
    }
}

impl<B, R: FusedIterator, F: FnMut(R::Item) -> Option<B>> FusedIterator for FilterMap<R, F> {}

impl<B, R: Retake, F: FnMut(R::Item) -> Option<B>> Retake for FilterMap<R, F> {
    type Position = R::Position;
    type Last = R::Last;
    type LastTwo = GivenAway;

    fn into_position(self) -> R::Position {
        self.inner.into_position()
    }

    fn seek(&mut self, position: R::Position) {
        self.inner.seek(position);
    }

    fn retake(&mut self, position: R::Position) -> Option<B> {
        (self.f)(self.inner.retake(position)?)
    }
}

impl<B, R: RetakeBack, F: FnMut(R::Item) -> Option<B>> RetakeBack for FilterMap<R, F> {
    fn retake_back(&mut self, position: R::Position) -> Option<B> {
        (self.f)(self.inner.retake_back(position)?)
    }
}

/// `Iterator::take_while`
#[derive(Clone)]
pub struct TakeWhile<R, P> {
    inner: R,
    ended: bool,
    predicate: P,
}

impl<R, P> TakeWhile<R, P> {
    pub(in crate::iter) fn new(inner: R, predicate: P) -> Self {
        TakeWhile {
            inner,
            ended: false,
            predicate,
        }
    }
}

impl<R: Iterator, P: FnMut(&R::Item) -> bool> Iterator for TakeWhile<R, P> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        if self.ended {
            return None;
        }
        let item = self.inner.next()?;
        if (self.predicate)(&item) {
            Some(item)
        } else {
            self.ended = true;
            None
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.ended {
            (0, Some(0))
        } else {
            (0, self.inner.size_hint().1)
        }
    }
}

impl<R: FusedIterator, P: FnMut(&R::Item) -> bool> FusedIterator for TakeWhile<R, P> {}

/// `Iterator::skip_while`
#[derive(Clone)]
pub struct SkipWhile<R, P> {
    inner: R,
    begun: bool,
    predicate: P,
}

impl<R, P> SkipWhile<R, P> {
    pub(in crate::iter) fn new(inner: R, predicate: P) -> Self {
        SkipWhile {
            inner,
            begun: false,
            predicate,
        }
    }
}

impl<R: Iterator, P: FnMut(&R::Item) -> bool> Iterator for SkipWhile<R, P> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        if self.begun {
            return self.inner.next();
        }
        let item = self.inner.find(|item| !(self.predicate)(item));
        self.begun = item.is_some();
        item
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.inner.size_hint().1)
    }

    #[inline]
    fn fold<B, G: FnMut(B, R::Item) -> B>(mut self, init: B, mut g: G) -> B {
        let first = if self.begun { None } else { self.next() };
        match first {
            Some(item) => {
                let folded = g(init, item);
                self.inner.fold(folded, g)
            }
            None if self.begun => self.inner.fold(init, g),
            None => init,
        }
    }
}

impl<R: FusedIterator, P: FnMut(&R::Item) -> bool> FusedIterator for SkipWhile<R, P> {}

/// Both have a flag besides the position of what is below.
macro_rules! with_a_flag {
    ($($While:ident $flag:ident)*) => {$(
        impl<R: Retake, P: FnMut(&R::Item) -> bool> Retake for $While<R, P> {
            type Position = (bool, R::Position);
            type Last = R::Last;
            type LastTwo = GivenAway;

            fn into_position(self) -> Self::Position {
                (self.$flag, self.inner.into_position())
            }

            fn seek(&mut self, (flag, inner): Self::Position) {
                self.$flag = flag;
                self.inner.seek(inner);
            }

            fn retake(&mut self, (flag, inner): Self::Position) -> Option<R::Item> {
                self.$flag = flag;
                self.inner.retake(inner)
            }
        }
    )*};
}

with_a_flag!(TakeWhile ended SkipWhile begun);

/// `Iterator::map_while`
#[derive(Clone)]
pub struct MapWhile<R, F> {
    inner: R,
    f: F,
}

impl<R, F> MapWhile<R, F> {
    pub(in crate::iter) fn new(inner: R, f: F) -> Self {
        MapWhile { inner, f }
    }
}

impl<B, R: Iterator, F: FnMut(R::Item) -> Option<B>> Iterator for MapWhile<R, F> {
    type Item = B;

    #[inline]
    fn next(&mut self) -> Option<B> {
        (self.f)(self.inner.next()?)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.inner.size_hint().1)
    }
}

impl<B, R: Retake, F: FnMut(R::Item) -> Option<B>> Retake for MapWhile<R, F> {
    type Position = R::Position;
    type Last = R::Last;
    type LastTwo = GivenAway;

    fn into_position(self) -> R::Position {
        self.inner.into_position()
    }

    fn seek(&mut self, position: R::Position) {
        self.inner.seek(position);
    }

    fn retake(&mut self, position: R::Position) -> Option<B> {
        (self.f)(self.inner.retake(position)?)
    }
}

/// `Iterator::scan`; its state is saved, and so is an item that was peeked at.
#[derive(Clone)]
pub struct Scan<R, State, F> {
    inner: R,
    state: State,
    f: F,
}

impl<R, State, F> Scan<R, State, F> {
    pub(in crate::iter) fn new(inner: R, state: State, f: F) -> Self {
        Scan { inner, state, f }
    }
}

impl<B, R: Iterator, State, F> Iterator for Scan<R, State, F>
where
    F: FnMut(&mut State, R::Item) -> Option<B>,
{
    type Item = B;

    #[inline]
    fn next(&mut self) -> Option<B> {
        (self.f)(&mut self.state, self.inner.next()?)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.inner.size_hint().1)
    }
}

impl<B, R: Retake, State, F> Retake for Scan<R, State, F>
where
    F: FnMut(&mut State, R::Item) -> Option<B>,
{
    type Position = (State, R::Position);
    type Last = GivenAway;
    type LastTwo = GivenAway;

    fn into_position(self) -> Self::Position {
        (self.state, self.inner.into_position())
    }

    fn seek(&mut self, (state, inner): Self::Position) {
        self.state = state;
        self.inner.seek(inner);
    }

    fn retake(&mut self, position: Self::Position) -> Option<B> {
        self.seek(position);
        None
    }
}
