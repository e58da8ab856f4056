//! Nesting: what can be written can be read, and what is deeper is refused, on a small stack.

use alloc::{
    boxed::Box,
    collections::BTreeMap,
    string::{String, ToString},
};
use core::fmt::Debug;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;

use super::{
    DEEPEST, LEVELS, read, round_trip, tag,
    types::{Adjacent, Tagged},
    write,
};
use crate::value::FRAME_LEVELS;
use crate::{Instance, resumable};

/// Wraps `innermost` until it is too deep, and checks the deepest that can be written.
///
/// What it returns is how often that was.
fn deepest<T>(innermost: T, wrap: impl Fn(T) -> T) -> usize
where
    T: Clone + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let mut value = innermost;
    let mut count = 0;
    loop {
        let next = wrap(value.clone());
        if write(&next).is_err() {
            break;
        }
        value = next;
        count += 1;
    }
    round_trip(&value);
    let (bytes, levels) = write(&value).unwrap();
    assert!(read::<T>(&bytes, levels - 1).is_err() || levels == 0);
    count
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Chain {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<Box<Chain>>,
}

#[test]
fn of_fields_that_are_left_out() {
    let count = deepest(Chain { next: None }, |chain| Chain {
        next: Some(Box::new(chain)),
    });
    assert_eq!(count, DEEPEST / LEVELS / 2 - 1);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(Option<Box<Wrapped>>);

#[test]
fn of_options() {
    let count = deepest(Wrapped(None), |inner| Wrapped(Some(Box::new(inner))));
    assert_eq!(count, DEEPEST / LEVELS);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Nested {
    End,
    More(Box<Nested>),
}

#[test]
fn of_variants() {
    let count = deepest(Nested::End, |inner| Nested::More(Box::new(inner)));
    assert_eq!(count, DEEPEST / LEVELS);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    Number(u8),
    Tuple(u8, Box<Either>),
    Maybe(Option<Box<Either>>),
}

#[test]
fn of_untagged_options() {
    let count = deepest(Either::Number(1), |inner| {
        Either::Maybe(Some(Box::new(inner)))
    });
    assert_eq!(count, DEEPEST / LEVELS);
}

#[test]
fn of_untagged_tuples() {
    let count = deepest(Either::Number(1), |inner| Either::Tuple(1, Box::new(inner)));
    assert_eq!(count, DEEPEST / LEVELS);
}

#[test]
fn of_tagged_variants() {
    let count = deepest(Tagged::Nested { inner: None }, |inner| Tagged::Nested {
        inner: Some(Box::new(inner)),
    });
    assert_eq!(count, DEEPEST / LEVELS / 2 - 1);
}

#[test]
fn of_adjacent_variants() {
    let count = deepest(Adjacent::Fields { a: None }, |inner| Adjacent::Fields {
        a: Some(Box::new(inner)),
    });
    assert_eq!(count, (DEEPEST / LEVELS - 2) / 3);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Folder {
    #[serde(flatten)]
    inside: BTreeMap<String, Folder>,
}

#[test]
fn of_flattened_maps() {
    let empty = Folder {
        inside: BTreeMap::new(),
    };
    let count = deepest(empty, |inner| Folder {
        inside: BTreeMap::from([(String::new(), inner)]),
    });
    assert_eq!(count, DEEPEST / LEVELS - 1);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Node {
    id: u8,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Kind {
    Leaf,
    Inner { either: Leaves },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Leaves {
    None,
    One(Box<Node>),
}

#[test]
fn of_everything_at_once() {
    let leaf = Node {
        id: 0,
        kind: Kind::Leaf,
    };
    let count = deepest(leaf, |node| Node {
        id: 1,
        kind: Kind::Inner {
            either: Leaves::One(Box::new(node)),
        },
    });
    assert_eq!(count, DEEPEST / LEVELS - 1);
}

#[test]
fn of_json() {
    assert_eq!(deepest(json!(1), |inner| json!([inner])), DEEPEST / LEVELS);
    assert_eq!(
        deepest(json!(1), |inner| json!({"a": inner})),
        DEEPEST / LEVELS
    );
}

/// Waits while another one waits in it.
#[resumable]
fn outer(inner: Option<Box<Inner>>) {
    yield_!(());
    drop(inner);
}

#[derive(Serialize, Deserialize)]
struct Inner {
    waiting: Instance<outer>,
}

fn nested(depth: usize) -> Inner {
    let innermost = Inner {
        waiting: outer(None),
    };
    (1..depth).fold(innermost, |inner, _| Inner {
        waiting: outer(Some(Box::new(inner))),
    })
}

#[test]
fn of_instances() {
    // An instance counts for 4 levels, and its `Option` for 1.
    let deepest = (1..DEEPEST)
        .find(|depth| write(&nested(*depth)).is_err())
        .unwrap()
        - 1;
    assert_eq!(deepest, (DEEPEST - LEVELS - FRAME_LEVELS) / 5 + 1);
    let (bytes, levels) = write(&nested(deepest)).unwrap();
    let inner: Inner = read(&bytes, levels).unwrap();
    assert_eq!(write(&inner).unwrap(), (bytes.clone(), levels));
    assert!(read::<Inner>(&bytes, levels - 1).is_err());
    let (bytes, levels) = write(&nested(1)).unwrap();
    assert_eq!(levels, LEVELS + FRAME_LEVELS);
    assert!(read::<Inner>(&bytes, levels).is_ok());
}

/// What a frame claims is believed only as far as it is less than what is left.
#[test]
fn that_a_frame_claims() {
    let (mut bytes, levels) = write(&nested(1)).unwrap();
    let claim = bytes.iter().position(|byte| *byte == tag::BYTES).unwrap() + 2;
    assert_eq!(bytes[claim], 0);
    bytes[claim] = 7;
    assert!(read::<Inner>(&bytes, levels + 7).is_ok());
    let Err(error) = read::<Inner>(&bytes, levels + 6) else {
        panic!("a frame claims more levels than are left");
    };
    assert_eq!(error.to_string(), "it is nested too deeply");
}

/// Serde's buffer would forget how many levels were left.
#[test]
fn of_instances_are_not_forgotten() {
    #[derive(Deserialize)]
    #[serde(tag = "kind")]
    #[allow(dead_code, reason = "only read")]
    enum Job {
        Waits { on: Instance<outer> },
    }
    #[derive(Serialize)]
    struct Untagged {
        kind: &'static str,
        on: Instance<outer>,
    }
    let (bytes, levels) = write(&Untagged {
        kind: "Waits",
        on: outer(None),
    })
    .unwrap();
    let Err(error) = read::<Job>(&bytes, levels) else {
        panic!("an instance is read from serde's buffer");
    };
    assert!(
        error.to_string().starts_with("a coroutine cannot be read"),
        "{error}"
    );
    // Nor is anything else taken for a frame.
    for other in [tag::TEXT, tag::UNIT] {
        let mut bytes = bytes.clone();
        let at = bytes.iter().position(|byte| *byte == tag::BYTES).unwrap();
        bytes[at] = other;
        assert!(read::<Inner>(&bytes, DEEPEST).is_err());
    }
}
