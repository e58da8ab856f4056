//! A borrow of one of two texts.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let first = "one".to_owned();
    let second = "two".to_owned();
    note(format!("{first} or {second}"));
    let chosen = first.as_str();
    let times = yield_!('times: "how often?");
    note(chosen);
    format!("{chosen} {times} times")
}

fn main() {
    drive(visit);
}
