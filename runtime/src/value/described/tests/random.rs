//! Random values, and random bytes.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use fastrand::Rng;
use serde::de::IgnoredAny;
use serde_json::{Map, Value as Json};

use super::{
    Buffered, DEEPEST, bytes_of, read, shown,
    types::{Adjacent, Flat, Shape, Sparse, Tagged, Untagged},
    write,
};

fn text(random: &mut Rng) -> String {
    (0..random.usize(..4))
        .map(|_| random.char('a'..'😀'))
        .collect()
}

fn json(random: &mut Rng, depth: usize) -> Json {
    match random.u8(..if depth == 0 { 6 } else { 8 }) {
        0 => Json::Null,
        1 => random.bool().into(),
        2 => random.u64(..).into(),
        3 => random.i64(..).into(),
        4 => (random.f64() * 1e9 - 5e8).into(),
        5 => text(random).into(),
        6 => (0..random.usize(..5))
            .map(|_| json(random, depth - 1))
            .collect(),
        _ => {
            let entries = (0..random.usize(..5)).map(|_| (text(random), json(random, depth - 1)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// It comes back, is shown as it is, and is the same for those who read all values.
#[test]
fn json_comes_back() {
    let mut random = Rng::with_seed(4);
    for _ in 0..2000 {
        let value = json(&mut random, 5);
        let (bytes, levels) = write(&value).unwrap();
        assert_eq!(read::<Json>(&bytes, levels).unwrap(), value);
        let Buffered::It(buffered) = read::<Buffered<Json>>(&bytes, levels).unwrap();
        assert_eq!(buffered, value);
        read::<IgnoredAny>(&bytes, levels).unwrap();
        let inspected = shown(&bytes, levels).unwrap();
        assert_eq!(serde_json::to_value(&inspected).unwrap(), value);
        assert_eq!(bytes_of(&value), bytes);
    }
}

/// Bytes of which many are tags.
fn bytes(random: &mut Rng) -> Vec<u8> {
    let byte = |_| match random.u8(..8) {
        0 => random.u8(..),
        1 => *random.choice(b"aieht").unwrap(),
        2 => 0,
        _ => random.u8(..0x14),
    };
    (0..40).map(byte).collect()
}

#[test]
fn bytes_do_no_harm() {
    let mut random = Rng::with_seed(4);
    let mut readable = 0;
    for _ in 0..50_000 {
        let bytes = bytes(&mut random);
        for end in [3, 8, 20, bytes.len()] {
            let bytes = &bytes[..end];
            readable += usize::from(shown(bytes, DEEPEST).is_ok());
            let _ = read::<IgnoredAny>(bytes, DEEPEST);
            let _ = read::<Json>(bytes, DEEPEST);
            let _ = read::<Vec<Shape>>(bytes, DEEPEST);
            let _ = read::<Untagged>(bytes, DEEPEST);
            let _ = read::<Option<Sparse>>(bytes, DEEPEST);
            let _ = read::<Flat<Tagged, BTreeMap<String, Adjacent>>>(bytes, DEEPEST);
        }
    }
    assert!(readable > 500, "{readable}");
}
