//! `for` and `while let` over iterators that borrow, and over adapters.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use tests::*;

use crate::fixtures::words;

program! {
    mod over_a_reference;

    #[resumable(yield = usize)]
    fn each(list: Vec<String>) -> String {
        let mut all = String::new();
        for word in &list {
            yield_!(word.len());
            all += word;
        }
        yield_!(list.len());
        all
    }

    check each(words("a bb ccc"));
}

program! {
    mod over_a_mutable_reference;

    #[resumable(yield = u32, resume = u32)]
    fn each(mut list: Vec<u32>) -> Vec<u32> {
        for n in &mut list {
            *n += yield_!(*n);
        }
        for n in list.iter_mut().rev() {
            *n *= 2;
            yield_!(*n);
        }
        list
    }

    check each(vec![1, 2, 3]) => [10, 20, 30, 0, 0, 0];
}

program! {
    mod enumerate_skip_take_and_step;

    #[resumable(yield = (usize, u32))]
    fn each(list: Vec<u32>) -> u32 {
        let mut sum = 0;
        for (i, n) in list.iter().enumerate() {
            yield_!((i, *n));
            sum += n;
        }
        for (i, n) in list.iter().copied().skip(1).step_by(2).enumerate() {
            yield_!((i, n));
            sum += n * 10;
        }
        for (i, n) in list.iter().take(2).enumerate().rev() {
            yield_!((i, *n));
        }
        sum
    }

    check each(vec![1, 2, 3, 4, 5]);
}

program! {
    mod zip_and_chain;

    #[resumable(yield = (u32, String))]
    fn each(numbers: Vec<u32>, names: Vec<String>) -> u32 {
        let mut sum = 0;
        for (n, name) in numbers.iter().zip(&names) {
            yield_!((*n, name.clone()));
            sum += n;
        }
        for n in numbers.iter().chain(&[7, 8]) {
            yield_!((*n, String::new()));
            sum += n;
        }
        sum
    }

    check each(vec![1, 2, 3], words("a b"));
}

program! {
    mod filter_and_map;

    #[resumable(yield = String)]
    fn each(names: Vec<String>, shortest: usize) -> usize {
        let mut seen = 0;
        for name in names.iter().filter(|name| name.len() >= shortest).map(|name| name.to_uppercase()) {
            seen += name.len();
            yield_!(name);
        }
        for n in (0..10).filter(|n| n % 3 == 0).flat_map(|n| [n, n * 10]) {
            yield_!(n.to_string());
        }
        seen
    }

    check each(words("a bbb cc dddd"), 2);
}

program! {
    mod ranges_adapted;

    #[resumable(yield = u32)]
    fn countdown(n: u32) -> u32 {
        for i in (1..=n).rev() {
            yield_!(i);
        }
        for i in (0..n * 10).step_by(7) {
            yield_!(i);
        }
        for (i, c) in ('a'..'d').enumerate() {
            yield_!(i as u32 + u32::from(c));
        }
        for i in (0..).take_while(|i| i * i < n) {
            yield_!(i);
        }
        n
    }

    check countdown(5);
}

program! {
    mod chars_bytes_lines_and_splits;

    #[resumable(yield = String)]
    fn text(text: String) -> usize {
        let mut seen = 0;
        for c in text.chars() {
            yield_!(c.to_string());
            seen += c.len_utf8();
        }
        for (i, c) in text.char_indices().rev() {
            yield_!(format!("{i}{c}"));
        }
        for b in text.bytes() {
            yield_!(format!("{b:x}"));
        }
        for line in text.lines() {
            for word in line.split(' ') {
                yield_!(word.to_owned());
            }
            yield_!(line.to_owned());
        }
        for part in text.split_terminator('\n') {
            yield_!(part.to_owned());
        }
        seen
    }

    check text("é b\nc".to_owned());
}

program! {
    mod maps_and_sets_by_reference;

    #[resumable(yield = String)]
    fn stock(mut stock: BTreeMap<String, u32>, wanted: BTreeSet<String>) -> u32 {
        for (name, count) in &stock {
            yield_!(format!("{name} {count}"));
        }
        for name in wanted.iter() {
            if let Some(count) = stock.get_mut(name) {
                *count -= 1;
                yield_!(format!("took {name}"));
            }
        }
        for count in stock.values_mut() {
            *count *= 2;
            yield_!(count.to_string());
        }
        for name in stock.keys().rev() {
            yield_!(name.clone());
        }
        stock.values().sum()
    }

    check stock(BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]), BTreeSet::from(["b".to_owned(), "c".to_owned()]));
}

program! {
    mod windows_and_chunks;

    #[resumable(yield = Vec<i32>)]
    fn pieces(list: Vec<i32>) -> i32 {
        let mut rises = 0;
        for pair in list.windows(2) {
            if pair[0] < pair[1] {
                rises += 1;
                yield_!(pair.to_vec());
            }
        }
        for chunk in list.chunks(2) {
            yield_!(chunk.to_vec());
            rises += chunk.len() as i32;
        }
        rises
    }

    check pieces(vec![1, 3, 2, 5, 4]);
}

program! {
    mod owned_with_adapters;

    #[resumable(yield = (usize, String))]
    fn each(list: Vec<String>, more: VecDeque<u32>) -> usize {
        let mut seen = 0;
        for (i, word) in list.into_iter().enumerate() {
            yield_!((i, word.clone()));
            seen += word.len();
        }
        for n in more.into_iter().rev().map(|n| n * 2) {
            yield_!((seen, n.to_string()));
        }
        seen
    }

    check each(words("a bb"), VecDeque::from([1, 2, 3]));
}

program! {
    mod held_in_a_variable;

    #[resumable(yield = Option<u32>)]
    fn by_hand(list: Vec<u32>) -> u32 {
        let mut it = list.into_iter();
        yield_!(it.next());
        let mut rest = it.rev();
        yield_!(rest.next());
        let mut sum = 0;
        while let Some(n) = rest.next() {
            yield_!(Some(n));
            sum += n;
        }
        sum
    }

    check by_hand(vec![1, 2, 3, 4]);
}

program! {
    mod peekable;

    #[resumable(yield = String)]
    fn tokens(text: String) -> usize {
        let mut letters = text.chars().peekable();
        let mut count = 0;
        while let Some(letter) = letters.next() {
            let mut token = letter.to_string();
            if letter.is_ascii_digit() {
                while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                    token.push(digit);
                }
            }
            count += 1;
            yield_!(token);
        }
        count
    }

    check tokens("12+345*6".to_owned());
}

program! {
    mod nested_borrows;

    #[resumable(yield = u32)]
    fn grid(rows: Vec<Vec<u32>>) -> u32 {
        let mut sum = 0;
        'rows: for (y, row) in rows.iter().enumerate() {
            for (x, cell) in row.iter().enumerate() {
                if *cell == 0 {
                    continue 'rows;
                }
                yield_!(*cell * 100 + (x * 10 + y) as u32);
                sum += cell;
            }
        }
        sum
    }

    check grid(vec![vec![1, 2], vec![3, 0, 4], vec![], vec![5]]);
}

program! {
    mod array_of_literals;

    #[resumable(yield = String)]
    fn names() -> usize {
        let mut length = 0;
        for name in ["one", "two", "three"] {
            yield_!(name.to_owned());
            length += name.len();
        }
        for (key, value) in [("a", 1), ("b", 2)] {
            yield_!(format!("{key}{value}"));
        }
        for day in DAYS {
            yield_!(day.to_owned());
        }
        length
    }

    const DAYS: [&str; 2] = ["mon", "tue"];

    check names();
}

program! {
    mod by_ref;
    #[resumable(yield = u32)]
    fn by_ref(v: Vec<u32>, mut range: std::ops::Range<u32>) -> u32 {
        let mut it = v.into_iter();
        for x in it.by_ref() { yield_!(x); if x == 2 { break; } }
        let mut rest = v2().into_iter();
        for x in &mut rest { yield_!(x); if x == 5 { break; } }
        for x in range.by_ref() { yield_!(x); if x == 3 { break; } }
        it.sum::<u32>() + rest.sum::<u32>() + range.sum::<u32>()
    }
    fn v2() -> Vec<u32> { vec![4, 5, 6] }
    check by_ref(vec![1, 2, 3], 0..7);
}
