//! Looking at a value as it serializes: all methods of serde's traits, made of the few that differ from one look to another.
//!
//! ```text
//! value.serialize(Look(looker)) -> what was seen    a number, a text, a variant
//!                               -> Look(parts)      what it is made of, each looked at by a looker of its own
//! ```

use core::fmt;

use serde::{Serialize, ser};

/// What is told of a value, or that nobody should look further.
pub(super) type Told<Seen> = Result<Seen, fmt::Error>;

/// Looks at one value. What is not told of here tells nothing.
pub(super) trait Looker: Sized {
    type Seen: Default;
    type Parts: Parts<Seen = Self::Seen>;

    /// A number that is not negative and has at most 64 bits, or a `bool`.
    fn number(self, number: u64) -> Told<Self::Seen>;

    fn text(self, text: &str) -> Told<Self::Seen>;

    fn none(self) -> Told<Self::Seen> {
        Ok(Self::Seen::default())
    }

    fn unit_struct(self, _name: &'static str) -> Told<Self::Seen> {
        Ok(Self::Seen::default())
    }

    fn unit_variant(self, name: &'static str, variant: &'static str) -> Told<Self::Seen>;

    fn newtype_variant<T: Serialize + ?Sized>(
        self,
        variant: &'static str,
        value: &T,
    ) -> Told<Self::Seen>;

    fn enter(self, form: Form) -> Self::Parts;

    fn look<T: Serialize + ?Sized>(self, value: &T) -> Told<Self::Seen> {
        value.serialize(Look(self))
    }
}

/// What parts are of.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Sequence,
    Map,
    Struct(&'static str),
    /// A tuple that has a name, or a variant.
    Other,
}

/// Looks at the parts of a value.
pub(super) trait Parts {
    type Seen;

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result;

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> fmt::Result;

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result;

    /// What the last key leads to.
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result;

    fn leave(self) -> Told<Self::Seen>;
}

/// A looker, or parts, as serde takes them.
pub(super) struct Look<L>(L);

macro_rules! numbers {
    ($($method:ident($ty:ty)),* $(,)?) => {
        $(
            fn $method(self, number: $ty) -> Told<L::Seen> {
                self.0.number(number.into())
            }
        )*
    };
}

macro_rules! ignored {
    ($($method:ident($($ty:ty)?)),* $(,)?) => {
        $(
            fn $method(self $(, _: $ty)?) -> Told<L::Seen> {
                Ok(L::Seen::default())
            }
        )*
    };
}

macro_rules! entered {
    ($($method:ident($($ty:ty),*): $form:expr;)*) => {
        $(
            fn $method(self, $(_: $ty),*) -> Told<Look<L::Parts>> {
                Ok(Look(self.0.enter($form)))
            }
        )*
    };
}

impl<L: Looker> ser::Serializer for Look<L> {
    type Ok = L::Seen;
    type Error = fmt::Error;
    type SerializeSeq = Look<L::Parts>;
    type SerializeTuple = Look<L::Parts>;
    type SerializeTupleStruct = Look<L::Parts>;
    type SerializeTupleVariant = Look<L::Parts>;
    type SerializeMap = Look<L::Parts>;
    type SerializeStruct = Look<L::Parts>;
    type SerializeStructVariant = Look<L::Parts>;

    numbers!(
        serialize_bool(bool),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
    );

    ignored!(
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u128(u128),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_bytes(&[u8]),
        serialize_unit(),
    );

    entered!(
        serialize_seq(Option<usize>): Form::Sequence;
        serialize_tuple(usize): Form::Sequence;
        serialize_map(Option<usize>): Form::Map;
        serialize_tuple_struct(&'static str, usize): Form::Other;
        serialize_tuple_variant(&'static str, u32, &'static str, usize): Form::Other;
        serialize_struct_variant(&'static str, u32, &'static str, usize): Form::Other;
    );

    fn serialize_struct(self, name: &'static str, _: usize) -> Told<Look<L::Parts>> {
        Ok(Look(self.0.enter(Form::Struct(name))))
    }

    fn serialize_str(self, text: &str) -> Told<L::Seen> {
        self.0.text(text)
    }

    fn serialize_none(self) -> Told<L::Seen> {
        self.0.none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Told<L::Seen> {
        value.serialize(self)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Told<L::Seen> {
        self.0.unit_struct(name)
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Told<L::Seen> {
        self.0.unit_variant(name, variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Told<L::Seen> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Told<L::Seen> {
        self.0.newtype_variant(variant, value)
    }
}

macro_rules! parts {
    ($($compound:ident: $($method:ident($($name:ident)?) => $own:ident),*;)*) => {
        $(
            impl<P: Parts> ser::$compound for Look<P> {
                type Ok = P::Seen;
                type Error = fmt::Error;

                $(
                    fn $method<T: Serialize + ?Sized>(
                        &mut self,
                        $($name: &'static str,)?
                        value: &T,
                    ) -> fmt::Result {
                        self.0.$own($($name,)? value)
                    }
                )*

                fn end(self) -> Told<P::Seen> {
                    self.0.leave()
                }
            }
        )*
    };
}

parts!(
    SerializeSeq: serialize_element() => element;
    SerializeTuple: serialize_element() => element;
    SerializeTupleStruct: serialize_field() => element;
    SerializeTupleVariant: serialize_field() => element;
    SerializeStruct: serialize_field(name) => field;
    SerializeStructVariant: serialize_field(name) => field;
    SerializeMap: serialize_key() => key, serialize_value() => value;
);
