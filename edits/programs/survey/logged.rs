//! There are log lines before, between and after the questions.

use edits::prelude::*;

#[resumable(name = "survey", yield = &'static str, resume = u32)]
fn survey(id: u32) -> String {
    note(format!("{id} begins"));
    let age = yield_!("how old are you?");
    note("half of it");
    let size = yield_!("how tall are you?");
    note(format!("{id}: {age}, {size}"));
    note("the end");
    format!("{id} is {age} years old and {size} tall")
}

fn main() {
    drive(|| survey(7));
}
