//! From a value to bytes that describe it.

use serde::{Serialize, Serializer, ser};

use super::{LEVELS, tag};
use crate::value::{FRAME, ValueError, Writer};

/// Appends values that say of which kind they are.
pub(crate) struct DescribedWriter<'w, 'a>(&'w mut Writer<'a>);

impl<'w, 'a> DescribedWriter<'w, 'a> {
    pub(crate) fn new(writer: &'w mut Writer<'a>) -> Self {
        DescribedWriter(writer)
    }

    /// Appends `tag`, and gives the writer of what follows it in the plain encoding.
    fn tagged(self, tag: u8) -> &'w mut Writer<'a> {
        self.0.out().push(tag);
        self.0
    }

    fn unsigned(self, value: u128) {
        self.tagged(tag::UNSIGNED).varint_u128(value);
    }

    fn signed(self, value: i128) {
        match u128::try_from(value) {
            Ok(value) => self.unsigned(value),
            // What is below 0 becomes `-1 - value`, which always fits.
            Err(_) => self
                .tagged(tag::NEGATIVE)
                .varint_u128((!value).cast_unsigned()),
        }
    }

    /// Begins what ends with [`tag::END`].
    fn open(self, tag: u8) -> Result<Open<'w, 'a>, ValueError> {
        let writer = self.tagged(tag);
        writer.enter(LEVELS)?;
        Ok(Open {
            writer,
            levels: LEVELS,
        })
    }

    /// Begins the content of a variant.
    fn variant(self, name: &str) -> Result<&'w mut Writer<'a>, ValueError> {
        let writer = self.tagged(tag::VARIANT);
        writer.text(name);
        writer.enter(LEVELS)?;
        Ok(writer)
    }

    /// Begins a variant whose content ends with [`tag::END`].
    fn open_variant(self, name: &str, tag: u8) -> Result<Open<'w, 'a>, ValueError> {
        let mut open = DescribedWriter(self.variant(name)?).open(tag)?;
        open.levels += LEVELS;
        Ok(open)
    }
}

/// Methods that write an integer.
macro_rules! integers {
    ($($method:ident $T:ty => $write:ident,)*) => {$(
        fn $method(self, value: $T) -> Result<(), ValueError> {
            self.$write(value.into());
            Ok(())
        }
    )*};
}

impl<'w, 'a> Serializer for DescribedWriter<'w, 'a> {
    type Ok = ();
    type Error = ValueError;
    type SerializeSeq = Open<'w, 'a>;
    type SerializeTuple = Open<'w, 'a>;
    type SerializeTupleStruct = Open<'w, 'a>;
    type SerializeTupleVariant = Open<'w, 'a>;
    type SerializeMap = Open<'w, 'a>;
    type SerializeStruct = Open<'w, 'a>;
    type SerializeStructVariant = Open<'w, 'a>;

    integers! {
        serialize_u8 u8 => unsigned,
        serialize_u16 u16 => unsigned,
        serialize_u32 u32 => unsigned,
        serialize_u64 u64 => unsigned,
        serialize_u128 u128 => unsigned,
        serialize_i8 i8 => signed,
        serialize_i16 i16 => signed,
        serialize_i32 i32 => signed,
        serialize_i64 i64 => signed,
        serialize_i128 i128 => signed,
    }

    fn is_human_readable(&self) -> bool {
        true
    }

    fn serialize_bool(self, value: bool) -> Result<(), ValueError> {
        self.tagged(if value { tag::TRUE } else { tag::FALSE });
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), ValueError> {
        self.tagged(tag::F32).serialize_f32(value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), ValueError> {
        self.tagged(tag::F64).serialize_f64(value)
    }

    fn serialize_char(self, value: char) -> Result<(), ValueError> {
        self.tagged(tag::CHAR).text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), ValueError> {
        self.tagged(tag::TEXT).text(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), ValueError> {
        let writer = self.tagged(tag::BYTES);
        writer.serialize_bytes(value)?;
        // May be read as a sequence of bytes.
        writer.enter(LEVELS)?;
        writer.leave(LEVELS);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), ValueError> {
        self.tagged(tag::NONE);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), ValueError> {
        let writer = self.tagged(tag::SOME);
        writer.enter(LEVELS)?;
        value.serialize(DescribedWriter(writer))?;
        writer.leave(LEVELS);
        Ok(())
    }

    fn serialize_unit(self) -> Result<(), ValueError> {
        self.tagged(tag::UNIT);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), ValueError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), ValueError> {
        self.tagged(tag::UNIT_VARIANT).text(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), ValueError> {
        match name {
            // The byte string that it is in the plain encoding, with its levels.
            FRAME => self
                .tagged(tag::BYTES)
                .serialize_newtype_struct(name, value),
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), ValueError> {
        let writer = self.variant(variant)?;
        value.serialize(DescribedWriter(writer))?;
        writer.leave(LEVELS);
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w, 'a>, ValueError> {
        self.open(tag::SEQUENCE)
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'w, 'a>, ValueError> {
        self.open(tag::TUPLE)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'w, 'a>, ValueError> {
        self.open(tag::TUPLE)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'w, 'a>, ValueError> {
        self.open_variant(variant, tag::TUPLE)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'w, 'a>, ValueError> {
        self.open(tag::MAP)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'w, 'a>, ValueError> {
        self.open(tag::STRUCT)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'w, 'a>, ValueError> {
        self.open_variant(variant, tag::STRUCT)
    }
}

/// A sequence, tuple, map or struct in the making, or a variant that holds one.
pub(crate) struct Open<'w, 'a> {
    writer: &'w mut Writer<'a>,
    levels: usize,
}

impl Open<'_, '_> {
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        value.serialize(DescribedWriter(self.writer))
    }

    fn close(self) {
        self.writer.out().push(tag::END);
        self.writer.leave(self.levels);
    }
}

/// Implements the traits of what holds values without names.
macro_rules! values {
    ($($Trait:ident $method:ident,)*) => {$(
        impl ser::$Trait for Open<'_, '_> {
            type Ok = ();
            type Error = ValueError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
                self.value(value)
            }

            fn end(self) -> Result<(), ValueError> {
                self.close();
                Ok(())
            }
        }
    )*};
}

values! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

/// Implements the traits of what holds values with names.
macro_rules! fields {
    ($($Trait:ident)*) => {$(
        impl ser::$Trait for Open<'_, '_> {
            type Ok = ();
            type Error = ValueError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), ValueError> {
                self.value(name)?;
                self.value(value)
            }

            fn end(self) -> Result<(), ValueError> {
                self.close();
                Ok(())
            }
        }
    )*};
}

fields!(SerializeStruct SerializeStructVariant);

impl ser::SerializeMap for Open<'_, '_> {
    type Ok = ();
    type Error = ValueError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), ValueError> {
        self.value(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.value(value)
    }

    fn end(self) -> Result<(), ValueError> {
        self.close();
        Ok(())
    }
}
