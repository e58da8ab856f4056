//! The kit for tests of one's own functions: what it lets pass, and what it finds.
#![cfg(feature = "testing")]
#![allow(
    dead_code,
    reason = "the kit calls functions by the names of their types"
)]

mod finds;
mod passes;
mod values;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The text of the panic that `test` ends in.
fn failure(test: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(test)).expect_err("the kit finds a difference");
    payload
        .downcast_ref::<String>()
        .cloned()
        .expect("it panics with a text")
}

/// Each of the parts stands in the text, in this order.
#[track_caller]
fn assert_says(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("{part:?} is not in the rest of:\n{text}");
        };
        rest = after;
    }
}
