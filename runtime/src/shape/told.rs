//! Of which definition an instance is, told to a tracer by the visitor of the instance.

use serde::{
    Deserializer,
    de::{DeserializeSeed, EnumAccess, IgnoredAny, VariantAccess, Visitor},
    forward_to_deserialize_any,
};

use super::trace::Refused;
use crate::{held::Erased, once::List};

/// What the visitor of an instance makes of the question, and the definition that it tells.
pub(super) fn told<'de, V: Visitor<'de>>(
    visitor: V,
) -> Result<(V::Value, &'static Erased), Refused> {
    let mut told = None;
    let value = visitor.visit_enum(Listener(&mut told))?;
    let definition = told.and_then(|index| DEFINITIONS.iter().nth(index));
    Ok((value, definition.ok_or(Refused)?))
}

/// Every definition of which an instance was traced.
static DEFINITIONS: List<&'static Erased> = List::new();

/// How the visitor of an instance tells a tracer of which definition it is: serde lets a number through.
pub(crate) struct Tell(pub(crate) &'static Erased);

impl<'de> DeserializeSeed<'de> for Tell {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let same = |known: &&'static Erased| {
            core::ptr::eq(*known, self.0)
                || known.name == self.0.name && known.locations == self.0.locations
        };
        let (index, _) = DEFINITIONS.find_or_add(same, || self.0);
        deserializer
            .deserialize_tuple(index, IgnoredAny)
            .map(|_| ())
    }
}

/// Listens to a [`Tell`].
struct Listener<'a>(&'a mut Option<usize>);

impl<'de> EnumAccess<'de> for Listener<'_> {
    type Error = Refused;
    type Variant = Nothing;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Nothing), Refused> {
        Ok((seed.deserialize(self)?, Nothing))
    }
}

impl<'de> Deserializer<'de> for Listener<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(Refused)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        number: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        *self.0 = Some(number);
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple_struct map struct enum identifier ignored_any
    }
}

/// The inside of what a [`Listener`] hears, of which there is none.
struct Nothing;

impl<'de> VariantAccess<'de> for Nothing {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, Refused> {
        Err(Refused)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Refused> {
        Err(Refused)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Refused> {
        Err(Refused)
    }
}
