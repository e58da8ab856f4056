//! The states that one would write: an enum of where it waits and what it needs there, with serde's derived traits.
#![allow(missing_docs, reason = "the variables are those of the functions")]

use serde::{Deserialize, Serialize};

use super::marked::User;

#[derive(Serialize, Deserialize)]
pub enum Counter {
    Ready { n: u64 },
    Waiting { i: u64, n: u64 },
    Done,
}

#[derive(Serialize, Deserialize)]
pub enum Onboarding {
    Ready {
        user: User,
        budget: u32,
    },
    Warming {
        user: User,
        budget: u32,
        results: Vec<String>,
    },
    Mailing {
        user: User,
        budget: u32,
        results: Vec<String>,
        i: usize,
    },
    Charging {
        user: User,
        budget: u32,
        results: Vec<String>,
        attempts: u32,
    },
    Sleeping {
        user: User,
        budget: u32,
        results: Vec<String>,
        attempts: u32,
    },
    Notifying {
        user: User,
        results: Vec<String>,
    },
    Done,
}

/// What holds a value while it waits.
#[derive(Serialize, Deserialize)]
pub enum Holding<T> {
    Ready { held: T },
    Waiting { held: T },
    Done,
}

#[derive(Serialize, Deserialize)]
pub enum Inner {
    Ready { n: u64 },
    Waiting { i: u64, n: u64, sum: u64 },
    Done,
}

/// What waits for two others, one after the other.
#[derive(Serialize, Deserialize)]
pub enum Twice<C> {
    Ready { n: u64 },
    First { n: u64, callee: C },
    Second { first: u64, callee: C },
    Done,
}
