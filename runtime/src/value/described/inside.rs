//! A described value inside of plain ones.
//!
//! It is a byte string: the number of its levels, a varint, and the value. So whatever the shape around it is, its own
//! type may change as that of something stored as JSON may.

use alloc::vec::Vec;
use core::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
    ser::{self, SerializeStruct},
};

use super::{read_described, write_described};
use crate::{
    Live,
    shape::is_made_up,
    snapshot::{fill, reserve},
    value::{
        DEEPEST, DESCRIBED, Enclosed, Encoding, Lent, Reader, Stack, Stored, ValueError, Writer,
        is_ours, lends,
    },
};

/// A value that is described wherever it stands.
///
/// It has none only where a type is looked at that accepts no made-up value: what is around it is then still known.
#[derive(Clone, Debug)]
#[allow(unreachable_pub, reason = "a part of what a combinator holds")]
pub struct Described<T>(Option<T>);

impl<T> Described<T> {
    pub(crate) const fn new(value: T) -> Self {
        Described(Some(value))
    }

    pub(crate) fn get(&self) -> &T {
        self.0.as_ref().expect("a value that was not made up")
    }

    pub(crate) fn into_inner(self) -> T {
        self.0.expect("a value that was not made up")
    }
}

impl<T: Live> Serialize for Described<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(value) = &self.0 else {
            // What is left out has no place in the plain encoding, so that nothing is assumed of what is around it.
            let mut none = serializer.serialize_struct(DESCRIBED, 0)?;
            none.skip_field("value")?;
            return none.end();
        };
        if serializer.is_human_readable() {
            value.serialize(serializer)
        } else if is_ours::<S::Error>() {
            serializer.serialize_newtype_struct(DESCRIBED, &Bytes(value))
        } else {
            serializer.serialize_newtype_struct(DESCRIBED, value)
        }
    }
}

/// The bytes of a value, to be written where the writer says.
struct Bytes<'a, T>(&'a T);

impl<T: Live> Serialize for Bytes<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if lends::<S::Error>() {
            return serializer.serialize_unit().inspect_err(|error| {
                if let Some(lent) = Lent::by(error) {
                    lent.append(|out, stack| self.append(out, stack));
                }
            });
        }
        let mut bytes = Vec::new();
        self.append(&mut bytes, Stack::here())
            .map_err(ser::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<T: Live> Bytes<'_, T> {
    fn append(&self, out: &mut Vec<u8>, stack: Stack) -> Result<usize, ValueError> {
        let place = reserve(out);
        let mut writer = Writer::within(out, stack);
        write_described(self.0, &mut writer)?;
        let levels = writer.deepest();
        fill(out, place, levels);
        Ok(levels)
    }
}

impl<'de, T: Live> Deserialize<'de> for Described<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            T::deserialize(deserializer).map(Described::new)
        } else {
            deserializer.deserialize_newtype_struct(DESCRIBED, Inside(PhantomData))
        }
    }
}

struct Inside<T>(PhantomData<T>);

impl<'de, T: Live> Visitor<'de> for Inside<T> {
    type Value = Described<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that describes itself")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
        match T::deserialize(value) {
            Ok(value) => Ok(Described::new(value)),
            Err(_) if is_made_up::<D::Error>() => Ok(Described(None)),
            Err(error) => Err(error),
        }
    }

    /// Asked by this crate's own reader, as an instance is.
    fn visit_map<A: MapAccess<'de>>(self, mut inside: A) -> Result<Self::Value, A::Error> {
        let entry = inside.next_entry::<u64, &[u8]>()?;
        let (stack, bytes) = entry.ok_or_else(|| de::Error::invalid_length(0, &self))?;
        match read(bytes, Stack::from_number(stack)) {
            Ok(value) => Ok(Described::new(value)),
            Err(error) => Err(match error.inner() {
                Some(inner) => de::Error::custom(Enclosed(inner)),
                None => de::Error::custom(error),
            }),
        }
    }
}

fn read<T: Live>(bytes: &[u8], stack: Stack) -> Result<T, ValueError> {
    read_described(stored_inside(bytes, stack)?)
}

/// What is inside of the byte string.
pub(crate) fn stored_inside(bytes: &[u8], stack: Stack) -> Result<Stored<'_>, ValueError> {
    let mut reader = Reader::within(bytes, 0, stack);
    let levels = usize::deserialize(&mut reader)?;
    Ok(Stored {
        bytes: reader.rest(),
        encoding: Encoding::Described,
        levels: levels.min(DEEPEST),
        stack,
    })
}
