//! A question with a label.

use edits::prelude::*;

#[resumable(name = "order", yield = &'static str, resume = u32)]
fn order(item: u32) -> String {
    let amount = yield_!('amount: "how many?");
    note(format!("{amount} ordered"));
    format!("{amount} of {item}")
}

fn main() {
    drive(|| order(9));
}
