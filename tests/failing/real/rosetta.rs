//! Tasks of the kind that are collected with solutions in every language.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod bulls_and_cows;

    #[resumable(yield = String, resume = String)]
    fn bulls_and_cows(secret: String) -> usize {
        let mut tries = 0;
        let mut answer = "guess".to_owned();
        loop {
            let guess = yield_!(answer);
            if guess.len() != secret.len() || !guess.bytes().all(|b| b.is_ascii_digit()) {
                answer = format!("not {} digits", secret.len());
                continue;
            }
            tries += 1;
            if guess == secret {
                break;
            }
            let bulls = guess.chars().zip(secret.chars()).filter(|(a, b)| a == b).count();
            let cows = guess.chars().filter(|&c| secret.contains(c)).count() - bulls;
            answer = format!("{bulls} bulls, {cows} cows");
        }
        tries
    }

    check bulls_and_cows("1234".to_owned()) => ["12", "5678", "4321", "1243", "abcd", "1234"].map(String::from);
}
