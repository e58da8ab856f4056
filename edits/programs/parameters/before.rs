//! Two numbers.

use edits::prelude::*;

#[resumable(name = "multiply", yield = &'static str, resume = u32)]
fn multiply(left: u32, right: u32) -> String {
    let factor = yield_!('factor: "how often?");
    note(factor);
    format!("{left} and {right}, {factor} times")
}

fn main() {
    drive(|| multiply(2, 3));
}
