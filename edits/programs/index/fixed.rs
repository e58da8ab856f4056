//! The place has 64 bits everywhere.

use edits::prelude::*;

#[resumable(name = "walk", yield = &'static str, resume = u32)]
fn walk(steps: u32) -> String {
    let mut place = 0_u64;
    for _ in 0..steps {
        place += yield_!('step: "how far?") as u64;
        note(place);
    }
    place.to_string()
}

fn main() {
    drive(|| walk(2));
}
