//! The numbers have changed places.

use edits::prelude::*;

#[resumable(name = "multiply", yield = &'static str, resume = u32)]
fn multiply(right: u32, left: u32) -> String {
    let factor = yield_!('factor: "how often?");
    note(factor);
    format!("{left} and {right}, {factor} times")
}

fn main() {
    drive(|| multiply(2, 3));
}
