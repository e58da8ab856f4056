//! The borrow is of the other text, which was not saved.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let first = "one".to_owned();
    let second = "two".to_owned();
    note(format!("{first} or {second}"));
    let chosen = second.as_str();
    let times = yield_!('times: "how often?");
    note(chosen);
    format!("{chosen} {times} times")
}

fn main() {
    drive(visit);
}
