//! The iterators over something borrowed, under the names of std's.
//!
//! `v.iter()` becomes `v.__iter()`: each trait is implemented for the type that has the method itself, so that
//! rustc finds it through the same references and smart pointers. `&place` becomes [`items`]`(&place)`.

use alloc::{boxed::Box, vec::Vec};
use core::slice;

use super::{
    items::Items,
    retake::Retake,
    sources::{CharIndices, Chars, Exact},
};

/// Anything borrowed that a `for` loop goes through, to be found again after a yield.
pub fn items<I: IntoItems>(place: I) -> Items<I::Source> {
    place.into_items()
}

/// References to collections whose iterators can be found again.
#[diagnostic::on_unimplemented(
    message = "the iterator of `{Self}` cannot be found again after a yield",
    label = "this is iterated across a yield, so its iterator has to be made again and moved to where it was",
    note = "iterate over a clone (`for x in collection.clone()`), over indices, or over what is collected into a `Vec`"
)]
pub trait IntoItems {
    /// The iterator.
    type Source: Retake;

    /// The iterator over the items.
    fn into_items(self) -> Items<Self::Source>;
}

/// Says which iterator stands for a reference.
macro_rules! items_of {
    ($([$($generics:tt)*] $Place:ty => $Source:ty, |$place:ident| $make:expr;)*) => {$(
        impl<$($generics)*> IntoItems for $Place {
            type Source = $Source;

            #[inline]
            fn into_items(self) -> Items<$Source> {
                let $place = self;
                $make
            }
        }
    )*};
}

items_of! {
    ['a, T] &'a [T] => Exact<slice::Iter<'a, T>>, |items| items.__iter();
    ['a, T] &'a mut [T] => Exact<slice::IterMut<'a, T>>, |items| items.__iter_mut();
    ['a, T] &'a Vec<T> => Exact<slice::Iter<'a, T>>, |items| items.__iter();
    ['a, T] &'a mut Vec<T> => Exact<slice::IterMut<'a, T>>, |items| items.__iter_mut();
    ['a, T] &'a Box<[T]> => Exact<slice::Iter<'a, T>>, |items| items.__iter();
    ['a, T] &'a mut Box<[T]> => Exact<slice::IterMut<'a, T>>, |items| items.__iter_mut();
    ['a, T, const N: usize] &'a [T; N] => Exact<slice::Iter<'a, T>>, |items| items.__iter();
    ['a, T, const N: usize] &'a mut [T; N] => Exact<slice::IterMut<'a, T>>, |items| items.__iter_mut();
}

/// The methods of slices, and so of vectors and arrays.
pub trait SliceItems<T> {
    #[doc(hidden)]
    fn __iter(&self) -> Items<Exact<slice::Iter<'_, T>>>;
    #[doc(hidden)]
    fn __iter_mut(&mut self) -> Items<Exact<slice::IterMut<'_, T>>>;
    #[doc(hidden)]
    fn __chunks(&self, size: usize) -> Items<Exact<slice::Chunks<'_, T>>>;
    #[doc(hidden)]
    fn __chunks_mut(&mut self, size: usize) -> Items<Exact<slice::ChunksMut<'_, T>>>;
    #[doc(hidden)]
    fn __chunks_exact(&self, size: usize) -> Items<Exact<slice::ChunksExact<'_, T>>>;
    #[doc(hidden)]
    fn __rchunks(&self, size: usize) -> Items<Exact<slice::RChunks<'_, T>>>;
    #[doc(hidden)]
    fn __windows(&self, size: usize) -> Items<Exact<slice::Windows<'_, T>>>;
}

impl<T> SliceItems<T> for [T] {
    #[inline]
    fn __iter(&self) -> Items<Exact<slice::Iter<'_, T>>> {
        Exact::items(self.iter())
    }

    #[inline]
    fn __iter_mut(&mut self) -> Items<Exact<slice::IterMut<'_, T>>> {
        Exact::items(self.iter_mut())
    }

    #[inline]
    fn __chunks(&self, size: usize) -> Items<Exact<slice::Chunks<'_, T>>> {
        Exact::items(self.chunks(size))
    }

    #[inline]
    fn __chunks_mut(&mut self, size: usize) -> Items<Exact<slice::ChunksMut<'_, T>>> {
        Exact::items(self.chunks_mut(size))
    }

    #[inline]
    fn __chunks_exact(&self, size: usize) -> Items<Exact<slice::ChunksExact<'_, T>>> {
        Exact::items(self.chunks_exact(size))
    }

    #[inline]
    fn __rchunks(&self, size: usize) -> Items<Exact<slice::RChunks<'_, T>>> {
        Exact::items(self.rchunks(size))
    }

    #[inline]
    fn __windows(&self, size: usize) -> Items<Exact<slice::Windows<'_, T>>> {
        Exact::items(self.windows(size))
    }
}

/// The methods of texts.
pub trait TextItems {
    #[doc(hidden)]
    fn __chars(&self) -> Items<Chars<'_>>;
    #[doc(hidden)]
    fn __char_indices(&self) -> Items<CharIndices<'_>>;
    #[doc(hidden)]
    fn __bytes(&self) -> Items<Exact<core::str::Bytes<'_>>>;
}

impl TextItems for str {
    #[inline]
    fn __chars(&self) -> Items<Chars<'_>> {
        Items(Chars::new(self))
    }

    #[inline]
    fn __char_indices(&self) -> Items<CharIndices<'_>> {
        Items(CharIndices::new(self))
    }

    #[inline]
    fn __bytes(&self) -> Items<Exact<core::str::Bytes<'_>>> {
        Exact::items(self.bytes())
    }
}
