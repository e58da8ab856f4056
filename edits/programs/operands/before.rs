//! Two operands wait for a third.

use edits::prelude::*;

fn price() -> u32 {
    note("price");
    3
}

fn quantity() -> u32 {
    note("quantity");
    5
}

fn bill(price: u32, quantity: u32, tip: u32) -> String {
    format!("{quantity} at {price}, and {tip}")
}

#[resumable(name = "dine", yield = &'static str, resume = u32)]
fn dine() -> String {
    bill(price(), quantity(), yield_!('tip: "which tip?"))
}

fn main() {
    drive(dine);
}
