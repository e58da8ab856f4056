//! How a variable is read that an earlier version of the function did not have, or had with another type.

use alloc::{string::ToString, vec::Vec};

use serde::{Deserialize, de, de::DeserializeOwned, de::IntoDeserializer};

use crate::{
    Live,
    machine::{Loaded, Slot},
    shape::Traced,
    snapshot::Content,
    value::{Stored, ValueError},
};

/// A type that a variable had before: `#[was(Old)]`.
pub struct Was<T> {
    traced: fn() -> &'static Traced,
    read: fn(Stored<'_>) -> Result<T, ValueError>,
    deserialize: fn(Content) -> Result<T, erased_serde::Error>,
}

// Not derived: that would ask `T: Copy`.
impl<T> Copy for Was<T> {}

impl<T> Clone for Was<T> {
    fn clone(&self) -> Self {
        *self
    }
}

/// The type that a variable had before.
#[must_use]
pub fn was<Old: DeserializeOwned + 'static, T: From<Old>>() -> Was<T> {
    Was {
        traced: Traced::of_former::<Old>,
        read: |value| value.read::<Old>().map(T::from),
        deserialize: |value| Old::deserialize(value.into_deserializer()).map(T::from),
    }
}

/// The place of a variable with `#[default(..)]` or `#[was(..)]`.
pub struct Adapted<'a, T> {
    place: &'a mut Loaded<T>,
    default: Option<fn() -> T>,
    was: &'a [Was<T>],
}

/// Shows the place of such a variable to a source.
pub fn adapted<'a, T: Live>(
    place: &'a mut Loaded<T>,
    default: Option<fn() -> T>,
    was: &'a [Was<T>],
) -> Adapted<'a, T> {
    Adapted {
        place,
        default,
        was,
    }
}

impl<T: Live> Slot for Adapted<'_, T> {
    fn read(&mut self, value: Stored<'_>) -> Result<(), ValueError> {
        self.place.read(value)
    }

    fn deserialize(
        &mut self,
        deserializer: &mut dyn erased_serde::Deserializer<'_>,
    ) -> Result<(), erased_serde::Error> {
        if self.was.is_empty() {
            return self.place.deserialize(deserializer);
        }
        // A readable value does not tell its type: the first that accepts it is the one.
        let value = Content::deserialize(deserializer)?;
        let now = T::deserialize(IntoDeserializer::<erased_serde::Error>::into_deserializer(
            value.clone(),
        ));
        let refused = match now {
            Ok(value) => {
                self.place.fill(value);
                return Ok(());
            }
            Err(error) => error,
        };
        let converted = self
            .was
            .iter()
            .find_map(|was| (was.deserialize)(value.clone()).ok());
        match converted {
            Some(value) => {
                self.place.fill(value);
                Ok(())
            }
            None => Err(de::Error::custom(refused.to_string())),
        }
    }

    fn is_filled(&self) -> bool {
        self.place.is_filled()
    }

    fn traced(&self) -> Option<&'static Traced> {
        self.place.traced()
    }

    fn former(&self) -> Vec<&'static Traced> {
        self.was.iter().map(|was| (was.traced)()).collect()
    }

    fn read_former(&mut self, index: usize, value: Stored<'_>) -> Result<(), ValueError> {
        self.place.fill((self.was[index].read)(value)?);
        Ok(())
    }

    fn has_default(&self) -> bool {
        self.default.is_some()
    }

    fn fill_default(&mut self) {
        if let Some(default) = self.default {
            self.place.fill(default());
        }
    }
}
