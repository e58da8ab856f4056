//! The contract asks for the signature itself, under the label at which it had waited.

use edits::prelude::*;

#[resumable(name = "contract", yield = &'static str, resume = u32)]
fn contract(id: u32) -> String {
    let name = yield_!('signature: "who signs?");
    let signature = format!("line {} by {name}", (id + 1) * 2);
    let stamp = yield_!('stamp: "which stamp?");
    format!("{id}: {signature}, stamped {stamp}")
}

fn main() {
    drive(|| contract(1));
}
