//! The amount has a type of its own.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
struct Cents {
    cents: u32,
}

impl From<u32> for Cents {
    fn from(cents: u32) -> Self {
        Cents { cents }
    }
}

#[resumable(name = "pay", yield = &'static str, resume = u32)]
fn pay() -> String {
    #[was(u32)]
    let amount = Cents { cents: 250 };
    let account = yield_!('account: "to which account?");
    note(account);
    format!("{amount:?} to {account}")
}

fn main() {
    drive(pay);
}
