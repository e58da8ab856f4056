//! The test vectors of `FORMAT.md`: what is written today, and what was written when they were made still restores.
#![allow(missing_docs, reason = "a test")]

use std::{collections::BTreeMap, fmt::Write as _, fs};

use resumable::{Definition, Instance, Step, resumable};
use serde::{Deserialize, Serialize};

const SPECIFICATION: &str = include_str!("../FORMAT.md");
const HEADING: &str = "## Test vectors\n";

#[resumable(yield = u32, name = "counter")]
fn counter(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        yield_!(i);
        i += 1;
    }
    i
}

#[resumable(name = "numbers")]
fn numbers(whole: (i8, u16, i32, u64, i128, usize), others: (f32, f64, char, bool)) -> String {
    yield_!('here: ());
    format!("{whole:?} {others:?}")
}

#[derive(Serialize, Deserialize)]
struct Order {
    id: u64,
    lines: Vec<(String, u16)>,
    paid: Option<Paid>,
}

#[derive(Serialize, Deserialize)]
enum Paid {
    Cash,
    Card { number: String },
    Parts(u8, Box<Paid>),
}

#[resumable(yield = String, resume = bool, name = "order")]
fn order(mut order: Order, stock: BTreeMap<String, u16>) -> usize {
    let mut missing = Vec::new();
    for (name, count) in &order.lines {
        if stock.get(name).is_none_or(|there| there < count) {
            if yield_!('substitute: format!("no {name}, something else?")) {
                continue;
            }
            missing.push(name.clone());
        }
    }
    order.lines.retain(|(name, _)| !missing.contains(name));
    order.lines.len()
}

#[resumable(yield = u32, name = "parent")]
fn parent(times: u32) -> u32 {
    let mut sum = 0;
    for _ in 0..times {
        sum += counter(2).await;
    }
    sum
}

#[derive(Serialize, Deserialize)]
struct Settings {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(flatten)]
    others: BTreeMap<String, i64>,
}

#[resumable(name = "configured")]
fn configured(settings: Settings) -> i64 {
    yield_!('here: ());
    settings.others.values().sum()
}

/// A name, the bytes, and what the restored call does with the next value.
struct Vector {
    name: &'static str,
    bytes: Vec<u8>,
    goes_on: fn(&[u8]) -> String,
}

fn suspended<D: Definition>(mut co: Instance<D>) -> Vec<u8> {
    assert!(co.start().is_yielded());
    co.snapshot().unwrap()
}

fn resumed<D>(bytes: &[u8], input: D::Resume) -> String
where
    D: Definition<Yield: std::fmt::Debug, Return: std::fmt::Debug>,
{
    let mut co = Instance::<D>::restore(bytes).unwrap();
    let step: Step<_, _> = co.resume(input);
    format!("{step:?}")
}

fn an_order() -> Order {
    let card = Paid::Card {
        number: "12".into(),
    };
    Order {
        id: 300,
        lines: vec![("nut".into(), 7), ("bolt".into(), 200), ("screw".into(), 1)],
        paid: Some(Paid::Parts(2, Box::new(card))),
    }
}

fn vectors() -> Vec<Vector> {
    let settings = Settings {
        name: "a".into(),
        note: None,
        others: [("x".into(), 1), ("y".into(), -2)].into(),
    };
    vec![
        Vector {
            name: "`counter(3)`, not started",
            bytes: counter(3).snapshot().unwrap(),
            goes_on: |bytes| format!("{:?}", Instance::<counter>::restore(bytes).unwrap().start()),
        },
        Vector {
            name: "`counter(3)`, at its first yield",
            bytes: suspended(counter(3)),
            goes_on: |bytes| resumed::<counter>(bytes, ()),
        },
        Vector {
            name: "`numbers((-1, 300, -70000, 1 << 40, -1, 128), (1.5, -0.1, 'é', true))`, at its yield",
            bytes: suspended(numbers(
                (-1, 300, -70_000, 1 << 40, -1, 128),
                (1.5, -0.1, 'é', true),
            )),
            goes_on: |bytes| resumed::<numbers>(bytes, ()),
        },
        Vector {
            name: "`order(..)`, at its first yield, in the second turn of a loop over a borrowed list",
            bytes: suspended(order(an_order(), [("nut".into(), 9)].into())),
            goes_on: |bytes| resumed::<order>(bytes, false),
        },
        Vector {
            name: "`parent(2)`, at the first yield of the `counter(2)` that it awaits",
            bytes: suspended(parent(2)),
            goes_on: |bytes| resumed::<parent>(bytes, ()),
        },
        Vector {
            name: "`configured(..)`, of which the argument is described",
            bytes: suspended(configured(settings)),
            goes_on: |bytes| resumed::<configured>(bytes, ()),
        },
    ]
}

/// The vectors as they stand in the specification.
fn written(vectors: &[Vector]) -> String {
    let mut text = String::new();
    for Vector {
        name,
        bytes,
        goes_on,
    } in vectors
    {
        let went = goes_on(bytes);
        let _ = write!(text, "\n{name}; goes on with `{went}`:\n\n```text\n");
        for line in bytes.chunks(24) {
            let digits: Vec<String> = line.iter().map(|byte| format!("{byte:02X}")).collect();
            let _ = writeln!(text, "{}", digits.join(" "));
        }
        text.push_str("```\n");
    }
    text
}

#[test]
fn the_specification_shows_what_is_written() {
    let expected = written(&vectors());
    let (before, shown) = SPECIFICATION.split_once(HEADING).unwrap();
    if std::env::var_os("RESUMABLE_VECTORS").is_some_and(|value| value == "overwrite") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/FORMAT.md");
        return fs::write(path, format!("{before}{HEADING}{expected}")).unwrap();
    }
    assert_eq!(shown, expected, "RESUMABLE_VECTORS=overwrite writes them");
}

/// The bytes are taken from the specification, not from the crate of today.
#[test]
fn what_the_specification_shows_restores() {
    let (_, shown) = SPECIFICATION.split_once(HEADING).unwrap();
    let blocks = shown.split("```text\n").skip(1);
    let shown: Vec<Vec<u8>> = blocks
        .map(|block| {
            let digits = block.split("```").next().unwrap().split_whitespace();
            digits
                .map(|byte| u8::from_str_radix(byte, 16).unwrap())
                .collect()
        })
        .collect();
    let vectors = vectors();
    assert_eq!(shown.len(), vectors.len());
    for (
        bytes,
        Vector {
            name,
            bytes: now,
            goes_on,
        },
    ) in shown.iter().zip(&vectors)
    {
        assert_eq!(goes_on(bytes), goes_on(now), "{name}");
    }
}

#[test]
fn the_overhead_is_within_its_budget() {
    for Vector { name, bytes, .. } in vectors() {
        let inspected = resumable::inspect(&bytes).unwrap();
        let values: usize = inspected
            .variables
            .iter()
            .map(|variable| variable.bytes)
            .sum();
        let budget = 16 + inspected.coroutine.len() + 9 * inspected.variables.len();
        assert!(
            bytes.len() <= values + budget,
            "{name}: {} bytes",
            bytes.len()
        );
    }
    assert!(suspended(counter(3)).len() <= 48);
}
