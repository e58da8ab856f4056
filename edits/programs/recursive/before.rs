//! A list of numbers that holds itself.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
struct Chain {
    number: u32,
    rest: Option<Box<Chain>>,
}

#[resumable(name = "pull", yield = &'static str, resume = u32)]
fn pull(chain: Chain) -> String {
    let force = yield_!('pull: "how hard?");
    note("pulled");
    format!("{chain:?} pulled by {force}")
}

fn main() {
    drive(|| {
        let rest = Chain {
            number: 2,
            rest: None,
        };
        pull(Chain {
            number: 1,
            rest: Some(Box::new(rest)),
        })
    });
}
