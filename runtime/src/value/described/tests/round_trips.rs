//! Values of all kinds of types come back.

use alloc::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet},
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::{net::IpAddr, num::NonZeroU8, time::Duration};
use std::{collections::HashMap, path::PathBuf, time::SystemTime};

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_bytes::ByteBuf;
use serde_json::json;
use uuid::Uuid;

use super::super::write_described;
use super::{
    bytes_of, read, round_trip, round_trip_any_way,
    types::{
        Adjacent, Color, Flat, Maybe, Meters, Pair, Shape, Skipping, Sparse, Tagged, Unit, Untagged,
    },
};
use crate::value::{DEEPEST, Writer};

fn sparse() -> Sparse {
    Sparse {
        id: 7,
        note: None,
        tags: vec!["a".into()],
        cache: 0,
        kind: Color::Red,
    }
}

#[test]
fn numbers_and_texts() {
    round_trip_any_way(&(true, false, ()));
    round_trip_any_way(&(u8::MAX, u16::MAX, u32::MAX, u64::MAX, usize::MAX));
    round_trip_any_way(&(i8::MIN, i16::MIN, i32::MIN, i64::MIN, isize::MIN));
    round_trip_any_way(&(i8::MAX, i16::MAX, i32::MAX, i64::MAX));
    round_trip(&(u128::MAX, i128::MIN, i128::MAX, 0_u128, 0_i128));
    round_trip(&(i128::from(i64::MIN) - 1, i128::from(u64::MAX) + 1, -1_i128));
    round_trip_any_way(&(1.5_f32, 0.1_f32, f64::MIN_POSITIVE, f64::INFINITY));
    assert!(read::<f64>(&bytes_of(&f64::NAN), 0).unwrap().is_nan());
    round_trip_any_way(&('a', 'ß', '😀', '\0'));
    round_trip_any_way(&(String::new(), String::from("text"), "x".repeat(300)));
    let text = bytes_of("borrowed");
    assert_eq!(read::<&str>(&text, 0).unwrap(), "borrowed");
}

#[test]
fn options() {
    round_trip_any_way(&(Some(3), None::<u8>));
    round_trip_any_way(&[None, Some(None), Some(Some(3_u8))]);
    round_trip_any_way(&[None, Some(None), Some(Some(()))]);
    round_trip_any_way(&(Some(Unit), Some(Maybe(None)), None::<Maybe>));
    round_trip_any_way(&[Some(Color::Red), None]);
    round_trip_any_way(&Some(vec![Some(String::new())]));
}

#[test]
fn what_holds_values() {
    round_trip_any_way(&(Unit, Meters(2.5), Pair(-3, 'c'), Maybe(Some(1))));
    round_trip_any_way(&vec![vec![1_u8, 2], vec![], vec![3]]);
    round_trip_any_way(&vec![ByteBuf::from([0, 255]), ByteBuf::new()]);
    round_trip_any_way(&[[1_u8, 2], [3, 4]]);
    round_trip_any_way(&vec![(); 1000]);
    round_trip_any_way(&BTreeMap::from([(-1_i32, vec![1]), (2, vec![])]));
    round_trip_any_way(&BTreeMap::from([(Color::Red, 1), (Color::Green, 2)]));
    round_trip_any_way(&BTreeMap::from([(Some('a'), 1), (None, 2)]));
    round_trip_any_way(&BTreeMap::from([((1, 'a'), true)]));
    round_trip_any_way(&HashMap::from([(String::from("a"), 1)]));
    round_trip_any_way(&BTreeSet::from([true]));
}

#[test]
fn variants() {
    let all = vec![
        Shape::Nothing,
        Shape::Circle(Meters(1.0)),
        Shape::Line(1, -1),
        Shape::Empty(),
        Shape::Unit(()),
        Shape::Maybe(None),
        Shape::Maybe(Some(1)),
        Shape::Text {
            text: "t".into(),
            at: Some(Pair(1, '1')),
        },
    ];
    round_trip_any_way(&all);
    round_trip_any_way(&(Ok::<u8, String>(1), Err::<u8, _>(String::from("no"))));
}

/// By their names, since `Serialize` and `Deserialize` number them differently.
#[test]
fn variants_that_are_skipped() {
    round_trip_any_way(&vec![Skipping::Kept(3), Skipping::Renamed]);
    let old = bytes_of("older name");
    assert_eq!(read::<Skipping>(&old, 0).unwrap(), Skipping::Renamed);
    assert!(read::<Skipping>(&bytes_of(&Skipping::Gone(1)), DEEPEST).is_err());
}

#[test]
fn fields_that_are_left_out() {
    round_trip_any_way(&sparse());
    round_trip_any_way(&vec![Sparse {
        note: Some(String::new()),
        tags: vec![],
        ..sparse()
    }]);
    let read_back: Sparse = read(
        &bytes_of(&Sparse {
            cache: 9,
            ..sparse()
        }),
        DEEPEST,
    )
    .unwrap();
    assert_eq!(read_back, sparse());
    let aliased = bytes_of(&BTreeMap::from([("kind", "Red")]));
    let error = read::<Sparse>(&aliased, DEEPEST).unwrap_err();
    assert_eq!(format!("{error}"), "missing field `id`");
}

#[test]
fn flattened() {
    let counts = BTreeMap::from([(String::from("n"), 1_u8), (String::from("m"), 2)]);
    round_trip_any_way(&Flat {
        first: 1,
        inner: (),
        rest: counts,
    });
    round_trip_any_way(&Flat {
        first: 1,
        inner: Flat {
            first: 2,
            inner: (),
            rest: (),
        }
        .rest,
        rest: BTreeMap::from([(3_u32, 'a'), (700, 'b')]),
    });
    round_trip_any_way(&Flat {
        first: 1,
        inner: sparse(),
        rest: BTreeMap::from([(String::from("more"), Some(Some(1)))]),
    });
    round_trip_any_way(&Flat {
        first: 1,
        inner: Shape::Line(1, 2),
        rest: BTreeMap::<Color, ByteBuf>::new(),
    });
    round_trip_any_way(&Flat {
        first: 1,
        inner: Some(sparse()),
        rest: (),
    });
    round_trip_any_way(&Flat {
        first: 1,
        inner: None::<Sparse>,
        rest: BTreeMap::from([(Color::Red, ByteBuf::from([1]))]),
    });
    round_trip_any_way(&Flat {
        first: 1,
        inner: Tagged::Wrapped(sparse()),
        rest: (),
    });
}

#[test]
fn untagged() {
    round_trip_any_way(&vec![
        Untagged::Nothing,
        Untagged::Number(1),
        Untagged::Signed(-1),
        Untagged::Letter('x'),
        Untagged::Text("xy".into()),
        Untagged::Sparse(sparse()),
        Untagged::Pair(Pair(-1, 'x')),
        Untagged::Many(vec![Untagged::Many(vec![]), Untagged::Nothing]),
    ]);
}

#[test]
fn tagged() {
    round_trip_any_way(&vec![
        Tagged::Start,
        Tagged::Login {
            user: Uuid::from_u128(7),
            from: IpAddr::from([127, 0, 0, 1]),
        },
        Tagged::Wrapped(sparse()),
        Tagged::Counts(BTreeMap::from([(1, vec![1]), (2, vec![])])),
        Tagged::Options {
            twice: Some(None),
            unit: Some(()),
        },
    ]);
    round_trip_any_way(&vec![
        Adjacent::Start,
        Adjacent::One(BTreeSet::from([Color::Red, Color::Green])),
        Adjacent::Two(1, "x".into()),
        Adjacent::Fields {
            a: Some(Box::new(Adjacent::Fields { a: None })),
        },
    ]);
}

#[test]
fn types_of_libraries() {
    let decimal = Decimal::new(-12_345, 3);
    round_trip_any_way(&vec![Some(decimal), None]);
    round_trip_any_way(&(Uuid::from_u128(u128::MAX), IpAddr::from([0; 16])));
    let date = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let time: DateTime<Utc> = date.and_hms_nano_opt(1, 2, 3, 4).unwrap().and_utc();
    round_trip_any_way(&(date, time));
    round_trip_any_way(&(Duration::from_nanos(1_500_000_001), SystemTime::UNIX_EPOCH));
    round_trip_any_way(&(NonZeroU8::MAX, PathBuf::from("a/b"), Box::new(1..=3)));
    round_trip_any_way(&json!({"a": [1, -1, 1.5, null, true, "x", {"b": {}}], "": u64::MAX}));
}

/// What is buffered by serde is asked for in its readable form.
#[test]
fn readable_types_in_buffers() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Address {
        at: IpAddr,
        id: Uuid,
    }
    let address = || Address {
        at: IpAddr::from([1; 16]),
        id: Uuid::max(),
    };
    round_trip_any_way(&Flat {
        first: 1,
        inner: address(),
        rest: BTreeMap::from([(IpAddr::from([1; 4]), address())]),
    });
}

/// What serde writes but does not read is refused when it is written.
#[test]
fn what_is_not_read_is_not_written() {
    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Large {
        Number(u128),
    }
    #[derive(Serialize, Deserialize)]
    struct Lost {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        items: Vec<u8>,
    }
    fn check<T: Serialize + DeserializeOwned + 'static>(value: &T) -> Result<(), String> {
        let mut bytes = Vec::new();
        write_described(value, &mut Writer::new(&mut bytes)).map_err(|error| error.to_string())
    }
    assert_eq!(check(&u128::MAX), Ok(()));
    for number in [1, u128::MAX] {
        let error = check(&Large::Number(number)).unwrap_err();
        assert!(
            error.starts_with("it does not read what it writes: "),
            "{error}"
        );
    }
    assert_eq!(check(&Lost { items: vec![1] }), Ok(()));
    assert_eq!(
        check(&Lost { items: vec![] }).unwrap_err(),
        "it does not read what it writes: missing field `items`"
    );
    assert_eq!(check(&Skipping::Kept(1)), Ok(()));
    assert!(check(&Skipping::Gone(1)).is_err());
}

/// A type that makes the best of an error does not read on in the middle of what it could not read.
#[test]
fn errors_are_not_overlooked() {
    #[derive(Debug, PartialEq)]
    struct Lenient(Vec<u8>);
    impl<'de> Deserialize<'de> for Lenient {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Ok(Lenient(Vec::deserialize(deserializer).unwrap_or_default()))
        }
    }
    let bytes = bytes_of(&vec![vec![1], vec![300, 2], vec![3]]);
    assert!(read::<Vec<Lenient>>(&bytes, DEEPEST).is_err());
    assert!(read::<Lenient>(&bytes_of(&[1, 300, 2]), DEEPEST).is_err());
    assert_eq!(
        read::<Vec<Lenient>>(&bytes_of(&vec![vec![1], vec![3]]), DEEPEST).unwrap(),
        [Lenient(vec![1]), Lenient(vec![3])]
    );
}
