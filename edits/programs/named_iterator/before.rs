//! A loop over an iterator with a name.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let items = Vec::from([3_u64, 1, 2, 5]);
    let mut left = items.iter().skip(1);
    let mut seen = Vec::new();
    while let Some(item) = left.next() {
        let mark = yield_!('mark: "which mark?");
        note(item);
        seen.push((*item, mark));
    }
    format!("{seen:?} of {items:?}")
}

fn main() {
    drive(visit);
}
