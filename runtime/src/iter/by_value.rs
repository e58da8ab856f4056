//! Values that are iterated as they are, and made again after a yield: options of borrows (`map.get(&key).into_iter()`),
//! and constants (`for name in ["one", "two"]`), since the texts in them cannot be saved.

use alloc::vec::Vec;
use core::{array, option, result, slice};

use super::{items::Items, retake::Retake, sources::Exact};

/// The iterator over a value that is evaluated again after a yield.
pub fn by_value<I: ByValue>(items: I) -> Items<I::Source> {
    items.into_items_again()
}

/// Arrays and references to them, and options and the like of borrows.
#[diagnostic::on_unimplemented(
    message = "the iterator of `{Self}` cannot be found again after a yield",
    label = "this is iterated across a yield, so its iterator has to be made again and moved to where it was",
    note = "iterate over an array, a slice or an option"
)]
pub trait ByValue {
    /// The iterator.
    type Source: Retake;

    /// The iterator over the items.
    fn into_items_again(self) -> Items<Self::Source>;
}

impl<T, const N: usize> ByValue for [T; N] {
    type Source = Exact<array::IntoIter<T, N>>;

    fn into_items_again(self) -> Items<Self::Source> {
        Exact::items(self.into_iter())
    }
}

impl<'a, T, const N: usize> ByValue for &'a [T; N] {
    type Source = Exact<slice::Iter<'a, T>>;

    fn into_items_again(self) -> Items<Self::Source> {
        Exact::items(self.iter())
    }
}

impl<'a, T> ByValue for &'a [T] {
    type Source = Exact<slice::Iter<'a, T>>;

    fn into_items_again(self) -> Items<Self::Source> {
        Exact::items(self.iter())
    }
}

impl<'a, T> ByValue for &'a Vec<T> {
    type Source = Exact<slice::Iter<'a, T>>;

    fn into_items_again(self) -> Items<Self::Source> {
        Exact::items(self.iter())
    }
}

impl<'a, T> ByValue for &'a mut [T] {
    type Source = Exact<slice::IterMut<'a, T>>;

    fn into_items_again(self) -> Items<Self::Source> {
        Exact::items(self.iter_mut())
    }
}

impl<T> ByValue for Option<T> {
    type Source = Exact<option::IntoIter<T>>;

    fn into_items_again(self) -> Items<Self::Source> {
        Exact::items(self.into_iter())
    }
}

impl<T, E> ByValue for Result<T, E> {
    type Source = Exact<result::IntoIter<T>>;

    fn into_items_again(self) -> Items<Self::Source> {
        Exact::items(self.into_iter())
    }
}
