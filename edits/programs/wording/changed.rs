//! One text has other words.

use edits::prelude::*;

#[resumable(name = "weigh", yield = &'static str, resume = u32)]
fn weigh(grams: u32) -> String {
    let mut unit = "g";
    if grams > 999 {
        unit = "kilos";
    }
    let amount = yield_!('amount: "how much?");
    note(unit);
    format!("{amount} {unit}")
}

fn main() {
    drive(|| weigh(2000));
}
