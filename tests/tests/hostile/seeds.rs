//! The snapshots that the fuzzer begins with, which are those of these tests.

use std::path::Path;
use std::{env, fs};

use super::{body, snapshots};

const UPDATE: &str = "UPDATE_SEEDS";

/// A seed is what the fuzz target takes: the number of the kind, and a snapshot without its checksum.
#[test]
fn seeds_are_current() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/restore");
    for (number, (kind, snapshot)) in (0_u8..).zip(snapshots()) {
        let seed = [&[number], body(&snapshot)].concat();
        let path = directory.join(format!("seed-{}", kind.name));
        if env::var_os(UPDATE).is_some() {
            fs::write(&path, &seed).expect("the directory exists");
        }
        let found = fs::read(&path).unwrap_or_default();
        assert_eq!(
            found, seed,
            "{}: `{UPDATE}=1 cargo test -p tests --test hostile seeds` writes the seeds anew",
            kind.name
        );
    }
}
