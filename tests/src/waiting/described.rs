//! Values of types that have to be told what follows.

use std::collections::BTreeMap;

use resumable::resumable;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Parcel {
    weight: u32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    note: Option<String>,
    #[serde(flatten)]
    extras: BTreeMap<String, Vec<i64>>,
}

impl Parcel {
    pub(super) fn new(weight: u32) -> Self {
        Parcel {
            weight,
            note: (weight > 1).then(|| "heavy".to_owned()),
            extras: BTreeMap::from([("size".to_owned(), vec![1, -2])]),
        }
    }
}

#[resumable(name = "parcels")]
pub(super) fn parcels(parcels: Vec<Parcel>) -> String {
    yield_!();
    format!("{parcels:?}")
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Key {
    Number(u32),
    Text(String),
    Pair(u8, u8),
    Keys(Vec<Key>),
}

#[resumable(name = "lookup")]
pub(super) fn lookup(keys: Vec<Key>) -> String {
    yield_!();
    format!("{keys:?}")
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub(super) enum Move {
    Go { steps: u32 },
    Stop,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "place")]
pub(super) enum Place {
    At(u32),
    Nowhere,
}

#[resumable(name = "moves")]
pub(super) fn moves(moves: Vec<Move>, place: Place) -> String {
    yield_!();
    format!("{moves:?} {place:?}")
}
