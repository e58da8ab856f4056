//! From bytes that describe a value to the value.

use serde::{
    Deserializer,
    de::{
        Visitor,
        value::{BorrowedStrDeserializer, MapAccessDeserializer, SeqDeserializer},
    },
};

use super::{
    LEVELS,
    items::{items, variant},
    tag,
};
use crate::value::{FRAME, Reader, TOO_LARGE, ValueError};

pub(super) const NO_VALUE: &str = "its bytes are of no kind of value";
const NO_FRAME: &str = "its bytes are not those of a coroutine";

/// Reads a value that says of which kind it is.
pub(crate) struct DescribedReader<'r, 'de> {
    reader: &'r mut Reader<'de>,
    /// It stands in a `Some` that the bytes do not have.
    in_bare_some: bool,
}

impl<'r, 'de> DescribedReader<'r, 'de> {
    pub(crate) fn new(reader: &'r mut Reader<'de>) -> Self {
        DescribedReader {
            reader,
            in_bare_some: false,
        }
    }

    /// Passes over `Some` where the type does not ask for it, as there is none in JSON.
    fn inside_some(self) -> Result<Self, ValueError> {
        while self.reader.peek()? == tag::SOME {
            self.reader.byte()?;
        }
        Ok(self)
    }
}

fn unsigned<'de, V: Visitor<'de>>(value: u128, visitor: V) -> Result<V::Value, ValueError> {
    match u64::try_from(value) {
        Ok(value) => visitor.visit_u64(value),
        Err(_) => visitor.visit_u128(value),
    }
}

fn negative<'de, V: Visitor<'de>>(folded: u128, visitor: V) -> Result<V::Value, ValueError> {
    let value = !i128::try_from(folded).map_err(|_| TOO_LARGE)?;
    match i64::try_from(value) {
        Ok(value) => visitor.visit_i64(value),
        Err(_) => visitor.visit_i128(value),
    }
}

/// Methods of types that are read as they are written.
macro_rules! as_described {
    ($($method:ident($($argument:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $argument,)* visitor: V) -> Result<V::Value, ValueError> {
            self.inside_some()?.deserialize_any(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for DescribedReader<'_, 'de> {
    type Error = ValueError;

    fn is_human_readable(&self) -> bool {
        true
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let reader = self.reader;
        match reader.byte()? {
            tag::UNIT => visitor.visit_unit(),
            tag::FALSE => visitor.visit_bool(false),
            tag::TRUE => visitor.visit_bool(true),
            tag::UNSIGNED => unsigned(reader.varint_u128()?, visitor),
            tag::NEGATIVE => negative(reader.varint_u128()?, visitor),
            tag::F32 => reader.deserialize_f32(visitor),
            tag::F64 => reader.deserialize_f64(visitor),
            tag::CHAR => reader.deserialize_char(visitor),
            tag::TEXT | tag::UNIT_VARIANT => visitor.visit_borrowed_str(reader.text()?),
            tag::BYTES => visitor.visit_borrowed_bytes(reader.length_prefixed()?),
            tag::NONE => visitor.visit_none(),
            tag::SOME => reader.nested_by(LEVELS, |reader| {
                visitor.visit_some(DescribedReader::new(reader))
            }),
            tag::SEQUENCE | tag::TUPLE => items(reader, |items| visitor.visit_seq(items)),
            tag::MAP | tag::STRUCT => items(reader, |entries| visitor.visit_map(entries)),
            tag::VARIANT => variant(reader, |variant| visitor.visit_map(variant)),
            _ => Err(NO_VALUE.into()),
        }
    }

    as_described! {
        deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_i128() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64()
        deserialize_u128() deserialize_f32() deserialize_f64() deserialize_char() deserialize_str()
        deserialize_string() deserialize_bytes() deserialize_byte_buf() deserialize_unit()
        deserialize_unit_struct(&'static str) deserialize_map()
        deserialize_struct(&'static str, &'static [&'static str])
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        self.deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.reader.peek()? {
            tag::NONE | tag::UNIT => {
                self.reader.byte()?;
                visitor.visit_none()
            }
            tag::SOME => self.deserialize_any(visitor),
            // Such a type could ask again and again without taking a byte.
            _ if self.in_bare_some => Err("an `Option` in an `Option` is not told from it".into()),
            // The type wrote what it holds without its `Some`, as JSON has it.
            _ => visitor.visit_some(DescribedReader {
                reader: self.reader,
                in_bare_some: true,
            }),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        if name != FRAME {
            return visitor.visit_newtype_struct(self);
        }
        match self.reader.byte()? {
            tag::BYTES => self.reader.deserialize_newtype_struct(name, visitor),
            _ => Err(NO_FRAME.into()),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let this = self.inside_some()?;
        if this.reader.peek()? != tag::BYTES {
            return this.deserialize_any(visitor);
        }
        this.reader.byte()?;
        let bytes = this.reader.length_prefixed()?;
        this.reader.nested_by(LEVELS, |_| {
            let mut bytes = SeqDeserializer::<_, ValueError>::new(bytes.iter().copied());
            let value = visitor.visit_seq(&mut bytes)?;
            bytes.end()?;
            Ok(value)
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        let reader = self.inside_some()?.reader;
        match reader.byte()? {
            tag::UNIT_VARIANT | tag::TEXT => {
                visitor.visit_enum(BorrowedStrDeserializer::new(reader.text()?))
            }
            tag::VARIANT => variant(reader, |variant| {
                visitor.visit_enum(MapAccessDeserializer::new(variant))
            }),
            // What the type writes by hand as a map of one entry.
            tag::MAP | tag::STRUCT => items(reader, |entries| {
                visitor.visit_enum(MapAccessDeserializer::new(entries))
            }),
            _ => Err("it is no variant of an enum".into()),
        }
    }
}
