//! Two calls are kept in a list, and run in turn.

use edits::prelude::*;

#[resumable(name = "sign", yield = &'static str, resume = u32)]
fn sign(page: u32) -> String {
    let line = page * 2;
    let name = yield_!('name: "who signs?");
    note(format!("signed by {name}"));
    format!("line {line} by {name}")
}

#[resumable(name = "desk", yield = &'static str, resume = u32)]
fn desk() -> String {
    let mut ends = Vec::new();
    let calls = vec![sign(1), sign(2)];
    for call in calls {
        ends.push(call.await);
    }
    format!("{ends:?}")
}

fn main() {
    drive(desk);
}
