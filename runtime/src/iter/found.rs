//! Iterators that are found again on the way into their loop.

use core::{marker::PhantomData, mem::ManuallyDrop};

use super::{
    items::{Items, again},
    retake::{Retake, RetakeItem},
    sources::{Waiting, waiting},
};

/// The iterator at `position`.
#[inline]
pub fn found<R: Retake>(mut items: Items<R>, position: R::Position) -> Items<R> {
    items.seek(position);
    items
}

/// The same; its last item is made again for `current` if it is `wanted`.
#[inline]
pub fn found_with<R: RetakeItem>(
    mut items: Items<R>,
    position: R::Position,
    current: &mut Current<R::Item>,
    wanted: bool,
) -> Items<R> {
    current.0 = ManuallyDrop::new(again(&mut items, position, wanted));
    items
}

/// The last item of an iterator, on its way to the variables that are bound to it.
// It borrows from variables that are declared after it, and so must not look at the item when it is dropped.
pub struct Current<T>(ManuallyDrop<Option<T>>);

impl<T> Current<T> {
    /// No item.
    #[must_use]
    pub const fn empty() -> Self {
        Current(ManuallyDrop::new(None))
    }

    /// The item.
    ///
    /// # Panics
    /// If it was not made again.
    pub fn take(&mut self) -> T {
        match self.0.take() {
            Some(item) => item,
            None => unreachable!("an item is made again for what is bound to it"),
        }
    }
}

/// The type of an owned source, which rustc knows where it is made and has to know where one is waited for.
pub struct Base<R>(PhantomData<fn() -> R>);

impl<R> Base<R> {
    /// Of a type that is not known yet.
    #[must_use]
    pub const fn new() -> Self {
        Base(PhantomData)
    }

    /// The source, as it is made.
    #[inline]
    pub fn of(&self, items: Items<R>) -> Items<R> {
        items
    }

    /// What stands for it until its position is known.
    pub fn waiting(&self) -> Items<R>
    where
        R: Waiting,
    {
        waiting()
    }
}

impl<R> Default for Base<R> {
    fn default() -> Self {
        Self::new()
    }
}

/// What adapters are called on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an iterator, and has a method of its own with an adapter's name",
    label = "call `.into_iter()` before the adapter, or put the adapted value into a variable before the loop"
)]
pub trait IsIterator {}
#[diagnostic::do_not_recommend]
impl<I: Iterator> IsIterator for I {}

/// Asks that adapters are called on an iterator: arrays, options and types of the user's have methods of the same names
/// that do something else.
#[inline]
pub fn iterator<I: IsIterator>(items: I) -> I {
    items
}
