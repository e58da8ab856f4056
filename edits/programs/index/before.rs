//! A place in a list, as wide as memory.

use edits::prelude::*;

#[resumable(name = "walk", yield = &'static str, resume = u32)]
fn walk(steps: u32) -> String {
    let mut place = 0_usize;
    for _ in 0..steps {
        place += yield_!('step: "how far?") as usize;
        note(place);
    }
    place.to_string()
}

fn main() {
    drive(|| walk(2));
}
