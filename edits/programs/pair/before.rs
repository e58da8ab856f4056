//! Two numbers of different sizes.

use edits::prelude::*;

#[resumable(name = "keep", yield = &'static str, resume = u32)]
fn keep(value: (u8, u16)) -> String {
    let more = yield_!('more: "how much more?");
    note("more");
    format!("{value:?} and {more}")
}

fn main() {
    drive(|| keep((1, 2)));
}
