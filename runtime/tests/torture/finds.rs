//! Functions that a restart changes.

use std::cell::Cell;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use resumable::testing::{Torture, torture};
use resumable::{Definition, resumable};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use crate::{assert_says, failure};

const FRESH: &str = "restored in a fresh process at every yield";

thread_local! {
    static KEPT: Cell<u32> = const { Cell::new(0) };
}

/// Keeps a number outside of its variables.
#[resumable(yield = u32)]
fn keeps(n: u32) -> u32 {
    let more = n + 1;
    KEPT.set(more);
    yield_!(n);
    yield_!(KEPT.get());
    more
}

#[test]
fn a_thread_local_is_found_in_a_fresh_process() {
    let text = failure(|| torture::<keeps>((4,), [(); 2]));
    let place = |yields: usize| keeps::LOCATIONS[yields].to_string();
    assert_says(
        &text,
        &[
            keeps::NAME,
            FRESH,
            "at resume 1: it yielded something else",
            "uninterrupted:\n",
            "waited   keeps at",
            &place(1),
            "more: 5",
            "yielded  5\n",
            &place(2),
            FRESH,
            "waited   keeps at",
            &place(1),
            "more: 5",
            "yielded  0\n",
            "depends on something of the process",
        ],
    );
    // Without fresh processes it is not seen.
    Torture::of(keeps(4)).script([(); 2]).processes(false).run();
}

#[test]
fn the_number_of_the_process() {
    #[resumable(yield = u32)]
    fn ids() {
        yield_!(0);
        yield_!(process::id());
    }
    let text = failure(|| torture::<ids>((), [(); 2]));
    assert_says(
        &text,
        &[
            ids::NAME,
            FRESH,
            "at resume 1: it yielded",
            "depends on something of the process",
        ],
    );
}

#[test]
fn what_differs_from_run_to_run() {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    #[resumable(yield = u32)]
    fn counts() {
        yield_!(0);
        yield_!(CALLS.fetch_add(1, Ordering::Relaxed));
    }
    let text = failure(|| torture::<counts>((), [(); 2]));
    assert_says(
        &text,
        &[
            "restored at every yield, at resume 1: it yielded",
            "yielded  0",
            "yielded  1",
            "Run again uninterrupted, it differs too",
        ],
    );
}

/// Its count is not saved.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Forgetful {
    name: String,
    #[serde(skip)]
    count: u32,
}

#[test]
fn a_field_that_is_not_saved() {
    #[resumable(yield = u32)]
    fn remembers() -> u32 {
        let thing = Forgetful {
            name: "it".into(),
            count: 7,
        };
        yield_!(1);
        thing.count
    }
    let text = failure(|| torture::<remembers>((), [()]));
    assert_says(
        &text,
        &[
            "restored at every yield, at resume 1: it returned something else",
            "{ thing: Forgetful { name: \"it\" } }",
            "returned 7",
            "returned 0",
            "something that it needs is not in its snapshot",
        ],
    );
}

/// A value that is read as another one than was written.
#[derive(Debug, Serialize)]
struct Misread(Vec<u32>);

impl<'de> Deserialize<'de> for Misread {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut values = Vec::deserialize(deserializer)?;
        values.reverse();
        Ok(Misread(values))
    }
}

#[resumable(yield = usize)]
fn misread(values: Vec<u32>) -> usize {
    let values = Misread(values);
    yield_!(0);
    values.0.len()
}

#[test]
fn a_value_that_is_read_as_another_one() {
    let text = failure(|| torture::<misread>((vec![1, 2],), [()]));
    assert_says(
        &text,
        &[
            misread::NAME,
            "restored at every yield, at resume 1: what was restored is not what was saved",
            "waited   misread at",
            "{ values: Misread([1, 2]) }",
            "waited   misread at",
            "{ values: Misread([2, 1]) }",
            "in another order",
        ],
    );
    // It is a matter of order, for those who do not care.
    Torture::of(misread(vec![1, 2]))
        .script([()])
        .any_order()
        .processes(false)
        .run();
}

#[test]
fn a_last_value_that_is_read_as_another_one() {
    let text = failure(|| torture::<misread>((vec![1, 2],), []));
    assert_says(
        &text,
        &["at resume 1: what was restored is not what was saved"],
    );
}

/// A value that loses a part when it is read.
#[derive(Debug, Serialize)]
struct Clipped(Vec<u32>);

impl<'de> Deserialize<'de> for Clipped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut values = Vec::deserialize(deserializer)?;
        values.pop();
        Ok(Clipped(values))
    }
}

#[test]
fn a_value_that_loses_a_part() {
    #[resumable]
    fn clipped() -> usize {
        let values = Clipped(vec![1, 2]);
        yield_!();
        values.0.len()
    }
    let text = failure(|| torture::<clipped>((), [()]));
    assert_says(
        &text,
        &[
            "{ values: Clipped([1, 2]) }",
            "{ values: Clipped([1]) }",
            "each other's reverse",
        ],
    );
}

/// Counts how often it was read, which its `Debug` text does not show.
#[derive(Debug)]
struct Counted(u32);

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = if serializer.is_human_readable() {
            0
        } else {
            self.0
        };
        serializer.serialize_u32(shown)
    }
}

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Counted(u32::deserialize(deserializer)? + 1))
    }
}

#[test]
fn bytes_that_differ_unseen() {
    #[resumable]
    fn counted() -> u32 {
        let value = Counted(1);
        yield_!();
        value.0
    }
    let text = failure(|| torture::<counted>((), [()]));
    assert_says(
        &text,
        &[
            "at resume 1: what was restored has another snapshot than what was saved, although it looks alike",
            "writes more than",
        ],
    );
}

#[derive(Debug)]
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(ser::Error::custom("it is of stone"))
    }
}

impl<'de> Deserialize<'de> for Unwritable {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Unwritable)
    }
}

#[test]
fn a_value_that_is_not_written() {
    #[resumable]
    fn unwritable() -> (String, Unwritable) {
        let name = String::from("a tablet");
        let value = Unwritable;
        yield_!();
        (name, value)
    }
    let text = failure(|| torture::<unwritable>((), [()]));
    assert_says(
        &text,
        &[
            unwritable::NAME,
            "uninterrupted, at resume 1: it has no snapshot where it waits",
            "the variable `value` does not serialize: it is of stone",
            "waited   unwritable at",
            "name: \"a tablet\"",
        ],
    );
}

#[derive(Debug, Serialize)]
struct Unreadable(u8);

impl<'de> Deserialize<'de> for Unreadable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u8::deserialize(deserializer)? {
            77 => Err(de::Error::custom("the ink is gone")),
            value => Ok(Unreadable(value)),
        }
    }
}

#[test]
fn a_value_that_is_not_read() {
    #[resumable]
    fn unreadable() -> Unreadable {
        let value = Unreadable(77);
        yield_!();
        value
    }
    let text = failure(|| torture::<unreadable>((), [()]));
    assert_says(
        &text,
        &[
            "restored at every yield, at resume 1: its snapshot does not restore",
            "the ink is gone",
            "waited   unreadable at",
            "{ value: Unreadable(77) }",
        ],
    );
}

/// Whether this is the process that began the call.
fn began_here() -> bool {
    KEPT.get() == 99
}

#[resumable(yield = &'static str)]
fn ways(kind: u32) -> u32 {
    KEPT.set(99);
    yield_!("begun");
    match (began_here(), kind) {
        (false, 0) => yield_!('elsewhere: "on"),
        (false, 1) => return 5,
        (false, 2) => panic!("not here"),
        _ => {}
    }
    yield_!('here: "on");
    match (began_here(), kind) {
        (true, 3) => panic!("at home"),
        (false, 3) => panic!("abroad"),
        (_, kind) => kind,
    }
}

fn failure_of_ways(kind: u32) -> String {
    failure(|| torture::<ways>((kind,), [(); 2]))
}

#[test]
fn another_place() {
    assert_says(
        &failure_of_ways(0),
        &[
            FRESH,
            "at resume 1: then it waits somewhere else",
            "waits    ways at",
            "waits    ways at",
        ],
    );
}

#[test]
fn an_end() {
    assert_says(
        &failure_of_ways(1),
        &[
            "at resume 1: it went another way",
            "yielded  \"on\"",
            "returned 5",
        ],
    );
}

#[test]
fn a_panic() {
    assert_says(
        &failure_of_ways(2),
        &[
            "at resume 1: it went another way",
            "yielded  \"on\"",
            "panicked not here",
        ],
    );
}

#[test]
fn another_panic() {
    assert_says(
        &failure_of_ways(3),
        &[
            "at resume 2: it panicked with another message",
            "panicked at home",
            "panicked abroad",
        ],
    );
}

#[test]
fn variables_that_differ() {
    #[resumable]
    fn learns() -> u32 {
        KEPT.set(99);
        yield_!();
        let learned = KEPT.get();
        yield_!();
        learned
    }
    let text = failure(|| torture::<learns>((), [(); 2]));
    assert_says(
        &text,
        &[
            FRESH,
            "at resume 1: then its variables are different",
            "{ learned: 99 }",
            "{ learned: 0 }",
        ],
    );
}

#[test]
fn a_process_that_does_not_report() {
    #[resumable]
    fn dies() {
        KEPT.set(99);
        yield_!();
        if !began_here() {
            eprintln!("far from home");
            process::exit(7);
        }
    }
    let text = failure(|| torture::<dies>((), [()]));
    assert_says(
        &text,
        &[
            dies::NAME,
            FRESH,
            "at resume 1",
            "did not report",
            "far from home",
            "waited   dies at",
        ],
    );
    assert_says(&text, &["exit", "7"]);
}

#[test]
fn a_thread_without_a_name() {
    let text = std::thread::spawn(|| failure(|| torture::<keeps>((1,), [])));
    let text = text.join().expect("the failure is caught");
    assert_says(
        &text,
        &["the thread has no name", "`Torture::processes(false)`"],
    );
}

#[test]
fn a_call_that_is_not_made_again() {
    let mut calls = 0;
    let text = failure(|| {
        // Only the first process has no such variable.
        if std::env::var_os("RESUMABLE_TORTURE_STEP").is_none() {
            torture::<keeps>((1,), []);
        } else {
            torture::<keeps>((2,), []);
        }
        calls += 1;
    });
    assert_eq!(calls, 0);
    assert_says(&text, &["is not made in a fresh process, but one at"]);
}

#[test]
fn a_script_that_is_shorter_elsewhere() {
    let length = match std::env::var_os("RESUMABLE_TORTURE_STEP") {
        None => 2,
        Some(_) => 0,
    };
    let text = failure(|| torture::<keeps>((1,), vec![(); length]));
    assert_says(&text, &[FRESH, "at resume 1", "script"]);
}

#[test]
fn a_call_that_has_ended() {
    let mut co = keeps(1);
    let _ = co.by_ref().count();
    let text = failure(|| Torture::of(co).run());
    assert_says(
        &text,
        &[
            keeps::NAME,
            "there is nothing to run, it is complete already",
        ],
    );
}

/// What is not the body's own panic is not compared but passed on.
#[test]
fn a_script_that_panics() {
    let text = std::panic::catch_unwind(|| {
        torture::<keeps>(
            (1,),
            std::iter::from_fn(|| -> Option<()> { panic!("no script") }),
        );
    });
    assert_eq!(text.unwrap_err().downcast_ref(), Some(&"no script"));
}
