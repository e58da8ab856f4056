//! It counts up to another number.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let mut seen = Vec::new();
    for number in 0..4_u32 {
        let mark = yield_!('mark: "which mark?");
        note(number);
        seen.push((number, mark));
    }
    format!("{seen:?}")
}

fn main() {
    drive(visit);
}
