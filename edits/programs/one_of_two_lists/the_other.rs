//! A loop over the other list.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let items = Vec::from([1_u32, 2, 3]);
    let others = Vec::from([10_u32]);
    let mut seen = Vec::new();
    for item in &others {
        yield_!('next: "next?");
        seen.push(*item);
    }
    format!("{seen:?} of {items:?} and {others:?}")
}

fn main() {
    drive(visit);
}
