//! The label is another, and the function says what it was.

use edits::prelude::*;

#[resumable(name = "order", yield = &'static str, resume = u32, renamed("amount" => "quantity"))]
fn order(item: u32) -> String {
    let amount = yield_!('quantity: "how many?");
    note(format!("{amount} ordered"));
    format!("{amount} of {item}")
}

fn main() {
    drive(|| order(9));
}
