//! The names of shapes that are met often.
//!
//! A snapshot holds only the fingerprint of the type that a variable had. Which type that was can be told for these.

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

use once_cell::race::OnceBox;

use super::{DESCRIBED, Shape};

const PRIMITIVES: [Shape; 17] = [
    Shape::Unit,
    Shape::Bool,
    Shape::I8,
    Shape::I16,
    Shape::I32,
    Shape::I64,
    Shape::I128,
    Shape::U8,
    Shape::U16,
    Shape::U32,
    Shape::U64,
    Shape::U128,
    Shape::F32,
    Shape::F64,
    Shape::Char,
    Shape::Text,
    Shape::Bytes,
];

/// The type that has this fingerprint, if it is one of those that are met often.
pub(crate) fn name_of(fingerprint: u32) -> Option<String> {
    static NAMES: OnceBox<Vec<(u32, String)>> = OnceBox::new();
    let names = NAMES.get_or_init(|| Box::new(names()));
    let mut found = names
        .iter()
        .filter(|(known, _)| *known == fingerprint & !DESCRIBED);
    found.next().map(|(_, name)| name.clone())
}

/// The primitive types, and what is up to twice an option, a list or a map of one, by their fingerprints.
fn names() -> Vec<(u32, String)> {
    let wrapped = |shape: &Shape| {
        let boxed = || Box::new(shape.clone());
        [
            shape.clone(),
            Shape::Option(boxed()),
            Shape::List(boxed()),
            Shape::Map(Box::new(Shape::Text), boxed()),
        ]
    };
    let once = PRIMITIVES.iter().flat_map(wrapped).collect::<Vec<_>>();
    let twice = once.iter().flat_map(wrapped);
    twice
        .map(|shape| (shape.fingerprint(), shape.to_string()))
        .collect()
}
