//! The loop counts for itself.

use edits::prelude::*;

#[resumable(name = "collect", yield = &'static str, resume = u32)]
fn collect(times: u32) -> String {
    let mut total = 100;
    for _ in 0..times {
        total += yield_!('next: "how many?");
        note(total);
    }
    format!("{total} in {times}")
}

fn main() {
    drive(|| collect(2));
}
