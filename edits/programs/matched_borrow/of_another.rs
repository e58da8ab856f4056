//! The pattern is matched on the other value.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let first = Some("one".to_owned());
    let second: Option<String> = None;
    let mut seen = String::new();
    if let Some(name) = &second {
        note(name);
        yield_!('next: "next?");
        seen.push_str(name);
    }
    format!("{seen} of {first:?} and {second:?}")
}

fn main() {
    drive(visit);
}
