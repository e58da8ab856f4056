//! Functions that are `#[resumable(inline)]` do what they do without it: the same steps and the same snapshots, each of
//! which restores in either form.

use std::{collections::BTreeMap, fmt::Debug};

use resumable::testing::Torture;
use resumable::{Definition, Instance, Live, Status, Step, resumable};
use serde::{Deserialize, Serialize};

/// The same function in both forms, and a test that compares them.
macro_rules! in_both_forms {
    ($name:ident($($argument:expr),*), [$($input:expr),*], ($($attribute:tt)*) $function:item) => {
        mod $name {
            #[allow(unused_imports, reason = "not every program needs all of them")]
            use super::*;

            mod boxed {
                #[allow(unused_imports, reason = "not every program needs all of them")]
                use super::*;
                use resumable::resumable as marked;

                #[marked(name = "both", $($attribute)*)]
                $function
            }

            mod inline {
                #[allow(unused_imports, reason = "not every program needs all of them")]
                use super::*;
                use resumable::resumable as marked;

                #[marked(inline, name = "both", $($attribute)*)]
                $function
            }

            #[test]
            fn is_the_same() {
                let script = || vec![$($input),*];
                let whole = compare(boxed::f($($argument),*), inline::f($($argument),*), script());
                assert!(whole, "the script is too short");
                Torture::of(inline::f($($argument),*)).script(script()).run();
            }
        }
    };
}

/// Steps both, and after each step goes on with what was restored from the other's snapshot; whether they ended.
fn compare<A, B, Y, R, O>(mut boxed: Instance<A>, mut inline: Instance<B>, script: Vec<R>) -> bool
where
    A: Definition<Yield = Y, Resume = R, Return = O>,
    B: Definition<Yield = Y, Resume = R, Return = O>,
    Y: PartialEq + Debug,
    R: Clone,
    O: PartialEq + Debug,
{
    let mut inputs = script.into_iter();
    loop {
        let saved = boxed.snapshot().unwrap();
        assert_eq!(saved, inline.snapshot().unwrap());
        assert_eq!(
            serde_json::to_string(&boxed).unwrap(),
            serde_json::to_string(&inline).unwrap()
        );
        boxed = Instance::restore(&inline.snapshot().unwrap()).unwrap();
        inline = Instance::restore(&saved).unwrap();
        let (one, other) = if boxed.status() == Status::Ready {
            (boxed.start(), inline.start())
        } else {
            let Some(input) = inputs.next() else {
                return false;
            };
            (boxed.resume(input.clone()), inline.resume(input))
        };
        assert_eq!(one, other);
        assert_eq!(boxed.status(), inline.status());
        if let Step::Complete(_) = one {
            return true;
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Point {
    x: i64,
    y: i64,
}

#[resumable(inline, yield = u32)]
fn countdown(n: u32) -> u32 {
    let mut left = n;
    while left > 0 {
        yield_!(left);
        left -= 1;
    }
    n
}

#[resumable(yield = u32)]
fn boxed_countdown(n: u32) -> u32 {
    for left in (0..n).rev() {
        yield_!(left);
    }
    n
}

in_both_forms!(literals(3), [(), (), ()], (yield = u32) pub(super) fn f(n: u32) -> u32 {
    let mut i = 0_u32;
    let (even, sign, text) = (n > 9, -1_i8, "odd".to_string());
    while i < n {
        yield_!(i);
        i += 1;
    }
    if even || sign > 0 { 0 } else { i + u32::try_from(text.len()).unwrap() }
});

in_both_forms!(ranges(3), [(), (), (), (), (), (), (), (), (), (), ()], (yield = u64) pub(super) fn f(n: u64) {
    for i in 0..n {
        for j in 0..=i {
            yield_!(i * 10 + j);
        }
    }
    let mut left = 3_u8;
    for k in 5_u64.. {
        yield_!(k + u64::from(left));
        left -= 1;
        if left == 0 { break; }
    }
});

in_both_forms!(answers(4), [1, 2, 3, 4], (yield = u64, resume = u64) pub(super) fn f(n: u64) -> u64 {
    let mut sum: u64 = 0;
    for i in 0..n {
        let bonus = yield_!(sum);
        sum = sum.wrapping_add(i).wrapping_add(bonus);
    }
    sum
});

in_both_forms!(
    collections(vec!["a".to_owned(), "bc".to_owned()], BTreeMap::from([(1, 'x'), (2, 'y')])),
    [(), (), (), (), (), ()],
    (yield = String) pub(super) fn f(words: Vec<String>, table: BTreeMap<u32, char>) -> (usize, String) {
        let mut letters = 0_usize;
        for word in words {
            yield_!(word.clone());
            letters += word.len();
        }
        let mut line = String::new();
        for (number, letter) in table {
            yield_!(format!("{number}{letter}"));
            line.push(letter);
        }
        let points: [Point; 2] = [Point { x: 1, y: 2 }, Point { x: 3, y: 4 }];
        for point in points {
            yield_!(line.clone());
            line.push_str(&point.x.to_string());
        }
        (letters, line)
    }
);

in_both_forms!(
    own_types(Some(2)),
    [5, 6, 7],
    (yield = i64, resume = i64) pub(super) fn f(start: Option<i64>) -> Result<Point, String> {
        let origin: Point = Point { x: start.unwrap_or(0), y: 1 };
        let mut path: Vec<Point> = vec![origin.clone()];
        if let Some(from) = start {
            let by = yield_!(from);
            path.push(Point { x: from, y: by });
        }
        let turn: Result<i64, String> = Ok(origin.x);
        match turn {
            Ok(x) => {
                let y = yield_!(x);
                path.push(Point { x, y });
            }
            Err(why) => {
                yield_!(0);
                return Err(why);
            }
        }
        let last = yield_!(-1);
        Ok(Point { x: last, y: path.iter().map(|point| point.y).sum() })
    }
);

in_both_forms!(
    delegations(3),
    [(), (), (), (), (), (), (), (), (), (), (), ()],
    (yield = u32) pub(super) fn f(n: u32) -> u32 {
        let first = countdown(n).await;
        let boxed = boxed_countdown(n).await;
        let held: Instance<countdown> = countdown(boxed - 1);
        yield_!(100 + first);
        for i in 0..n {
            if i % 2 == 1 {
                countdown(i).await;
            }
        }
        first + held.await
    }
);

in_both_forms!(
    generics(vec!['a', 'b'], 'z'),
    [(), (), ()],
    (yield = T) pub(super) fn f<T: Live + Clone>(items: Vec<T>, last: T) -> usize {
        let mut count = 0_usize;
        for item in items {
            yield_!(item);
            count += 1;
        }
        yield_!(last.clone());
        count
    }
);

in_both_forms!(
    operands(7),
    [1, 2, 3],
    (yield = u32, resume = u32) pub(super) fn f(n: u32) -> u32 {
        let table: [u32; 4] = [n, 2, 3, 4];
        let picked = table[1] * n;
        let sum = n.pow(2) + picked + yield_!(n) * (u32::MAX - table[0]).min(9) + yield_!(1);
        let shifted = sum << 2;
        let kept = yield_!(shifted);
        sum + shifted + kept
    }
);

impl Point {
    fn sum(&self) -> i64 {
        self.x + self.y
    }
}

#[resumable]
impl Point {
    /// Yields each sum on its way to the origin.
    #[resumable(inline, yield = i64)]
    fn walk(mut self, step: i64) -> Self {
        let start: Self = self.clone();
        while self.x > 0 {
            yield_!(self.sum());
            self.x -= step;
        }
        start
    }
}

#[test]
fn methods() {
    let start = Point { x: 3, y: 1 };
    Torture::of(start.clone().walk(2)).script([(), ()]).run();
    assert_eq!(start.walk(1).collect::<Vec<_>>(), [4, 3, 2]);
}

#[test]
fn an_instance_is_no_larger_than_its_state() {
    // `n` and `left`, where it waits, and its status.
    assert_eq!(size_of::<Instance<countdown>>(), 16);
    assert_eq!(size_of::<Instance<boxed_countdown>>(), 24);
    assert!(countdown::NAME.ends_with("::countdown"));
}

#[test]
fn a_panic_poisons() {
    #[resumable(inline, yield = u32)]
    fn fails(n: u32) {
        yield_!(n);
        assert!(n > 9, "too small");
    }
    let mut call = fails(1);
    assert_eq!(call.start(), Step::Yielded(1));
    let saved = call.snapshot().unwrap();
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| call.resume(())));
    assert!(failed.is_err());
    assert_eq!(call.status(), Status::Poisoned);
    assert_eq!(call.location(), None);
    assert!(call.snapshot().is_err());
    let restored = Instance::<fails>::restore(&saved).unwrap();
    assert_eq!(restored.status(), Status::Suspended);
}

#[test]
fn a_private_type_in_a_public_function() {
    mod inner {
        use super::{Deserialize, Serialize, resumable};

        #[derive(Serialize, Deserialize)]
        struct Hidden(u8);

        #[resumable(inline, yield = u8)]
        #[allow(unreachable_pub, reason = "it is what is tried")]
        pub fn shows(n: u8) -> u8 {
            let hidden: Hidden = Hidden(n);
            yield_!(1);
            hidden.0
        }
    }
    let mut call = inner::shows(7);
    assert_eq!(call.start(), Step::Yielded(1));
    assert_eq!(call.resume(()), Step::Complete(7));
}
