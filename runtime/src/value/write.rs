//! From a value to bytes.

use alloc::vec::Vec;

use serde::{Serialize, Serializer};

use super::{
    DEEPEST, DESCRIBED, FRAME, MOST_EMPTY, Stack, TOO_DEEP, TOO_MANY, ValueError,
    compound::Compound,
};

const SEQUENCE_LENGTH: &str = "the length of a sequence must be known before its items";
const MAP_LENGTH: &str = "the length of a map must be known before its entries";

/// Appends values to a buffer, and counts their levels.
pub struct Writer<'a> {
    pub(super) out: &'a mut Vec<u8>,
    pub(super) level: usize,
    deepest: usize,
    pub(super) stack: Stack,
    empty: usize,
    audit: Option<&'a mut Audit<'a>>,
}

/// Is told of every variant that is written: the name of the enum, and the index and the name of the variant.
pub(crate) type Audit<'a> = dyn FnMut(&'static str, u32, &'static str) + 'a;

/// Where a [`Writer`] was.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    length: usize,
    level: usize,
    deepest: usize,
    empty: usize,
}

impl<'a> Writer<'a> {
    #[inline]
    pub(crate) fn new(out: &'a mut Vec<u8>) -> Self {
        Self::within(out, Stack::here())
    }

    /// A writer inside of something whose writing was begun where the stack stood so.
    #[inline]
    pub(crate) fn within(out: &'a mut Vec<u8>, stack: Stack) -> Self {
        Writer {
            out,
            level: 0,
            deepest: 0,
            stack,
            empty: 0,
            audit: None,
        }
    }

    /// A writer that tells `audit` of the variants it writes.
    pub(crate) fn auditing(out: &'a mut Vec<u8>, audit: &'a mut Audit<'a>) -> Self {
        Writer {
            audit: Some(audit),
            ..Writer::new(out)
        }
    }

    /// Begins another value, of which items that take no bytes are counted anew, as its reader does.
    #[inline]
    pub(crate) fn begin(&mut self) {
        self.empty = 0;
    }

    /// Where it is, for [`Self::rewind`].
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            length: self.out.len(),
            level: self.level,
            deepest: self.deepest,
            empty: self.empty,
        }
    }

    /// Takes back what was written since `mark`, as after a value that failed halfway.
    pub(crate) fn rewind(&mut self, mark: Mark) {
        self.out.truncate(mark.length);
        self.level = mark.level;
        self.deepest = mark.deepest;
        self.empty = mark.empty;
    }

    /// Where the stack stood when the writing was begun.
    pub(super) fn stack(&self) -> Stack {
        self.stack
    }

    /// The levels of the deepest value so far.
    pub(crate) fn deepest(&self) -> usize {
        self.deepest
    }

    /// The buffer.
    pub(crate) fn out(&mut self) -> &mut Vec<u8> {
        self.out
    }

    /// Begins what counts for this many levels.
    #[inline]
    pub(super) fn enter(&mut self, levels: usize) -> Result<(), ValueError> {
        self.level += levels;
        if !self.stack.has_room() {
            return Err(TOO_DEEP.into());
        }
        self.reach(self.level)
    }

    /// Ends what [`Self::enter`] began.
    #[inline]
    pub(super) fn leave(&mut self, levels: usize) {
        self.level -= levels;
    }

    /// Writes what belongs to one item of a sequence or map, which should take bytes.
    #[inline]
    pub(super) fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        let before = self.out.len();
        value.serialize(&mut *self)?;
        if self.out.len() == before {
            self.empty += 1;
            if self.empty > MOST_EMPTY {
                return Err(TOO_MANY.into());
            }
        }
        Ok(())
    }

    #[inline]
    pub(super) fn reach(&mut self, level: usize) -> Result<(), ValueError> {
        self.deepest = self.deepest.max(level);
        if level > DEEPEST {
            Err(TOO_DEEP.into())
        } else {
            Ok(())
        }
    }

    #[inline]
    fn nested<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.enter(1)?;
        value.serialize(&mut *self)?;
        self.leave(1);
        Ok(())
    }

    /// Writes which variant of its enum a value is.
    #[inline]
    fn variant(&mut self, name: &'static str, index: u32, variant: &'static str) {
        if let Some(audit) = &mut self.audit {
            audit(name, index, variant);
        }
        self.varint(index.into());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.length(text.len());
        self.out.extend_from_slice(text.as_bytes());
    }

    #[inline]
    fn length(&mut self, length: usize) {
        self.varint(length as u64);
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
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<(), ValueError> {
        self.variant(name, index, variant);
        Ok(())
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), ValueError> {
        match name {
            FRAME | DESCRIBED => self.frame(value),
            _ => value.serialize(self),
        }
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), ValueError> {
        self.variant(name, index, variant);
        self.nested(value)
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<Compound<'w, 'a>, ValueError> {
        self.length(length.ok_or_else(|| ValueError::not_plain(SEQUENCE_LENGTH))?);
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
        name: &'static str,
        index: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w, 'a>, ValueError> {
        self.variant(name, index, variant);
        Compound::level(self)
    }

    #[inline]
    fn serialize_map(self, length: Option<usize>) -> Result<Compound<'w, 'a>, ValueError> {
        self.length(length.ok_or_else(|| ValueError::not_plain(MAP_LENGTH))?);
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
