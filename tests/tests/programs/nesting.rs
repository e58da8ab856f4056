//! Every form inside every other; written by `build.rs`.

use tests::*;

/// Small numbers to resume with.
fn answers(factor: u32, modulus: u32) -> Vec<u32> {
    (1..60).map(|i| i * i * factor % modulus).collect()
}

include!(concat!(env!("OUT_DIR"), "/nesting.rs"));
