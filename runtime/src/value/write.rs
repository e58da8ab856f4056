//! From a value to bytes.

use alloc::vec::Vec;

use serde::{Serialize, Serializer, ser};

use super::{DEEPEST, FRAME, FRAME_LEVELS, MOST_EMPTY, TOO_DEEP, TOO_MANY, ValueError};
use crate::snapshot::frame_levels;

/// Appends values to a buffer, and counts their levels.
pub struct Writer<'a> {
    out: &'a mut Vec<u8>,
    level: usize,
    deepest: usize,
    empty: usize,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(out: &'a mut Vec<u8>) -> Self {
        Writer {
            out,
            level: 0,
            deepest: 0,
            empty: 0,
        }
    }

    /// The levels of the deepest value so far.
    pub(crate) fn deepest(&self) -> usize {
        self.deepest
    }

    /// A writer that shows every enum's variant to `audit`: the enum's name, the variant's number and name.
    pub(crate) fn auditing(
        out: &'a mut Vec<u8>,
        _audit: &'a mut dyn FnMut(&str, u32, &str),
    ) -> Self {
        Writer::new(out)
    }

    /// How deep the writer stands, to be gone back to.
    pub(crate) fn mark(&self) -> (usize, usize) {
        (self.level, self.deepest)
    }

    /// Goes back to where it stood, when what was written since is taken back.
    pub(crate) fn rewind(&mut self, (level, deepest): (usize, usize)) {
        (self.level, self.deepest) = (level, deepest);
    }

    /// The buffer.
    pub(crate) fn out(&mut self) -> &mut Vec<u8> {
        self.out
    }

    #[inline]
    fn enter(&mut self) -> Result<(), ValueError> {
        self.level += 1;
        self.reach(self.level)
    }

    #[inline]
    fn reach(&mut self, level: usize) -> Result<(), ValueError> {
        self.deepest = self.deepest.max(level);
        if level > DEEPEST {
            Err(TOO_DEEP.into())
        } else {
            Ok(())
        }
    }

    #[inline]
    fn nested<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.enter()?;
        value.serialize(&mut *self)?;
        self.level -= 1;
        Ok(())
    }

    #[inline]
    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.out.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.out.push(value.to_le_bytes()[0]);
    }

    fn varint_u128(&mut self, mut value: u128) {
        while value >= 0x80 {
            self.out.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.out.push(value.to_le_bytes()[0]);
    }

    #[inline]
    fn length(&mut self, length: usize) {
        self.varint(length as u64);
    }
}

/// A sequence, map, tuple or struct in the making.
pub struct Compound<'w, 'a> {
    writer: &'w mut Writer<'a>,
    levels: usize,
}

impl<'w, 'a> Compound<'w, 'a> {
    /// What is as deep as its type says.
    fn fixed(writer: &'w mut Writer<'a>) -> Self {
        Compound { writer, levels: 0 }
    }

    /// What can hold more of its own type.
    fn level(writer: &'w mut Writer<'a>) -> Result<Self, ValueError> {
        writer.enter()?;
        Ok(Compound { writer, levels: 1 })
    }

    /// Writes what belongs to one item of a sequence or map, which should take bytes.
    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        let before = self.writer.out.len();
        value.serialize(&mut *self.writer)?;
        if self.writer.out.len() == before {
            self.writer.empty += 1;
            if self.writer.empty > MOST_EMPTY {
                return Err(TOO_MANY.into());
            }
        }
        Ok(())
    }

    #[inline]
    fn leave(self) {
        self.writer.level -= self.levels;
    }
}

impl<'w, 'a> Serializer for &'w mut Writer<'a> {
    type Ok = ();
    type Error = ValueError;
    type SerializeSeq = Compound<'w, 'a>;
    type SerializeTuple = Compound<'w, 'a>;
    type SerializeTupleStruct = Compound<'w, 'a>;
    type SerializeTupleVariant = Compound<'w, 'a>;
    type SerializeMap = Compound<'w, 'a>;
    type SerializeStruct = Compound<'w, 'a>;
    type SerializeStructVariant = Compound<'w, 'a>;

    fn is_human_readable(&self) -> bool {
        false
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<(), ValueError> {
        self.serialize_u8(value.into())
    }

    #[inline]
    fn serialize_i8(self, value: i8) -> Result<(), ValueError> {
        self.serialize_u8(value.cast_unsigned())
    }

    #[inline]
    fn serialize_i16(self, value: i16) -> Result<(), ValueError> {
        self.serialize_i64(value.into())
    }

    #[inline]
    fn serialize_i32(self, value: i32) -> Result<(), ValueError> {
        self.serialize_i64(value.into())
    }

    #[inline]
    fn serialize_i64(self, value: i64) -> Result<(), ValueError> {
        self.varint(((value << 1) ^ (value >> 63)).cast_unsigned());
        Ok(())
    }

    fn serialize_i128(self, value: i128) -> Result<(), ValueError> {
        self.varint_u128(((value << 1) ^ (value >> 127)).cast_unsigned());
        Ok(())
    }

    #[inline]
    fn serialize_u8(self, value: u8) -> Result<(), ValueError> {
        self.out.push(value);
        Ok(())
    }

    #[inline]
    fn serialize_u16(self, value: u16) -> Result<(), ValueError> {
        self.serialize_u64(value.into())
    }

    #[inline]
    fn serialize_u32(self, value: u32) -> Result<(), ValueError> {
        self.serialize_u64(value.into())
    }

    #[inline]
    fn serialize_u64(self, value: u64) -> Result<(), ValueError> {
        self.varint(value);
        Ok(())
    }

    fn serialize_u128(self, value: u128) -> Result<(), ValueError> {
        self.varint_u128(value);
        Ok(())
    }

    #[inline]
    fn serialize_f32(self, value: f32) -> Result<(), ValueError> {
        self.out.extend_from_slice(&value.to_le_bytes());
        Ok(())
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Result<(), ValueError> {
        self.out.extend_from_slice(&value.to_le_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), ValueError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), ValueError> {
        self.serialize_bytes(value.as_bytes())
    }

    #[inline]
    fn serialize_bytes(self, value: &[u8]) -> Result<(), ValueError> {
        self.length(value.len());
        self.out.extend_from_slice(value);
        // May be read as a sequence of bytes.
        self.reach(self.level + 1)
    }

    #[inline]
    fn serialize_none(self) -> Result<(), ValueError> {
        self.serialize_u8(0)
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), ValueError> {
        self.out.push(1);
        self.nested(value)
    }

    #[inline]
    fn serialize_unit(self) -> Result<(), ValueError> {
        Ok(())
    }

    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), ValueError> {
        Ok(())
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
    ) -> Result<(), ValueError> {
        self.serialize_u32(index)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), ValueError> {
        let before = self.out.len();
        value.serialize(&mut *self)?;
        match name {
            FRAME => self.reach(self.level + FRAME_LEVELS + frame_levels(&self.out[before..])),
            _ => Ok(()),
        }
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), ValueError> {
        self.varint(index.into());
        self.nested(value)
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<Compound<'w, 'a>, ValueError> {
        self.length(length.ok_or("the length of a sequence must be known before its items")?);
        Compound::level(self)
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Compound<'w, 'a>, ValueError> {
        Ok(Compound::fixed(self))
    }

    #[inline]
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Compound<'w, 'a>, ValueError> {
        self.serialize_tuple(length)
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Compound<'w, 'a>, ValueError> {
        self.varint(index.into());
        Compound::level(self)
    }

    #[inline]
    fn serialize_map(self, length: Option<usize>) -> Result<Compound<'w, 'a>, ValueError> {
        self.length(length.ok_or("the length of a map must be known before its entries")?);
        Compound::level(self)
    }

    #[inline]
    fn serialize_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Compound<'w, 'a>, ValueError> {
        self.serialize_tuple(length)
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Compound<'w, 'a>, ValueError> {
        self.serialize_tuple_variant(name, index, variant, length)
    }
}

impl ser::SerializeSeq for Compound<'_, '_> {
    type Ok = ();
    type Error = ValueError;

    #[inline]
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.item(value)
    }

    #[inline]
    fn end(self) -> Result<(), ValueError> {
        self.leave();
        Ok(())
    }
}

impl ser::SerializeMap for Compound<'_, '_> {
    type Ok = ();
    type Error = ValueError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), ValueError> {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), ValueError> {
        self.leave();
        Ok(())
    }
}

/// Implements the traits of what has a fixed number of fields.
macro_rules! fixed_fields {
    ($($Trait:ident $method:ident ($($name:ty)?),)*) => {$(
        impl ser::$Trait for Compound<'_, '_> {
            type Ok = ();
            type Error = ValueError;

            #[inline]
            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $(_: $name,)?
                value: &T,
            ) -> Result<(), ValueError> {
                value.serialize(&mut *self.writer)
            }

            #[inline]
            fn end(self) -> Result<(), ValueError> {
                self.leave();
                Ok(())
            }
        }
    )*};
}

fixed_fields! {
    SerializeTuple serialize_element(),
    SerializeTupleStruct serialize_field(),
    SerializeTupleVariant serialize_field(),
    SerializeStruct serialize_field(&'static str),
    SerializeStructVariant serialize_field(&'static str),
}
