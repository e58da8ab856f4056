//! Functions that keep something outside of their variables, and tests that are not the same in a fresh process.

use std::cell::Cell;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use resumable::testing::{Torture, torture};
use resumable::{Definition, resumable};

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
