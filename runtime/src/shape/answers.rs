//! What a tracer answers to each question of a `Deserialize`.

use alloc::vec::Vec;

use serde::{
    Deserializer,
    de::{
        DeserializeSeed, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess,
        VariantAccess, Visitor,
    },
};

use super::{
    Shape,
    nodes::{Content, Format, Inside, Key, Kind, Node, Variants},
    samples,
    told::told,
    trace::{Refused, Tracer},
};
use crate::value::{DESCRIBED, FRAME};

/// Methods that show a number.
macro_rules! numbers {
    ($($method:ident $visit:ident $Number:ident $sample:ident $Shape:ident,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            let sample = $Number::from(self.$sample());
            self.leaf(Shape::$Shape);
            visitor.$visit(sample)
        }
    )*};
}

impl Tracer {
    fn unsigned(&mut self) -> u8 {
        samples::NUMBERS[self.sample(samples::NUMBERS.len())]
    }

    fn signed(&mut self) -> i8 {
        i8::try_from(self.unsigned()).unwrap_or(0)
    }

    fn float(&mut self) -> f32 {
        samples::FLOATS[self.sample(samples::FLOATS.len())]
    }
}

impl<'de> Deserializer<'de> for &mut Tracer {
    type Error = Refused;

    fn is_human_readable(&self) -> bool {
        false
    }

    numbers! {
        deserialize_u8 visit_u8 u8 unsigned U8,
        deserialize_u16 visit_u16 u16 unsigned U16,
        deserialize_u32 visit_u32 u32 unsigned U32,
        deserialize_u64 visit_u64 u64 unsigned U64,
        deserialize_u128 visit_u128 u128 unsigned U128,
        deserialize_i8 visit_i8 i8 signed I8,
        deserialize_i16 visit_i16 i16 signed I16,
        deserialize_i32 visit_i32 i32 signed I32,
        deserialize_i64 visit_i64 i64 signed I64,
        deserialize_i128 visit_i128 i128 signed I128,
        deserialize_f32 visit_f32 f32 float F32,
        deserialize_f64 visit_f64 f64 float F64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.described = true;
        let sample = self.sample(samples::ANY);
        self.leaf(Shape::Any);
        match sample {
            0 => visitor.visit_unit(),
            1 => visitor.visit_bool(false),
            2 => visitor.visit_u64(0),
            3 => visitor.visit_i64(-1),
            4 => visitor.visit_f64(0.5),
            5 => visitor.visit_borrowed_str(""),
            6 => visitor.visit_borrowed_str("0"),
            7 => visitor.visit_seq(Sequence {
                tracer: self,
                left: 0,
                formats: &mut Vec::new(),
            }),
            _ => visitor.visit_map(Entry {
                tracer: self,
                left: false,
                formats: &mut Vec::new(),
            }),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.described = true;
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.described = true;
        self.leaf(Shape::Any);
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let sample = self.sample(2);
        self.leaf(Shape::Bool);
        visitor.visit_bool(sample == 1)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let sample = self.sample(samples::CHARS.len());
        self.leaf(Shape::Char);
        visitor.visit_char(samples::CHARS[sample])
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let sample = self.sample(samples::TEXTS.len());
        self.leaf(Shape::Text);
        visitor.visit_borrowed_str(samples::TEXTS[sample])
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let sample = self.sample(samples::BYTES.len());
        self.leaf(Shape::Bytes);
        visitor.visit_borrowed_bytes(samples::BYTES[sample])
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.leaf(Shape::Unit);
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        if name == DESCRIBED {
            // A value is needed; what is seen of it does not matter.
            let around = self.described;
            let (_, result) = self.read(|tracer| visitor.visit_newtype_struct(tracer));
            self.described = around;
            self.leaf(Shape::Described);
            return result;
        }
        if name != FRAME {
            return visitor.visit_newtype_struct(self);
        }
        let (value, definition) = told(visitor)?;
        if !self
            .coroutines
            .iter()
            .any(|known| known.name == definition.name)
        {
            self.coroutines.push(definition);
        }
        self.leaf(Shape::Coroutine(definition.name.into()));
        Ok(value)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.composite::<V, _>(Kind::Option, |tracer, _, ending| {
            if ending {
                return (None, visitor.visit_none());
            }
            let (format, result) = tracer.read(|tracer| visitor.visit_some(tracer));
            (Some(Node::Of(format)), result)
        })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.composite::<V, _>(Kind::List, |tracer, _, ending| {
            let (mut formats, result) =
                tracer.sequence(usize::from(!ending), |items| visitor.visit_seq(items));
            (formats.pop().map(Node::Of), result)
        })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.composite::<V, _>(Kind::Map, |tracer, _, ending| {
            let mut formats = Vec::new();
            let entry = Entry {
                tracer,
                left: !ending,
                formats: &mut formats,
            };
            let result = visitor.visit_map(entry);
            let node = match (formats.pop(), formats.pop()) {
                (Some(value), Some(key)) => Some(Node::Map(key, value)),
                (Some(key), None) => Some(Node::Map(key, Format::Unknown)),
                _ => None,
            };
            (node, result)
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.composite::<V, _>(Kind::Tuple, |tracer, _, _| {
            let (formats, result) = tracer.sequence(length, |items| visitor.visit_seq(items));
            (Some(Node::Tuple(formats)), result)
        })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.composite::<V, _>(Kind::Struct, |tracer, _, _| {
            let (formats, result) = tracer.sequence(fields.len(), |items| visitor.visit_seq(items));
            (
                Some(Node::Struct(name, Tracer::named(fields, formats))),
                result,
            )
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.composite::<V, _>(Kind::Enum, |tracer, key, ending| {
            tracer.nodes.0.entry(key).or_insert_with(|| {
                let mut contents = Vec::new();
                contents.resize_with(names.len(), || Content::Untried);
                Node::Enum(Variants {
                    name,
                    names,
                    contents,
                    base: None,
                })
            });
            let result = tracer.variant(key, ending).and_then(|index| {
                tracer.trying.push((key, index));
                let result = visitor.visit_enum(Variant {
                    tracer: &mut *tracer,
                    key,
                    index,
                });
                tracer.trying.pop();
                result
            });
            (None, result)
        })
    }
}

/// A sequence that notes what its items look like.
pub(super) struct Sequence<'a> {
    pub(super) tracer: &'a mut Tracer,
    pub(super) left: usize,
    pub(super) formats: &'a mut Vec<Format>,
}

impl<'de> SeqAccess<'de> for Sequence<'_> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refused> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let (format, value) = self.tracer.read(|tracer| seed.deserialize(tracer));
        self.formats.push(format);
        value.map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// A map with one entry, or none.
struct Entry<'a> {
    tracer: &'a mut Tracer,
    left: bool,
    formats: &'a mut Vec<Format>,
}

impl Entry<'_> {
    fn read<'de, S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        let (format, value) = self.tracer.read(|tracer| seed.deserialize(tracer));
        self.formats.push(format);
        value
    }
}

impl<'de> MapAccess<'de> for Entry<'_> {
    type Error = Refused;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refused> {
        if core::mem::take(&mut self.left) {
            self.read(seed).map(Some)
        } else {
            Ok(None)
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        self.read(seed)
    }
}

/// A variant of an enum.
struct Variant<'a> {
    tracer: &'a mut Tracer,
    key: Key,
    index: usize,
}

impl Variant<'_> {
    fn note<T>(self, inside: Inside, result: Result<T, Refused>) -> Result<T, Refused> {
        let done = result.is_ok();
        self.tracer.note_variant(self.key, self.index, inside, done);
        result
    }
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Refused;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Refused> {
        let index = u32::try_from(self.index).map_err(Refused::custom)?;
        let identifier = seed.deserialize(IntoDeserializer::<Refused>::into_deserializer(index));
        match identifier {
            Ok(identifier) => Ok((identifier, self)),
            Err(error) => {
                self.tracer.no_such_variant(self.key, self.index);
                Err(error)
            }
        }
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        self.note(Inside::Unit, Ok(()))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refused> {
        let (format, result) = self.tracer.read(|tracer| seed.deserialize(tracer));
        self.note(Inside::Newtype(format), result)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let (formats, result) = self
            .tracer
            .sequence(length, |items| visitor.visit_seq(items));
        self.note(Inside::Tuple(formats), result)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let length = fields.len();
        let (formats, result) = self
            .tracer
            .sequence(length, |items| visitor.visit_seq(items));
        self.note(Inside::Struct(Tracer::named(fields, formats)), result)
    }
}
