//! Types that use what serde's derive offers.

use alloc::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Unit;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Meters(pub(super) f64);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Pair(pub(super) i16, pub(super) char);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Maybe(pub(super) Option<u8>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Shape {
    Nothing,
    Circle(Meters),
    Line(i8, i8),
    Empty(),
    Unit(()),
    Maybe(Option<u8>),
    Text { text: String, at: Option<Pair> },
}

/// Of these, `Deserialize` numbers `Kept` 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Skipping {
    #[serde(skip_deserializing)]
    #[allow(dead_code, reason = "it stands before the other variants")]
    Gone(u8),
    Kept(u8),
    #[serde(rename = "new name", alias = "older name")]
    Renamed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Color {
    Red,
    Green,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Sparse {
    pub(super) id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(skip)]
    pub(super) cache: u8,
    #[serde(rename = "type", alias = "kind")]
    pub(super) kind: Color,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Flat<T, U> {
    pub(super) first: u8,
    #[serde(flatten)]
    pub(super) inner: T,
    #[serde(flatten)]
    pub(super) rest: U,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Untagged {
    Nothing,
    Number(u64),
    Signed(i64),
    Letter(char),
    Text(String),
    Sparse(Sparse),
    Pair(Pair),
    Many(Vec<Untagged>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event")]
#[allow(clippy::option_option, reason = "all three come back")]
pub(super) enum Tagged {
    Start,
    Login {
        user: uuid::Uuid,
        from: core::net::IpAddr,
    },
    Wrapped(Sparse),
    Counts(BTreeMap<u32, Vec<u8>>),
    Nested {
        inner: Option<Box<Tagged>>,
    },
    Options {
        twice: Option<Option<u8>>,
        unit: Option<()>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", content = "c")]
pub(super) enum Adjacent {
    Start,
    One(BTreeSet<Color>),
    Two(u8, String),
    Fields { a: Option<Box<Adjacent>> },
}
