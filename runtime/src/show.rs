//! How a saved variable is shown to a sink; a borrow is reported as one.
//!
//! ```text
//! (&&&Choice::of(&variable)).show(&variable)      // live(&variable)
//! ```
//! [`live`] alone would leave a `&str` to the borrow checker, whose words are not about yields.

use alloc::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet, VecDeque},
    vec::Vec,
};

use crate::{
    Live,
    again::{Borrow, Choice},
    machine::{Saved, live},
};

/// Brings the methods into scope.
pub mod in_scope {
    pub use super::{ShowBorrow as _, ShowBorrows as _, ShowValue as _};
}

/// A borrow that is saved: there is none, but where a type is not known.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be held across a yield, since it borrows",
    label = "this is used after a yield, and what it borrows from may be elsewhere after a resume",
    note = "a borrow crosses a yield if it can be taken again: `let x = &place;`, or a method of the standard library's called on a place",
    note = "keep an owned value (`.clone()`, `.to_string()`, a `Vec<String>`), or an index, or make the call again after the yield"
)]
pub trait SavedBorrow: Live {}

/// Impls for each of these types, so that a `Vec<_>` of items that are not known is no borrow but a type that rustc asks
/// for. They are ten, since rustc would list fewer.
macro_rules! unknown {
    ($($Item:ident)*) => {$(
        unknown! { impl $Item:
            [] Vec<$Item>;
            [] VecDeque<$Item>;
            [] BTreeSet<$Item>;
            [] Box<$Item>;
            [] Option<$Item>;
            [E] Result<$Item, E>;
            [V] BTreeMap<$Item, V>;
        }
        #[cfg(feature = "std")]
        unknown! { impl $Item:
            [S] std::collections::HashSet<$Item, S>;
            [V, S] std::collections::HashMap<$Item, V, S>;
        }
    )*};
    (impl $Item:ident: $([$($generics:tt)*] $Type:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> SavedBorrow for $Type where Self: Live {}
    )*};
}

unknown!(bool char u8 u16 u32 u64 i8 i16 i32 i64);

/// The types of which the items are borrows.
pub trait Collects {}
impl<T: Borrow> Collects for Vec<T> {}
impl<T: Borrow> Collects for VecDeque<T> {}
impl<T: Borrow> Collects for BTreeSet<T> {}
impl<T: Borrow, V> Collects for BTreeMap<T, V> {}
impl<T: Borrow> Collects for Box<T> {}
impl<T: Borrow> Collects for crate::iter::SavedVec<T> {}
impl<T: Collects> Collects for Option<T> {}
impl<T, U: Borrow> Collects for (T, U) {}
#[cfg(feature = "std")]
impl<T: Borrow, S> Collects for std::collections::HashSet<T, S> {}
#[cfg(feature = "std")]
impl<T: Borrow, V, S> Collects for std::collections::HashMap<T, V, S> {}

/// Asked first.
pub trait ShowBorrow<T> {
    /// Reports the borrow.
    fn show<'v>(&self, value: &'v T) -> &'v dyn Saved
    where
        T: SavedBorrow;
}

impl<T: Borrow> ShowBorrow<T> for &&Choice<T> {
    fn show<'v>(&self, value: &'v T) -> &'v dyn Saved
    where
        T: SavedBorrow,
    {
        live(value)
    }
}

/// Asked second.
pub trait ShowBorrows<T> {
    /// Reports the borrows.
    fn show<'v>(&self, value: &'v T) -> &'v dyn Saved
    where
        T: SavedBorrow;
}

impl<T: Collects> ShowBorrows<T> for &Choice<T> {
    fn show<'v>(&self, value: &'v T) -> &'v dyn Saved
    where
        T: SavedBorrow,
    {
        live(value)
    }
}

/// Asked last: everything else.
pub trait ShowValue<T> {
    /// What [`live`] does.
    fn show<'v>(&self, value: &'v T) -> &'v dyn Saved
    where
        T: Live;
}

impl<T> ShowValue<T> for Choice<T> {
    fn show<'v>(&self, value: &'v T) -> &'v dyn Saved
    where
        T: Live,
    {
        live(value)
    }
}
