//! From a value's bytes and its shape to the value without its type.

use alloc::{boxed::Box, format, string::String, vec::Vec};
use core::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor},
};

use super::{Value, inspect_frame};
use crate::{
    Schema, Shape,
    value::{DESCRIBED, FRAME, Reader, Stack, ValueError, stored_inside},
};

/// Reads the value of a variable that was saved plainly.
pub(super) fn plain(
    mut reader: Reader<'_>,
    shape: &Shape,
    schema: Option<&Schema>,
) -> Result<Value, ValueError> {
    let value = Typed {
        shape,
        around: None,
        schema,
    }
    .deserialize(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// A value of this shape.
#[derive(Clone, Copy)]
struct Typed<'s> {
    shape: &'s Shape,
    around: Option<&'s Around<'s>>,
    /// What knows the coroutines inside.
    schema: Option<&'s Schema>,
}

/// The shapes around a value, innermost first.
#[derive(Clone, Copy)]
struct Around<'s> {
    shape: &'s Shape,
    outer: Option<&'s Around<'s>>,
}

impl<'s> Typed<'s> {
    /// What stands inside, for which this is one shape more around.
    fn within<T>(self, read: impl FnOnce(Inside<'_>) -> T) -> T {
        let around = Around {
            shape: self.shape,
            outer: self.around,
        };
        read(Inside {
            around: &around,
            schema: self.schema,
        })
    }

    /// The shape that stands so many further out.
    fn enclosing(self, levels: usize) -> Option<Typed<'s>> {
        let mut around = self.around?;
        for _ in 1..levels {
            around = around.outer?;
        }
        Some(Typed {
            shape: around.shape,
            around: around.outer,
            schema: self.schema,
        })
    }
}

/// The place inside a shape.
#[derive(Clone, Copy)]
struct Inside<'s> {
    around: &'s Around<'s>,
    schema: Option<&'s Schema>,
}

impl<'s> Inside<'s> {
    fn of(self, shape: &'s Shape) -> Typed<'s> {
        Typed {
            shape,
            around: Some(self.around),
            schema: self.schema,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Typed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        match self.shape {
            Shape::Unit => deserializer.deserialize_unit(Leaf),
            Shape::Bool => deserializer.deserialize_bool(Leaf),
            Shape::I8 => deserializer.deserialize_i8(Leaf),
            Shape::I16 => deserializer.deserialize_i16(Leaf),
            Shape::I32 => deserializer.deserialize_i32(Leaf),
            Shape::I64 => deserializer.deserialize_i64(Leaf),
            Shape::I128 => deserializer.deserialize_i128(Leaf),
            Shape::U8 => deserializer.deserialize_u8(Leaf),
            Shape::U16 => deserializer.deserialize_u16(Leaf),
            Shape::U32 => deserializer.deserialize_u32(Leaf),
            Shape::U64 => deserializer.deserialize_u64(Leaf),
            Shape::U128 => deserializer.deserialize_u128(Leaf),
            Shape::F32 => deserializer.deserialize_f32(Leaf),
            Shape::F64 => deserializer.deserialize_f64(Leaf),
            Shape::Char => deserializer.deserialize_char(Leaf),
            Shape::Text => deserializer.deserialize_str(Leaf),
            Shape::Bytes => deserializer.deserialize_bytes(Leaf),
            Shape::Option(_) => deserializer.deserialize_option(Composite(self)),
            Shape::List(_) => deserializer.deserialize_seq(Composite(self)),
            Shape::Map(..) => deserializer.deserialize_map(Composite(self)),
            Shape::Array(_, length) => deserializer.deserialize_tuple(*length, Composite(self)),
            Shape::Tuple(elements) => {
                deserializer.deserialize_tuple(elements.len(), Composite(self))
            }
            Shape::Struct { fields, .. } => {
                deserializer.deserialize_tuple(fields.len(), Composite(self))
            }
            Shape::Enum { .. } => deserializer.deserialize_enum("", &[], Composite(self)),
            Shape::Coroutine(name) => deserializer.deserialize_newtype_struct(
                FRAME,
                Coroutine {
                    name,
                    schema: self.schema,
                },
            ),
            Shape::Described => deserializer.deserialize_newtype_struct(DESCRIBED, Described),
            Shape::Enclosing(levels, _) => match self.enclosing(*levels) {
                Some(shape) => shape.deserialize(deserializer),
                None => Err(D::Error::custom("its shape refers to what is not there")),
            },
            Shape::Any | Shape::Opaque(..) => Err(D::Error::custom("its shape is not known")),
        }
    }
}

/// Methods that make a number a value.
macro_rules! numbers {
    ($($method:ident $Number:ident $Variant:ident,)*) => {$(
        fn $method<E>(self, value: $Number) -> Result<Value, E> {
            Ok(Value::$Variant(value.into()))
        }
    )*};
}

/// A value without others inside.
struct Leaf;

impl Visitor<'_> for Leaf {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    numbers! {
        visit_u8 u8 Unsigned,
        visit_u16 u16 Unsigned,
        visit_u32 u32 Unsigned,
        visit_u64 u64 Unsigned,
        visit_u128 u128 Unsigned,
        visit_i8 i8 Signed,
        visit_i16 i16 Signed,
        visit_i32 i32 Signed,
        visit_i64 i64 Signed,
        visit_i128 i128 Signed,
        visit_f32 f32 Single,
        visit_f64 f64 Float,
        visit_bool bool Bool,
        visit_char char Char,
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Unit)
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.into()))
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<Value, E> {
        Ok(Value::Bytes(value.into()))
    }
}

/// A value with others inside.
struct Composite<'s>(Typed<'s>);

/// The shape does not fit what is read by it; only a made-up schema can come to this.
fn unfitting<T, E: serde::de::Error>() -> Result<T, E> {
    Err(E::custom("its shape does not fit"))
}

fn next<'de, A: SeqAccess<'de>>(items: &mut A, shape: Typed<'_>) -> Result<Value, A::Error> {
    match items.next_element_seed(shape)? {
        Some(value) => Ok(value),
        None => unfitting(),
    }
}

impl<'de> Visitor<'de> for Composite<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a value of the shape {}", self.0.shape)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let Shape::Option(inner) = self.0.shape else {
            return unfitting();
        };
        let value = self
            .0
            .within(|inside| inside.of(inner).deserialize(deserializer))?;
        Ok(Value::Something(Box::new(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.0.within(|inside| match self.0.shape {
            Shape::List(inner) => {
                let mut values = Vec::new();
                while let Some(value) = items.next_element_seed(inside.of(inner))? {
                    values.push(value);
                }
                Ok(Value::List(values))
            }
            Shape::Array(inner, length) => {
                let values = (0..*length).map(|_| next(&mut items, inside.of(inner)));
                Ok(Value::Tuple {
                    name: None,
                    fields: values.collect::<Result<_, _>>()?,
                })
            }
            Shape::Tuple(elements) => {
                let values = elements
                    .iter()
                    .map(|element| next(&mut items, inside.of(element)));
                Ok(Value::Tuple {
                    name: None,
                    fields: values.collect::<Result<_, _>>()?,
                })
            }
            Shape::Struct { name, fields } => {
                let values = fields
                    .iter()
                    .map(|(name, shape)| Ok((name.clone(), next(&mut items, inside.of(shape))?)));
                Ok(Value::Struct {
                    name: Some(name.clone()),
                    fields: values.collect::<Result<_, A::Error>>()?,
                })
            }
            _ => unfitting(),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let Shape::Map(key, value) = self.0.shape else {
            return unfitting();
        };
        self.0.within(|inside| {
            let mut values = Vec::new();
            while let Some(entry) = entries.next_entry_seed(inside.of(key), inside.of(value))? {
                values.push(entry);
            }
            Ok(Value::Map(values))
        })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let Shape::Enum { variants, .. } = self.0.shape else {
            return unfitting();
        };
        let (index, access) = access.variant_seed(PhantomData::<u32>)?;
        let found = usize::try_from(index)
            .ok()
            .and_then(|index| variants.get(index));
        let Some((name, shape)) = found else {
            return Err(A::Error::custom(format!("there is no variant {index}")));
        };
        let content = self.0.within(|inside| {
            let shape = inside.of(shape);
            match shape.shape {
                Shape::Unit => access.unit_variant().map(|()| None),
                Shape::Tuple(elements) => access
                    .tuple_variant(elements.len(), Composite(shape))
                    .map(Some),
                Shape::Array(_, length) => {
                    access.tuple_variant(*length, Composite(shape)).map(Some)
                }
                Shape::Struct { fields, .. } => access
                    .tuple_variant(fields.len(), Composite(shape))
                    .map(Some),
                _ => access.newtype_variant_seed(shape).map(Some),
            }
        })?;
        Ok(Value::Variant {
            name: name.clone(),
            content: content.map(|content| Box::new(unnamed(content, name))),
        })
    }
}

/// A struct variant's fields are not a struct of their own.
fn unnamed(content: Value, variant: &str) -> Value {
    match content {
        Value::Struct {
            name: Some(name),
            fields,
        } if name == variant => Value::Struct { name: None, fields },
        other => other,
    }
}

/// A value that tells its kinds itself.
struct Described;

impl<'de> Visitor<'de> for Described {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that describes itself")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut inside: A) -> Result<Value, A::Error> {
        let entry = inside.next_entry::<u64, &[u8]>()?;
        let (stack, bytes) = entry.ok_or_else(|| A::Error::custom("there is no value"))?;
        let value = stored_inside(bytes, Stack::from_number(stack))
            .and_then(|stored| Value::described(stored.reader()));
        value.map_err(A::Error::custom)
    }
}

/// A coroutine inside a value.
struct Coroutine<'s> {
    name: &'s String,
    schema: Option<&'s Schema>,
}

impl<'de> Visitor<'de> for Coroutine<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a call of `{}`", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut frame: A) -> Result<Value, A::Error> {
        let entry = frame.next_entry::<u64, &[u8]>()?;
        let (stack, bytes) = entry.ok_or_else(|| A::Error::custom("there is no frame"))?;
        match inspect_frame(bytes, Stack::from_number(stack), self.schema) {
            Ok(inspection) => Ok(Value::Coroutine(Box::new(inspection))),
            Err(error) => Err(A::Error::custom(error)),
        }
    }
}
