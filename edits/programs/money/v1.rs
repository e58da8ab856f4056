//! An amount in cents.

use edits::prelude::*;

#[resumable(name = "pay", yield = &'static str, resume = u32)]
fn pay() -> String {
    let amount = 250_u32;
    let account = yield_!('account: "to which account?");
    note(account);
    format!("{amount:?} to {account}")
}

fn main() {
    drive(pay);
}
