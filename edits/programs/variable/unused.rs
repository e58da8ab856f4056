//! The sum is not kept.

use edits::prelude::*;

#[resumable(name = "collect", yield = &'static str, resume = u32)]
fn collect(times: u32) -> String {
    let mut count = 0;
    while count < times {
        note(yield_!('next: "how many?"));
        count += 1;
    }
    format!("counted {count}")
}

fn main() {
    drive(|| collect(2));
}
