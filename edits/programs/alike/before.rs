//! One question twice.

use edits::prelude::*;

#[resumable(name = "sum", yield = &'static str, resume = u32)]
fn sum() -> String {
    let first = yield_!("how many?");
    note("half of it");
    let second = yield_!("how many?");
    format!("{first} and {second}")
}

fn main() {
    drive(sum);
}
