//! From bytes to a value.

use serde::{
    Deserializer,
    de::{
        DeserializeSeed, EnumAccess, IntoDeserializer, VariantAccess, Visitor,
        value::{BorrowedBytesDeserializer, MapDeserializer},
    },
};

use super::{
    DESCRIBED, FRAME, FRAME_LEVELS, MOST_EMPTY, Stack, TOO_DEEP, TOO_LARGE, TOO_MANY, ValueError,
    items::{Fields, Items, expected},
};
use crate::snapshot::frame_levels;

/// Reads one value from the front of its bytes.
pub struct Reader<'de> {
    pub(super) rest: &'de [u8],
    levels_left: usize,
    stack: Stack,
    empty_left: usize,
    /// For how many items room may still be made before they come.
    pub(super) expected_left: usize,
    /// A value ended in its middle.
    failed: bool,
}

pub(super) const ENDS_EARLY: &str = "its bytes end too early";

impl<'de> Reader<'de> {
    /// The reader of a value that has at most this many levels.
    #[inline]
    pub(crate) fn new(bytes: &'de [u8], levels: usize) -> Self {
        Self::within(bytes, levels, Stack::here())
    }

    /// The same inside of something whose reading was begun where the stack stood so.
    #[inline]
    pub(crate) fn within(bytes: &'de [u8], levels: usize, stack: Stack) -> Self {
        Reader {
            rest: bytes,
            levels_left: levels,
            stack,
            empty_left: MOST_EMPTY,
            expected_left: expected(bytes.len(), levels),
            failed: false,
        }
    }

    /// Ends the reading.
    #[inline]
    pub(crate) fn finish(self) -> Result<(), ValueError> {
        match self.rest {
            [] if self.failed => Err("its type overlooks an error in the middle of a value".into()),
            [] => Ok(()),
            _ => Err("bytes are left after its value".into()),
        }
    }

    /// The bytes that are left.
    #[inline]
    pub(super) fn rest(&self) -> &'de [u8] {
        self.rest
    }

    /// The next byte, which stays.
    pub(super) fn peek(&self) -> Result<u8, ValueError> {
        self.rest.first().copied().ok_or_else(|| ENDS_EARLY.into())
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Result<u8, ValueError> {
        let (byte, rest) = self.rest.split_first().ok_or(ENDS_EARLY)?;
        self.rest = rest;
        Ok(*byte)
    }

    #[inline]
    pub(super) fn bytes(&mut self, count: usize) -> Result<&'de [u8], ValueError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(ENDS_EARLY)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], ValueError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(ENDS_EARLY)?;
        self.rest = rest;
        Ok(*taken)
    }

    #[inline]
    fn unsigned<T: TryFrom<u64>>(&mut self) -> Result<T, ValueError> {
        T::try_from(self.varint()?).map_err(|_| TOO_LARGE.into())
    }

    #[inline]
    fn signed<T: TryFrom<i64>>(&mut self) -> Result<T, ValueError> {
        let folded = self.varint()?;
        let value = (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed();
        T::try_from(value).map_err(|_| TOO_LARGE.into())
    }

    #[inline]
    pub(super) fn length_prefixed(&mut self) -> Result<&'de [u8], ValueError> {
        let length = self.unsigned()?;
        self.bytes(length)
    }

    /// What is written as a sequence of single bytes.
    pub(super) fn list_of_bytes(&mut self) -> Result<&'de [u8], ValueError> {
        self.nested(Self::length_prefixed)
    }

    #[inline]
    pub(super) fn text(&mut self) -> Result<&'de str, ValueError> {
        str::from_utf8(self.length_prefixed()?).map_err(|_| "its text is not UTF-8".into())
    }

    /// Reads what is one level further in.
    #[inline]
    fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ValueError>,
    ) -> Result<T, ValueError> {
        self.nested_by(1, read)
    }

    /// Reads what counts for this many levels.
    #[inline]
    pub(super) fn nested_by<T>(
        &mut self,
        levels: usize,
        read: impl FnOnce(&mut Self) -> Result<T, ValueError>,
    ) -> Result<T, ValueError> {
        let left = self.levels_left.checked_sub(levels);
        self.levels_left = left.filter(|_| self.stack.has_room()).ok_or(TOO_DEEP)?;
        let result = read(self);
        self.levels_left += levels;
        if result.is_err() {
            self.fail();
        }
        result
    }

    /// Keeps a type that overlooks an error from reading on in the middle of a value.
    #[cold]
    fn fail(&mut self) {
        self.failed = true;
        self.rest = &[];
    }

    /// Reads what belongs to one item of a sequence or map, which should take bytes.
    #[inline]
    pub(super) fn item<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, ValueError> {
        let before = self.rest.len();
        let value = seed.deserialize(&mut *self)?;
        if self.rest.len() == before {
            self.empty_left = self.empty_left.checked_sub(1).ok_or(TOO_MANY)?;
        }
        Ok(value)
    }
}

/// Methods that read a number and show it.
macro_rules! numbers {
    ($($method:ident $visit:ident $read:ident,)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            visitor.$visit(self.$read()?)
        }
    )*};
}

/// Methods for what the encoding does not tell.
macro_rules! not_told {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ValueError> {
            Err(ValueError::not_plain(
                "its type asks the bytes for a type, which they do not tell (`flatten`, `untagged` and the like)",
            ))
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = ValueError;

    fn is_human_readable(&self) -> bool {
        false
    }

    numbers! {
        deserialize_u8 visit_u8 byte,
        deserialize_u16 visit_u16 unsigned,
        deserialize_u32 visit_u32 unsigned,
        deserialize_u64 visit_u64 varint,
        deserialize_u128 visit_u128 varint_u128,
        deserialize_i16 visit_i16 signed,
        deserialize_i32 visit_i32 signed,
        deserialize_i64 visit_i64 signed,
        deserialize_str visit_borrowed_str text,
        deserialize_string visit_borrowed_str text,
        deserialize_bytes visit_borrowed_bytes length_prefixed,
        deserialize_byte_buf visit_borrowed_bytes length_prefixed,
    }

    not_told!(deserialize_any deserialize_identifier deserialize_ignored_any);

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.byte()? {
            0 => visitor.visit_bool(false),
            1 => visitor.visit_bool(true),
            _ => Err("a `bool` is neither 0 nor 1".into()),
        }
    }

    #[inline]
    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_i8(self.byte()?.cast_signed())
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let folded = self.varint_u128()?;
        visitor.visit_i128((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_f32(f32::from_le_bytes(self.array()?))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_f64(f64::from_le_bytes(self.array()?))
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let mut chars = self.text()?.chars();
        match (chars.next(), chars.next()) {
            (Some(value), None) => visitor.visit_char(value),
            _ => Err("a `char` is not one character".into()),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.byte()? {
            0 => visitor.visit_none(),
            1 => self.nested(|reader| visitor.visit_some(reader)),
            _ => Err("an `Option` is neither 0 nor 1".into()),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        visitor.visit_unit()
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        if name != FRAME && name != DESCRIBED {
            return visitor.visit_newtype_struct(self);
        }
        let frame = self.length_prefixed()?;
        if frame_levels(frame).saturating_add(FRAME_LEVELS) > self.levels_left {
            return Err(TOO_DEEP.into());
        }
        let entry = (self.stack.number(), BorrowedBytesDeserializer::new(frame));
        visitor.visit_map(MapDeserializer::new(core::iter::once(entry)))
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let left = self.unsigned()?;
        self.nested(|reader| visitor.visit_seq(Items::new(reader, left)))
    }

    #[inline]
    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        visitor.visit_seq(Fields::new(self, left))
    }

    #[inline]
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.deserialize_tuple(length, visitor)
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let left = self.unsigned()?;
        self.nested(|reader| visitor.visit_map(Items::new(reader, left)))
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.deserialize_tuple(fields.len(), visitor)
    }

    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        visitor.visit_enum(self)
    }
}

impl<'de> EnumAccess<'de> for &mut Reader<'de> {
    type Error = ValueError;
    type Variant = Self;

    #[inline]
    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), ValueError> {
        let index: u32 = self.unsigned()?;
        Ok((
            seed.deserialize(IntoDeserializer::<ValueError>::into_deserializer(index))?,
            self,
        ))
    }
}

impl<'de> VariantAccess<'de> for &mut Reader<'de> {
    type Error = ValueError;

    fn unit_variant(self) -> Result<(), ValueError> {
        Ok(())
    }

    #[inline]
    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, ValueError> {
        self.nested(|reader| seed.deserialize(reader))
    }

    #[inline]
    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.nested(|reader| reader.deserialize_tuple(length, visitor))
    }

    #[inline]
    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.tuple_variant(fields.len(), visitor)
    }
}
