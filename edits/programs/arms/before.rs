//! One question in two arms.

use edits::prelude::*;

#[resumable(name = "greet", yield = &'static str, resume = u32)]
fn greet(guest: bool) -> String {
    match guest {
        true => {
            let name = yield_!("who are you?");
            format!("welcome, guest {name}")
        }
        false => {
            let name = yield_!("who are you?");
            format!("hello, member {name}")
        }
    }
}

fn main() {
    drive(|| greet(false));
}
