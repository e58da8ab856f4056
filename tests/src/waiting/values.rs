//! Values of many types, held across a yield.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;
use std::num::NonZeroU16;
use std::ops::Range;
use std::time::Duration;

use resumable::resumable;
use serde::{Deserialize, Serialize};

#[resumable(name = "counter")]
pub(super) fn counter(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        yield_!();
        i += 1;
    }
    i
}

#[resumable(name = "texts")]
pub(super) fn texts(lines: Vec<String>, title: Option<String>) -> usize {
    let mark = 'ü';
    yield_!();
    lines.len() + title.map_or(0, |title| title.len()) + mark.len_utf8()
}

#[resumable(name = "numbers")]
pub(super) fn numbers() -> String {
    let small = (1_u8, -2_i8, 300_u16, -4_i16, true);
    let large = (5_u32, -6_i32, u64::MAX, i64::MIN, 7_usize);
    let huge = (u128::MAX, i128::MIN);
    let floats = (1.5_f32, f64::MIN);
    yield_!();
    format!("{small:?} {large:?} {huge:?} {floats:?}")
}

#[resumable(name = "bytes")]
pub(super) fn bytes(array: [u8; 4], list: Vec<u8>) -> usize {
    let nested = [[1_u16, 2], [3, 4]];
    yield_!();
    array.len() + list.len() + nested.len()
}

#[resumable(name = "options")]
pub(super) fn options(twice: Option<Option<u32>>, result: Result<String, u32>) -> bool {
    let unit = Some(());
    yield_!();
    twice.is_some() && result.is_ok() && unit.is_some()
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Order {
    pub(super) id: u32,
    pub(super) lines: Vec<Line>,
    pub(super) address: Option<Address>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) price: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Address {
    pub(super) street: String,
    pub(super) number: (u32, char),
}

#[resumable(name = "orders")]
pub(super) fn orders(order: Order) -> String {
    yield_!();
    format!("{order:?}")
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Shape {
    Dot,
    Circle(u32),
    Box { width: u32, height: i32 },
}

#[resumable(name = "shapes")]
pub(super) fn shapes(shapes: Vec<Shape>) -> String {
    let largest = Some(Shape::Circle(9));
    yield_!();
    format!("{shapes:?} {largest:?}")
}

#[resumable(name = "maps")]
pub(super) fn maps(lists: BTreeMap<String, Vec<u32>>) -> usize {
    let letters = BTreeSet::from(['a', 'ü']);
    let flags = HashMap::from([(3_u32, true)]);
    yield_!();
    lists.len() + letters.len() + flags.len()
}

/// Takes no bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Mark;

#[resumable(name = "empty")]
pub(super) fn empty(units: Vec<()>, map: HashMap<(), ()>, marks: Vec<Mark>) -> usize {
    yield_!();
    units.len() + map.len() + marks.len()
}

/// Holds itself once.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Chain {
    number: u32,
    rest: Option<Box<Chain>>,
}

impl Chain {
    pub(super) fn of(length: u32) -> Self {
        let rest = length.checked_sub(1);
        Chain {
            number: length,
            rest: rest.map(|rest| Box::new(Chain::of(rest))),
        }
    }
}

#[resumable(name = "links")]
pub(super) fn links(chain: Chain) -> String {
    yield_!();
    format!("{chain:?}")
}

/// Holds itself in a list, and in a map.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Tree {
    Leaf,
    Node(Vec<Tree>),
    Named(BTreeMap<String, Tree>),
}

impl Tree {
    pub(super) fn of(depth: u32) -> Self {
        match depth {
            0 => Tree::Leaf,
            1 => Tree::Named(BTreeMap::from([("a".to_owned(), Tree::Leaf)])),
            _ => Tree::Node(vec![Tree::of(depth - 1), Tree::of(depth - 2)]),
        }
    }
}

#[resumable(name = "trees")]
pub(super) fn trees(tree: Tree) -> String {
    yield_!();
    format!("{tree:?}")
}

#[resumable(name = "clock")]
pub(super) fn clock(duration: Duration) -> String {
    let address = IpAddr::from([127, 0, 0, 1]);
    let few = NonZeroU16::MIN;
    let span: Range<i64> = -2..5;
    yield_!();
    format!("{duration:?} {address} {few} {span:?}")
}

/// Holds itself, with much around it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Wide {
    field_a: Option<String>,
    field_b: Option<String>,
    field_c: Option<String>,
    field_d: Option<String>,
    field_e: Option<String>,
    field_f: Option<String>,
    field_g: Option<String>,
    field_h: Option<String>,
    field_i: Option<String>,
    field_j: Option<String>,
    field_k: Option<String>,
    field_l: Option<String>,
    field_m: Option<String>,
    field_n: Option<String>,
    field_o: Option<String>,
    field_p: Option<String>,
    field_q: Option<String>,
    field_r: Option<String>,
    field_s: Option<String>,
    field_t: Option<String>,
    inner: Inner,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Inner {
    innermost: Innermost,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Innermost {
    next: Option<Box<Wide>>,
}

#[resumable(name = "wide")]
pub(super) fn wide(wide: Wide) -> String {
    yield_!();
    format!("{wide:?}")
}
