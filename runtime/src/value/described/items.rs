//! What a reader of described values is in the middle of.

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, value::BorrowedStrDeserializer};

use super::{LEVELS, read::DescribedReader, tag};
use crate::value::{Reader, ValueError};

/// The values up to the end of a sequence, tuple, map or struct.
pub(super) struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    ended: bool,
}

/// Reads what stands between a tag and its [`tag::END`], all of it.
pub(super) fn items<'de, T>(
    reader: &mut Reader<'de>,
    read: impl FnOnce(&mut Items<'_, 'de>) -> Result<T, ValueError>,
) -> Result<T, ValueError> {
    reader.nested_by(LEVELS, |reader| {
        let mut items = Items {
            reader,
            ended: false,
        };
        let value = read(&mut items)?;
        if items.at_end()? {
            Ok(value)
        } else {
            Err("it has more items than its type".into())
        }
    })
}

impl<'de> Items<'_, 'de> {
    fn at_end(&mut self) -> Result<bool, ValueError> {
        if !self.ended && self.reader.peek()? == tag::END {
            self.reader.byte()?;
            self.ended = true;
        }
        Ok(self.ended)
    }

    fn next<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ValueError> {
        if self.at_end()? {
            return Ok(None);
        }
        seed.deserialize(DescribedReader::new(self.reader))
            .map(Some)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = ValueError;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ValueError> {
        self.next(seed)
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = ValueError;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ValueError> {
        self.next(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, ValueError> {
        seed.deserialize(DescribedReader::new(self.reader))
    }
}

/// A variant with content, as the map of its name to its content.
pub(super) struct Variant<'r, 'de> {
    reader: &'r mut Reader<'de>,
    name: Option<&'de str>,
    content_left: bool,
}

/// Reads what follows [`tag::VARIANT`], all of it.
pub(super) fn variant<'de, T>(
    reader: &mut Reader<'de>,
    read: impl FnOnce(&mut Variant<'_, 'de>) -> Result<T, ValueError>,
) -> Result<T, ValueError> {
    let name = reader.text()?;
    reader.nested_by(LEVELS, |reader| {
        let mut variant = Variant {
            reader,
            name: Some(name),
            content_left: true,
        };
        let value = read(&mut variant)?;
        if variant.content_left {
            Err("it has a variant with content where its type has one without".into())
        } else {
            Ok(value)
        }
    })
}

impl<'de> MapAccess<'de> for Variant<'_, 'de> {
    type Error = ValueError;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ValueError> {
        let name = self.name.take().map(BorrowedStrDeserializer::new);
        name.map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, ValueError> {
        self.content_left = false;
        seed.deserialize(DescribedReader::new(self.reader))
    }
}
