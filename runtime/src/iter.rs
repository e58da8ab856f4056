//! How a `for` loop over owned data keeps its position across a yield.

use core::cell::Cell;

/// What stands after `in`, to be made an iterator that can be saved.
pub struct Iterable<I>(Cell<Option<I>>);

impl<I> Iterable<I> {
    /// Holds `items` for [`into_saved`](SavedAny::into_saved).
    #[inline(always)]
    pub const fn new(items: I) -> Self {
        Iterable(Cell::new(Some(items)))
    }

    #[inline(always)]
    fn take(&self) -> I {
        self.0.take().expect("an iterable is iterated once")
    }
}

/// The collections and iterators of the standard library whose iterators serde does not cover.
pub trait SavedKnown {
    /// The iterator that can be saved.
    type Saved: Iterator;
    /// The iterator over the items.
    fn into_saved(&self) -> Self::Saved;
}

/// Every other iterable: its own iterator, which has to be serializable.
pub trait SavedAny {
    /// What is iterated.
    type Items;
    /// The iterator over the items.
    fn into_saved(&self) -> <Self::Items as IntoIterator>::IntoIter
    where
        Self::Items: IntoIterator;
}

impl<I> SavedAny for &Iterable<I> {
    type Items = I;

    #[inline(always)]
    fn into_saved(&self) -> I::IntoIter
    where
        I: IntoIterator,
    {
        self.take().into_iter()
    }
}
