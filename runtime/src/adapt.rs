//! Variables of which an older snapshot has no value, or one of another type.

use core::marker::PhantomData;

use serde::de::DeserializeOwned;

use crate::{
    Live,
    machine::{Loaded, Slot},
    value::{Reader, ValueError},
};

/// An older type of a variable.
pub struct Was<T>(PhantomData<fn() -> T>);

impl<T> Clone for Was<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Was<T> {}

/// The variable was an `Old`, which becomes a `T`.
#[must_use]
pub fn was<Old: DeserializeOwned + 'static, T: From<Old>>() -> Was<T> {
    Was(PhantomData)
}

/// The place of a variable that `#[default]` or `#[was]` stands on.
pub struct Adapted<'a, T> {
    place: &'a mut Loaded<T>,
}

/// Shows such a place to a source.
pub fn adapted<'a, T: Live>(
    place: &'a mut Loaded<T>,
    default: Option<fn() -> T>,
    was: &'a [Was<T>],
) -> Adapted<'a, T> {
    let _ = (default, was);
    Adapted { place }
}

impl<T: Live> Slot for Adapted<'_, T> {
    fn read(&mut self, reader: Reader<'_>) -> Result<(), ValueError> {
        self.place.read(reader)
    }

    fn deserialize(
        &mut self,
        deserializer: &mut dyn erased_serde::Deserializer<'_>,
    ) -> Result<(), erased_serde::Error> {
        self.place.deserialize(deserializer)
    }

    fn is_filled(&self) -> bool {
        self.place.is_filled()
    }
}
