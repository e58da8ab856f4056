//! The texts have changed places.

use edits::prelude::*;
#[resumable(name = "weigh", yield = &'static str, resume = u32)]
fn weigh(grams: u32) -> String {
    let unit = if grams > 999 { "kg" } else { "g" };
    let amount = yield_!('amount: "how much?");
    note(unit);
    format!("{amount} {unit}")
}

fn main() {
    drive(|| weigh(2000));
}
