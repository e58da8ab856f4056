//! A contract in a file in an archive waits for its signature.

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
    format!("{id}: {}", sign(id + 1).await)
}

#[resumable(name = "archive", yield = &'static str, resume = u32)]
fn archive(shelf: u32) -> String {
    format!("{shelf}: {}", contract(shelf + 1).await)
}

fn main() {
    drive(|| archive(1));
}
