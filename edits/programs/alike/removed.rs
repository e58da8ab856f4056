//! It is asked once.

use edits::prelude::*;

#[resumable(name = "sum", yield = &'static str, resume = u32)]
fn sum() -> String {
    let first = yield_!("how many?");
    let second = 0;
    format!("{first} and {second}")
}

fn main() {
    drive(sum);
}
