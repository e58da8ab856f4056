//! The loop is over the bytes of the text.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let text = "nüt".to_owned();
    let mut seen = String::new();
    for letter in text.bytes() {
        yield_!('next: "next?");
        note(letter as u32);
        seen.push_str(&(letter as u32).to_string());
    }
    format!("{seen} of {text}")
}

fn main() {
    drive(visit);
}
