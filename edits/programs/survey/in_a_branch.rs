//! One question is asked only of some.

use edits::prelude::*;

#[resumable(name = "survey", yield = &'static str, resume = u32)]
fn survey(id: u32) -> String {
    let age = yield_!("how old are you?");
    let size = if age > 3 {
        yield_!("how tall are you?")
    } else {
        0
    };
    note(format!("{id}: {age}, {size}"));
    format!("{id} is {age} years old and {size} tall")
}

fn main() {
    drive(|| survey(7));
}
