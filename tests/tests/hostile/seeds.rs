//! The snapshots that the fuzzers begin with, which are those of these tests.

use std::path::Path;
use std::{env, fs};

use super::{body, snapshots, tasks::tasks};

const UPDATE: &str = "UPDATE_SEEDS";

/// A seed is what a fuzz target takes: the number of the kind, and a snapshot without its checksum.
fn check(target: &str, seeds: impl Iterator<Item = (&'static str, Vec<u8>)>) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    for (number, (name, snapshot)) in (0_u8..).zip(seeds) {
        let seed = [&[number], body(&snapshot)].concat();
        let path = corpus.join(target).join(format!("seed-{name}"));
        if env::var_os(UPDATE).is_some() {
            fs::write(&path, &seed).expect("the directory exists");
        }
        let found = fs::read(&path).unwrap_or_default();
        assert_eq!(
            found, seed,
            "{target} {name}: `{UPDATE}=1 cargo test -p tests --test hostile seeds` writes the seeds anew"
        );
    }
}

#[test]
fn seeds_are_current() {
    let calls = snapshots().into_iter();
    check("restore", calls.map(|(kind, bytes)| (kind.name, bytes)));
    let tasks = tasks().into_iter();
    check("tasks", tasks.map(|(kind, bytes)| (kind.name, bytes)));
}
