//! Loops, which are left with their position.

use std::collections::BTreeMap;

use resumable::resumable;

#[resumable(name = "letters")]
pub(super) fn letters(text: String) -> usize {
    let mut spaces = 0;
    let mut letters = text.chars().enumerate().peekable();
    while let Some((place, letter)) = letters.next() {
        yield_!();
        if letter == ' ' || letters.peek().is_none() {
            spaces += place;
        }
    }
    spaces
}

#[resumable(name = "words")]
pub(super) fn words(lines: Vec<String>) -> usize {
    let mut length = 0;
    for line in lines.iter().rev() {
        for word in line.split(' ').zip(0_u8..) {
            yield_!();
            length += word.0.len();
        }
    }
    length
}

#[resumable(name = "remaining")]
pub(super) fn remaining(items: Vec<u32>) -> Vec<u32> {
    let mut seen = vec![];
    for item in items {
        yield_!();
        seen.push(item);
    }
    seen
}

#[resumable(name = "pairs")]
pub(super) fn pairs(table: BTreeMap<u32, char>) -> String {
    let mut seen = String::new();
    for (number, letter) in &table {
        yield_!();
        seen.push_str(&format!("{number}{letter}"));
    }
    seen
}

#[resumable(name = "countdown")]
pub(super) fn countdown(n: u32) -> u32 {
    let mut sum = 0;
    for i in (0..=n).rev() {
        for j in (0..i).step_by(2) {
            yield_!();
            sum += j;
        }
    }
    sum
}
