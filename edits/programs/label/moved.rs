//! The question with the label is asked in a loop.

use edits::prelude::*;

#[resumable(name = "order", yield = &'static str, resume = u32)]
fn order(item: u32) -> String {
    let mut amount = 0;
    while amount == 0 {
        amount = yield_!('amount: "how many?");
    }
    note(format!("{amount} ordered"));
    format!("{amount} of {item}")
}

fn main() {
    drive(|| order(9));
}
