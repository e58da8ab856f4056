//! The iterator that users meet: std's methods, each giving another iterator that can be found again.

use core::iter::FusedIterator;

use super::{
    adapters::{
        Chain, Cloned, Copied, Cycle, Enumerate, Filter, FilterMap, FlatMap, Flatten, Fuse, Inner,
        Inspect, Map, MapWhile, Peekable, Rev, Scan, Skip, SkipWhile, StepBy, Take, TakeWhile, Zip,
    },
    places::IntoItems,
    retake::{Retake, RetakeBack, RetakeItem, changed},
};

/// An iterator that can be found again after a yield.
#[derive(Clone)]
pub struct Items<R>(pub(super) R);

/// Moves `items` to `position`, and makes the last item taken again if it is `wanted`.
pub fn again<R: RetakeItem>(
    items: &mut Items<R>,
    position: R::Position,
    wanted: bool,
) -> Option<R::Item> {
    if wanted {
        Some(items.retake(position))
    } else {
        items.seek(position);
        None
    }
}

impl<R: Retake> Items<R> {
    /// Gives the iterator up for its position.
    pub fn into_position(self) -> R::Position {
        self.0.into_position()
    }

    /// Moves an iterator that was just made behind the last item taken.
    pub fn seek(&mut self, position: R::Position) {
        self.0.seek(position);
    }

    /// Seeks, and makes the last item taken again.
    ///
    /// # Panics
    /// If the item is no longer there.
    #[track_caller]
    pub fn retake(&mut self, position: R::Position) -> R::Item
    where
        R: RetakeItem,
    {
        self.0.retake(position).unwrap_or_else(|| changed())
    }
}

/// std's adapters. A method of the type's own is found before the trait's of the same name.
#[allow(missing_docs, reason = "they are documented in `Iterator`")]
#[allow(clippy::should_implement_trait, reason = "it is implemented, below")]
impl<R: Retake> Items<R> {
    #[inline]
    pub fn enumerate(self) -> Items<Enumerate<R>> {
        Items(Enumerate::new(self.0))
    }

    #[inline]
    pub fn rev(self) -> Items<Rev<R>>
    where
        R: RetakeBack,
    {
        Items(Rev::new(self.0))
    }

    #[inline]
    pub fn zip<S: Retake>(self, other: Items<S>) -> Items<Zip<R, S>> {
        Items(Zip::new(self.0, other.0))
    }

    #[inline]
    pub fn map<B, F: FnMut(R::Item) -> B>(self, f: F) -> Items<Map<R, F>> {
        Items(Map::new(self.0, f))
    }

    #[inline]
    pub fn inspect<F: FnMut(&R::Item)>(self, f: F) -> Items<Inspect<R, F>> {
        Items(Inspect::new(self.0, f))
    }

    #[inline]
    pub fn copied<'a, T: 'a + Copy>(self) -> Items<Copied<R>>
    where
        R: Retake<Item = &'a T>,
    {
        Items(Copied::new(self.0))
    }

    #[inline]
    pub fn cloned<'a, T: 'a + Clone>(self) -> Items<Cloned<R>>
    where
        R: Retake<Item = &'a T>,
    {
        Items(Cloned::new(self.0))
    }

    #[inline]
    pub fn filter<P: FnMut(&R::Item) -> bool>(self, predicate: P) -> Items<Filter<R, P>> {
        Items(Filter::new(self.0, predicate))
    }

    #[inline]
    pub fn filter_map<B, F: FnMut(R::Item) -> Option<B>>(self, f: F) -> Items<FilterMap<R, F>> {
        Items(FilterMap::new(self.0, f))
    }

    #[inline]
    pub fn take_while<P: FnMut(&R::Item) -> bool>(self, predicate: P) -> Items<TakeWhile<R, P>> {
        Items(TakeWhile::new(self.0, predicate))
    }

    #[inline]
    pub fn skip_while<P: FnMut(&R::Item) -> bool>(self, predicate: P) -> Items<SkipWhile<R, P>> {
        Items(SkipWhile::new(self.0, predicate))
    }

    #[inline]
    pub fn map_while<B, F: FnMut(R::Item) -> Option<B>>(self, f: F) -> Items<MapWhile<R, F>> {
        Items(MapWhile::new(self.0, f))
    }

    #[inline]
    pub fn scan<State, B, F>(self, initial_state: State, f: F) -> Items<Scan<R, State, F>>
    where
        F: FnMut(&mut State, R::Item) -> Option<B>,
    {
        Items(Scan::new(self.0, initial_state, f))
    }

    #[inline]
    pub fn skip(self, n: usize) -> Items<Skip<R>> {
        Items(Skip::new(self.0, n))
    }

    #[inline]
    pub fn take(self, n: usize) -> Items<Take<R>> {
        Items(Take::new(self.0, n))
    }

    #[inline]
    #[track_caller]
    pub fn step_by(self, step: usize) -> Items<StepBy<R>> {
        Items(StepBy::new(self.0, step))
    }

    #[inline]
    pub fn chain<S: Retake<Item = R::Item>>(self, other: Items<S>) -> Items<Chain<R, S>> {
        Items(Chain::new(self.0, other.0))
    }

    #[inline]
    pub fn fuse(self) -> Items<Fuse<R>> {
        Items(Fuse::new(self.0))
    }

    #[inline]
    pub fn cycle(self) -> Items<Cycle<R>>
    where
        R: Clone,
    {
        Items(Cycle::new(self.0))
    }

    #[inline]
    pub fn peekable(self) -> Items<Peekable<R>> {
        Items(Peekable::new(self.0))
    }

    #[inline]
    pub fn flat_map<S: Inner<R::Last>, F: FnMut(R::Item) -> Items<S>>(
        self,
        f: F,
    ) -> Items<FlatMap<R, S, F>> {
        Items(FlatMap::new(self.0, f))
    }

    #[inline]
    pub fn flatten(self) -> Items<Flatten<R, <R::Item as IntoItems>::Source>>
    where
        R::Item: IntoItems<Source: Inner<R::Last>>,
    {
        Items(FlatMap::new(self.0, IntoItems::into_items))
    }
}

impl<R: Iterator> Iterator for Items<R> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        self.0.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<R::Item> {
        self.0.nth(n)
    }

    #[inline]
    fn fold<B, G: FnMut(B, R::Item) -> B>(self, init: B, g: G) -> B {
        self.0.fold(init, g)
    }

    #[inline]
    fn count(self) -> usize {
        self.0.count()
    }

    #[inline]
    fn last(self) -> Option<R::Item> {
        self.0.last()
    }
}

impl<R: DoubleEndedIterator> DoubleEndedIterator for Items<R> {
    #[inline]
    fn next_back(&mut self) -> Option<R::Item> {
        self.0.next_back()
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<R::Item> {
        self.0.nth_back(n)
    }

    #[inline]
    fn rfold<B, G: FnMut(B, R::Item) -> B>(self, init: B, g: G) -> B {
        self.0.rfold(init, g)
    }
}

impl<R: ExactSizeIterator> ExactSizeIterator for Items<R> {
    #[inline]
    fn len(&self) -> usize {
        self.0.len()
    }
}

impl<R: FusedIterator> FusedIterator for Items<R> {}
