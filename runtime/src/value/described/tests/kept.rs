//! Whether a value of another type is read where a part of it would be lost.

use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{super::read_described, bytes_of};
use crate::value::{DEEPEST, Encoding, Stack, Stored};

#[derive(Serialize, Deserialize)]
struct Order {
    price: u32,
    voucher: Option<u32>,
    #[serde(flatten)]
    address: Address,
}

#[derive(Default, Serialize, Deserialize)]
struct Address {
    street: String,
    floor: Option<u32>,
}

fn order() -> Vec<Order> {
    vec![Order {
        price: 3,
        voucher: None,
        address: Address::default(),
    }]
}

fn stored(bytes: &[u8]) -> Stored<'_> {
    Stored {
        bytes,
        encoding: Encoding::Described,
        levels: DEEPEST,
        stack: Stack::here(),
    }
}

/// What is said when another type reads it.
fn refusal<T: Serialize + DeserializeOwned + 'static>(saved: &[u8]) -> String {
    let read = read_described::<T>(stored(saved));
    read.map(drop).unwrap_err().to_string()
}

#[test]
fn a_field_with_another_name_is_lost() {
    #[derive(Serialize, Deserialize)]
    struct Renamed {
        price: u32,
        coupon: Option<u32>,
        #[serde(flatten)]
        address: Address,
    }

    #[derive(Serialize, Deserialize)]
    struct RenamedInside {
        price: u32,
        voucher: Option<u32>,
        #[serde(flatten)]
        address: Storeys,
    }

    #[derive(Serialize, Deserialize)]
    struct Storeys {
        street: String,
        storey: Option<u32>,
    }

    let saved = bytes_of(&order());
    assert_eq!(
        refusal::<Vec<Renamed>>(&saved),
        "its type has no place for `voucher`, which would be lost"
    );
    assert_eq!(
        refusal::<Vec<RenamedInside>>(&saved),
        "its type has no place for `floor`, which would be lost"
    );
}

#[test]
fn what_one_item_keeps_another_may_lose() {
    #[derive(Serialize, Deserialize)]
    #[serde(tag = "kind")]
    enum Parcel {
        Small { weight: u32, note: u32 },
        Large { weight: u32, note: u32 },
    }

    #[derive(Serialize, Deserialize)]
    #[serde(tag = "kind")]
    enum Changed {
        Small { weight: u32 },
        Large { weight: u32, note: u32 },
    }

    let parcels = [
        Parcel::Small { weight: 1, note: 2 },
        Parcel::Large { weight: 3, note: 4 },
    ];
    assert_eq!(
        refusal::<Vec<Changed>>(&bytes_of(&parcels)),
        "its type has no place for `note`, which would be lost"
    );
    let unchanged = bytes_of(&Vec::from(parcels));
    assert!(read_described::<Vec<Parcel>>(stored(&unchanged)).is_ok());
}

#[test]
fn an_integer_is_no_float() {
    let saved = bytes_of(&BTreeMap::from([("a".to_string(), u64::MAX)]));
    assert_eq!(
        refusal::<BTreeMap<String, f64>>(&saved),
        "its type has no place for an integer, which would be lost"
    );
    assert!(read_described::<BTreeMap<String, i128>>(stored(&saved)).is_ok());
}

#[test]
fn a_double_is_no_single() {
    let saved = bytes_of(&0.1_f64);
    assert_eq!(
        refusal::<f32>(&saved),
        "its type has no place for an `f64`, which would be lost"
    );
}

#[test]
fn what_is_in_another_order_is_kept() {
    #[derive(Serialize, Deserialize)]
    struct Reordered {
        #[serde(flatten)]
        address: Address,
        voucher: Option<i64>,
        price: i64,
        #[serde(default)]
        discount: u32,
    }

    assert!(read_described::<Vec<Reordered>>(stored(&bytes_of(&order()))).is_ok());
}
