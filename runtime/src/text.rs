//! Variables that are always one of the texts that the program spells out.

use alloc::{format, string::String};

use serde::{Deserialize, Serialize};

use crate::{
    machine::{Loaded, Saved, Slot},
    shape::Traced,
    value::{Encoding, Stored, ValueError, Writer},
};

/// One of the program's texts. Saved as a text, and found again among the program's.
#[derive(Clone, Copy)]
pub struct Text(&'static str);

impl Text {
    /// A text of the program's.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Text(text)
    }
}

/// The text.
#[must_use]
pub const fn text(text: Text) -> &'static str {
    text.0
}

impl Saved for Text {
    fn write(&self, writer: &mut Writer<'_>, _: Encoding) -> Result<(), ValueError> {
        self.0.serialize(writer)
    }

    fn as_serialize(&self) -> &dyn erased_serde::Serialize {
        &self.0
    }
}

/// Shows a text to a sink.
#[must_use]
pub fn live_text(text: &Text) -> &dyn Saved {
    text
}

/// The place that a text is read into.
pub struct TextSlot<'a> {
    place: &'a mut Loaded<Text>,
    /// All that the program gives the variable.
    known: &'a [&'a [&'static str]],
}

/// Shows the place of a text to a source.
pub fn text_slot<'a>(place: &'a mut Loaded<Text>, known: &'a [&'a [&'static str]]) -> TextSlot<'a> {
    TextSlot { place, known }
}

impl TextSlot<'_> {
    fn find(&mut self, found: &str) -> Result<(), String> {
        let mut known = self.known.iter().copied().flatten();
        match known.find(|text| **text == found) {
            Some(text) => {
                self.place.fill(Text(text));
                Ok(())
            }
            None => Err(format!(
                "{found:?} is none of the texts that the program gives it"
            )),
        }
    }
}

impl Slot for TextSlot<'_> {
    fn read(&mut self, value: Stored<'_>) -> Result<(), ValueError> {
        let found: String = value.read()?;
        self.find(&found).map_err(serde::de::Error::custom)
    }

    fn deserialize(
        &mut self,
        deserializer: &mut dyn erased_serde::Deserializer<'_>,
    ) -> Result<(), erased_serde::Error> {
        let found = String::deserialize(deserializer)?;
        self.find(&found).map_err(serde::de::Error::custom)
    }

    fn is_filled(&self) -> bool {
        self.place.is_filled()
    }

    fn traced(&self) -> Option<&'static Traced> {
        Some(Traced::of::<String>())
    }
}
