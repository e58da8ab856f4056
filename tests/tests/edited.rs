//! `#[default]` and `#[was]` where snapshots are of this build: they change nothing.
#![deny(warnings)]

use resumable::{Instance, Live, Step, resumable};
use serde::{Deserialize, Serialize};

const LIMIT: u64 = 7;

/// An amount that used to be a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Amount {
    cents: u64,
}

impl From<u32> for Amount {
    fn from(units: u32) -> Self {
        Amount {
            cents: u64::from(units) * 100,
        }
    }
}

/// Restores the call before each resume.
fn run<D>(mut co: Instance<D>) -> (Vec<D::Yield>, D::Return)
where
    D: resumable::Definition<Resume = ()>,
{
    let mut yields = Vec::new();
    loop {
        co = Instance::restore(&co.snapshot().unwrap()).unwrap();
        let json = serde_json::to_string(&co).unwrap();
        co = serde_json::from_str(&json).unwrap();
        let step = if yields.is_empty() {
            co.start()
        } else {
            co.resume(())
        };
        match step {
            Step::Yielded(value) => yields.push(value),
            Step::Complete(value) => return (yields, value),
        }
    }
}

#[resumable(yield = u64, name = "shop::order")]
fn order(#[default(3)] mut tries: u64, #[was(u32)] amount: Amount) -> Vec<String> {
    #[default(LIMIT)]
    let limit = tries + 1;
    #[default(Vec::new())]
    #[was(Vec<String>)]
    let mut log: Vec<String> = Vec::new();
    #[default(None)]
    let mut last = Some(amount.cents);
    #[default(0)]
    let mut count = 0u8;
    while tries < limit {
        #[default("none".into())]
        let line = format!("{tries} {count}");
        #[default(0)]
        let unused = 5;
        yield_!(tries + unused);
        #[was(u8)]
        let tries_now: u16 = 1;
        tries += u64::from(tries_now);
        count += 1;
        log.push(line);
        last = last.map(|cents| cents + 1);
        yield_!(u64::from(count));
    }
    log.push(format!("{last:?} {amount:?}"));
    log
}

#[test]
fn every_kind_of_variable() {
    let (yields, log) = run(order(1, 5.into()));
    assert_eq!(yields, [6, 1]);
    assert_eq!(log, ["1 0", "Some(501) Amount { cents: 500 }"]);
    assert_eq!(<order as resumable::Definition>::NAME, "shop::order");
}

#[resumable(yield = u32)]
fn shadowed(n: u32) -> u32 {
    #[default(1)]
    let x = n;
    yield_!(x);
    let sum = {
        #[default(2)]
        let x = x + 1;
        yield_!(x);
        x
    };
    #[default(String::from("3"))]
    #[was(char)]
    let x = format!("{}{sum}", x);
    yield_!(x.len() as u32);
    x.len() as u32
}

#[test]
fn shadowed_variables_have_their_own() {
    assert_eq!(run(shadowed(5)), (vec![5, 6, 2], 2));
}

#[derive(Serialize, Deserialize)]
struct Stack<T> {
    items: Vec<T>,
}

#[resumable]
impl<T: Live + Default> Stack<T> {
    #[resumable(yield = T, name = "stack")]
    fn drain(#[was(Vec<T>)] mut self, #[default(Self::LIMIT)] limit: usize) -> usize {
        #[default(T::default())]
        let mut last = T::default();
        for _ in 0..limit {
            if let Some(item) = self.items.pop() {
                yield_!(last);
                last = item;
            }
        }
        yield_!(last);
        self.items.len()
    }

    const LIMIT: usize = 3;
}

impl<T> From<Vec<T>> for Stack<T> {
    fn from(items: Vec<T>) -> Self {
        Stack { items }
    }
}

#[test]
fn methods() {
    let stack = Stack { items: vec![1, 2] };
    assert_eq!(run(stack.drain(2)), (vec![0, 2, 1], 0));
}
