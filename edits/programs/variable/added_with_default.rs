//! The largest answer is kept as well, with what it was before it was kept.

use edits::prelude::*;

#[resumable(name = "collect", yield = &'static str, resume = u32)]
fn collect(times: u32) -> String {
    let mut total = 100;
    #[default(1)]
    let mut largest = 0;
    let mut count = 0;
    while count < times {
        let answer = yield_!('next: "how many?");
        total += answer;
        largest = answer.max(largest);
        note(total);
        count += 1;
    }
    format!("{total} in {count}, up to {largest}")
}

fn main() {
    drive(|| collect(2));
}
