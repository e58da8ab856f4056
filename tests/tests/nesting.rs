//! Every form inside every other; written by `build.rs`.
#![allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    dropping_copy_types,
    irrefutable_let_patterns,
    redundant_semicolons,
    unused_assignments,
    unused_braces,
    unused_imports,
    unused_parens,
    unused_variables,
    for_loops_over_fallibles,
    reason = "programs are written as their authors would write them"
)]

use tests::*;

/// Small numbers to resume with.
fn answers(factor: u32, modulus: u32) -> Vec<u32> {
    (1..60).map(|i| i * i * factor % modulus).collect()
}

include!(concat!(env!("OUT_DIR"), "/nesting.rs"));
