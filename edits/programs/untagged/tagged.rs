//! The key says what it is.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
enum Key {
    Number(u32),
    Text(String),
}

#[resumable(name = "look", yield = &'static str, resume = u32)]
fn look(key: Key) -> String {
    let place = yield_!('place: "in which place?");
    note("looked");
    format!("{key:?} in {place}")
}

fn main() {
    drive(|| look(Key::Number(4)));
}
