//! Values for any serde format.

use alloc::{
    collections::BTreeSet,
    string::{String, ToString},
    vec::Vec,
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::Value;

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let readable = serializer.is_human_readable();
        match self {
            Value::Unit => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Unsigned(value) => match u64::try_from(*value) {
                Ok(value) => serializer.serialize_u64(value),
                Err(_) if readable => serializer.collect_str(value),
                Err(_) => serializer.serialize_u128(*value),
            },
            Value::Signed(value) => match i64::try_from(*value) {
                Ok(value) => serializer.serialize_i64(value),
                Err(_) if readable => serializer.collect_str(value),
                Err(_) => serializer.serialize_i128(*value),
            },
            Value::Single(value) if readable && !value.is_finite() => serializer.collect_str(value),
            Value::Single(value) => serializer.serialize_f32(*value),
            Value::Float(value) if readable && !value.is_finite() => serializer.collect_str(value),
            Value::Float(value) => serializer.serialize_f64(*value),
            Value::Char(value) => serializer.serialize_char(*value),
            Value::Text(value) => serializer.serialize_str(value),
            Value::Bytes(bytes) if readable => serializer.collect_seq(bytes),
            Value::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Value::Nothing => serializer.serialize_none(),
            Value::Something(value) => serializer.serialize_some(value),
            Value::List(items) | Value::Tuple { fields: items, .. } => {
                serializer.collect_seq(items)
            }
            Value::Newtype { content, .. } => content.serialize(serializer),
            Value::Map(entries) => serialize_entries(entries, serializer),
            Value::Struct { fields, .. } => {
                serializer.collect_map(fields.iter().map(|(name, value)| (name, value)))
            }
            Value::Variant {
                name,
                content: None,
            } => serializer.serialize_str(name),
            Value::Variant {
                name,
                content: Some(content),
            } => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(name, content)?;
                map.end()
            }
            Value::Coroutine(inspection) => inspection.serialize(serializer),
        }
    }
}

fn serialize_entries<S: Serializer>(
    entries: &[(Value, Value)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let values = entries.iter().map(|(_, value)| value);
    if !serializer.is_human_readable() {
        serializer.collect_map(entries.iter().map(|(key, value)| (key, value)))
    } else if let Some(keys) = keys_as_texts(entries) {
        serializer.collect_map(keys.iter().zip(values))
    } else {
        serializer.collect_seq(entries)
    }
}

/// The keys as texts, if each has one of its own.
fn keys_as_texts(entries: &[(Value, Value)]) -> Option<Vec<String>> {
    let keys: Option<Vec<_>> = entries.iter().map(|(key, _)| key_as_text(key)).collect();
    keys.filter(|keys| keys.iter().collect::<BTreeSet<_>>().len() == keys.len())
}

fn key_as_text(key: &Value) -> Option<String> {
    match key {
        Value::Bool(key) => Some(key.to_string()),
        Value::Unsigned(key) => Some(key.to_string()),
        Value::Signed(key) => Some(key.to_string()),
        Value::Single(key) => Some(key.to_string()),
        Value::Float(key) => Some(key.to_string()),
        Value::Char(key) => Some(key.to_string()),
        Value::Text(key) => Some(key.clone()),
        Value::Variant {
            name,
            content: None,
        } => Some(name.clone()),
        Value::Newtype { content, .. } => key_as_text(content),
        _ => None,
    }
}
