//! Algorithms over slices, maps and graphs, as they are written without yields.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tests::*;

use crate::fixtures::words;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    id: u32,
    name: String,
    tags: Vec<String>,
}

fn row(id: u32, name: &str, tags: &str) -> Row {
    Row {
        id,
        name: name.to_owned(),
        tags: words(tags),
    }
}

program! {
    mod run_length;

    #[resumable(yield = (char, usize))]
    fn go(t: String) -> usize {
        let mut chars = t.chars().peekable();
        let mut runs = 0;
        while let Some(c) = chars.next() {
            let mut n = 1;
            while chars.peek() == Some(&c) {
                chars.next();
                n += 1;
            }
            yield_!((c, n));
            runs += 1;
        }
        runs
    }
    check go("aaabccd".to_owned());
}

program! {
    mod merge;

    #[resumable(yield = u32)]
    fn go(a: Vec<u32>, b: Vec<u32>) -> u32 {
        let mut left = a.iter().peekable();
        let mut right = b.iter().peekable();
        let mut n = 0;
        loop {
            let next = match (left.peek(), right.peek()) {
                (Some(x), Some(y)) if x <= y => left.next(),
                (Some(_), None) => left.next(),
                (_, Some(_)) => right.next(),
                (None, None) => break,
            };
            yield_!(*next.unwrap());
            n += 1;
        }
        n
    }
    check go(vec![1, 4, 6], vec![2, 4, 9, 10]);
    check go(vec![], vec![2]);
}

program! {
    mod merge_two_values;

    #[resumable(yield = u32)]
    fn go(a: Vec<u32>, b: Vec<u32>) -> u32 {
        let mut left = a.into_iter();
        let mut right = b.iter().copied();
        let mut x = left.next();
        let mut y = right.next();
        let mut n = 0;
        loop {
            match (x, y) {
                (Some(p), Some(q)) if p <= q => {
                    yield_!(p);
                    x = left.next();
                    n += q;
                }
                (_, Some(q)) => {
                    yield_!(q);
                    y = right.next();
                }
                (Some(p), None) => {
                    yield_!(p);
                    x = left.next();
                }
                (None, None) => break n,
            }
        }
    }
    check go(vec![1, 4, 6], vec![2, 4, 9, 10]);
}

program! {
    mod graph_walk;

    #[resumable(yield = u32)]
    fn go(graph: BTreeMap<u32, Vec<u32>>, start: u32) -> Vec<u32> {
        let mut seen = BTreeSet::new();
        let mut queue = VecDeque::from([start]);
        let mut order = vec![];
        while let Some(node) = queue.pop_front() {
            if !seen.insert(node) {
                continue;
            }
            order.push(node);
            yield_!(node);
            if let Some(neighbours) = graph.get(&node) {
                for next in neighbours {
                    if !seen.contains(next) {
                        yield_!(next * 100);
                        queue.push_back(*next);
                    }
                }
            }
            let Some(neighbours) = graph.get(&node) else {
                continue;
            };
            for &next in neighbours.iter().rev() {
                yield_!(next * 1000 + neighbours.len() as u32);
            }
        }
        order
    }
    check go(BTreeMap::from([(1, vec![2, 3]), (2, vec![4]), (3, vec![4, 1])]), 1);
}

program! {
    mod two_pointers;

    #[resumable(yield = (usize, usize))]
    fn go(v: Vec<i32>, target: i32) -> usize {
        let slice = v.as_slice();
        let (mut lo, mut hi) = (0, slice.len() - 1);
        let mut found = 0;
        while lo < hi {
            let (a, b) = (&slice[lo], &slice[hi]);
            if a + b == target {
                found += 1;
                yield_!((lo, hi));
                lo += 1;
                hi -= 1;
                yield_!((*a as usize, *b as usize));
            } else if a + b < target {
                lo += 1
            } else {
                hi -= 1
            }
        }
        found
    }
    check go(vec![1, 2, 3, 4, 5, 6], 7);
}

program! {
    mod swaps_in_slices;

    #[resumable(yield = Vec<u32>)]
    fn bubble(mut v: Vec<u32>) -> Vec<u32> {
        let slice = &mut v[..];
        let mut end = slice.len();
        while end > 1 {
            let mut swapped = false;
            for i in 1..end {
                if slice[i - 1] > slice[i] {
                    slice.swap(i - 1, i);
                    yield_!(slice.to_vec());
                    swapped = true;
                }
            }
            if !swapped {
                break;
            }
            end -= 1;
        }
        v
    }
    check bubble(vec![3, 1, 2, 5, 4]);
}

program! {
    mod binary_search;

    #[resumable(yield = usize)]
    fn search(v: Vec<u32>, wanted: u32) -> Option<usize> {
        let mut lo = 0;
        let mut hi = v.len();
        while lo < hi {
            let mid = (lo + hi) / 2;
            let x = &v[mid];
            yield_!(mid);
            match x.cmp(&wanted) {
                std::cmp::Ordering::Equal => return Some(mid),
                std::cmp::Ordering::Less => lo = mid + 1,
                std::cmp::Ordering::Greater => hi = mid,
            }
        }
        None
    }
    check search(vec![1, 3, 5, 7, 9], 7);
    check search(vec![1, 3, 5, 7, 9], 4);
}

program! {
    mod primes;

    #[resumable(yield = u32)]
    fn primes(n: u32) -> usize {
        let mut found: Vec<u32> = Vec::new();
        for c in (2..).take_while(|c| *c <= n) {
            if found
                .iter()
                .take_while(|p| *p * *p <= c)
                .all(|p| c % p != 0)
            {
                yield_!(c);
                found.push(c);
            }
        }
        found.len()
    }
    check primes(20);
}

program! {
    mod dp_rows;

    #[resumable(yield = usize)]
    fn distance(a: String, b: String) -> usize {
        let b: Vec<char> = b.chars().collect();
        let mut prev: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.chars().enumerate() {
            let mut row = vec![i + 1];
            for (j, y) in b.iter().enumerate() {
                let cost = usize::from(x != *y);
                let best = (prev[j] + cost).min(prev[j + 1] + 1).min(row[j] + 1);
                row.push(best);
                yield_!(best);
            }
            prev = row;
        }
        prev[b.len()]
    }
    check distance("kit".to_owned(), "sing".to_owned());
}

program! {
    mod topological_sort;

    #[resumable(yield = String)]
    fn sort(deps: BTreeMap<String, Vec<String>>) -> Result<Vec<String>, String> {
        let mut done: Vec<String> = vec![];
        let mut left: Vec<String> = deps.keys().cloned().collect();
        while !left.is_empty() {
            let ready = left
                .iter()
                .position(|name| deps[name].iter().all(|d| done.contains(d)));
            let Some(at) = ready else {
                for name in &left {
                    yield_!(format!("stuck {name}"));
                }
                return Err(left.join(","));
            };
            let name = left.remove(at);
            for d in &deps[&name] {
                yield_!(format!("{name} after {d}"));
            }
            yield_!(name.clone());
            done.push(name);
        }
        Ok(done)
    }
    check sort(BTreeMap::from([("a".to_owned(), words("c b")), ("b".to_owned(), words("c")), ("c".to_owned(), vec![])]));
    check sort(BTreeMap::from([("a".to_owned(), words("b")), ("b".to_owned(), words("a"))]));
}

program! {
    mod batches;

    #[resumable(yield = Vec<String>, resume = bool)]
    fn send(rows: Vec<Row>, size: usize) -> (usize, Vec<u32>) {
        let mut failed = vec![];
        let mut sent = 0;
        for (n, chunk) in rows.chunks(size).enumerate() {
            let names = chunk.iter().map(|row| format!("{n}{}", row.name)).collect();
            let mut tries = 0;
            while !yield_!(Vec::clone(&names)) {
                tries += 1;
                if tries == 2 {
                    break;
                }
            }
            if tries == 2 {
                failed.extend(chunk.iter().map(|row| row.id));
            } else {
                sent += chunk.len();
            }
        }
        (sent, failed)
    }
    check send(vec![row(1, "a", ""), row(2, "b", ""), row(3, "c", "")], 2) => [true, false, false, true];
    check send(vec![row(1, "a", ""), row(2, "b", ""), row(3, "c", "")], 2) => [false, true, true];
}

program! {
    mod quick_sort_recursive;

    #[resumable(yield = Vec<u32>)]
    fn sort(v: Vec<u32>) -> Vec<u32> {
        let Some((pivot, rest)) = v.split_first() else {
            return vec![];
        };
        let (less, more): (Vec<u32>, Vec<u32>) = rest.iter().partition(|x| *x < pivot);
        yield_!(less.clone());
        let mut out = sort(less).await;
        out.push(*pivot);
        out.extend(sort(more).await);
        yield_!(out.clone());
        out
    }
    check sort(vec![3, 1, 4, 1, 5, 9, 2]);
}

program! {
    mod merge_sort_slices;

    #[resumable(yield = u32)]
    fn merge(a: Vec<u32>, b: Vec<u32>) -> Vec<u32> {
        let (mut x, mut y) = (&a[..], &b[..]);
        let mut out = vec![];
        while let ([p, px @ ..], [q, qx @ ..]) = (x, y) {
            if p <= q {
                out.push(*p);
                x = px;
            } else {
                out.push(*q);
                y = qx;
            }
        }
        out.extend_from_slice(x);
        out.extend_from_slice(y);
        for n in &out {
            yield_!(*n);
        }
        out
    }
    check merge(vec![1, 4], vec![2, 3, 5]);
}

program! {
    mod trie;

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Trie {
        end: bool,
        next: BTreeMap<char, Trie>,
    }
    #[resumable(yield = String)]
    fn lookup(mut root: Trie, word: String) -> usize {
        root.end = true;
        let mut path = vec![];
        for c in word.chars() {
            let mut node = &root;
            for p in &path {
                node = &node.next[p];
            }
            if !node.next.contains_key(&c) {
                yield_!(format!("no {c}"));
                break;
            }
            path.push(c);
            yield_!(format!("{c} {}", path.len()));
        }
        path.len()
    }
    check lookup(Trie { end: false, next: BTreeMap::from([('a', Trie { end: false, next: BTreeMap::from([('b', Trie::default())]) })]) }, "abc".to_owned());
}

program! {
    mod arena_tree;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Node {
        value: u32,
        children: Vec<usize>,
    }
    #[resumable(yield = u32)]
    fn walk(nodes: Vec<Node>) -> u32 {
        let mut stack = vec![(0, 0)];
        let mut depth = 0;
        while let Some((node, child)) = stack.last_mut() {
            let Node { value, children } = &nodes[*node];
            if *child == 0 {
                yield_!(*value);
            }
            match children.get(*child) {
                Some(&next) => {
                    *child += 1;
                    yield_!(next as u32 * 100);
                    stack.push((next, 0));
                    depth = depth.max(stack.len() as u32);
                }
                None => {
                    yield_!(value + 1000);
                    stack.pop();
                }
            }
        }
        depth
    }
    check walk(vec![Node { value: 1, children: vec![1, 2] }, Node { value: 2, children: vec![] }, Node { value: 3, children: vec![3] }, Node { value: 4, children: vec![] }]);
}

program! {
    mod game_of_life;

    #[resumable(yield = String)]
    fn life(mut grid: Vec<Vec<bool>>, turns: u32) -> usize {
        for _ in 0..turns {
            let mut next = grid.clone();
            for (y, row) in grid.iter().enumerate() {
                for (x, alive) in row.iter().enumerate() {
                    let mut n = 0;
                    for dy in -1i32..=1 {
                        for dx in -1i32..=1 {
                            if (dx, dy) == (0, 0) {
                                continue;
                            }
                            let cell = grid
                                .get((y as i32 + dy) as usize)
                                .and_then(|row| row.get((x as i32 + dx) as usize));
                            n += u32::from(cell.copied().unwrap_or(false));
                        }
                    }
                    next[y][x] = matches!((*alive, n), (true, 2 | 3) | (false, 3));
                    if *alive != next[y][x] {
                        yield_!(format!("{x},{y} {alive} {n}"));
                    }
                }
            }
            grid = next;
        }
        grid.iter().flatten().filter(|c| **c).count()
    }
    check life(vec![vec![false, true, false], vec![false, true, false], vec![false, true, false]], 2);
}
