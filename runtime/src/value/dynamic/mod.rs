//! Values without their types.

mod serialize;
mod show;
#[cfg(test)]
mod tests;

use alloc::{boxed::Box, string::String, vec::Vec};

use crate::Inspection;

/// The value of a variable, as far as a snapshot tells it without the program.
///
/// It is shown as Rust's `{:?}` shows the value it stands for, and `{:#}` spreads it over several lines. Its `Serialize`
/// gives what one expects in JSON: structs are objects, and a variant is its name, or an object of its name and its
/// content.
///
/// ```
/// use resumable::Value;
///
/// # fn main() -> Result<(), serde_json::Error> {
/// let order = Value::Struct {
///     name: Some("Order".into()),
///     fields: vec![
///         ("id".into(), Value::Unsigned(7)),
///         ("tags".into(), Value::List(vec![Value::Text("new".into())])),
///         ("note".into(), Value::Nothing),
///     ],
/// };
/// assert_eq!(order.to_string(), r#"Order { id: 7, tags: ["new"], note: None }"#);
///
/// assert_eq!(serde_json::to_string(&order)?, r#"{"id":7,"tags":["new"],"note":null}"#);
/// # Ok(())
/// # }
/// ```
///
/// What JSON has no place for becomes a text there, or a list: integers of more than 64 bits and floats that are no
/// numbers are texts, and so are keys that are numbers, characters, truth values or variants; a map with keys of another
/// kind is a list of pairs.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `()`, or a struct without fields.
    Unit,
    /// A truth value.
    Bool(bool),
    /// An integer of an unsigned type, or one that is not negative where the bytes do not tell the type.
    Unsigned(u128),
    /// An integer of a signed type, or a negative one.
    Signed(i128),
    /// A float of 32 bits.
    Single(f32),
    /// A float of 64 bits.
    Float(f64),
    /// A character.
    Char(char),
    /// A text.
    Text(String),
    /// A byte string.
    Bytes(Vec<u8>),
    /// `None`.
    Nothing,
    /// `Some`.
    Something(Box<Value>),
    /// A sequence of values.
    List(Vec<Value>),
    /// A tuple, an array or a tuple struct.
    Tuple {
        /// The name of the struct, if it is one and it is known.
        name: Option<String>,
        /// The values.
        fields: Vec<Value>,
    },
    /// A struct around one value without a name.
    Newtype {
        /// The name of the struct.
        name: String,
        /// The value.
        content: Box<Value>,
    },
    /// A map, in the order of the bytes.
    Map(Vec<(Value, Value)>),
    /// A struct with named fields.
    Struct {
        /// The name of the struct, if it is known.
        name: Option<String>,
        /// The names and values of the fields.
        fields: Vec<(String, Value)>,
    },
    /// A variant of an enum.
    Variant {
        /// The name of the variant.
        name: String,
        /// What it holds: a tuple or struct without a name, or the value of a newtype variant.
        content: Option<Box<Value>>,
    },
    /// A call of another resumable function.
    Coroutine(Box<Inspection>),
}
