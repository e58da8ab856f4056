//! What the values of a type look like to serde, by which a snapshot tells that a type has changed.
//!
//! - [`trace`]: a type's shape, found out by watching its own `Deserialize`; [`answers`]: what that is answered;
//! - [`told`]: of which definition an instance is;
//! - [`samples`]: the values it is shown meanwhile;
//! - [`nodes`]: what has been seen of each type on the way;
//! - [`known`]: the names of shapes that are met often.

mod answers;
mod display;
mod known;
mod nodes;
mod samples;
mod told;
mod trace;

use alloc::{boxed::Box, string::String, vec::Vec};
use core::any::{TypeId, type_name};

use serde::{Deserialize, Serialize};

use crate::{Live, held::Erased, once::List, value::Encoding};

pub(crate) use known::name_of;
pub(crate) use told::Tell;
pub(crate) use trace::is_made_up;

/// What the values of a type look like to serde: names and kinds, as far as a snapshot depends on them.
///
/// Names of structs, enums and newtypes are there to be read: two shapes that differ in nothing else have one
/// [`fingerprint`](Shape::fingerprint).
///
/// ```
/// use resumable::Shape;
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Order {
///     id: u64,
///     lines: Vec<(String, u32)>,
/// }
///
/// assert_eq!(Shape::of::<Order>().to_string(), "Order { id: u64, lines: [(String, u32)] }");
/// assert_ne!(Shape::of::<u32>().fingerprint(), Shape::of::<i32>().fingerprint());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs, reason = "the primitives say what they are")]
pub enum Shape {
    Unit,
    Bool,
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    F32,
    F64,
    Char,
    /// `str`, `String` and what else is written as a text.
    Text,
    /// Bytes that are written as a whole; a `Vec<u8>` is a list.
    Bytes,
    /// An `Option`.
    Option(Box<Shape>),
    /// A sequence of any length.
    List(Box<Shape>),
    /// A map from the first to the second.
    Map(Box<Shape>, Box<Shape>),
    /// So many values of one shape: an array, or a tuple of alike elements.
    Array(Box<Shape>, usize),
    /// A tuple, or a struct without field names.
    Tuple(Vec<Shape>),
    /// A struct with field names.
    Struct {
        /// Its name, which is no part of the fingerprint.
        name: String,
        /// Its fields in order.
        fields: Vec<(String, Shape)>,
    },
    /// An enum.
    Enum {
        /// Its name, which is no part of the fingerprint.
        name: String,
        /// Its variants in order. A variant without fields holds a [`Shape::Unit`].
        variants: Vec<(String, Shape)>,
    },
    /// The shape that is so many shapes further out, 1 being the one right around; with its name.
    Enclosing(usize, String),
    /// Another coroutine of this name, whose own points say what it holds.
    Coroutine(String),
    /// A value that says itself what it is.
    Any,
    /// A value among others that is saved with its kinds and names, so that its type may change.
    Described,
    /// What could not be found out: a type of this name, of which the shape shows what was seen.
    Opaque(String, Box<Shape>),
}

/// What is known of a type.
#[allow(
    unreachable_pub,
    reason = "named by `Slot`, which generated code fills"
)]
pub struct Traced {
    pub(crate) shape: Shape,
    /// The lowest bit says whether its values are described.
    pub(crate) fingerprint: u32,
    /// The coroutines that its values may hold.
    pub(crate) coroutines: Vec<&'static Erased>,
}

/// The bit of a fingerprint that tells how the value is encoded.
pub(crate) const DESCRIBED: u32 = 1;

/// How the value behind a fingerprint is encoded.
#[inline]
pub(crate) fn encoding(fingerprint: u32) -> Encoding {
    match fingerprint & DESCRIBED {
        DESCRIBED => Encoding::Described,
        _ => Encoding::Plain,
    }
}

/// Whether two fingerprints are those of one type.
#[inline]
pub(crate) fn is_same_type(one: u32, other: u32) -> bool {
    one | DESCRIBED == other | DESCRIBED
}

impl Traced {
    /// What is known of `T`; found out at the first call.
    pub(crate) fn of<T: Live>() -> &'static Traced {
        Self::once::<T>(trace::trace::<T>)
    }

    /// The same of a type that is only read.
    pub(crate) fn of_former<T: serde::de::DeserializeOwned + 'static>() -> &'static Traced {
        Self::once::<Former<T>>(trace::trace_unwritten::<T>)
    }

    fn once<Key: 'static>(trace: fn() -> Traced) -> &'static Traced {
        static TYPES: List<(TypeId, Traced)> = List::new();
        let key = TypeId::of::<Key>();
        &TYPES
            .find_or_add(|(known, _)| *known == key, || (key, trace()))
            .1
            .1
    }
}

/// Distinguishes a type that is only read from the same type otherwise.
struct Former<T>(core::marker::PhantomData<T>);

impl Shape {
    /// The shape of `T`.
    ///
    /// It is found out by letting the `Deserialize` of `T` read made-up values, once per process. A type that
    /// accepts none of them is [`Opaque`](Shape::Opaque), and known by its name.
    #[must_use]
    pub fn of<T: Live>() -> Shape {
        Traced::of::<T>().shape.clone()
    }

    /// A checksum of all that matters to a saved value. The lowest bit is 0.
    #[must_use]
    pub fn fingerprint(&self) -> u32 {
        let mut text = Vec::new();
        self.spell(&mut text);
        crc32fast::hash(&text) & !DESCRIBED
    }

    /// Writes the shape so that two shapes have the same text if they are the same but for names of types.
    fn spell(&self, out: &mut Vec<u8>) {
        let all = |out: &mut Vec<u8>, shapes: &[(String, Shape)]| {
            for (name, shape) in shapes {
                spell_text(out, name);
                shape.spell(out);
            }
            out.push(b')');
        };
        out.push(self.letter());
        match self {
            Shape::Option(inner) | Shape::List(inner) => inner.spell(out),
            Shape::Map(key, value) => {
                key.spell(out);
                value.spell(out);
            }
            // An array is a tuple to serde.
            Shape::Array(inner, length) => {
                for _ in 0..*length {
                    inner.spell(out);
                }
                out.push(b')');
            }
            Shape::Tuple(elements) => {
                for element in elements {
                    element.spell(out);
                }
                out.push(b')');
            }
            Shape::Struct { fields, .. } => all(out, fields),
            Shape::Enum { variants, .. } => all(out, variants),
            Shape::Enclosing(levels, _) => spell_number(out, *levels),
            Shape::Opaque(name, seen) => {
                spell_text(out, name);
                seen.spell(out);
            }
            _ => {}
        }
    }

    /// The byte that begins the spelling of each kind.
    fn letter(&self) -> u8 {
        match self {
            Shape::Unit => b'0',
            Shape::Bool => b'?',
            Shape::I8 => b'a',
            Shape::I16 => b'b',
            Shape::I32 => b'c',
            Shape::I64 => b'd',
            Shape::I128 => b'e',
            Shape::U8 => b'A',
            Shape::U16 => b'B',
            Shape::U32 => b'C',
            Shape::U64 => b'D',
            Shape::U128 => b'E',
            Shape::F32 => b'f',
            Shape::F64 => b'F',
            Shape::Char => b'\'',
            Shape::Text => b'"',
            Shape::Bytes => b'&',
            Shape::Option(_) => b'o',
            Shape::List(_) => b'[',
            Shape::Map(..) => b':',
            Shape::Array(..) | Shape::Tuple(_) => b'(',
            Shape::Struct { .. } => b'{',
            Shape::Enum { .. } => b'|',
            Shape::Enclosing(..) => b'^',
            Shape::Coroutine(_) => b'@',
            Shape::Any => b'*',
            Shape::Described => b'=',
            Shape::Opaque(..) => b'#',
        }
    }
}

fn spell_text(out: &mut Vec<u8>, text: &str) {
    spell_number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn spell_number(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(alloc::format!("{number};").as_bytes());
}

/// The name of a type without the paths of modules, which move: `DateTime<Utc>`.
pub(crate) fn short_name<T: ?Sized>() -> String {
    shortened(type_name::<T>())
}

fn shortened(name: &str) -> String {
    let mut short = String::new();
    for part in name.split_inclusive(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
        short.push_str(part.rsplit("::").next().unwrap_or(part));
    }
    short
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_lose_their_modules() {
        for (name, short) in [
            ("u32", "u32"),
            (
                "chrono::datetime::DateTime<chrono::offset::utc::Utc>",
                "DateTime<Utc>",
            ),
            ("alloc::vec::Vec<(a::b::C, [d::E; 4])>", "Vec<(C, [E; 4])>"),
        ] {
            assert_eq!(super::shortened(name), short);
        }
    }
}
