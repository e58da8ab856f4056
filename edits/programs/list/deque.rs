//! The numbers are a queue.

use edits::prelude::*;

#[resumable(name = "keep", yield = &'static str, resume = u32)]
fn keep(value: std::collections::VecDeque<u32>) -> String {
    let more = yield_!('more: "how much more?");
    note("more");
    format!("{value:?} and {more}")
}

fn main() {
    drive(|| keep(vec![2, 1, 2].into()));
}
