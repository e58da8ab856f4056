//! Variables that stay where they are: in a place of their own beside the state, from their `let` to the end of their
//! scope, instead of being moved out of the state and back at every resume.
//!
//! They are plain data, so that nothing need be dropped when the scope ends.
#![allow(
    clippy::inline_always,
    reason = "a reference to the place stands for the variable"
)]

use alloc::vec::Vec;
use core::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, SeqAccess, Visitor},
    ser::SerializeTuple,
};

use crate::{
    machine::{Live, Loaded, Saved, Slot},
    shape::Traced,
    value::{Stored, ValueError},
};

/// A state with the places beside it.
pub struct Framed<S, P> {
    /// Where the body waits, and the variables that are moved.
    pub state: S,
    /// The variables that are not, as a tuple of [`Place`]s.
    pub places: P,
}

/// The place of a variable.
pub struct Place<T>(Option<T>);

/// What a place holds for the sake of serde.
// No bounds here: what cannot stay is reported by `stays`, at its variable.
pub trait InPlace {
    /// The variable's type.
    type Value;
    /// What it is read into.
    type Loaded: Default;

    /// Holds the variable.
    fn new(value: Self::Value) -> Self;
    /// The variable.
    fn value(&mut self) -> &mut Self::Value;
    /// What was read.
    fn loaded(loaded: Self::Loaded) -> Self;
}

impl<T: InPlace> Place<T> {
    /// Outside of the variable's scope.
    #[must_use]
    #[inline(always)]
    pub const fn empty() -> Self {
        Place(None)
    }

    /// With a variable that was read.
    #[must_use]
    pub fn restored(loaded: T::Loaded) -> Self {
        Place(Some(T::loaded(loaded)))
    }

    /// The `let`.
    #[inline(always)]
    pub fn fill(&mut self, value: T::Value) -> &mut T::Value {
        self.0.insert(T::new(value)).value()
    }

    /// The variable, after a resume.
    #[inline(always)]
    pub fn filled(&mut self) -> &mut T::Value {
        match &mut self.0 {
            Some(value) => value.value(),
            None => unreachable!("a variable is in its place where it is needed"),
        }
    }

    /// What is saved.
    ///
    /// # Panics
    /// If it is asked outside of the variable's scope.
    pub fn saved(&self) -> &T {
        let saved = self.0.as_ref();
        saved.expect("a variable is in its place where it is saved")
    }
}

/// Shows a variable to a [`Sink`](crate::machine::Sink); the bounds are where rustc reports one that cannot stay.
pub fn stays<T: InPlace<Value: PlainData> + Live>(held: &T) -> &dyn Saved {
    held
}

/// What a place can hold.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stay in place across a yield",
    label = "only plain data (`Copy`) can, of which nothing is dropped when its scope ends",
    note = "leave out `#[in_place]`: the variable is then moved, which for what owns its data on the heap takes no longer"
)]
pub trait PlainData: Copy {}
#[diagnostic::do_not_recommend]
impl<T: Copy> PlainData for T {}

/// An array of any length; serde has them up to 32.
#[derive(Clone, Copy)]
pub struct Array<T, const N: usize>([T; N]);

impl<T, const N: usize> InPlace for Array<T, N> {
    type Value = [T; N];
    type Loaded = LoadedArray<T, N>;

    #[inline(always)]
    fn new(value: [T; N]) -> Self {
        Array(value)
    }

    #[inline(always)]
    fn value(&mut self) -> &mut [T; N] {
        &mut self.0
    }

    fn loaded(loaded: LoadedArray<T, N>) -> Self {
        Array::of(loaded.0.taken())
    }
}

impl<T, const N: usize> Array<T, N> {
    fn of(items: Items<T, N>) -> Self {
        let items = items.0.try_into();
        Array(items.unwrap_or_else(|_| unreachable!("that many items were read")))
    }
}

impl<T: Serialize, const N: usize> Serialize for Array<T, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_items(&self.0, serializer)
    }
}

impl<'de, T: Deserialize<'de>, const N: usize> Deserialize<'de> for Array<T, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Items::deserialize(deserializer).map(Array::of)
    }
}

fn serialize_items<T: Serialize, S: Serializer>(
    all: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut items = serializer.serialize_tuple(all.len())?;
    for item in all {
        items.serialize_element(item)?;
    }
    items.end()
}

/// The items of an array while they are read: not on the stack, which many calls deep has no room for large ones.
struct Items<T, const N: usize>(Vec<T>);

impl<T: Serialize, const N: usize> Serialize for Items<T, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_items(&self.0, serializer)
    }
}

impl<'de, T: Deserialize<'de>, const N: usize> Deserialize<'de> for Items<T, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple(N, ItemsVisitor(PhantomData))
    }
}

struct ItemsVisitor<T, const N: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const N: usize> Visitor<'de> for ItemsVisitor<T, N> {
    type Value = Items<T, N>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array of length {N}")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Items<T, N>, A::Error> {
        // The bytes decide how many there are.
        let mut items = Vec::new();
        while items.len() < N {
            match seq.next_element()? {
                Some(item) => items.push(item),
                None => return Err(de::Error::invalid_length(items.len(), &self)),
            }
        }
        Ok(Items(items))
    }
}

/// What an array is read into.
pub struct LoadedArray<T, const N: usize>(Loaded<Items<T, N>>);

impl<T, const N: usize> Default for LoadedArray<T, N> {
    fn default() -> Self {
        LoadedArray(Loaded::empty())
    }
}

impl<T: Live, const N: usize> Slot for LoadedArray<T, N> {
    fn read(&mut self, value: Stored<'_>) -> Result<(), ValueError> {
        self.0.read(value)
    }

    fn deserialize(
        &mut self,
        deserializer: &mut dyn erased_serde::Deserializer<'_>,
    ) -> Result<(), erased_serde::Error> {
        Slot::deserialize(&mut self.0, deserializer)
    }

    fn is_filled(&self) -> bool {
        Slot::is_filled(&self.0)
    }

    fn traced(&self) -> Option<&'static Traced> {
        self.0.traced()
    }
}

/// Any other plain data.
#[derive(Clone, Copy)]
pub struct Whole<T>(T);

impl<T: Serialize> Serialize for Whole<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Whole)
    }
}

impl<T> InPlace for Whole<T> {
    type Value = T;
    type Loaded = Loaded<Whole<T>>;

    #[inline(always)]
    fn new(value: T) -> Self {
        Whole(value)
    }

    #[inline(always)]
    fn value(&mut self) -> &mut T {
        &mut self.0
    }

    fn loaded(loaded: Loaded<Whole<T>>) -> Self {
        loaded.taken()
    }
}
