//! The names of shapes that are met often.
//!
//! A snapshot holds only the fingerprint of the type that a variable had. Which type that was can be told for these.

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

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
    let mut all = once.iter().cloned().chain(twice);
    let found = all.find(|shape| shape.fingerprint() == fingerprint & !DESCRIBED);
    found.map(|shape| shape.to_string())
}
