//! Values as they are shown and as JSON.

use alloc::{
    boxed::Box,
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use serde_json::{Value as Json, json};

use super::Value;

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn something(value: Value) -> Value {
    Value::Something(Box::new(value))
}

fn tuple(fields: Vec<Value>) -> Value {
    Value::Tuple { name: None, fields }
}

fn named(name: Option<&str>, fields: &[(&str, Value)]) -> Value {
    let fields = fields.iter().cloned();
    Value::Struct {
        name: name.map(String::from),
        fields: fields.map(|(name, value)| (name.into(), value)).collect(),
    }
}

fn variant(name: &str, content: Option<Value>) -> Value {
    Value::Variant {
        name: name.into(),
        content: content.map(Box::new),
    }
}

/// The same value, shown by Rust.
fn as_rust<T: core::fmt::Debug>(value: &Value, rust: &T) {
    assert_eq!(format!("{value}"), format!("{rust:?}"));
    assert_eq!(format!("{value:#}"), format!("{rust:#?}"));
}

#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
struct Order {
    id: i8,
    tags: Vec<&'static str>,
    at: Pair,
    state: [State; 3],
}

#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
struct Pair(char, Option<Meters>);

#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
enum State {
    New,
    Paid(f32, f64),
    Sent { to: Meters },
}

#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
struct Meters(u128);

#[test]
fn are_shown_as_rust_shows_them() {
    as_rust(&Value::Unit, &());
    as_rust(&something(something(Value::Unit)), &Some(Some(())));
    as_rust(&Value::Bool(true), &true);
    as_rust(&text("a\"\n"), &"a\"\n");
    as_rust(&Value::Char('\''), &'\'');
    as_rust(&Value::Bytes(vec![1, 255]), &[1_u8, 255]);
    as_rust(&Value::Float(1.0), &1.0);
    as_rust(&Value::Single(0.1), &0.1_f32);
    as_rust(&tuple(vec![]), &());
    as_rust(&tuple(vec![text("a")]), &("a",));
    as_rust(&tuple(vec![text("a"), Value::Nothing]), &("a", None::<u8>));
    as_rust(
        &Value::Map(vec![(Value::Signed(-1), Value::List(vec![]))]),
        &std::collections::BTreeMap::from([(-1, Vec::<u8>::new())]),
    );
    let order = named(
        Some("Order"),
        &[
            ("id", Value::Signed(-7)),
            ("tags", Value::List(vec![text("a"), text("b")])),
            (
                "at",
                Value::Tuple {
                    name: Some("Pair".into()),
                    fields: vec![Value::Char('x'), Value::Nothing],
                },
            ),
            (
                "state",
                Value::List(vec![
                    variant("New", None),
                    variant(
                        "Paid",
                        Some(tuple(vec![Value::Single(0.1), Value::Float(2.0)])),
                    ),
                    variant(
                        "Sent",
                        Some(named(
                            None,
                            &[(
                                "to",
                                Value::Newtype {
                                    name: "Meters".into(),
                                    content: Box::new(Value::Unsigned(3)),
                                },
                            )],
                        )),
                    ),
                ]),
            ),
        ],
    );
    let rust = Order {
        id: -7,
        tags: vec!["a", "b"],
        at: Pair('x', None),
        state: [
            State::New,
            State::Paid(0.1, 2.0),
            State::Sent { to: Meters(3) },
        ],
    };
    as_rust(&order, &rust);
}

#[test]
fn structs_without_names() {
    let inner = named(None, &[("a", Value::Unsigned(1)), ("b", Value::Nothing)]);
    assert_eq!(inner.to_string(), "{ a: 1, b: None }");
    assert_eq!(
        format!("{:#}", something(inner)),
        "Some(\n    {\n        a: 1,\n        b: None,\n    },\n)"
    );
    assert_eq!(named(None, &[]).to_string(), "{}");
    assert_eq!(
        variant("V", Some(named(Some("S"), &[("a", Value::Unit)]))).to_string(),
        "V(S { a: () })"
    );
    assert_eq!(variant("V", Some(Value::Unit)).to_string(), "V(())");
}

#[track_caller]
fn check(value: &Value, expected: &Json) {
    assert_eq!(&serde_json::to_value(value).unwrap(), expected);
}

#[test]
fn are_what_json_expects() {
    check(&Value::Unit, &json!(null));
    check(&Value::Nothing, &json!(null));
    check(&something(Value::Bool(true)), &json!(true));
    check(&Value::Unsigned(u64::MAX.into()), &json!(u64::MAX));
    check(&Value::Signed(i64::MIN.into()), &json!(i64::MIN));
    check(&Value::Unsigned(1 << 64), &json!("18446744073709551616"));
    check(&Value::Signed(i128::MIN), &json!(i128::MIN.to_string()));
    check(&Value::Float(0.1), &json!(0.1));
    check(&Value::Float(f64::NAN), &json!("NaN"));
    check(&Value::Single(f32::NEG_INFINITY), &json!("-inf"));
    assert_eq!(serde_json::to_string(&Value::Single(0.1)).unwrap(), "0.1");
    check(&Value::Char('x'), &json!("x"));
    check(&Value::Bytes(vec![1, 255]), &json!([1, 255]));
    check(&tuple(vec![text("a"), Value::Unit]), &json!(["a", null]));
    check(
        &named(Some("S"), &[("a", Value::Unit)]),
        &json!({"a": null}),
    );
    check(
        &Value::Newtype {
            name: "N".into(),
            content: Box::new(text("a")),
        },
        &json!("a"),
    );
    check(&variant("V", None), &json!("V"));
    check(&variant("V", Some(Value::Unit)), &json!({"V": null}));
    check(
        &variant("V", Some(named(None, &[("a", text("b"))]))),
        &json!({"V": {"a": "b"}}),
    );
}

#[test]
fn keys_are_texts_or_the_map_is_a_list() {
    let map = |keys: &[Value]| {
        let entries = keys.iter().cloned().enumerate();
        Value::Map(
            entries
                .map(|(n, key)| (key, Value::Unsigned(n as u128)))
                .collect(),
        )
    };
    check(&map(&[]), &json!({}));
    check(
        &map(&[text("a"), Value::Char('b')]),
        &json!({"a": 0, "b": 1}),
    );
    check(
        &map(&[Value::Signed(-1), Value::Unsigned(u128::MAX)]),
        &json!({"-1": 0, "340282366920938463463374607431768211455": 1}),
    );
    check(
        &map(&[Value::Bool(true), Value::Float(1.5), variant("V", None)]),
        &json!({"true": 0, "1.5": 1, "V": 2}),
    );
    check(
        &map(&[tuple(vec![Value::Unsigned(1)]), text("a")]),
        &json!([[[1], 0], ["a", 1]]),
    );
    // Two keys that would be one.
    check(
        &map(&[text("1"), Value::Unsigned(1)]),
        &json!([["1", 0], [1, 1]]),
    );
}

/// A format that is not readable has a place for more.
#[test]
fn other_formats_keep_keys_and_numbers() {
    let map = Value::Map(vec![(
        tuple(vec![Value::Float(f64::INFINITY)]),
        Value::Bytes(vec![1]),
    )]);
    let bytes = rmp_serde::to_vec(&map).unwrap();
    assert_eq!(
        bytes,
        [&[0x81, 0x91, 0xCB, 0x7F, 0xF0][..], &[0; 6], &[0xC4, 1, 1]].concat()
    );
}
