//! The list is gone through backwards.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let mut seen = Vec::new();
    for item in Vec::from([3_u32, 1, 2]).into_iter().rev() {
        let mark = yield_!('mark: "which mark?");
        note(item);
        seen.push((item, mark));
    }
    format!("{seen:?}")
}

fn main() {
    drive(visit);
}
