//! From bytes that describe a value to the value without its type.

use alloc::{boxed::Box, string::String, vec::Vec};

use serde::Deserialize;

use super::{LEVELS, read::NO_VALUE, tag};
use crate::value::{Reader, TOO_LARGE, Value, ValueError};

impl Value {
    /// Reads a described value that is all that the reader has.
    pub(crate) fn described(mut reader: Reader<'_>) -> Result<Self, ValueError> {
        let value = value(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }
}

fn value(reader: &mut Reader<'_>) -> Result<Value, ValueError> {
    Ok(match reader.byte()? {
        tag::UNIT => Value::Unit,
        tag::FALSE => Value::Bool(false),
        tag::TRUE => Value::Bool(true),
        tag::UNSIGNED => Value::Unsigned(reader.varint_u128()?),
        tag::NEGATIVE => {
            let folded = i128::try_from(reader.varint_u128()?).map_err(|_| TOO_LARGE)?;
            Value::Signed(!folded)
        }
        tag::F32 => Value::Single(f32::deserialize(reader)?),
        tag::F64 => Value::Float(f64::deserialize(reader)?),
        tag::CHAR => Value::Char(char::deserialize(reader)?),
        tag::TEXT => Value::Text(reader.text()?.into()),
        tag::BYTES => Value::Bytes(reader.length_prefixed()?.into()),
        tag::NONE => Value::Nothing,
        tag::SOME => Value::Something(reader.nested_by(LEVELS, boxed)?),
        tag::SEQUENCE => Value::List(items(reader, value)?),
        tag::TUPLE => Value::Tuple {
            name: None,
            fields: items(reader, value)?,
        },
        tag::MAP => Value::Map(items(reader, |reader| {
            Ok((value(reader)?, value(reader)?))
        })?),
        tag::STRUCT => Value::Struct {
            name: None,
            fields: items(reader, field)?,
        },
        tag::UNIT_VARIANT => Value::Variant {
            name: reader.text()?.into(),
            content: None,
        },
        tag::VARIANT => Value::Variant {
            name: reader.text()?.into(),
            content: Some(reader.nested_by(LEVELS, boxed)?),
        },
        _ => return Err(NO_VALUE.into()),
    })
}

fn boxed(reader: &mut Reader<'_>) -> Result<Box<Value>, ValueError> {
    value(reader).map(Box::new)
}

fn field(reader: &mut Reader<'_>) -> Result<(String, Value), ValueError> {
    match reader.byte()? {
        tag::TEXT => Ok((reader.text()?.into(), value(reader)?)),
        _ => Err("the name of a field is no text".into()),
    }
}

fn items<T>(
    reader: &mut Reader<'_>,
    item: impl Fn(&mut Reader<'_>) -> Result<T, ValueError>,
) -> Result<Vec<T>, ValueError> {
    reader.nested_by(LEVELS, |reader| {
        let mut items = Vec::new();
        while reader.peek()? != tag::END {
            items.push(item(reader)?);
        }
        reader.byte()?;
        Ok(items)
    })
}
