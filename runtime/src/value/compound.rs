//! What a writer is in the middle of.

use serde::{Serialize, ser};

use super::{ValueError, write::Writer};

const FIELD_SKIPPED: &str = "its type leaves out a field (`skip_serializing_if` and the like)";

/// A sequence, map, tuple or struct in the making.
pub struct Compound<'w, 'a> {
    writer: &'w mut Writer<'a>,
    levels: usize,
}

impl<'w, 'a> Compound<'w, 'a> {
    /// What is as deep as its type says.
    pub(super) fn fixed(writer: &'w mut Writer<'a>) -> Self {
        Compound { writer, levels: 0 }
    }

    /// What can hold more of its own type.
    pub(super) fn level(writer: &'w mut Writer<'a>) -> Result<Self, ValueError> {
        writer.enter(1)?;
        Ok(Compound { writer, levels: 1 })
    }

    #[inline]
    fn leave(self) {
        self.writer.leave(self.levels);
    }
}

impl ser::SerializeSeq for Compound<'_, '_> {
    type Ok = ();
    type Error = ValueError;

    #[inline]
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.writer.item(value)
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
        self.writer.item(key)
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
    ($($Trait:ident $method:ident ($($name:ty)?) $($skip:ident)?,)*) => {$(
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

            $(
                fn $skip(&mut self, _: &'static str) -> Result<(), ValueError> {
                    Err(ValueError::not_plain(FIELD_SKIPPED))
                }
            )?

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
    SerializeStruct serialize_field(&'static str) skip_field,
    SerializeStructVariant serialize_field(&'static str) skip_field,
}
