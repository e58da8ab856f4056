//! Variables that borrow, or may borrow, across a suspension.
//!
//! A borrow is not saved but taken again, by the expression that it was made by. Whether a call such as
//! `map.get(&key)` gives a borrow is told by its type; method resolution on [`Choice`] asks it:
//! ```text
//! let kept = (&&&&Choice::of(&variable)).kind().keep(variable);    // Owned(variable), or MadeAgain
//! ```

use alloc::{
    borrow::{Cow, ToOwned},
    boxed::Box,
    collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque},
    rc::Rc,
    string::String,
    vec::Vec,
};
use core::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    Live,
    machine::{Loaded, Saved, Slot, live, slot},
    shape::Traced,
    value::{Encoding, Stored, ValueError, Writer},
};

/// A variable that owns its value: it is saved.
pub struct Owned<T>(T);

/// A variable that is made again.
pub struct MadeAgain;

/// The type of a variable, to be asked whether it borrows.
pub struct Choice<T: ?Sized>(PhantomData<fn(&T)>);

impl<T> Choice<T> {
    /// The type of `_variable`.
    #[must_use]
    pub const fn of(_variable: &T) -> Self {
        Choice(PhantomData)
    }
}

/// The kind of a variable that is saved.
pub struct IsOwned;

/// The kind of a variable that is made again.
pub struct Borrows;

impl IsOwned {
    /// The variable in the form in which it is saved.
    pub fn keep<T>(self, variable: T) -> Owned<T> {
        Owned(variable)
    }
}

impl Borrows {
    /// Lets the variable go.
    #[must_use]
    pub fn keep<T>(self, _: T) -> MadeAgain {
        MadeAgain
    }
}

/// The types that are borrows, alone or first among others.
pub trait Borrow {}
impl<T: ?Sized> Borrow for &T {}
impl<T: ?Sized> Borrow for &mut T {}
impl<T: Borrow> Borrow for Option<T> {}
impl<T: Borrow, E> Borrow for Result<T, E> {}
impl<T: Borrow, const N: usize> Borrow for [T; N] {}
impl<T: Borrow> Borrow for (T,) {}
impl<T: Borrow, U> Borrow for (T, U) {}
impl<T: Borrow, U, V> Borrow for (T, U, V) {}

/// The types that hold a borrow behind another value.
pub trait BorrowBehind {}
impl<T, U: Borrow> BorrowBehind for (T, U) {}
impl<T, U: Borrow, V> BorrowBehind for (T, U, V) {}
impl<T: BorrowBehind> BorrowBehind for Option<T> {}

// rustc forgets lifetimes when it looks for a method: a `&str`, which serde can borrow from its input, would pass for
// an owned value if borrows were not asked for first.

/// Asked first.
pub trait ChooseBorrow {
    /// A borrow is made again.
    fn kind(&self) -> Borrows;
}
impl<T: Borrow> ChooseBorrow for &&&Choice<T> {
    fn kind(&self) -> Borrows {
        Borrows
    }
}

/// Asked second.
pub trait ChooseNested {
    /// A borrow is made again.
    fn kind(&self) -> Borrows;
}
impl<T: BorrowBehind> ChooseNested for &&Choice<T> {
    fn kind(&self) -> Borrows {
        Borrows
    }
}

/// Asked third.
pub trait ChooseSaved {
    /// What can be saved is.
    fn kind(&self) -> IsOwned;
}
impl<T: Live> ChooseSaved for &Choice<T> {
    fn kind(&self) -> IsOwned {
        IsOwned
    }
}

/// Asked last.
pub trait ChooseOther {
    /// Everything else would have to be saved, and is reported for that.
    fn kind(&self) -> IsOwned;
}
impl<T> ChooseOther for Choice<T> {
    fn kind(&self) -> IsOwned {
        IsOwned
    }
}

impl<T: Serialize> Serialize for Owned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Owned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Owned)
    }
}

/// How a variable waits in a state if its type decided it: as [`Owned`] or as [`MadeAgain`].
pub trait ByType: Sized {
    /// Whether it is made again.
    const MADE_AGAIN: bool;

    /// Shows it to a sink.
    fn saved(&self) -> &dyn Saved;
    /// Shows its place to a source.
    fn slot(place: &mut Loaded<Self>) -> &mut dyn Slot;
}

impl<T: Live> ByType for Owned<T> {
    const MADE_AGAIN: bool = false;

    fn saved(&self) -> &dyn Saved {
        live(self)
    }

    fn slot(place: &mut Loaded<Self>) -> &mut dyn Slot {
        slot(place)
    }
}

impl ByType for MadeAgain {
    const MADE_AGAIN: bool = true;

    fn saved(&self) -> &dyn Saved {
        self
    }

    fn slot(place: &mut Loaded<Self>) -> &mut dyn Slot {
        place.fill(MadeAgain);
        place
    }
}

impl Saved for MadeAgain {
    fn write(&self, _: &mut Writer<'_>, _: Encoding) -> Result<(), ValueError> {
        Ok(())
    }

    fn as_serialize(&self) -> &dyn erased_serde::Serialize {
        &()
    }

    fn is_present(&self) -> bool {
        false
    }
}

impl Slot for Loaded<MadeAgain> {
    fn read(&mut self, _: Stored<'_>) -> Result<(), ValueError> {
        Ok(())
    }

    fn deserialize(
        &mut self,
        _: &mut dyn erased_serde::Deserializer<'_>,
    ) -> Result<(), erased_serde::Error> {
        Ok(())
    }

    fn is_filled(&self) -> bool {
        true
    }

    fn traced(&self) -> Option<&'static Traced> {
        None
    }
}

/// Shows a variable of which the type decided how it waits to a sink.
pub fn live_by_type<K: ByType>(kept: &K) -> &dyn Saved {
    kept.saved()
}

/// Shows the place of such a variable to a source.
pub fn slot_by_type<K: ByType>(place: &mut Loaded<K>) -> &mut dyn Slot {
    K::slot(place)
}

/// Whether the variable waits here, and is made again.
#[inline]
pub fn is_made_again<K: ByType>(waiting: &Option<K>) -> bool {
    K::MADE_AGAIN && waiting.is_some()
}

/// The value of a variable that waited as `Self`.
pub trait Kept<T>: Sized {
    /// The saved value, or the one that was made again.
    fn value(self, again: Option<T>) -> T;
}

impl<T> Kept<T> for Owned<T> {
    #[inline]
    fn value(self, _: Option<T>) -> T {
        self.0
    }
}

impl<T> Kept<T> for MadeAgain {
    #[inline]
    fn value(self, again: Option<T>) -> T {
        made_again(again)
    }
}

/// Takes a variable out of the place it waits in, or the one that was made again.
#[inline]
pub fn kept<K: Kept<T>, T>(waiting: &mut Option<K>, again: Option<T>) -> T {
    crate::waiting::restored(waiting).value(again)
}

/// The value that was made again.
#[inline]
pub fn made_again<T>(again: Option<T>) -> T {
    match again {
        Some(value) => value,
        None => unreachable!("a borrow is made again with the others of its pattern"),
    }
}

/// A pattern that matched before the suspension does not match what was saved.
///
/// # Panics
/// Always: what was saved is not what was suspended.
#[cold]
#[track_caller]
pub fn no_longer_matches() -> ! {
    panic!("what a pattern borrowed from has changed while the coroutine was suspended")
}

/// The types whose methods give the same borrow again: those of the standard library, where `K` is [`MadeAgain`].
#[diagnostic::on_unimplemented(
    message = "a borrow from `{Self}` cannot be held across a yield",
    label = "after a resume this call would be made again, and may have effects or give something else",
    note = "only types of the standard library are known to give the same borrow again",
    note = "keep an owned value (`.clone()`, `.to_owned()`), or make the call again after the yield"
)]
pub trait LentBy<K> {}
impl<T, R: ?Sized> LentBy<Owned<T>> for R {}

macro_rules! lenders {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)*> LentBy<MadeAgain> for $T {}
    )*};
}

lenders! {
    [] str;
    [] String;
    [T] [T];
    [T, const N: usize] [T; N];
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] LinkedList<T>;
    [T] BinaryHeap<T>;
    [T] BTreeSet<T>;
    [K, V] BTreeMap<K, V>;
    [T] Option<T>;
    [T, E] Result<T, E>;
    [T: LentBy<MadeAgain> + ?Sized] &T;
    [T: LentBy<MadeAgain> + ?Sized] &mut T;
    [T: LentBy<MadeAgain> + ?Sized] Box<T>;
    [T: LentBy<MadeAgain> + ?Sized] Rc<T>;
    [T: ToOwned + LentBy<MadeAgain> + ?Sized] Cow<'_, T>;
}

#[cfg(target_has_atomic = "ptr")]
lenders! {
    [T: LentBy<MadeAgain> + ?Sized] alloc::sync::Arc<T>;
}

#[cfg(feature = "std")]
lenders! {
    [T, S] std::collections::HashSet<T, S>;
    [K, V, S] std::collections::HashMap<K, V, S>;
    [] std::path::Path;
    [] std::path::PathBuf;
    [] std::ffi::OsStr;
    [] std::ffi::OsString;
}

/// Asks that what lends a variable gives the same again, if the variable is made again.
pub fn check_lender<K: ByType, R: LentBy<K> + ?Sized>(_: &Option<K>, _: &R) {}

/// The same where a borrow is made again for certain.
pub fn check_std_lender<R: LentBy<MadeAgain> + ?Sized>(_: &R) {}

/// A copy of what an argument was, for each time the borrow is taken.
#[inline]
pub fn copy_of<T: Clone>(value: &T) -> T {
    value.clone()
}
