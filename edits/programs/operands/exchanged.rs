//! The operands have changed places.

use edits::prelude::*;

fn price() -> u32 {
    note("price");
    3
}

fn quantity() -> u32 {
    note("quantity");
    5
}

fn bill(quantity: u32, price: u32, tip: u32) -> String {
    format!("{quantity} at {price}, and {tip}")
}

#[resumable(name = "dine", yield = &'static str, resume = u32)]
fn dine() -> String {
    bill(quantity(), price(), yield_!('tip: "which tip?"))
}

fn main() {
    drive(dine);
}
