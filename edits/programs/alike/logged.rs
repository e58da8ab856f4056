//! There are log lines around it.

use edits::prelude::*;

#[resumable(name = "sum", yield = &'static str, resume = u32)]
fn sum() -> String {
    let first = yield_!("how many?");
    note("half of it");
    note("now the second");
    let second = yield_!("how many?");
    note("the end");
    format!("{first} and {second}")
}

fn main() {
    drive(sum);
}
