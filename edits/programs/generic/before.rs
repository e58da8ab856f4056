//! What is kept is a number without a sign.

use edits::prelude::*;
use resumable::Live;

#[resumable(name = "keep", yield = &'static str, resume = u32)]
fn keep<T: Live + std::fmt::Debug>(value: T) -> String {
    let more = yield_!('more: "how much more?");
    note("more");
    format!("{value:?} and {more}")
}

fn main() {
    drive(|| keep(6_u32));
}
