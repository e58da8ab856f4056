//! `for` over owned collections, suspended in the middle.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};

use serde::{Deserialize, Serialize};
use tests::*;

use crate::fixtures::words;

program! {
    mod vec;

    #[resumable(yield = String)]
    fn each(list: Vec<String>) -> usize {
        let mut length = 0;
        for word in list {
            length += word.len();
            yield_!(word);
        }
        length
    }

    check each(words("a bc def"));
    check each(vec![]);
}

program! {
    mod vec_whose_item_outlives_the_yield;

    #[resumable(yield = usize, resume = bool)]
    fn keep(list: Vec<String>) -> Vec<String> {
        let mut kept = vec![];
        for word in list {
            let length = word.len();
            if yield_!(length) {
                kept.push(word);
            } else if yield_!(length * 10) {
                kept.push(word.to_uppercase());
            }
        }
        kept
    }

    check keep(words("a bc def gh")) => [true, false, true, false, false, true];
}

program! {
    mod vec_made_in_the_head;

    #[resumable(yield = u32)]
    fn made(n: u32) -> u32 {
        let mut sum = 0;
        for i in vec![n, n + 1, n + 2] {
            yield_!(i);
            sum += i;
        }
        for i in logged("made", (0..n).map(|i| i * i).collect::<Vec<_>>()) {
            yield_!(i);
            sum += i;
        }
        sum
    }

    check made(3);
}

program! {
    mod array;

    #[resumable(yield = i32)]
    fn each(numbers: [i32; 3]) -> i32 {
        let mut sum = 0;
        for n in numbers {
            yield_!(n);
            sum += n;
        }
        for n in [10, 20] {
            yield_!(n + numbers[0]);
            sum += n;
        }
        sum
    }

    check each([1, -2, 3]);
}

program! {
    mod array_of_tuples;

    #[resumable(yield = String)]
    fn pairs() -> u32 {
        let mut total = 0;
        for (name, amount) in [("a".to_owned(), 1), ("b".to_owned(), 2)] {
            yield_!(format!("{name}{amount}"));
            total += amount;
            yield_!(name);
        }
        total
    }

    check pairs();
}

program! {
    mod deque;

    #[resumable(yield = u8)]
    fn each(mut queue: VecDeque<u8>) -> u8 {
        queue.rotate_left(1);
        let mut last = 0;
        for n in queue {
            yield_!(n);
            last = n;
        }
        last
    }

    check each((0..5).collect());
}

program! {
    mod tree_map;

    #[resumable(yield = String)]
    fn each(stock: BTreeMap<String, Vec<u32>>) -> u32 {
        let mut total = 0;
        for (name, counts) in stock {
            yield_!(format!("{name}: {counts:?}"));
            for count in counts {
                total += count;
                if count > 2 {
                    yield_!(name.clone());
                }
            }
        }
        total
    }

    check each(BTreeMap::from([("pens".to_owned(), vec![1, 5]), ("cups".to_owned(), vec![]), ("hats".to_owned(), vec![3])]));
}

program! {
    mod tree_set;

    #[resumable(yield = char)]
    fn each(text: String) -> String {
        let letters: BTreeSet<char> = text.chars().collect();
        let mut sorted = String::new();
        for letter in letters {
            yield_!(letter);
            sorted.push(letter);
        }
        sorted
    }

    check each("banana split".to_owned());
}

program! {
    mod option;

    #[resumable(yield = String)]
    fn each(name: Option<String>) -> usize {
        let mut seen = 0;
        for name in name {
            yield_!(name.clone());
            seen += name.len();
        }
        seen
    }

    check each(Some("Ada".to_owned()));
    check {
        let _ = each(None);
        each(Some(String::new()))
    };
}

program! {
    mod chars_collected;

    #[resumable(yield = char)]
    fn spell(text: String) -> usize {
        let mut vowels = 0;
        for letter in text.chars().collect::<Vec<_>>() {
            yield_!(letter);
            if "aeiou".contains(letter) {
                vowels += 1;
            }
        }
        vowels + text.len()
    }

    check spell("résumé io".to_owned());
}

program! {
    mod an_iterator_that_is_serde_data;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Collatz(u64);

    impl Iterator for Collatz {
        type Item = u64;

        fn next(&mut self) -> Option<u64> {
            if self.0 == 1 {
                return None;
            }
            self.0 = if self.0 % 2 == 0 { self.0 / 2 } else { 3 * self.0 + 1 };
            Some(self.0)
        }
    }

    #[resumable(yield = u64)]
    fn walk(start: u64) -> u64 {
        let mut highest = start;
        for n in Collatz(start) {
            yield_!(n);
            highest = highest.max(n);
        }
        highest
    }

    check walk(7);
    check {
        let _ = walk(1);
        walk(2)
    };
}

program! {
    mod a_collection_of_ones_own;

    #[derive(Debug, Serialize, Deserialize)]
    struct Deck {
        cards: Vec<u8>,
    }

    #[derive(Serialize, Deserialize)]
    struct Deal {
        cards: Vec<u8>,
        from_the_top: bool,
    }

    impl IntoIterator for Deck {
        type Item = u8;
        type IntoIter = Deal;

        fn into_iter(self) -> Deal {
            Deal { cards: self.cards, from_the_top: true }
        }
    }

    impl Iterator for Deal {
        type Item = u8;

        fn next(&mut self) -> Option<u8> {
            if self.cards.is_empty() {
                return None;
            }
            self.from_the_top = !self.from_the_top;
            if self.from_the_top { self.cards.pop() } else { Some(self.cards.remove(0)) }
        }
    }

    #[resumable(yield = u8)]
    fn deal(n: u8) -> Vec<u8> {
        let deck = Deck { cards: (0..n).collect() };
        let mut hand = vec![];
        for card in deck {
            yield_!(card);
            hand.push(card);
        }
        hand
    }

    check deal(5);
}

program! {
    mod nested_collections;

    #[resumable(yield = (usize, u32))]
    fn grid(rows: Vec<Vec<u32>>) -> Vec<u32> {
        let mut sums = Vec::new();
        for row in rows {
            let mut sum = 0;
            for cell in row {
                yield_!((sums.len(), cell));
                sum += cell;
            }
            sums.push(sum);
        }
        sums
    }

    check grid(vec![vec![1, 2], vec![], vec![3], vec![4, 5, 6]]);
}

program! {
    mod the_same_collection_again;

    #[resumable(yield = u32)]
    fn rounds(list: Vec<u32>) -> u32 {
        let mut sum = 0;
        for round in 0..2 {
            for n in list.clone() {
                yield_!(n * 10 + round);
                sum += n;
            }
        }
        for n in list {
            yield_!(n);
        }
        sum
    }

    check rounds(vec![1, 2, 3]);
}

program! {
    mod left_early;

    #[resumable(yield = u32, resume = bool)]
    fn find(list: Vec<u32>, other: Vec<u32>) -> Option<u32> {
        let mut found = None;
        for n in list {
            if yield_!(n) {
                found = Some(n);
                break;
            }
        }
        for n in other {
            if n % 2 == 0 {
                continue;
            }
            if yield_!(n) {
                return Some(n);
            }
        }
        found
    }

    check find(vec![1, 2, 3], vec![5, 6, 7]) => [false, true, false, false];
    check find(vec![1, 2, 3], vec![5, 6, 7]) => [false, true, false, true];
    check find(vec![], vec![]) => [false];
    check find(vec![2], vec![4]) => [false];
}

program! {
    mod patterns_in_the_head;

    #[derive(Debug, Serialize, Deserialize)]
    struct Point {
        x: i32,
        y: i32,
    }

    #[resumable(yield = i32)]
    fn points(points: Vec<Point>, pairs: Vec<((u8, u8), [i32; 2])>) -> i32 {
        let mut sum = 0;
        for Point { x, y: height } in points {
            yield_!(x);
            sum += height;
        }
        for ((a, _), [mut first, second]) in pairs {
            first += i32::from(a);
            yield_!(first);
            sum += first * second;
        }
        sum
    }

    check points(vec![Point { x: 1, y: 2 }, Point { x: 3, y: 4 }], vec![((1, 2), [3, 4]), ((5, 6), [7, 8])]);
}

program! {
    mod results_collected_on_the_way;

    #[resumable(yield = u32, resume = Result<u32, String>)]
    fn gather(ids: Vec<u32>) -> Result<BTreeMap<u32, u32>, (u32, String)> {
        let mut answers = BTreeMap::new();
        for id in ids {
            match yield_!(id) {
                Ok(answer) => {
                    answers.insert(id, answer);
                }
                Err(error) => return Err((id, error)),
            }
        }
        Ok(answers)
    }

    check gather(vec![3, 1, 2]) => [Ok(30), Ok(10), Ok(20)];
    check gather(vec![3, 1, 2]) => [Ok(30), Err("no".to_owned())];
}

program! {
    mod list_and_heap_drained;

    #[resumable(yield = u32)]
    fn drain(list: Vec<u32>) -> Vec<u32> {
        let linked: LinkedList<u32> = list.iter().copied().collect();
        let mut sorted = vec![];
        for n in linked {
            yield_!(n);
            sorted.push(n);
        }
        let mut heap = BinaryHeap::from(list);
        while let Some(n) = heap.pop() {
            yield_!(n);
            sorted.push(n);
        }
        sorted
    }

    check drain(vec![3, 1, 4, 1, 5]);
}
