//! Iterators across yields: sources that change, several at once, kept in variables.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tests::*;

use crate::fixtures::{Row, row, words};

program! {
    mod flat_map_nested;

    #[resumable(yield = u32)]
    fn go(v: Vec<Vec<u32>>) -> u32 {
        let mut s = 0;
        for x in v.iter().flat_map(|row| row.iter()).filter(|x| **x != 2) {
            yield_!(*x);
            s += x;
        }
        for x in v.iter().flatten() {
            yield_!(*x);
            s += x;
        }
        for (i, x) in v
            .iter()
            .enumerate()
            .flat_map(|(i, row)| row.iter().map(move |x| (i, x)))
        {
            yield_!(i as u32 * 100 + *x);
            s += x;
        }
        s
    }
    check go(vec![vec![1, 2], vec![], vec![3]]);
    check go(vec![]);
}

program! {
    mod helper_generic;

    fn number(first: char, chars: &mut impl Iterator<Item = char>) -> u32 {
        let mut n = first.to_digit(10).unwrap();
        while let Some(d) = chars.next().and_then(|c| c.to_digit(10)) {
            n = n * 10 + d;
        }
        n
    }
    #[resumable(yield = u32)]
    fn tokens(text: String) -> u32 {
        let mut chars = text.chars();
        let mut sum = 0;
        while let Some(c) = chars.next() {
            if c.is_ascii_digit() {
                let n = number(c, &mut chars);
                yield_!(n);
                sum += n;
            }
        }
        sum
    }
    check tokens("1 22 +333".to_owned());
}

program! {
    mod by_ref_take_while;

    #[resumable(yield = String)]
    fn go(t: String) -> String {
        let mut chars = t.chars();
        loop {
            let word: String = chars.by_ref().take_while(|c| *c != ' ').collect();
            if word.is_empty() {
                break;
            }
            yield_!(word);
        }
        chars.as_str().to_owned()
    }
    check go("ab c  de".to_owned());
}

program! {
    mod iter_mut_before_and_after;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<u32>) -> Vec<u32> {
        let mut log2 = Vec::new();
        for x in &mut v {
            *x += 1;
            yield_!(*x);
            *x *= 2;
            log2.push(*x);
        }
        for x in v.iter_mut().filter(|x| **x > 4) {
            *x -= 4;
            yield_!(*x);
            *x *= 3;
        }
        for (x, y) in v.iter_mut().zip(log2.iter()) {
            *x += y;
            yield_!(*x);
            *x += 1;
        }
        for pair in v.chunks_mut(2) {
            pair[0] = 0;
            yield_!(pair.len() as u32);
            if let [_, b] = pair {
                *b = 7;
            }
        }
        let (a, b) = v.split_at_mut(1);
        a[0] = 5;
        yield_!(b[0]);
        b[0] = a[0] + 1;
        v.extend(log2);
        v
    }
    check go(vec![1, 2, 3]);
    check go(vec![1, 3]);
}

program! {
    mod loop_inside_match_inside_loop;

    #[resumable(yield = String)]
    fn go(rows: Vec<Row>) -> usize {
        let mut n = 0;
        'rows: for row in &rows {
            match row.parent.as_deref() {
                Some(Row { tags, name, .. }) => {
                    for (i, tag) in tags.iter().enumerate() {
                        if tag == "skip" {
                            continue 'rows;
                        }
                        if tag == "stop" {
                            break 'rows;
                        }
                        for c in tag.chars() {
                            yield_!(format!("{name}{i}{c}"));
                            if c == 'q' {
                                continue 'rows;
                            }
                            n += 1;
                        }
                    }
                }
                None if row.tags.is_empty() => {
                    yield_!("empty".to_owned());
                }
                None => {
                    for other in &rows {
                        for tag in row.tags.iter().chain(&other.tags).rev() {
                            yield_!(format!("{} {tag}", other.id));
                            n += tag.len();
                        }
                    }
                }
            }
        }
        n
    }
    check go(vec![row(1, "a", "x y", None), row(2, "bb", "", None), row(3, "c", "", Some(row(4, "d", "ab skip c", None))), row(3, "c", "", Some(row(4, "e", "aq c", None))), row(3, "c", "", Some(row(4, "e", "m stop c", None))), row(1, "z", "", None)]);
}

program! {
    mod matrix_without_if;

    #[resumable(yield = i32)]
    fn go(m: Vec<Vec<i32>>) -> i32 {
        let mut sum = 0;
        for (y, row) in m.iter().enumerate() {
            for (x, cell) in row.iter().enumerate().filter(|(x, _)| x != &y) {
                yield_!(*cell);
                sum += cell;
            }
        }
        let columns = m[0].len();
        for x in 0..columns {
            for row in m.iter().rev() {
                let Some(cell) = row.get(x) else { continue };
                yield_!(*cell);
                sum += *cell;
            }
        }
        for row in m.iter().map(|row| &row[1..]).filter(|row| !row.is_empty()) {
            for cell in row {
                yield_!(*cell);
                sum += cell * row.len() as i32;
            }
        }
        sum
    }
    check go(vec![vec![1, 2], vec![3, 4], vec![5]]);
}

program! {
    mod previous_item;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut prev = &v[0];
        let mut rises = 0;
        for x in &v[1..] {
            if x > prev {
                rises += 1;
                yield_!(*x);
            }
            prev = x;
        }
        rises
    }
    check go(vec![1, 3, 2, 5]);
}

program! {
    mod previous_item_copied;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut prev = None;
        let mut rises = 0;
        for &x in &v {
            if prev.is_some_and(|p| x > p) {
                rises += 1;
                yield_!(x);
            }
            prev = Some(x);
        }
        rises
    }
    check go(vec![1, 3, 2, 5]);
}

program! {
    mod two_readers_of_a_collection;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut sum = 0;
        for (i, a) in v.iter().enumerate() {
            for b in &v[i + 1..] {
                for c in v.iter().skip(i).step_by(2).take(2) {
                    if (a + b + c) % 2 == 0 {
                        continue;
                    }
                    yield_!(a * 100 + b * 10 + c);
                    sum += a * b * c;
                }
                if *b == 4 {
                    break;
                }
            }
        }
        sum
    }
    check go(vec![1, 2, 3, 4, 5]);
}

program! {
    mod zips_of_everything;

    #[resumable(yield = String)]
    fn go(a: Vec<u32>, b: VecDeque<char>, c: BTreeMap<u32, String>, d: BTreeSet<u8>) -> usize {
        let mut n = 0;
        for (((x, y), (k, v)), z) in a.iter().zip(&b).zip(&c).zip(d.iter().rev()) {
            yield_!(format!("{x}{y}{k}{v}{z}"));
            n += v.len();
        }
        for (i, (k, v)) in c.iter().enumerate().skip(1) {
            yield_!(format!("{i}{k}{v}"));
        }
        for ((k, v), i) in c.range(2..).zip(1..) {
            yield_!(format!("{i}{k}{v}"));
        }
        for (x, y) in a.into_iter().zip(b.into_iter().rev()) {
            yield_!(format!("{x}{y}"));
        }
        for (x, s) in c.into_values().zip(d) {
            yield_!(format!("{x}{s}"));
        }
        n
    }
    check go(vec![1, 2], VecDeque::from(['a', 'b', 'c']), BTreeMap::from([(1, "p".to_owned()), (2, "q".to_owned()), (3, "r".to_owned())]), BTreeSet::from([5, 6]));
}

program! {
    mod labelled_by_variable_iterators;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut it = v.iter().copied().enumerate();
        let mut sum = 0;
        'outer: loop {
            let Some((i, x)) = it.next() else { break };
            if x % 2 == 0 {
                yield_!(x);
                while let Some((j, y)) = it.next() {
                    if y > 6 {
                        break 'outer;
                    }
                    if y % 2 == 0 {
                        continue 'outer;
                    }
                    yield_!(y * 10 + j as u32);
                    sum += i as u32;
                }
            } else if let Some((_, z)) = it.next_back() {
                yield_!(z * 100);
                sum += z;
            }
        }
        sum + it.count() as u32
    }
    check go(vec![1, 2, 3, 5, 4, 6, 7, 8, 9]);
    check go(vec![2, 1, 3, 9, 1]);
}

program! {
    mod for_over_indexed_source;

    #[resumable(yield = u32)]
    fn go(grid: Vec<Vec<u32>>) -> u32 {
        let mut y = 0;
        let mut sum = 0;
        while y < grid.len() {
            for x in &grid[y] {
                y += 1;
                yield_!(*x);
                sum += x * y as u32;
                if y > 5 {
                    break;
                }
            }
            y += 1;
        }
        sum
    }
    check go(vec![vec![1], vec![2], vec![3, 4], vec![], vec![5], vec![6]]);
}

program! {
    mod while_let_iter_then_push;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<u32>) -> Vec<u32> {
        let mut extra = vec![];
        {
            let mut it = v.iter();
            while let Some(x) = it.next() {
                yield_!(*x);
                extra.push(x + 1);
            }
        }
        v.append(&mut extra);
        let mut it = v.drain(..);
        let a = it.next();
        drop(it);
        v.extend(a);
        let total: u32 = v.iter().sum();
        for x in v.iter_mut() {
            *x += total;
            yield_!(*x);
        }
        v.sort();
        v
    }
    check go(vec![1, 2]);
}

program! {
    mod infinite_generators;

    #[resumable(yield = u64)]
    fn go(seeds: Vec<u64>) {
        let mut window = seeds.clone();
        let mut it = seeds.iter().cycle();
        loop {
            let [a, b] = window[..] else { return };
            yield_!(a);
            let bias = *it.next().unwrap();
            window = vec![b, (a + b + bias) % 1000];
        }
    }
    check go(vec![1, 2]);
}

program! {
    mod rposition_and_friends;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut it = v.iter();
        yield_!(it.len() as u32);
        let at = it.position(|x| *x == 2);
        yield_!(at.unwrap() as u32);
        let any = it.any(|x| *x == 4);
        yield_!(u32::from(any));
        let left = it.clone().count();
        yield_!(left as u32);
        let nth = it.nth(0).copied();
        yield_!(nth.unwrap_or(0));
        let (low, high) = it.size_hint();
        yield_!(low as u32);
        it.fold(high.unwrap() as u32, |a, x| a + x)
    }
    check go(vec![1, 2, 3, 4, 5, 6, 7]);
}

program! {
    mod shadowed_in_the_chain;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>, k: u32) -> u32 {
        let mut n = 0;
        for x in v.iter().map(|x| x + k) {
            let k = x * 2;
            let v = vec![k];
            for x in v.iter().map(|v| v + k) {
                let v = x;
                yield_!(v + k);
                n += v;
            }
            yield_!(k);
            n += v[0];
        }
        n + k
    }
    check go(vec![1, 2], 5);
}

program! {
    mod panics_in_the_loop;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>, at: usize) -> u32 {
        let mut i = at;
        let x = &v[i];
        yield_!(*x);
        for (j, y) in v.iter().enumerate() {
            i -= 1;
            let z = &v[i];
            yield_!(*z + *y);
        }
        *x
    }
    check go(vec![1, 2, 3], 1);
    check go(vec![1, 2, 3], 7);
}

program! {
    mod overflow_at_the_same_place;

    #[resumable(yield = u8)]
    fn go(v: Vec<u8>) -> u8 {
        let mut sum = 200u8;
        for x in v.iter().map(|x| x * 2) {
            yield_!(x);
            sum += x;
        }
        sum
    }
    check go(vec![1, 2, 100, 3]);
    check go(vec![1, 2, 200, 3]);
    check go(vec![]);
}

program! {
    mod unwrap_none_later;

    #[resumable(yield = u32)]
    fn go(v: Vec<Option<u32>>) -> u32 {
        let mut sum = 0;
        for x in v.iter().map(|x| x.as_ref().unwrap()) {
            yield_!(*x);
            sum += x;
        }
        sum
    }
    check go(vec![Some(1), Some(2)]);
    check go(vec![Some(1), None]);
}
