//! The text stands first.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Key {
    Text(String),
    Number(u32),
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
