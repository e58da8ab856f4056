//! One of them holds something.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
enum Decision {
    Approved,
    Rejected(u8),
}

#[resumable(name = "review", yield = &'static str, resume = u32)]
fn review(decision: Decision) -> String {
    let reviewer = yield_!('confirm: "who confirms?");
    note("confirmed");
    format!("{decision:?}, confirmed by {reviewer}")
}

fn main() {
    drive(|| review(Decision::Rejected(0)));
}
