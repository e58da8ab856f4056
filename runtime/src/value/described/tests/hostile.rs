//! Bytes that no value was written as.

use alloc::{collections::BTreeMap, string::String, vec, vec::Vec};
use core::fmt::Debug;

use rust_decimal::Decimal;
use serde::{
    Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{
    Buffered, DEEPEST, LEVELS, bytes_of, read, shown, tag,
    types::{Adjacent, Color, Flat, Maybe, Meters, Pair, Shape, Sparse, Tagged, Untagged},
    write,
};

/// Reads the bytes in all ways; what can be read as `T` comes back when it is written.
fn try_all<T: Serialize + DeserializeOwned + PartialEq + Debug>(bytes: &[u8]) -> bool {
    let _ = read::<IgnoredAny>(bytes, DEEPEST);
    let _ = read::<Json>(bytes, DEEPEST);
    let _ = read::<Buffered<T>>(bytes, DEEPEST);
    let _ = shown(bytes, DEEPEST);
    match read::<T>(bytes, DEEPEST) {
        Ok(value) => {
            let written = bytes_of(&value);
            // A float that is no number is not equal to itself.
            let again = bytes_of(&read::<T>(&written, DEEPEST).unwrap());
            assert_eq!(again, written, "{bytes:02x?} {value:?}");
            true
        }
        Err(_) => false,
    }
}

fn damage<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let bytes = bytes_of(value);
    assert!(try_all::<T>(&bytes));
    for end in 0..bytes.len() {
        assert!(!try_all::<T>(&bytes[..end]), "{value:?} without its end");
    }
    assert!(!try_all::<T>(&[&bytes[..], &[tag::UNIT]].concat()));
    for at in 0..bytes.len() {
        let mut bytes = bytes.clone();
        for _ in 1..=u8::MAX {
            bytes[at] = bytes[at].wrapping_add(1);
            try_all::<T>(&bytes);
        }
    }
}

fn sparse() -> Sparse {
    Sparse {
        id: 300,
        note: Some("n".into()),
        tags: vec![],
        cache: 0,
        kind: Color::Red,
    }
}

#[test]
fn damaged_values() {
    damage(&(u64::MAX, i64::MIN, 'ß', true, ()));
    damage(&(u128::MAX, i128::MIN));
    damage(&(1.5_f32, -2.5_f64));
    damage(&vec![String::from("text"), String::new()]);
    damage(&vec![Some(Some(1)), Some(None), None]);
    damage(&BTreeMap::from([(-1, vec![1_u8]), (1000, vec![])]));
    damage(&serde_bytes::ByteBuf::from([1, 2, 3]));
    damage(&(Maybe(None), Meters(1.0), Pair(-5, '5')));
}

#[test]
fn damaged_variants() {
    damage(&vec![Shape::Line(1, -1), Shape::Nothing, Shape::Unit(())]);
    damage(&Shape::Text {
        text: "t".into(),
        at: Some(Pair(1, '1')),
    });
    damage(&vec![Untagged::Sparse(sparse()), Untagged::Many(vec![])]);
    damage(&Tagged::Login {
        user: Uuid::from_u128(7),
        from: [127, 0, 0, 1].into(),
    });
    damage(&Tagged::Counts(BTreeMap::from([(1, vec![2, 3])])));
    damage(&Adjacent::Two(1, "x".into()));
}

#[test]
fn damaged_structs() {
    damage(&sparse());
    damage(&Flat {
        first: 1,
        inner: sparse(),
        rest: BTreeMap::from([(String::from("a"), Decimal::new(15, 1))]),
    });
    damage(&json!({"a": [1, -1, 1.5, null], "b": {"c": "d"}}));
}

/// What begins values inside of values for as long as it goes on.
fn bombs() -> impl Iterator<Item = Vec<u8>> {
    let starts: [&[u8]; 8] = [
        &[tag::SOME],
        &[tag::SEQUENCE],
        &[tag::TUPLE],
        &[tag::MAP],
        &[tag::MAP, tag::UNIT],
        &[tag::STRUCT, tag::TEXT, 1, b'a'],
        &[tag::VARIANT, 1, b'a'],
        &[
            tag::STRUCT,
            tag::TEXT,
            1,
            b'a',
            tag::SEQUENCE,
            tag::VARIANT,
            1,
            b'a',
            tag::SOME,
        ],
    ];
    starts.into_iter().map(|start| start.repeat(100_000))
}

#[test]
fn bombs_are_refused() {
    for bomb in bombs() {
        for levels in [0, LEVELS, DEEPEST] {
            assert!(read::<IgnoredAny>(&bomb, levels).is_err());
            assert!(read::<Json>(&bomb, levels).is_err());
            assert!(read::<Buffered<Json>>(&bomb, levels).is_err());
            assert!(read::<Buffered<Untagged>>(&bomb, levels).is_err());
            assert!(read::<Untagged>(&bomb, levels).is_err());
            assert!(read::<Flat<Tagged, BTreeMap<String, Json>>>(&bomb, levels).is_err());
            assert!(read::<Tagged>(&bomb, levels).is_err());
            assert!(read::<Adjacent>(&bomb, levels).is_err());
            assert!(read::<Option<Shape>>(&bomb, levels).is_err());
            assert!(shown(&bomb, levels).is_err());
        }
    }
}

/// The deepest values that no type asked for are skipped, kept and shown, and no deeper ones.
#[test]
fn bombs_that_end() {
    let depth = DEEPEST / LEVELS;
    let options = |depth| [vec![tag::SOME; depth], vec![tag::UNIT]].concat();
    let lists = |depth| [vec![tag::SEQUENCE; depth], vec![tag::END; depth]].concat();
    for bytes in [options(depth), lists(depth)] {
        read::<IgnoredAny>(&bytes, DEEPEST).unwrap();
        read::<Buffered<Json>>(&bytes, DEEPEST).unwrap();
        let value = shown(&bytes, DEEPEST).unwrap();
        let text = alloc::format!("{value} {value:#}");
        assert!(text.len() > 2 * depth);
        assert!(!serde_json::to_string(&value).unwrap().is_empty());
        assert!(shown(&bytes, DEEPEST - LEVELS).is_err());
    }
    for bytes in [options(depth + 1), lists(depth + 1)] {
        assert!(read::<IgnoredAny>(&bytes, DEEPEST).is_err());
        assert!(read::<Json>(&bytes, DEEPEST).is_err());
        assert!(shown(&bytes, DEEPEST).is_err());
    }
}

/// A type that is an `Option` of itself does not ask for ever.
#[test]
fn options_that_take_no_bytes() {
    #[derive(serde::Deserialize)]
    #[allow(dead_code, reason = "only read")]
    struct Endless(Option<alloc::boxed::Box<Endless>>);
    assert!(read::<Endless>(&bytes_of("x"), DEEPEST).is_err());
    assert!(read::<Endless>(&bytes_of(&Some("x")), DEEPEST).is_err());
    assert!(read::<Endless>(&bytes_of(&Some(())), DEEPEST).is_ok());
}

#[test]
fn lengths_are_not_believed() {
    for tag in [
        tag::TEXT,
        tag::BYTES,
        tag::CHAR,
        tag::UNIT_VARIANT,
        tag::VARIANT,
    ] {
        let mut bytes = vec![tag];
        bytes.extend([0xFF; 9]);
        bytes.push(1);
        assert!(!try_all::<Untagged>(&bytes));
        bytes.push(1);
        assert!(!try_all::<Shape>(&bytes));
    }
    let (bytes, levels) = write(&vec![(); 100]).unwrap();
    assert_eq!((bytes.len(), levels), (102, LEVELS));
}
