//! Shapes of types, found out from their own `Deserialize`.

use std::collections::{BTreeMap, HashMap, VecDeque};

use resumable::Shape;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Line {
    name: String,
    count: u32,
}

#[derive(Serialize, Deserialize)]
struct Order {
    id: u64,
    lines: Vec<Line>,
    note: Option<String>,
    placed: BTreeMap<u8, (i32, char)>,
    key: [u8; 32],
}

#[derive(Serialize, Deserialize)]
enum Tree {
    Leaf(u32),
    Fork(Box<Tree>, Box<Tree>),
    Named { name: String, of: Vec<Tree> },
    Nothing,
}

#[derive(Serialize, Deserialize)]
struct List {
    value: u32,
    next: Option<Box<List>>,
}

#[test]
fn show() {
    for shape in [
        Shape::of::<Order>(),
        Shape::of::<Tree>(),
        Shape::of::<List>(),
        Shape::of::<Option<Box<List>>>(),
        Shape::of::<HashMap<String, VecDeque<Tree>>>(),
        Shape::of::<chrono::DateTime<chrono::Utc>>(),
        Shape::of::<chrono::NaiveDate>(),
        Shape::of::<chrono::NaiveTime>(),
        Shape::of::<chrono::Duration>(),
        Shape::of::<chrono::Weekday>(),
        Shape::of::<uuid::Uuid>(),
        Shape::of::<url::Url>(),
        Shape::of::<rust_decimal::Decimal>(),
        Shape::of::<std::net::IpAddr>(),
        Shape::of::<std::net::SocketAddr>(),
        Shape::of::<std::time::Duration>(),
        Shape::of::<std::time::SystemTime>(),
        Shape::of::<std::path::PathBuf>(),
        Shape::of::<std::num::NonZeroU64>(),
        Shape::of::<std::num::NonZeroI8>(),
        Shape::of::<std::ffi::OsString>(),
        Shape::of::<std::ops::Range<u32>>(),
        Shape::of::<std::cmp::Reverse<u32>>(),
        Shape::of::<std::sync::Mutex<u32>>(),
        Shape::of::<Result<u32, String>>(),
        Shape::of::<serde_json::Value>(),
    ] {
        println!("{shape}   {:#x} {shape:?}", shape.fingerprint());
    }
}
