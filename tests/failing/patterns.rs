//! Destructuring in `let`, parameters, `if let`, `while let`: every form of pattern, by value.

use serde::{Deserialize, Serialize};
use tests::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
    address: Address,
    emails: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Address {
    street: String,
    number: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Pair(i32, i32);

fn ada() -> User {
    User {
        name: "Ada".to_owned(),
        address: Address {
            street: "Main".to_owned(),
            number: 12,
        },
        emails: vec!["a@x".to_owned(), "b@y".to_owned()],
    }
}

program! {
    mod partial_moves;

    #[resumable(yield = usize)]
    fn partial(user: User) -> String {
        let User { name, .. } = user;
        yield_!(name.len());
        let emails = user.emails;
        yield_!(emails.len());
        let Address { number, .. } = user.address;
        format!("{name} {emails:?} {number}")
    }

    check partial(ada());
}
