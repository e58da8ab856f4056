//! The encoding of values: postcard's bytes, and the limits that postcard does not have.

mod common;

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Debug,
    net::IpAddr,
    time::Duration,
};

use common::{Conduct, Digit, Picky, counter, hold};
use resumable::{__private::v1 as rt, Definition, Instance, RestoreError, SnapshotError};
use serde::{Deserialize, Serialize};

/// Holds one value of any type, and does nothing with it.
struct Keep<T>(std::marker::PhantomData<T>);

impl<T: rt::Live> Conduct for Keep<T> {
    const NAME: &'static str = "tests::keep";
    type Value = T;

    fn turn(_: &mut T, said: Option<String>) -> Option<String> {
        said
    }
}

fn keep<T: rt::Live>(value: T) -> Instance<hold<Keep<T>>> {
    hold(value)
}

/// The value's bytes in a snapshot.
fn bytes_of<T: rt::Live>(value: T) -> Vec<u8> {
    let co = keep(value);
    let snapshot = co.snapshot().unwrap();
    let restored = Instance::<hold<Keep<T>>>::restore(&snapshot).unwrap();
    assert_eq!(restored.snapshot().unwrap(), snapshot);
    let before = snapshot
        .windows(3)
        .position(|id| id == &crc32fast::hash(b"value").to_le_bytes()[..3]);
    let (length, rest) =
        postcard::take_from_bytes::<u64>(&snapshot[before.unwrap() + 7..]).unwrap();
    assert_eq!(rest.len() as u64, length + 4);
    rest[..rest.len() - 4].to_vec()
}

fn check<T: rt::Live + Debug>(value: T) {
    let expected = postcard::to_allocvec(&value).unwrap();
    let shown = format!("{value:?}");
    assert_eq!(bytes_of(value), expected, "{shown}");
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Unit;
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Meters(f64);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Pair(i16, char);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Nothing,
    Circle(Meters),
    Line(i8, i8),
    Text { text: String, at: Option<Pair> },
}

#[test]
fn are_postcards_bytes() {
    check((true, false, ()));
    check((u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX, usize::MAX));
    check((i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN, isize::MIN));
    check((i8::MAX, i16::MAX, i32::MAX, i64::MAX, i128::MAX));
    check((
        0_u16, 127_u16, 128_u16, 16_383_u32, 16_384_u32, -1_i32, -64_i64, 64_i64,
    ));
    check((1.5_f32, f64::MIN_POSITIVE, 'a', 'ß', '😀'));
    check((String::from("text"), String::new(), "x".repeat(300)));
    check((Some(3), None::<u8>, Some(Some(())), Some(None::<()>)));
    check((Unit, Meters(2.5), Pair(-3, 'c')));
    check(vec![
        Shape::Nothing,
        Shape::Circle(Meters(1.0)),
        Shape::Line(1, -1),
        Shape::Text {
            text: "t".into(),
            at: Some(Pair(1, '1')),
        },
    ]);
    check(BTreeMap::from([
        ("a".to_string(), vec![1, 2]),
        ("b".into(), vec![]),
    ]));
    check([[1_u8, 2], [3, 4]]);
    check((Duration::from_millis(1500), IpAddr::from([127, 0, 0, 1])));
    check(vec![(); 10]);
    check(Err::<(), _>(7_u8));
}

#[test]
fn errors_say_what_the_type_says() {
    let error = hold::<Picky>(vec![Digit(1), Digit(10)])
        .snapshot()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "`tests::picky` cannot be saved: the variable `value` does not serialize: 10 is no digit"
    );
    let bytes = hold::<Picky>(vec![Digit(7)]).snapshot().unwrap();
    let error = Instance::<hold<Picky>>::restore(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the variable `value` of `tests::picky` at `start` (src/hold.rs:1:1) does not decode: 7 is too much"
    );
}

/// Puts `value` where the value of a snapshot stands, with a right checksum.
fn forge<T: rt::Live>(
    original: T,
    levels: u8,
    value: &[u8],
) -> Result<Instance<hold<Keep<T>>>, RestoreError> {
    let mut bytes = keep(original).snapshot().unwrap();
    assert_eq!(bytes[3..6], [1, bytes[4], 11]);
    bytes[4] = levels;
    bytes.truncate(4 + 1 + 12 + 4 + 1 + 7);
    bytes.extend(postcard::to_allocvec(&value.len()).unwrap());
    bytes.extend(value);
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    Instance::restore(&bytes)
}

#[test]
#[allow(clippy::zero_sized_map_values, reason = "its entries take no bytes")]
fn huge_lengths_are_refused_soon() {
    let huge = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1];
    assert!(forge(vec![()], 9, &[3]).is_ok());
    assert!(forge(vec![()], 9, &huge).is_err());
    assert!(forge(HashMap::<(), ()>::new(), 9, &huge).is_err());
    assert!(forge(vec![1_u64], 9, &huge).is_err());
    assert!(forge(String::new(), 9, &huge).is_err());
    assert!(forge(7_u64, 9, &huge).is_ok());
    assert!(forge(7_u32, 9, &huge).is_err());
    assert!(keep(vec![(); 1 << 12]).snapshot().is_ok());
    assert!(matches!(
        keep(vec![(); (1 << 12) + 1]).snapshot(),
        Err(SnapshotError::Value { .. })
    ));
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Chain {
    value: u32,
    next: Option<Box<Chain>>,
}

fn chain(length: usize) -> Chain {
    (1..length).fold(
        Chain {
            value: 0,
            next: None,
        },
        |chain, _| Chain {
            value: 1,
            next: Some(Box::new(chain)),
        },
    )
}

/// Holds an instance of its own function.
struct Nest;

#[derive(Serialize, Deserialize)]
struct Inner(Option<Box<Instance<hold<Nest>>>>);

impl Conduct for Nest {
    const NAME: &'static str = "tests::nest";
    type Value = Inner;

    fn turn(_: &mut Inner, said: Option<String>) -> Option<String> {
        said
    }
}

fn nest(depth: usize) -> Instance<hold<Nest>> {
    (0..depth).fold(hold(Inner(None)), |inner, _| {
        hold(Inner(Some(Box::new(inner))))
    })
}

/// What can be written can be read, in a debug build on a test's small stack.
#[test]
fn deep_values_come_back_or_are_refused_when_saved() {
    let longest = (1..2000)
        .take_while(|length| keep(chain(*length)).snapshot().is_ok())
        .last()
        .unwrap();
    assert_eq!(longest, 513);
    assert!(
        Instance::<hold<Keep<Chain>>>::restore(&keep(chain(longest)).snapshot().unwrap()).is_ok()
    );
    let deepest = (1..2000)
        .take_while(|depth| nest(*depth).snapshot().is_ok())
        .last()
        .unwrap();
    assert_eq!(deepest, 102);
    let bytes = nest(deepest).snapshot().unwrap();
    assert_eq!(
        Instance::<hold<Nest>>::restore(&bytes)
            .unwrap()
            .snapshot()
            .unwrap(),
        bytes
    );
    assert!(
        nest(deepest + 1)
            .snapshot()
            .unwrap_err()
            .to_string()
            .contains("nested too deeply")
    );
}

/// The number of levels in the bytes is a claim, which the reader does not take on trust.
#[test]
fn hostile_levels() {
    // A chain, deeper than it says.
    let links: Vec<u8> = [1, 1].repeat(9).into_iter().chain([1, 0]).collect();
    assert!(forge(chain(1), 9, &links).is_ok());
    assert!(matches!(
        forge(chain(1), 8, &links),
        Err(RestoreError::Malformed { .. })
    ));
    // Frames that all claim as much as they may.
    let inside =
        resumable::Shape::Option(Box::new(resumable::Shape::Coroutine("tests::nest".into())));
    let id = crc32fast::hash(b"value").to_le_bytes();
    let tag = [&id[..3], &inside.fingerprint().to_le_bytes()].concat();
    let mut frame = b"\x00\x0Btests::nest\x01\0\0\0\x01".to_vec();
    frame.extend(&tag);
    frame.extend([1, 0]);
    for _ in 0..10_000 {
        let mut outer = b"\x80\x04\x0Btests::nest\x01\0\0\0\x01".to_vec();
        outer.extend(&tag);
        let length = postcard::to_allocvec(&frame.len()).unwrap();
        outer.extend(postcard::to_allocvec(&(frame.len() + length.len() + 1)).unwrap());
        outer.push(1);
        outer.extend(length);
        outer.extend(frame);
        frame = outer;
    }
    let mut bytes = b"\xF5rs\x01".to_vec();
    bytes.extend(frame);
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    let error = Instance::<hold<Nest>>::restore(&bytes).unwrap_err();
    assert!(
        error.to_string().ends_with("it is nested too deeply"),
        "{error}"
    );
    // A claim beyond what any snapshot has.
    bytes.splice(4..6, [0xFF, 0x7F]);
    let end = bytes.len() - 4;
    let checksum = crc32fast::hash(&bytes[..end]).to_le_bytes();
    bytes[end..].copy_from_slice(&checksum);
    let error = Instance::<hold<Nest>>::restore(&bytes).unwrap_err();
    assert_eq!(
        error,
        RestoreError::TooDeep {
            definition: hold::<Nest>::NAME.into()
        }
    );
}

#[test]
fn the_innermost_refusal_is_shown() {
    let co = keep(Some(vec![counter(3)]));
    let mut bytes = co.snapshot().unwrap();
    let at = bytes
        .windows(7)
        .position(|window| window == b"counter")
        .unwrap();
    bytes[at] = b'k';
    let end = bytes.len() - 4;
    let checksum = crc32fast::hash(&bytes[..end]).to_le_bytes();
    bytes[end..].copy_from_slice(&checksum);
    let error =
        Instance::<hold<Keep<Option<Vec<Instance<counter>>>>>>::restore(&bytes).unwrap_err();
    let expected = RestoreError::WrongDefinition {
        expected: "tests::counter".into(),
        found: "tests::kounter".into(),
    };
    assert_eq!(error, expected);
}
