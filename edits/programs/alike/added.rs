//! It is asked a third time, in between.

use edits::prelude::*;

#[resumable(name = "sum", yield = &'static str, resume = u32)]
fn sum() -> String {
    let first = yield_!("how many?");
    let third = yield_!("how many?");
    note(format!("{third} in between"));
    let second = yield_!("how many?");
    format!("{first} and {second}")
}

fn main() {
    drive(sum);
}
