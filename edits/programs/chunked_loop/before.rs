//! A loop over two items at a time.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let items = Vec::from([1_u32, 2, 3, 4, 5, 6]);
    let mut seen = Vec::new();
    for pair in items.chunks(2) {
        yield_!('next: "next?");
        seen.push(pair.to_vec());
    }
    format!("{seen:?} of {items:?}")
}

fn main() {
    drive(visit);
}
