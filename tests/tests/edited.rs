//! Functions that have been edited: two of one name, of which one restores what the other has saved. And the attributes
//! for it where nothing was edited: they change nothing.
#![deny(warnings)]
#![allow(
    dead_code,
    reason = "an edited function is never called, only restored"
)]

use resumable::{Definition, Instance, Live, RestoreError, Step, resumable};
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
    D: Definition<Resume = ()>,
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
    assert_eq!(<order as Definition>::NAME, "shop::order");
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

/// What the edited function makes of a call of the other one, the same from bytes and from JSON.
fn edited<Before, After>(co: &Instance<Before>) -> Result<Instance<After>, RestoreError>
where
    Before: Definition,
    After: Definition<Resume = ()>,
    After::Yield: PartialEq + std::fmt::Debug,
    After::Return: PartialEq + std::fmt::Debug,
{
    let json = serde_json::to_string(co).unwrap();
    let by_json = serde_json::from_str::<Instance<After>>(&json);
    let by_bytes = Instance::<After>::restore(&co.snapshot().unwrap());
    match (&by_bytes, by_json) {
        (Ok(by_bytes), Ok(by_json)) => {
            assert_eq!(
                serde_json::to_string(by_bytes).unwrap(),
                serde_json::to_string(&by_json).unwrap()
            );
        }
        (Err(_), Err(_)) => {}
        (by_bytes, by_json) => panic!("{by_bytes:?} from bytes, but {by_json:?} from {json}"),
    }
    by_bytes
}

/// The call at its first yield.
fn waiting<D: Definition>(mut co: Instance<D>) -> Instance<D> {
    assert!(matches!(co.start(), Step::Yielded(_)));
    co
}

#[resumable(yield = u32, name = "adapted")]
fn adapted_before(amount: u32) -> String {
    let count = 7_u8;
    yield_!('first: 1);
    format!("{count} {amount}")
}

#[resumable(yield = u32, name = "adapted")]
fn adapted_after(#[was(u32)] amount: Amount, #[default("new".into())] text: String) -> String {
    #[was(u8)]
    let count = 7_u64;
    #[default(Some(5))]
    let more: Option<u8> = None;
    yield_!('first: 1);
    #[default(8)]
    let later = 2;
    #[default(9)]
    let by_its_type = text.find("w").unwrap_or(later);
    yield_!('second: 2);
    format!("{count} {} {text} {more:?} {by_its_type}", amount.cents)
}

#[test]
fn defaults_and_older_types() {
    let unstarted = edited::<_, adapted_after>(&adapted_before(3)).unwrap();
    assert_eq!(run(unstarted), (vec![1, 2], "7 300 new None 2".to_owned()));
    let mut co = edited::<_, adapted_after>(&waiting(adapted_before(3))).unwrap();
    assert_eq!(co.resume(()), Step::Yielded(2));
    assert_eq!(
        co.resume(()),
        Step::Complete("7 300 new Some(5) 2".to_owned())
    );
}

#[resumable(yield = u32, name = "points")]
fn points_before(n: u32) -> u32 {
    yield_!('old: n);
    yield_!(n + 1);
    n
}

#[resumable(
    yield = u32,
    name = "points",
    renamed("old" => "new", "yield_!(n + 1)" => "yield_!(n + 2)")
)]
fn points_after(n: u32) -> u32 {
    yield_!(n + 2);
    yield_!('new: n);
    n * 10
}

#[test]
fn renamed_points() {
    let mut co = waiting(points_before(1));
    let mut first = edited::<_, points_after>(&co).unwrap();
    assert_eq!(first.resume(()), Step::Complete(10));
    assert_eq!(co.resume(()), Step::Yielded(2));
    let mut second = edited::<_, points_after>(&co).unwrap();
    assert_eq!(second.resume(()), Step::Yielded(1));
}

#[resumable(yield = u32, name = "alike")]
fn alike_before(n: u32) -> u32 {
    if n > 5 {
        yield_!(n);
    } else {
        yield_!(n);
    }
    n
}

#[resumable(yield = u32, name = "alike")]
fn alike_after(n: u32) -> u32 {
    if n <= 5 {
        yield_!(n);
    } else {
        yield_!(n);
    }
    n
}

#[resumable(yield = u32, name = "alike")]
fn alike_with_more_around(n: u32) -> u32 {
    let m = n + 1;
    if n > 5 {
        yield_!(n);
    } else {
        yield_!(m);
        yield_!(n);
    }
    n + m - m
}

#[test]
fn alike_points() {
    let co = waiting(alike_before(1));
    let refused = edited::<_, alike_after>(&co).unwrap_err();
    assert!(
        matches!(refused, RestoreError::UnknownLocation { .. }),
        "{refused}"
    );
    let refused = edited::<_, alike_with_more_around>(&co).unwrap_err();
    assert!(
        matches!(&refused, RestoreError::MissingVariable { variable, .. } if variable == "m"),
        "{refused}"
    );
}

#[resumable(yield = u32, name = "positions")]
fn positions_before(list: Vec<u32>) {
    for x in list.iter() {
        yield_!(*x);
    }
}

#[resumable(yield = u32, name = "positions")]
fn positions_after(list: Vec<u32>) {
    for x in list.iter().rev() {
        yield_!(*x);
    }
}

#[test]
fn positions_in_other_iterators() {
    let co = waiting(positions_before(vec![1, 2, 3]));
    let refused = Instance::<positions_after>::restore(&co.snapshot().unwrap()).unwrap_err();
    assert!(
        matches!(&refused, RestoreError::MissingVariable { variable, .. } if variable == "items"),
        "{refused}"
    );
}

#[resumable(yield = u32, resume = u32, name = "operands")]
fn operands_before(n: u32) -> u32 {
    difference(n.pow(2), n.pow(3), yield_!(n))
}

#[resumable(yield = u32, resume = u32, name = "operands")]
fn operands_after(n: u32) -> u32 {
    difference(n.pow(3), n.pow(2), yield_!(n))
}

fn difference(a: u32, b: u32, c: u32) -> u32 {
    a.abs_diff(b) + c
}

#[test]
fn operands_in_another_order() {
    let co = waiting(operands_before(2));
    let bytes = co.snapshot().unwrap();
    let refused = Instance::<operands_after>::restore(&bytes).unwrap_err();
    assert!(
        matches!(refused, RestoreError::MissingVariable { .. }),
        "{refused}"
    );
    let mut same = Instance::<operands_before>::restore(&bytes).unwrap();
    assert_eq!(same.resume(1), Step::Complete(5));
}
