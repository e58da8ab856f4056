//! Shapes as a reader of Rust would write them.

use core::fmt;

use super::Shape;

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::Unit => f.write_str("()"),
            Shape::Bool => f.write_str("bool"),
            Shape::I8 => f.write_str("i8"),
            Shape::I16 => f.write_str("i16"),
            Shape::I32 => f.write_str("i32"),
            Shape::I64 => f.write_str("i64"),
            Shape::I128 => f.write_str("i128"),
            Shape::U8 => f.write_str("u8"),
            Shape::U16 => f.write_str("u16"),
            Shape::U32 => f.write_str("u32"),
            Shape::U64 => f.write_str("u64"),
            Shape::U128 => f.write_str("u128"),
            Shape::F32 => f.write_str("f32"),
            Shape::F64 => f.write_str("f64"),
            Shape::Char => f.write_str("char"),
            Shape::Text => f.write_str("String"),
            Shape::Bytes => f.write_str("bytes"),
            Shape::Option(inner) => write!(f, "Option<{inner}>"),
            Shape::List(inner) => write!(f, "[{inner}]"),
            Shape::Map(key, value) => write!(f, "{{{key}: {value}}}"),
            Shape::Array(inner, length) => write!(f, "[{inner}; {length}]"),
            Shape::Tuple(elements) => {
                f.write_str("(")?;
                separated(f, elements, |f, element| write!(f, "{element}"))?;
                f.write_str(")")
            }
            Shape::Struct { name, fields } => {
                write!(f, "{name} {{ ")?;
                separated(f, fields, |f, (name, shape)| write!(f, "{name}: {shape}"))?;
                f.write_str(" }")
            }
            Shape::Enum { name, variants } => {
                write!(f, "{name} {{ ")?;
                separated(f, variants, |f, (name, shape)| {
                    write_variant(f, name, shape)
                })?;
                f.write_str(" }")
            }
            Shape::Coroutine(name) => {
                write!(f, "Instance<{}>", name.rsplit("::").next().unwrap_or(name))
            }
            Shape::Any | Shape::Described => f.write_str("any"),
            Shape::Enclosing(_, name) | Shape::Opaque(name, _) => f.write_str(name),
        }
    }
}

fn write_variant(f: &mut fmt::Formatter<'_>, name: &str, shape: &Shape) -> fmt::Result {
    match shape {
        Shape::Unit => f.write_str(name),
        Shape::Tuple(_) => write!(f, "{name}{shape}"),
        Shape::Struct { name: own, .. } if own == name => write!(f, "{shape}"),
        _ => write!(f, "{name}({shape})"),
    }
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    items: &[T],
    mut write: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write(f, item)?;
    }
    Ok(())
}
