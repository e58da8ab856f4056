//! What a reader is in the middle of.

use serde::de::{DeserializeSeed, MapAccess, SeqAccess};

use super::{FRAME_LEVELS, ValueError, read::Reader};

/// For how many items room may be made before they come, in so many bytes with so many levels.
///
/// Each takes a byte or more, so lists in lists cannot all say that many come. Frames inside make room of their own, one in
/// another as often as the levels allow: divided by squares, all of them together make room for less than twice the bytes.
pub(super) fn expected(bytes: usize, levels: usize) -> usize {
    match levels / FRAME_LEVELS {
        // Not divided, as divisions are slow and almost every value is one of these.
        0 | 1 => bytes,
        frames => bytes / (frames * frames),
    }
}

/// The items of a sequence, or the entries of a map.
pub(super) struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    left: usize,
    /// How many are believed to come.
    expected: usize,
}

impl<'r, 'de> Items<'r, 'de> {
    #[inline]
    pub(super) fn new(reader: &'r mut Reader<'de>, left: usize) -> Self {
        let expected = left.min(reader.rest().len()).min(reader.expected_left);
        reader.expected_left -= expected;
        Items {
            reader,
            left,
            expected,
        }
    }

    /// Takes one off the number of items.
    #[inline]
    fn advance(&mut self) -> bool {
        let more = self.left > 0;
        self.left = self.left.saturating_sub(1);
        more
    }

    /// How many there will be, as far as it can be believed.
    #[inline]
    fn hint(&self) -> usize {
        self.left.min(self.expected)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = ValueError;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ValueError> {
        if self.advance() {
            self.reader.item(seed).map(Some)
        } else {
            Ok(None)
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.hint())
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = ValueError;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ValueError> {
        if self.advance() {
            self.reader.item(seed).map(Some)
        } else {
            Ok(None)
        }
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, ValueError> {
        seed.deserialize(&mut *self.reader)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.hint())
    }
}

/// The fields of a tuple or struct.
pub(super) struct Fields<'r, 'de>(Items<'r, 'de>);

impl<'r, 'de> Fields<'r, 'de> {
    #[inline]
    pub(super) fn new(reader: &'r mut Reader<'de>, left: usize) -> Self {
        Fields(Items {
            reader,
            left,
            expected: left,
        })
    }
}

impl<'de> SeqAccess<'de> for Fields<'_, 'de> {
    type Error = ValueError;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ValueError> {
        if self.0.advance() {
            seed.deserialize(&mut *self.0.reader).map(Some)
        } else {
            Ok(None)
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.left)
    }
}
