//! A loop over every third item.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let items = Vec::from([1_u32, 2, 3, 4, 5, 6]);
    let mut seen = Vec::new();
    for item in items.iter().step_by(3) {
        yield_!('next: "next?");
        seen.push(*item);
    }
    format!("{seen:?} of {items:?}")
}

fn main() {
    drive(visit);
}
