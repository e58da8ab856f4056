//! Something else signs.

use edits::prelude::*;
#[resumable(name = "initial", yield = &'static str, resume = u32)]
fn initial(page: u32) -> String {
    let name = yield_!('name: "who signs?");
    note(format!("signed by {name}"));
    format!("page {page} by {name}")
}

#[resumable(name = "contract", yield = &'static str, resume = u32)]
fn contract(id: u32) -> String {
    let signature = initial(id + 1).await;
    let stamp = yield_!('stamp: "which stamp?");
    format!("{id}: {signature}, stamped {stamp}")
}

fn main() {
    drive(|| contract(1));
}
