//! A loop over each kind of iterator, which begins to yield somewhere in it.
#![allow(clippy::implicit_hasher, reason = "it is that of the standard library")]

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, LinkedList, VecDeque};

use resumable::resumable;

/// Functions with one loop each.
macro_rules! loops {
    ($($name:ident($data:ident: $T:ty) in $items:expr;)*) => {$(
        /// Yields at every turn after the first `from`.
        #[resumable(yield = u64)]
        pub fn $name($data: $T, from: u64) {
            let mut turns: u64 = 0;
            for item in $items {
                ::core::hint::black_box(item);
                turns += 1;
                if turns > from {
                    yield_!(turns);
                }
            }
        }
    )*};
}

loops! {
    range(end: u64) in 0..end;
    inclusive(end: u64) in 0..=end;
    stepped(end: u64) in (0..2 * end).step_by(2);
    reversed(end: u64) in (0..end).rev();
    vec(numbers: Vec<u64>) in numbers;
    slice(numbers: Vec<u64>) in &numbers;
    enumerated(numbers: Vec<u64>) in numbers.iter().enumerate();
    zipped(numbers: Vec<u64>) in numbers.iter().zip(1_u64..);
    skipped(numbers: Vec<u64>) in numbers.iter().skip(1);
    peekable(numbers: Vec<u64>) in numbers.iter().peekable();
    chunks(numbers: Vec<u64>) in numbers.chunks(1);
    windows(numbers: Vec<u64>) in numbers.windows(2);
    mapped(numbers: Vec<u64>) in numbers.iter().map(|number| number + 1);
    filtered(numbers: Vec<u64>) in numbers.iter().filter(|number| **number < u64::MAX);
    taken(numbers: Vec<u64>) in numbers.iter().take(usize::MAX);
    copied(numbers: Vec<u64>) in numbers.iter().copied();
    chained(numbers: Vec<u64>) in numbers[..1].iter().chain(&numbers[1..]);
    flattened(rows: Vec<Vec<u64>>) in rows.iter().flatten();
    deque(numbers: VecDeque<u64>) in &numbers;
    deque_owned(numbers: VecDeque<u64>) in numbers;
    list(numbers: LinkedList<u64>) in &numbers;
    heap(numbers: BinaryHeap<u64>) in &numbers;
    hash_map_owned(map: HashMap<u64, u64>) in map;
    chars(text: String) in text.chars();
    chars_reversed(text: String) in text.chars().rev();
    char_indices(text: String) in text.char_indices();
    bytes(text: String) in text.bytes();
    lines(text: String) in text.lines();
    split(text: String) in text.split(',');
    words(text: String) in text.split_whitespace();
    b_tree_map(map: BTreeMap<u64, u64>) in &map;
    b_tree_values(map: BTreeMap<u64, u64>) in map.values();
    b_tree_set(set: BTreeSet<u64>) in &set;
    b_tree_owned(map: BTreeMap<u64, u64>) in map;
}

/// In a function of its own, since the items are borrowed mutably.
#[resumable(yield = u64)]
pub fn mutable(mut numbers: Vec<u64>, from: u64) {
    let mut turns: u64 = 0;
    for number in numbers.iter_mut() {
        *number += 1;
        turns += 1;
        if turns > from {
            yield_!(turns);
        }
    }
}
