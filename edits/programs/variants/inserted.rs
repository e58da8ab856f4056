//! Between them there is a third.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
enum Decision {
    Approved,
    Deferred,
    Rejected,
}

#[resumable(name = "review", yield = &'static str, resume = u32)]
fn review(decision: Decision) -> String {
    let reviewer = yield_!('confirm: "who confirms?");
    note("confirmed");
    format!("{decision:?}, confirmed by {reviewer}")
}

fn main() {
    drive(|| review(Decision::Rejected));
}
