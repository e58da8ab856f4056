//! A loop over the letters of a text.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let text = "nüt".to_owned();
    let mut seen = String::new();
    for letter in text.chars() {
        yield_!('next: "next?");
        note(letter as u32);
        seen.push_str(&(letter as u32).to_string());
    }
    format!("{seen} of {text}")
}

fn main() {
    drive(visit);
}
