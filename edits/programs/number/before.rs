//! A number without a sign.

use edits::prelude::*;

#[resumable(name = "keep", yield = &'static str, resume = u32)]
fn keep(value: u32) -> String {
    let more = yield_!('more: "how much more?");
    note("more");
    format!("{value:?} and {more}")
}

fn main() {
    drive(|| keep(6));
}
