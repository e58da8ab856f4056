//! The checkout program, run for real and killed at all of its moments; the books of the services are the judge.
//!
//! The program's modules are also compiled into this test, under the name of the program's own crate: a [`Driver`] that
//! is dropped halfway leaves exactly the store of a process that was killed there. No test waits for a clock.

#[path = "../support/mod.rs"]
mod support;

#[path = "../../checkout/driver.rs"]
#[allow(
    dead_code,
    reason = "some of it is for the program, which is not part of this test"
)]
mod driver;
#[path = "../../checkout/fuse.rs"]
#[allow(dead_code, reason = "as above")]
mod fuse;
#[path = "../../checkout/orders.rs"]
mod orders;
#[path = "../../checkout/services.rs"]
#[allow(dead_code, reason = "as above")]
mod services;
#[path = "../../checkout/store.rs"]
#[allow(dead_code, reason = "as above")]
mod store;
#[path = "../../checkout/workflow.rs"]
#[allow(dead_code, reason = "as above")]
mod workflow;

use std::path::Path;

use fastrand::Rng;
use resumable::task::Task;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::{
    driver::Driver,
    store::{Clock, Store},
    support::run,
};

fn scratch() -> TempDir {
    tempfile::tempdir().expect("a directory can be made")
}

/// Runs the program; what it printed.
fn checkout<const N: usize>(directory: &TempDir, arguments: [&str; N]) -> String {
    let mut command = support::example("checkout", directory.path());
    let done = run(command.arg("--skip-waits").args(arguments));
    assert_eq!((done.code, &*done.stderr), (Some(0), ""));
    done.stdout
}

/// The line of a report that says how the orders have ended.
fn outcomes(report: &str) -> &str {
    let line = report.lines().find(|line| line.contains("orders:"));
    line.unwrap_or_else(|| panic!("{report}"))
}

#[test]
fn killed_thirty_times_each_effect_is_applied_once() {
    let directory = scratch();
    let report = checkout(&directory, ["--chaos", "30"]);
    assert!(report.starts_with("killed 30 times\n"), "{report}");
    for ending in [
        "shipped",
        "cancelled",
        "card declined",
        "out of stock",
        "no label",
        "no courier in time",
    ] {
        assert!(outcomes(&report).contains(ending), "{report}");
    }
    // Some were carried out by processes that died before they could store the answer.
    assert!(!report.contains("; 0 were asked again"), "{report}");

    let uninterrupted = checkout(&directory, ["--store", "uninterrupted.db"]);
    assert_eq!(outcomes(&report), outcomes(&uninterrupted));
    assert!(uninterrupted.contains("; 0 were asked again"));
}

#[test]
fn more_kills_than_answers() {
    let directory = scratch();
    let report = checkout(&directory, ["--orders", "2", "--chaos", "20"]);
    assert!(report.starts_with("killed 20 times\n2 orders:"), "{report}");
}

#[test]
fn a_run_that_is_over_changes_nothing_more() {
    let directory = scratch();
    let report = checkout(&directory, ["--orders", "9", "--seed", "3"]);
    assert_eq!(
        checkout(&directory, ["--orders", "9", "--seed", "4"]),
        report
    );
}

fn open(store: &Path, seed: u64) -> Driver {
    Driver::open(store, 4, Clock::Jumping, Rng::with_seed(seed)).expect("the store is sound")
}

#[test]
fn a_new_process_for_every_step() {
    let directory = scratch();
    let store = directory.path().join("checkout.db");
    let mut steps = 0;
    // An answer that is on its way is lost with the process, so that each takes two steps.
    while {
        let mut driver = open(&store, steps);
        driver.step().unwrap() && driver.step().unwrap()
    } {
        steps += 1;
        assert_requests_are_those_of_the_tasks(&store);
    }
    let driver = open(&store, steps);
    let ended = driver.store.ended().unwrap();
    assert_eq!(ended.len(), 4);
    for (placed, outcome) in &ended {
        orders::audit(placed, outcome, &driver.services, true).unwrap();
    }
    assert!(steps > 40, "{steps}");
}

/// A snapshot is never in the store without the requests that it waits for.
fn assert_requests_are_those_of_the_tasks(store: &Path) {
    let tasks = Store::open(store, Clock::Jumping).unwrap().tasks().unwrap();
    let pending = |(purchase, task): &(u64, Task<workflow::checkout>)| {
        let pending = task
            .pending()
            .map(|(request, _)| (*purchase, request.number()));
        pending.collect::<Vec<_>>()
    };
    let pending: Vec<_> = tasks.iter().flat_map(pending).collect();
    let db = Connection::open(store).unwrap();
    let mut statement = db
        .prepare("SELECT purchase, id FROM request ORDER BY purchase, id")
        .unwrap();
    let rows = statement
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let stored: Vec<(u64, u64)> = rows.collect::<Result<_, _>>().unwrap();
    assert_eq!(stored, pending);
}

#[test]
fn other_orders_killed_at_other_moments() {
    let directory = scratch();
    for seed in 0..2 {
        let report = checkout(
            &directory,
            [
                "--orders",
                "5",
                "--chaos",
                "5",
                "--seed",
                &seed.to_string(),
                "--store",
                &format!("{seed}.db"),
            ],
        );
        assert!(report.contains("\n5 orders:"), "{report}");
    }
}
