//! Functions that a restart does not change.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::iter::{once, repeat};
use std::process::Command;

use resumable::testing::{Torture, torture};
use resumable::{Step, resumable};
use serde::{Deserialize, Serialize};

use crate::{assert_says, failure};

#[resumable(yield = u32)]
fn counter(n: u32) -> u32 {
    for i in 0..n {
        yield_!(i);
    }
    n
}

#[test]
fn a_script_that_is_shorter_or_longer_or_endless() {
    torture::<counter>((3,), []);
    torture::<counter>((3,), [()]);
    torture::<counter>((3,), [(); 3]);
    torture::<counter>((3,), [(); 9]);
    torture::<counter>((3,), repeat(()));
    torture::<counter>((0,), repeat(()));
}

#[test]
fn many_calls_in_one_test() {
    for n in 0..4 {
        torture::<counter>((n,), repeat(()));
    }
}

#[test]
#[ignore = "`an_ignored_test` runs it"]
fn ignored() {
    torture::<counter>((2,), repeat(()));
}

#[test]
fn an_ignored_test() {
    let this = std::env::current_exe().unwrap();
    let output = Command::new(this)
        .args([
            "passes::ignored",
            "--exact",
            "--ignored",
            "--test-threads=1",
        ])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("1 passed"), "{text}");
}

#[test]
fn a_test_that_prints() {
    println!("resumable-torture-report: not one");
    eprintln!("to the other output");
    torture::<counter>((2,), repeat(()));
    println!("this too");
}

#[resumable(yield = u32)]
fn endless() {
    let mut n = 0;
    loop {
        yield_!(n);
        n += 1;
    }
}

#[test]
fn a_function_without_an_end() {
    torture::<endless>((), [(); 5]);
}

#[test]
fn a_call_from_where_it_waits() {
    let mut co = counter(3);
    assert_eq!(co.start(), Step::Yielded(0));
    Torture::of(co).script(repeat(())).run();
}

#[test]
fn values_that_are_made_as_they_are_needed() {
    #[resumable(resume = u32)]
    fn sum() -> u32 {
        let mut sum = 0;
        loop {
            match yield_!() {
                0 => break sum,
                n => sum += n,
            }
        }
    }
    let borrowed = [3, 4];
    torture::<sum>((), borrowed.iter().copied().chain(once(0)));
}

/// What it is resumed with has no `Debug`, and nothing has `PartialEq`.
#[test]
fn types_without_traits() {
    #[derive(Clone)]
    struct Answer(u32);
    #[derive(Debug)]
    struct Question(f64);
    #[resumable(yield = Question, resume = Answer)]
    fn ask() -> Question {
        let Answer(n) = yield_!(Question(f64::NAN));
        Question(f64::from(n))
    }
    torture::<ask>((), [Answer(7)]);
}

#[test]
fn a_panic() {
    #[resumable]
    fn divide(n: u32) -> u32 {
        yield_!();
        100 / n
    }
    torture::<divide>((0,), [()]);
    torture::<divide>((3,), [()]);
}

#[test]
fn a_delegation() {
    #[resumable(yield = u32)]
    fn twice(n: u32) -> u32 {
        counter(n).await + counter(n + 1).await
    }
    torture::<twice>((2,), repeat(()));
}

#[resumable(yield = usize)]
fn hashed(words: HashMap<String, u32>) -> u32 {
    let mut lengths = HashSet::new();
    for (word, n) in [("a", 1), ("bb", 2), ("ccc", 3)] {
        lengths.insert(word.len());
        yield_!(lengths.len());
        lengths.insert(words.len() * 10 * n);
    }
    words.values().sum()
}

/// Their order changes whenever they are restored, which does not matter.
#[test]
fn hash_maps_and_sets() {
    let words = |n: u32| {
        let words = (0..n).map(|n| (format!("word {n}"), n));
        words.collect::<HashMap<_, _>>()
    };
    for n in [0, 1, 2, 30] {
        torture::<hashed>((words(n),), repeat(()));
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Shelf {
    name: String,
    books: HashMap<String, Vec<HashSet<u8>>>,
    order: Vec<u8>,
}

#[test]
fn hash_maps_that_are_handed_out() {
    #[resumable(yield = Shelf)]
    fn shelves(n: u8) -> Vec<Shelf> {
        let mut shelves = Vec::new();
        for shelf in 0..n {
            let sets = || vec![(0..shelf).collect(), (0..=shelf).collect()];
            let books = (0..shelf).map(|book| (format!("{{{book},"), sets()));
            shelves.push(Shelf {
                name: "shelf {1, 2".into(),
                books: books.collect(),
                order: vec![2, 1, shelf],
            });
            yield_!(shelves[shelf as usize].clone());
        }
        shelves
    }
    Torture::of(shelves(4)).script(repeat(())).run();
}

/// The order of its items is always the same once restored, and another one than before.
type Map = HashMap<u32, u32, BuildHasherDefault<DefaultHasher>>;

#[resumable(yield = usize)]
fn fill() -> usize {
    let mut map = Map::default();
    map.reserve(1000);
    for n in 0..40 {
        map.insert(n, n);
    }
    yield_!(map.len());
    map.len()
}

#[test]
fn an_order_that_is_said_not_to_matter() {
    Torture::of(fill()).script([()]).any_order().run();
    let again = Torture::of(fill()).script([()]).processes(false);
    let text = failure(|| again.run());
    assert_says(
        &text,
        &[
            "what was restored is not what was saved",
            "`Torture::any_order`",
        ],
    );
}

mod deeply {
    mod nested {
        use super::super::*;

        #[test]
        fn a_test_in_modules() {
            torture::<counter>((2,), repeat(()));
        }
    }
}

#[test]
#[should_panic(expected = "after it")]
fn a_test_that_should_panic() {
    torture::<counter>((1,), repeat(()));
    panic!("after it");
}
