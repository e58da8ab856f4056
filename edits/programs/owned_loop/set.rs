//! The list is a set.

use edits::prelude::*;

#[resumable(name = "visit", yield = &'static str, resume = u32)]
fn visit() -> String {
    let mut seen = Vec::new();
    for item in std::collections::BTreeSet::from([3_u32, 1, 2]) {
        let mark = yield_!('mark: "which mark?");
        note(item);
        seen.push((item, mark));
    }
    format!("{seen:?}")
}

fn main() {
    drive(visit);
}
