//! The questions have changed places.

use edits::prelude::*;

#[resumable(name = "survey", yield = &'static str, resume = u32)]
fn survey(id: u32) -> String {
    let size = yield_!("how tall are you?");
    let age = yield_!("how old are you?");
    note(format!("{id}: {age}, {size}"));
    format!("{id} is {age} years old and {size} tall")
}

fn main() {
    drive(|| survey(7));
}
