//! Borrows, and values that borrow, across yields.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use tests::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
    emails: Vec<String>,
    address: Address,
    manager: Option<Box<User>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Address {
    street: String,
    number: u32,
}

fn user(name: &str, manager: Option<User>) -> User {
    User {
        name: name.to_owned(),
        emails: vec![format!("{name}@x"), format!("{name}@y")],
        address: Address {
            street: format!("{name} street"),
            number: name.len() as u32,
        },
        manager: manager.map(Box::new),
    }
}

program! {
    mod only_in_the_branch_that_suspends;

    #[resumable(yield = usize)]
    fn longest(names: Vec<String>, ask: bool) -> usize {
        let longest = names.iter().max_by_key(|name| name.len()).unwrap();
        if ask {
            yield_!(longest.len());
            yield_!(names.len());
        }
        names[0].len()
    }

    check longest(["a", "bbb", "cc"].map(String::from).to_vec(), true);
    check {
        let _ = longest(vec!["x".to_owned()], false);
        longest(vec!["x".to_owned()], true)
    };
}
