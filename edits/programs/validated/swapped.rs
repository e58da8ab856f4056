//! The numbers have changed places.

use edits::prelude::*;

/// A text that begins with `AC-`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Code(String);

impl TryFrom<String> for Code {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        if text.starts_with("AC-") {
            Ok(Code(text))
        } else {
            Err("a code begins with AC-")
        }
    }
}

impl From<Code> for String {
    fn from(code: Code) -> String {
        code.0
    }
}

impl Clone for Code {
    fn clone(&self) -> Self {
        Code(self.0.clone())
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Account {
    code: Code,
    limit: u32,
    balance: u32,
}

#[resumable(name = "book", yield = &'static str, resume = u32)]
fn book(accounts: Vec<Account>) -> String {
    let amount = yield_!('amount: "how much?");
    note(amount);
    let limits: Vec<u32> = accounts.iter().map(|account| account.limit).collect();
    format!("{amount} up to {limits:?}")
}

fn main() {
    drive(|| {
        book(vec![Account {
            code: Code("AC-1".to_owned()),
            balance: 3,
            limit: 5,
        }])
    });
}
