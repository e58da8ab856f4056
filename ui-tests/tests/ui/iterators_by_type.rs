use resumable::resumable;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Deref;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Words(Vec<String>);

impl Words {
    fn iter(&self) -> std::slice::Iter<'_, String> {
        self.0.iter()
    }
    fn chars(&self) -> std::str::Chars<'_> {
        self.0[0].chars()
    }
}

#[derive(Serialize, Deserialize)]
struct Backwards(Vec<String>);

impl Deref for Backwards {
    type Target = Vec<String>;
    fn deref(&self) -> &Vec<String> {
        &self.0
    }
}

impl Backwards {
    fn iter(&self) -> std::iter::Rev<std::slice::Iter<'_, String>> {
        self.0.iter().rev()
    }
}

#[derive(Serialize, Deserialize)]
struct Odd(u32);

impl Odd {
    fn map(self, n: u32) -> Vec<u32> {
        vec![self.0, n]
    }
}

#[resumable(yield = u32)]
fn map_items(map: HashMap<String, u32>) {
    for (_, n) in &map {
        yield_!(*n);
    }
}

#[resumable(yield = u32)]
fn map_values(map: HashMap<String, u32>) {
    for n in map.values() {
        yield_!(*n);
    }
}

#[resumable(yield = u32)]
fn set_items(set: HashSet<u32>) {
    for n in set.iter().copied() {
        yield_!(n);
    }
}

#[resumable(yield = usize)]
fn own_iter(words: Words) {
    for word in words.iter() {
        yield_!(word.len());
    }
}

#[resumable(yield = usize)]
fn own_chars(words: Words) {
    for c in words.chars().enumerate() {
        yield_!(c.0);
    }
}

#[resumable(yield = usize)]
fn own_iter_before_deref(words: Backwards) {
    for word in words.iter() {
        yield_!(word.len());
    }
}

#[resumable(yield = u32)]
fn zipped(a: Vec<u32>, b: Vec<String>) -> usize {
    let mut total = 0;
    for (n, text) in a.iter().zip(b) {
        yield_!(*n);
        total += text.len() + *n as usize;
    }
    total
}

#[resumable(yield = u32)]
fn no_iterator(odd: Odd) {
    for n in odd.map(3) {
        yield_!(n);
    }
}

#[resumable(yield = u32)]
fn number_by_reference(number: u32) {
    for n in &number {
        yield_!(*n);
    }
}

#[resumable(yield = u32)]
fn constant() {
    const N: u32 = 4;
    for n in N {
        yield_!(n);
    }
}

#[resumable(yield = u32)]
fn changed_peek(numbers: Vec<u32>) {
    let mut items = numbers.iter().map(|n| n + 1).peekable();
    while let Some(n) = items.next() {
        if let Some(next) = items.peek_mut() {
            *next += 1;
        }
        yield_!(n);
    }
}

#[resumable(yield = u32)]
fn inner_of_what_is_given_away(lists: Vec<Vec<u32>>, names: Vec<String>) -> u32 {
    let mut sum = 0;
    for n in lists.iter().zip(names).flat_map(|(list, _)| list.iter()) {
        yield_!(*n);
        sum += n;
    }
    sum
}

#[resumable(yield = u32)]
fn backwards(mut map: BTreeMap<u32, u32>) {
    for (key, value) in map.iter_mut().rev() {
        yield_!(*key);
        *value += 1;
    }
}

#[resumable(yield = u32)]
fn collected(numbers: Vec<u32>) {
    for n in numbers.iter().filter(|n| **n > 1).collect::<Vec<_>>() {
        yield_!(*n);
    }
}

#[resumable(yield = u32)]
fn made_by_a_function() {
    for n in std::iter::successors(Some(1), |n| Some(n + 1)) {
        yield_!(n);
    }
}

#[resumable(yield = u32)]
fn constant_text() {
    const WORD: &str = "word";
    for word in WORD.matches(char::is_alphabetic).collect::<Vec<_>>().iter() {
        yield_!(word.len() as u32);
    }
}

#[resumable(yield = u32)]
fn flattened_backwards(lists: Vec<Vec<u32>>) {
    for n in lists.iter().flatten().rev() {
        yield_!(*n);
    }
}

#[resumable(yield = u32)]
fn inner_of_a_function(numbers: Vec<u32>) {
    for n in numbers
        .iter()
        .flat_map(|n| std::iter::successors(Some(*n), |n| n.checked_sub(1)))
    {
        yield_!(n);
    }
}

fn main() {}
