//! The text is bytes.

use edits::prelude::*;

#[resumable(name = "keep", yield = &'static str, resume = u32)]
fn keep(value: Vec<u8>) -> String {
    let more = yield_!('more: "how much more?");
    note("more");
    format!("{value:?} and {more}")
}

fn main() {
    drive(|| keep(b"abc".to_vec()));
}
