//! Values as Rust's `{:?}` shows them.

use alloc::string::String;
use core::fmt::{self, Debug};

use super::Value;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown(self).fmt(f)
    }
}

/// Shows the value, where [`Value`]'s own `Debug` shows the enum.
struct Shown<'a>(&'a Value);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Unit => f.write_str("()"),
            Value::Bool(value) => value.fmt(f),
            Value::Unsigned(value) => value.fmt(f),
            Value::Signed(value) => value.fmt(f),
            Value::Single(value) => value.fmt(f),
            Value::Float(value) => value.fmt(f),
            Value::Char(value) => value.fmt(f),
            Value::Text(value) => value.fmt(f),
            Value::Bytes(value) => value.fmt(f),
            Value::Nothing => f.write_str("None"),
            Value::Something(value) => f.debug_tuple("Some").field(&Shown(value)).finish(),
            Value::List(items) => f.debug_list().entries(items.iter().map(Shown)).finish(),
            Value::Tuple { name, fields } => {
                fmt_tuple(f, name.as_deref().unwrap_or_default(), fields)
            }
            Value::Newtype { name, content } => f.debug_tuple(name).field(&Shown(content)).finish(),
            Value::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| (Shown(key), Shown(value)));
                f.debug_map().entries(entries).finish()
            }
            Value::Struct { name, fields } => fmt_struct(f, name.as_deref(), fields),
            Value::Variant { name, content } => fmt_variant(f, name, content.as_deref()),
            Value::Coroutine(inspection) => f.write_str(&inspection.in_a_line()),
        }
    }
}

fn fmt_tuple(f: &mut fmt::Formatter<'_>, name: &str, fields: &[Value]) -> fmt::Result {
    if name.is_empty() && fields.is_empty() {
        return f.write_str("()");
    }
    let mut tuple = f.debug_tuple(name);
    for field in fields {
        tuple.field(&Shown(field));
    }
    tuple.finish()
}

fn fmt_struct(
    f: &mut fmt::Formatter<'_>,
    name: Option<&str>,
    fields: &[(String, Value)],
) -> fmt::Result {
    if let Some(name) = name {
        // A part of this crate, as an end of a queue.
        let mut shown = f.debug_struct(name.trim_start_matches("$resumable::"));
        for (name, value) in fields {
            shown.field(name, &Shown(value));
        }
        return shown.finish();
    }
    if f.alternate() || fields.is_empty() {
        return f.debug_set().entries(fields.iter().map(Field)).finish();
    }
    for (index, field) in fields.iter().enumerate() {
        f.write_str(if index == 0 { "{ " } else { ", " })?;
        Field(field).fmt(f)?;
    }
    f.write_str(" }")
}

fn fmt_variant(f: &mut fmt::Formatter<'_>, name: &str, content: Option<&Value>) -> fmt::Result {
    match content {
        None => f.write_str(name),
        Some(Value::Tuple { name: None, fields }) => fmt_tuple(f, name, fields),
        Some(Value::Struct { name: None, fields }) => fmt_struct(f, Some(name), fields),
        Some(content) => f.debug_tuple(name).field(&Shown(content)).finish(),
    }
}

/// A field of a struct whose name is not known.
struct Field<'a>(&'a (String, Value));

impl Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, value) = self.0;
        write!(f, "{name}: ")?;
        Shown(value).fmt(f)
    }
}
