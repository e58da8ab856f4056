//! The contract waits for the same with other arguments, under the same label.

use edits::prelude::*;

#[resumable(name = "sign", yield = &'static str, resume = u32)]
fn sign(page: u32) -> String {
    let line = page * 2;
    let name = yield_!('name: "who signs?");
    note(format!("signed by {name}"));
    format!("line {line} by {name}")
}

#[resumable(name = "contract", yield = &'static str, resume = u32)]
fn contract(id: u32) -> String {
    let page = id + 1;
    let signature = await_!('signature: sign(page));
    let stamp = yield_!('stamp: "which stamp?");
    format!("{id}: {signature}, stamped {stamp}")
}

fn main() {
    drive(|| contract(1));
}
