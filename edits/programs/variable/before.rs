//! A sum of what is answered.

use edits::prelude::*;

#[resumable(name = "collect", yield = &'static str, resume = u32)]
fn collect(times: u32) -> String {
    let mut total = 100;
    let mut count = 0;
    while count < times {
        total += yield_!('next: "how many?");
        note(total);
        count += 1;
    }
    format!("{total} in {count}")
}

fn main() {
    drive(|| collect(2));
}
