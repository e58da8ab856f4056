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

/// `Iterator::chain`
#[derive(Clone)]
pub struct Chain<A, B> {
    a: Option<A>,
    b: Option<B>,
}

impl<A, B> Chain<A, B> {
    pub(in crate::iter) fn new(a: A, b: B) -> Self {
        Chain {
            a: Some(a),
            b: Some(b),
        }
    }
}

/// What `next` gives, and nothing instead of the iterator when it gives nothing.
#[inline]
fn or_clear<R, T>(iterator: &mut Option<R>, next: impl FnOnce(&mut R) -> Option<T>) -> Option<T> {
    let item = next(iterator.as_mut()?);
    if item.is_none() {
        *iterator = None;
    }
    item
}

/// Moves an iterator with `to`, or clears it if it was cleared when the position was taken.
fn moved<R: Retake, T>(
    iterator: &mut Option<R>,
    position: Option<R::Position>,
    to: impl FnOnce(&mut R, R::Position) -> Option<T>,
) -> Option<T> {
    if let (Some(iterator), Some(position)) = (iterator.as_mut(), position) {
        return to(iterator, position);
    }
    *iterator = None;
    None
}

fn sought<R: Retake>(iterator: &mut Option<R>, position: Option<R::Position>) {
    moved(iterator, position, |iterator, position| {
        iterator.seek(position);
        None::<()>
    });
}

impl<A: Iterator, B: Iterator<Item = A::Item>> Iterator for Chain<A, B> {
    type Item = A::Item;

    #[inline]
    fn next(&mut self) -> Option<A::Item> {
        or_clear(&mut self.a, A::next).or_else(|| self.b.as_mut()?.next())
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (a_least, a_most) = self.a.as_ref().map_or((0, Some(0)), A::size_hint);
        let (b_least, b_most) = self.b.as_ref().map_or((0, Some(0)), B::size_hint);
        let most = a_most.zip(b_most).and_then(|(a, b)| a.checked_add(b));
        (a_least.saturating_add(b_least), most)
    }

    #[inline]
    fn fold<Folded, G: FnMut(Folded, A::Item) -> Folded>(self, init: Folded, mut g: G) -> Folded {
        let mut folded = init;
        if let Some(a) = self.a {
            folded = a.fold(folded, &mut g);
        }
        if let Some(b) = self.b {
            folded = b.fold(folded, g);
        }
        folded
    }
}

impl<A, B> DoubleEndedIterator for Chain<A, B>
where
    A: DoubleEndedIterator,
    B: DoubleEndedIterator<Item = A::Item>,
{
    #[inline]
    fn next_back(&mut self) -> Option<A::Item> {
        or_clear(&mut self.b, B::next_back).or_else(|| self.a.as_mut()?.next_back())
    }
}

impl<A: FusedIterator, B: FusedIterator<Item = A::Item>> FusedIterator for Chain<A, B> {}

impl<A: Retake, B: Retake<Item = A::Item>> Retake for Chain<A, B> {
    type Position = (Option<A::Position>, Option<B::Position>);
    type Last = Both<A::Last, B::Last>;
    type LastTwo = GivenAway;

    fn into_position(self) -> Self::Position {
        (self.a.map(A::into_position), self.b.map(B::into_position))
    }

    fn seek(&mut self, (a, b): Self::Position) {
        sought(&mut self.a, a);
        sought(&mut self.b, b);
    }

    fn retake(&mut self, (a, b): Self::Position) -> Option<A::Item> {
        if a.is_some() {
            sought(&mut self.b, b);
            moved(&mut self.a, a, A::retake)
        } else {
            self.a = None;
            moved(&mut self.b, b, B::retake)
        }
    }
}

impl<A: RetakeBack, B: RetakeBack<Item = A::Item>> RetakeBack for Chain<A, B> {
    fn retake_back(&mut self, (a, b): Self::Position) -> Option<A::Item> {
        if b.is_some() {
            sought(&mut self.a, a);
            moved(&mut self.b, b, B::retake_back)
        } else {
            self.b = None;
            moved(&mut self.a, a, A::retake_back)
        }
    }
}

/// `Iterator::fuse`
#[derive(Clone)]
pub struct Fuse<R>(Option<R>);

impl<R> Fuse<R> {
    pub(in crate::iter) fn new(inner: R) -> Self {
        Fuse(Some(inner))
    }
}

impl<R: Iterator> Iterator for Fuse<R> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        or_clear(&mut self.0, R::next)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.as_ref().map_or((0, Some(0)), R::size_hint)
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<R::Item> {
        or_clear(&mut self.0, |inner| inner.nth(n))
    }

    #[inline]
    fn fold<B, G: FnMut(B, R::Item) -> B>(self, init: B, g: G) -> B {
        match self.0 {
            Some(inner) => inner.fold(init, g),
            None => init,
        }
    }
}

impl<R: DoubleEndedIterator> DoubleEndedIterator for Fuse<R> {
    #[inline]
    fn next_back(&mut self) -> Option<R::Item> {
        or_clear(&mut self.0, R::next_back)
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<R::Item> {
        or_clear(&mut self.0, |inner| inner.nth_back(n))
    }
}

impl<R: ExactSizeIterator> ExactSizeIterator for Fuse<R> {}
impl<R: Iterator> FusedIterator for Fuse<R> {}

impl<R: Retake> Retake for Fuse<R> {
    type Position = Option<R::Position>;
    type Last = R::Last;
    type LastTwo = GivenAway;

    fn into_position(self) -> Self::Position {
        self.0.map(R::into_position)
    }

    fn seek(&mut self, position: Self::Position) {
        sought(&mut self.0, position);
    }

    fn retake(&mut self, position: Self::Position) -> Option<R::Item> {
        moved(&mut self.0, position, R::retake)
    }
}

impl<R: RetakeBack> RetakeBack for Fuse<R> {
    fn retake_back(&mut self, position: Self::Position) -> Option<R::Item> {
        moved(&mut self.0, position, R::retake_back)
    }
}

/// `Iterator::cycle`
#[derive(Clone)]
pub struct Cycle<R> {
    whole: R,
    turn: R,
}

impl<R: Clone> Cycle<R> {
    pub(in crate::iter) fn new(whole: R) -> Self {
        let turn = whole.clone();
        Cycle { whole, turn }
    }
}

impl<R: Clone + Iterator> Iterator for Cycle<R> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        self.turn.next().or_else(|| {
            self.turn = self.whole.clone();
            self.turn.next()
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.whole.size_hint() {
            none @ (0, Some(0)) => none,
            (0, _) => (0, None),
            _ => (usize::MAX, None),
        }
    }
}

impl<R: Clone + Iterator> FusedIterator for Cycle<R> {}

impl<R: Clone + Retake> Retake for Cycle<R> {
    // Of an owned source, the whole is known from its position only.
    type Position = (R::Position, R::Position);
    type Last = R::Last;
    type LastTwo = GivenAway;

    fn into_position(self) -> Self::Position {
        (self.whole.into_position(), self.turn.into_position())
    }

    fn seek(&mut self, (whole, turn): Self::Position) {
        self.whole.seek(whole);
        self.turn.seek(turn);
    }

    fn retake(&mut self, (whole, turn): Self::Position) -> Option<R::Item> {
        self.whole.seek(whole);
        self.turn.retake(turn)
    }
}
