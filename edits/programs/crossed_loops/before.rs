//! A loop in a loop.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let mut seen = Vec::new();
    for row in 0..2_u32 {
        for column in 0..3_u32 {
            yield_!('next: "next?");
            seen.push(row * 10 + column);
        }
    }
    format!("{seen:?}")
}

fn main() {
    drive(visit);
}
