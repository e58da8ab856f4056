//! The sum has a sign.

use edits::prelude::*;

#[resumable(name = "collect", yield = &'static str, resume = u32)]
fn collect(times: u32) -> String {
    let mut total = 100_i64;
    let mut count = 0;
    while count < times {
        total += i64::from(yield_!('next: "how many?"));
        note(total);
        count += 1;
    }
    format!("{total} in {count}")
}

fn main() {
    drive(|| collect(2));
}
