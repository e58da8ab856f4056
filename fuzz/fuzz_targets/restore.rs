//! Any bytes are restored to a call or refused: no panic, no stack overflow, and no more memory than a multiple of them.
//!
//! An input is the number of a kind of call, and a snapshot without its checksum, which is made right here.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tests::allocations::Counting;
use tests::waiting::{Kind, attempt, kinds, with_checksum};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What is found out once per process is found out before memory is counted.
static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let kinds = Vec::from(kinds());
    for kind in &kinds {
        assert!(attempt(kind, &kind.snapshot()));
    }
    kinds
});

fuzz_target!(|input: &[u8]| {
    let [number, body @ ..] = input else { return };
    let kind = &KINDS[usize::from(*number) % KINDS.len()];
    attempt(kind, &with_checksum(body));
});
