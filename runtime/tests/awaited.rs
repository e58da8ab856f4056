//! Calls that are awaited run where they lie: what happens then if one panics, ends, or is dropped.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use resumable::{Instance, Status, Step, resumable};
use serde::{Deserialize, Serialize};

thread_local! {
    static DROPPED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn dropped() -> Vec<String> {
    DROPPED.take()
}

/// Says when it is dropped.
#[derive(Serialize, Deserialize)]
struct Noisy(String);

impl Noisy {
    fn new(name: &str) -> Self {
        Noisy(name.into())
    }
}

impl Drop for Noisy {
    fn drop(&mut self) {
        DROPPED.with_borrow_mut(|dropped| dropped.push(self.0.clone()));
    }
}

/// What is not used any more when a call waits is dropped then.
fn used(values: &[&Noisy]) -> u32 {
    u32::from(values.iter().any(|value| value.0.is_empty()))
}

/// What each level does, as a plain function and as a coroutine. `$wait` is where it waits.
macro_rules! levels {
    ($(#[$mark:meta])? $inner:ident $outer:ident $wait:ident $awaited:ident) => {
        $(#[$mark])?
        fn $inner(name: String) -> u32 {
            let first = Noisy::new(&format!("{name} first"));
            let second = Noisy::new(&format!("{name} second"));
            let answer = $wait!();
            assert!(answer != 0, "asked to");
            answer + used(&[&first, &second])
        }

        $(#[$mark])?
        fn $outer() -> u32 {
            let a = Noisy::new("a");
            let b = Noisy::new("b");
            let first = $awaited!($inner("one".into()));
            let c = Noisy::new("c");
            let second = $awaited!($inner("two".into()));
            first + second + used(&[&a, &b, &c])
        }
    };
}

levels!(#[resumable(resume = u32)] inner outer yield_ await_);

mod plain {
    use super::{Noisy, RefCell, used};

    thread_local! {
        pub(super) static ANSWERS: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    }

    macro_rules! answered {
        () => {
            ANSWERS.with_borrow_mut(|answers| answers.remove(0))
        };
    }

    macro_rules! called {
        ($call:expr) => {
            $call
        };
    }

    levels!(inner outer answered called);

    pub(super) fn run() -> u32 {
        outer()
    }
}

/// What is dropped by the plain function with these answers, and what by the coroutine.
fn both(answers: &[u32]) -> [Vec<String>; 2] {
    plain::ANSWERS.set(answers.to_vec());
    let _ = catch_unwind(plain::run);
    let plainly = dropped();

    let mut co = outer();
    let _ = co.start();
    for answer in answers {
        let _ = catch_unwind(AssertUnwindSafe(|| co.resume(*answer)));
    }
    let resumed = dropped();
    drop(co);
    assert!(dropped().is_empty());
    [plainly, resumed]
}

/// The same call from its bytes; what the old one held does not count.
fn again(co: Instance<outer>) -> Instance<outer> {
    let again = Instance::restore(&co.snapshot().unwrap()).unwrap();
    drop(co);
    dropped();
    again
}

#[test]
fn a_panic_drops_what_it_would() {
    for answers in [&[0][..], &[1, 0], &[1, 2]] {
        let [plain, resumed] = both(answers);
        assert_eq!(plain, resumed);
        assert_eq!(plain.last().map(String::as_str), Some("a"));
    }
}

#[test]
fn a_panic_poisons_all_levels() {
    let mut co = outer();
    assert_eq!(co.start(), Step::Yielded(()));
    catch_unwind(AssertUnwindSafe(|| co.resume(0))).unwrap_err();
    assert_eq!(co.status(), Status::Poisoned);
    assert!(co.snapshot().is_err());
}

#[test]
fn a_call_that_is_dropped_drops_the_last_first() {
    let mut co = outer();
    let _ = co.start();
    let _ = co.resume(1);
    dropped();
    drop(co);
    assert_eq!(dropped(), ["two second", "two first", "c", "b", "a"]);
}

#[test]
fn a_restored_call_goes_on_where_it_lies() {
    let mut co = outer();
    assert_eq!(co.start(), Step::Yielded(()));
    co = again(co);
    assert_eq!(co.resume(1), Step::Yielded(()));
    co = again(co);
    assert_eq!(co.resume(2), Step::Complete(3));
    assert_eq!(dropped(), ["two second", "two first", "c", "b", "a"]);
}
