//! Shapes of types, found out from their own `Deserialize`, and the values of all of them in snapshots.
#![allow(missing_docs, reason = "a test")]

mod attributes;
mod odd;
mod recursive;

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, LinkedList, VecDeque},
    fmt::Debug,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::{NonZeroI8, NonZeroU32, NonZeroU64, Wrapping},
    ops::{Range, RangeInclusive},
    path::PathBuf,
    sync::Mutex,
    time::{Duration, SystemTime},
};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use resumable::{Instance, Live, Shape, inspect, resumable, schema};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

#[resumable]
fn keep<T: Live>(value: T) -> T {
    yield_!();
    value
}

/// A value waits in a snapshot and is the same afterwards; whether it was described.
#[track_caller]
fn comes_back<T: Live + Debug>(value: T) -> bool {
    let shown = format!("{value:?}");
    let mut co = keep(value);
    assert!(co.start().is_yielded());
    let bytes = co
        .snapshot()
        .unwrap_or_else(|error| panic!("{shown}: {error}"));
    let mut co =
        Instance::<keep<T>>::restore(&bytes).unwrap_or_else(|error| panic!("{shown}: {error}"));
    assert_eq!(co.snapshot().unwrap(), bytes, "{shown}");
    let inspection = schema::<keep<T>>().inspect(&bytes).unwrap();
    assert_eq!(inspection.variables[0].problem, None, "{shown}");
    let described = inspect(&bytes).unwrap().variables[0].fingerprint & 1 == 1;
    assert_eq!(format!("{:?}", co.resume(()).complete().unwrap()), shown);
    described
}

#[track_caller]
fn plain<T: Live + Debug>(shape: &str, values: impl IntoIterator<Item = T>) {
    assert_eq!(Shape::of::<T>().to_string(), shape);
    for value in values {
        assert!(!comes_back(value), "{shape} is described");
    }
}

#[track_caller]
fn described<T: Live + Debug>(shape: &str, values: impl IntoIterator<Item = T>) {
    assert_eq!(Shape::of::<T>().to_string(), shape);
    for value in values {
        assert!(comes_back(value), "{shape} is plain");
    }
}

#[test]
fn primitives_and_collections() {
    plain("()", [()]);
    plain("u8", [0, u8::MAX]);
    plain("i128", [i128::MIN, 0]);
    plain("u64", [usize::MAX]);
    plain("f32", [f32::MIN_POSITIVE]);
    plain("char", ['\0', '🦀']);
    plain("String", [String::new(), "é".to_owned()]);
    plain("Option<Option<u8>>", [None, Some(None), Some(Some(1_u8))]);
    plain("[(u8, String)]", [vec![], vec![(1_u8, "a".to_owned())]]);
    plain("[u8; 32]", [[7_u8; 32]]);
    plain("(u8, i8, bool)", [(1_u8, -1_i8, true)]);
    plain(
        "{String: {u8: [char]}}",
        [BTreeMap::from([(
            "a".to_owned(),
            BTreeMap::from([(1_u8, vec!['x'])]),
        )])],
    );
    plain("{u8: bool}", [HashMap::from([(1_u8, true)])]);
    plain("[u16]", [VecDeque::from([1_u16])]);
    plain("[u16]", [BTreeSet::from([1_u16])]);
    plain("[u16]", [LinkedList::from([1_u16])]);
    plain("[u16]", [BinaryHeap::from([1_u16]).into_vec()]);
    plain(
        "Result { Ok(u8), Err(String) }",
        [Ok(1_u8), Err("no".to_owned())],
    );
    plain(
        "Result { Ok(()), Err(String) }",
        [Ok(()), Err("no".to_owned())],
    );
    plain(
        "Range { start: u32, end: u32 }",
        [Range {
            start: 1_u32,
            end: 2,
        }],
    );
    plain(
        "RangeInclusive { start: u32, end: u32 }",
        [RangeInclusive::new(1_u32, 2)],
    );
    plain("i32", [Wrapping(-1_i32)]);
    plain("u32", [Cell::new(1_u32)]);
    plain("String", [Box::<str>::from("a")]);
    plain("bytes", [serde_bytes::ByteBuf::from([1, 2])]);
    assert_eq!(Shape::of::<Mutex<u32>>(), Shape::U32);
}

#[test]
fn what_std_checks() {
    plain("u64", [NonZeroU64::MIN, NonZeroU64::MAX]);
    plain("i8", [NonZeroI8::MIN]);
    plain("[Option<u32>]", [vec![None, NonZeroU32::new(7)]]);
    plain("String", [PathBuf::from("/tmp/a")]);
    plain(
        "Duration { secs: u64, nanos: u32 }",
        [Duration::from_millis(1500)],
    );
    plain(
        "SystemTime { secs_since_epoch: u64, nanos_since_epoch: u32 }",
        [SystemTime::UNIX_EPOCH + Duration::from_nanos(5)],
    );
    let ip = "IpAddr { V4(u8, u8, u8, u8), V6([u8; 16]) }";
    plain(
        ip,
        [
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(Ipv6Addr::LOCALHOST),
        ],
    );
    let socket = "SocketAddr { V4((u8, u8, u8, u8), u16), V6([u8; 16], u16) }";
    plain::<SocketAddr>(
        socket,
        ["127.0.0.1:80".parse().unwrap(), "[::1]:80".parse().unwrap()],
    );
    // One of its variants is not for this platform.
    #[cfg(unix)]
    plain(
        "OsString { Unix([u8]), Windows }",
        [std::ffi::OsString::from("a")],
    );
}

#[derive(Debug, Serialize, Deserialize)]
struct Visit {
    at: Option<DateTime<Utc>>,
    by: Vec<Uuid>,
    from: BTreeMap<Url, NonZeroU32>,
    paid: i64,
}

#[test]
fn what_other_crates_check() {
    let time: DateTime<Utc> = "2026-11-22T08:15:30.123456789Z".parse().unwrap();
    plain("String", [time]);
    plain::<NaiveDate>("String", ["2026-11-22".parse().unwrap()]);
    plain::<NaiveTime>("String", ["08:15:30".parse().unwrap()]);
    plain::<NaiveDateTime>("String", ["2026-11-22T08:15:30".parse().unwrap()]);
    plain("(i64, i32)", [TimeDelta::milliseconds(-1500)]);
    plain("String", [Weekday::Sun]);
    plain("bytes", [Uuid::nil(), Uuid::from_u128(7)]);
    plain("String", [Url::parse("https://example.com/a?b#c").unwrap()]);
    described("Decimal", [Decimal::new(-12345, 2), Decimal::MAX]);
    described(
        "Value",
        [serde_json::json!({"a": [1, -2, 0.5, null, "x", {"b": true}]})],
    );
    plain(
        "Visit { at: Option<String>, by: [bytes], from: {String: u32}, paid: i64 }",
        [Visit {
            at: Some(time),
            by: vec![Uuid::max()],
            from: [(Url::parse("http://a.b/").unwrap(), NonZeroU32::MIN)].into(),
            paid: -1,
        }],
    );
}
