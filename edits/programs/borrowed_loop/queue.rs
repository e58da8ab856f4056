//! The list is a queue.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let items = std::collections::VecDeque::from([3_u64, 1, 2]);
    let mut seen = Vec::new();
    for item in items.iter() {
        let mark = yield_!('mark: "which mark?");
        note(item);
        seen.push((*item, mark));
    }
    format!("{seen:?} of {items:?}")
}

fn main() {
    drive(visit);
}
