//! Any bytes are restored to a task or refused, and a task that is taken can be answered, cancelled and saved: no panic.
//!
//! An input is the number of a kind of task, and a snapshot without its checksum, which is made right here.
#![no_main]

use std::panic;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tests::allocations::Counting;
use tests::waiting::{TaskKind, is_of_an_item, task_kinds, with_checksum};

/// How often a task that is taken is answered or cancelled.
const STEPS: usize = 16;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What is found out once per process is found out before memory is counted.
static KINDS: LazyLock<Vec<TaskKind>> = LazyLock::new(|| {
    let kinds = Vec::from(task_kinds());
    for kind in &kinds {
        assert!((kind.attempt)(&(kind.snapshot)(), STEPS));
    }
    kinds
});

fuzz_target!(
    init: {
        // The fuzzer's ends the process at every panic, before it could be caught.
        let end = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !panic.payload_as_str().is_some_and(is_of_an_item) {
                end(panic);
            }
        }));
    },
    |input: &[u8]| {
        let [number, body @ ..] = input else { return };
        let kind = &KINDS[usize::from(*number) % KINDS.len()];
        (kind.attempt)(&with_checksum(body), STEPS);
    }
);
