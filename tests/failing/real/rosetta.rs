//! Tasks of the kind that are collected with solutions in every language.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod balanced_brackets;

    #[resumable(yield = (usize, char))]
    fn balanced(text: String) -> Result<usize, (usize, char)> {
        let mut open = Vec::new();
        let mut deepest = 0;
        for (at, bracket) in text.chars().enumerate().collect::<Vec<_>>() {
            match bracket {
                '(' | '[' | '{' => {
                    open.push(bracket);
                    deepest = deepest.max(open.len());
                }
                ')' | ']' | '}' => {
                    yield_!((open.len(), bracket));
                    let expected = match open.pop() {
                        Some('(') => ')',
                        Some('[') => ']',
                        Some('{') => '}',
                        _ => return Err((at, bracket)),
                    };
                    if bracket != expected {
                        return Err((at, expected));
                    }
                }
                _ => continue,
            }
        }
        if let Some(left) = open.pop() {
            yield_!((open.len(), left));
            return Err((text.len(), left));
        }
        Ok(deepest)
    }

    check balanced("([]{x})".to_owned());
    check balanced("([)]".to_owned());
    check balanced("())".to_owned());
    check balanced("(()".to_owned());
}

program! {
    mod gray_code;

    #[resumable(yield = String)]
    fn gray(bits: usize) -> u32 {
        let mut previous = 0_u32;
        for n in 0..1_u32 << bits {
            let code = n ^ (n >> 1);
            yield_!(format!("{code:0bits$b} {}", (code ^ previous).count_ones()));
            previous = code;
        }
        previous
    }

    check gray(3);
}

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

program! {
    mod bubble_sort;

    #[resumable(yield = Vec<i32>)]
    fn sort(mut list: Vec<i32>) -> (Vec<i32>, u32) {
        let mut swaps = 0;
        let mut sorted_from = list.len();
        while sorted_from > 1 {
            let mut last_swap = 0;
            for i in 1..sorted_from {
                if list[i - 1] > list[i] {
                    list.swap(i - 1, i);
                    swaps += 1;
                    last_swap = i;
                    yield_!(list.clone());
                }
            }
            sorted_from = last_swap;
        }
        (list, swaps)
    }

    check sort(vec![5, 1, 4, 2, 8]);
    check {
        let _ = sort(vec![]);
        sort(vec![2, 1])
    };
}

program! {
    mod happy_numbers;

    #[resumable(yield = u32)]
    fn happy(count: usize) -> Vec<u32> {
        let mut found = vec![];
        for start in 1_u32.. {
            let mut seen = BTreeSet::new();
            let mut n = start;
            while n != 1 && seen.insert(n) {
                let mut sum = 0;
                while n > 0 {
                    sum += (n % 10).pow(2);
                    n /= 10;
                }
                n = sum;
            }
            if n == 1 {
                found.push(start);
                yield_!(start);
            }
            if found.len() == count {
                break;
            }
        }
        found
    }

    check happy(8);
}

program! {
    mod best_shuffle_and_caesar;

    fn shift(letter: char, by: u8) -> char {
        match letter {
            'a'..='z' => ((letter as u8 - b'a' + by) % 26 + b'a') as char,
            'A'..='Z' => ((letter as u8 - b'A' + by) % 26 + b'A') as char,
            other => other,
        }
    }

    #[resumable(yield = String, resume = u8)]
    fn caesar(text: String) -> String {
        let mut by = 0;
        let mut encoded = text.clone();
        while by < 26 {
            by += yield_!(encoded);
            encoded = text.chars().map(|letter| shift(letter, by % 26)).collect();
        }
        encoded
    }

    check caesar("The Quick, Brown fox!".to_owned()) => [3, 10, 13];
}
