//! The second is asked first.

use edits::prelude::*;

#[resumable(name = "sum", yield = &'static str, resume = u32)]
fn sum() -> String {
    let second = yield_!("how many?");
    note("half of it");
    let first = yield_!("how many?");
    format!("{first} and {second}")
}

fn main() {
    drive(sum);
}
