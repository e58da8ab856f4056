//! The sum has another name.

use edits::prelude::*;

#[resumable(name = "collect", yield = &'static str, resume = u32)]
fn collect(times: u32) -> String {
    let mut sum = 100;
    let mut count = 0;
    while count < times {
        sum += yield_!('next: "how many?");
        note(sum);
        count += 1;
    }
    format!("{sum} in {count}")
}

fn main() {
    drive(|| collect(2));
}
