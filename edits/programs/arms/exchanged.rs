//! The arms have changed places.

use edits::prelude::*;

#[resumable(name = "greet", yield = &'static str, resume = u32)]
fn greet(guest: bool) -> String {
    match guest {
        false => {
            let name = yield_!("who are you?");
            format!("hello, member {name}")
        }
        true => {
            let name = yield_!("who are you?");
            format!("welcome, guest {name}")
        }
    }
}

fn main() {
    drive(|| greet(false));
}
