//! The second is made first.

use edits::prelude::*;

#[resumable(name = "sign", yield = &'static str, resume = u32)]
fn sign(page: u32) -> String {
    let line = page * 2;
    let name = yield_!('name: "who signs?");
    note(format!("signed by {name}"));
    format!("line {line} by {name}")
}

#[resumable(name = "both", yield = &'static str, resume = u32)]
fn both() -> String {
    let second = sign(1).await;
    let first = sign(1).await;
    format!("{first}, then {second}")
}

fn main() {
    drive(both);
}
