//! The amount has a currency.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
struct Cents {
    cents: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Money {
    currency: String,
    cents: u64,
}

impl From<u32> for Money {
    fn from(cents: u32) -> Self {
        Money::from(Cents { cents })
    }
}

impl From<Cents> for Money {
    fn from(amount: Cents) -> Self {
        Money {
            currency: "EUR".to_owned(),
            cents: amount.cents.into(),
        }
    }
}

#[resumable(name = "pay", yield = &'static str, resume = u32)]
fn pay() -> String {
    #[was(u32)]
    #[was(Cents)]
    let amount = Money::from(250);
    let account = yield_!('account: "to which account?");
    note(account);
    format!("{amount:?} to {account}")
}

fn main() {
    drive(pay);
}
