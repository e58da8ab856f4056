//! One number has a sign, and the function says what it was.

use edits::prelude::*;

#[resumable(name = "multiply", yield = &'static str, resume = u32)]
fn multiply(#[was(u32)] left: i64, right: u32) -> String {
    let factor = yield_!('factor: "how often?");
    note(factor);
    format!("{left} and {right}, {factor} times")
}

fn main() {
    drive(|| multiply(2, 3));
}
