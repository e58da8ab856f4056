//! The themes of CPython's generator tests and of the Go compiler's: trees, combinations, sieves, merges, queens.

use serde::{Deserialize, Serialize};
use tests::*;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Tree {
    label: char,
    left: Option<Box<Tree>>,
    right: Option<Box<Tree>>,
}

/// A balanced tree of the labels, in order.
fn tree(labels: &str) -> Option<Box<Tree>> {
    let labels: Vec<char> = labels.chars().collect();
    let middle = labels.len() / 2;
    let label = *labels.get(middle)?;
    let text = |labels: &[char]| labels.iter().collect::<String>();
    Some(Box::new(Tree {
        label,
        left: tree(&text(&labels[..middle])),
        right: tree(&text(&labels[middle + 1..])),
    }))
}

program! {
    mod in_order_recursively;

    #[resumable(yield = char)]
    fn in_order(node: Option<Box<Tree>>) {
        if let Some(node) = node {
            let Tree { label, left, right } = *node;
            in_order(left).await;
            yield_!(label);
            in_order(right).await;
        }
    }

    check in_order(tree("ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    check {
        let _ = in_order(None);
        in_order(tree("A"))
    };
}

program! {
    mod in_order_with_a_stack;

    #[resumable(yield = char)]
    fn in_order(root: Option<Box<Tree>>) -> usize {
        let mut stack = vec![];
        let mut node = root;
        let mut count = 0;
        loop {
            while let Some(mut current) = node {
                node = current.left.take();
                stack.push(current);
            }
            let Some(current) = stack.pop() else { break };
            yield_!(current.label);
            count += 1;
            node = current.right;
        }
        count
    }

    check in_order(tree("abcdefg"));
}

program! {
    mod combinations;

    #[resumable(yield = Vec<u32>)]
    fn combinations(items: Vec<u32>, k: usize, chosen: Vec<u32>) {
        if k > items.len() {
            return;
        }
        if k == 0 {
            yield_!(chosen);
            return;
        }
        let first = items[0];
        let rest = items[1..].to_vec();
        let mut with_first = chosen.clone();
        with_first.push(first);
        combinations(rest.clone(), k - 1, with_first).await;
        combinations(rest, k, chosen).await;
    }

    check combinations(vec![1, 2, 3, 4], 2, vec![]);
    check combinations(vec![1, 2, 3], 3, vec![]);
    check combinations(vec![1, 2], 0, vec![]);
}

program! {
    mod permutations_by_recursion;

    #[resumable(yield = String)]
    fn permute(prefix: String, letters: String) -> u32 {
        if letters.is_empty() {
            yield_!(prefix);
            return 1;
        }
        let mut count = 0;
        for i in 0..letters.len() {
            let mut rest = letters.clone();
            let letter = rest.remove(i);
            count += permute(format!("{prefix}{letter}"), rest).await;
        }
        count
    }

    check permute(String::new(), "abc".to_owned());
}

program! {
    mod permutations_by_heap;

    #[resumable(yield = Vec<u8>)]
    fn heap(mut items: Vec<u8>) -> usize {
        let n = items.len();
        let mut counters = vec![0; n];
        yield_!(items.clone());
        let mut count = 1;
        let mut i = 1;
        while i < n {
            if counters[i] < i {
                if i % 2 == 0 {
                    items.swap(0, i);
                } else {
                    items.swap(counters[i], i);
                }
                yield_!(items.clone());
                count += 1;
                counters[i] += 1;
                i = 1;
            } else {
                counters[i] = 0;
                i += 1;
            }
        }
        count
    }

    check heap(vec![1, 2, 3]);
    check heap(vec![1]);
}

program! {
    mod integers_from_and_first_n;

    #[resumable(yield = u64)]
    fn ints_from(mut n: u64) -> std::convert::Infallible {
        loop {
            yield_!(n);
            n += 1;
        }
    }

    #[resumable(yield = u64)]
    fn squares_below(limit: u64) -> u64 {
        let mut n = 0;
        while n * n < limit {
            yield_!(n * n);
            n += 1;
        }
        n
    }

    check ints_from(5);
    check squares_below(30);
}

program! {
    mod sieve;

    #[resumable(yield = usize)]
    fn primes_below(limit: usize) -> usize {
        let mut composite = vec![false; limit];
        let mut found = 0;
        for n in 2..limit {
            if composite[n] {
                continue;
            }
            yield_!(n);
            found += 1;
            let mut multiple = n * n;
            while multiple < limit {
                composite[multiple] = true;
                multiple += n;
            }
        }
        found
    }

    check primes_below(60);
}

program! {
    mod sieve_that_keeps_its_primes;

    #[resumable(yield = u32)]
    fn primes() -> std::convert::Infallible {
        yield_!(2);
        let mut primes = vec![2];
        let mut candidate = 3;
        loop {
            let is_prime = primes.iter().take_while(|&&p| p * p <= candidate).all(|p| candidate % p != 0);
            if is_prime {
                yield_!(candidate);
                primes.push(candidate);
            }
            candidate += 2;
        }
    }

    check primes();
}

program! {
    mod hamming_numbers;

    #[resumable(yield = u64)]
    fn hamming(count: usize) -> u64 {
        let mut numbers = vec![1];
        let (mut i, mut j, mut k) = (0, 0, 0);
        yield_!(1);
        while numbers.len() < count {
            let next = (numbers[i] * 2).min(numbers[j] * 3).min(numbers[k] * 5);
            if next == numbers[i] * 2 {
                i += 1;
            }
            if next == numbers[j] * 3 {
                j += 1;
            }
            if next == numbers[k] * 5 {
                k += 1;
            }
            numbers.push(next);
            yield_!(next);
        }
        numbers[count - 1]
    }

    check hamming(30);
}

program! {
    mod fibonacci_with_a_sum;

    #[resumable(yield = u64, resume = bool)]
    fn fibonacci() -> u64 {
        let (mut a, mut b) = (1, 2);
        let mut even = 0;
        while a < 1000 {
            if a % 2 == 0 {
                even += a;
            }
            if yield_!(a) {
                break;
            }
            let next = a + b;
            a = b;
            b = next;
        }
        even
    }

    check fibonacci() => [false; 30];
    check fibonacci() => [false, false, true];
}

program! {
    mod merge_of_sorted_sequences;

    #[resumable(yield = u32)]
    fn merge(left: Vec<u32>, right: Vec<u32>) -> usize {
        let (mut i, mut j) = (0, 0);
        let mut duplicates = 0;
        loop {
            let next = match (left.get(i), right.get(j)) {
                (Some(&l), Some(&r)) if l == r => {
                    duplicates += 1;
                    i += 1;
                    j += 1;
                    l
                }
                (Some(&l), Some(&r)) if l < r => {
                    i += 1;
                    l
                }
                (Some(&l), None) => {
                    i += 1;
                    l
                }
                (_, Some(&r)) => {
                    j += 1;
                    r
                }
                (None, None) => break,
            };
            yield_!(next);
        }
        duplicates
    }

    check merge(vec![1, 3, 5, 7], vec![2, 3, 6]);
    check merge(vec![], vec![4]);
    check {
        let _ = merge(vec![], vec![]);
        merge(vec![1], vec![1])
    };
}

program! {
    mod eight_queens;

    fn safe(queens: &[usize], column: usize) -> bool {
        queens.iter().enumerate().all(|(row, &other)| {
            let distance = queens.len() - row;
            other != column && other.abs_diff(column) != distance
        })
    }

    #[resumable(yield = Vec<usize>)]
    fn queens(n: usize, placed: Vec<usize>) -> u32 {
        if placed.len() == n {
            yield_!(placed);
            return 1;
        }
        let mut solutions = 0;
        for column in 0..n {
            if safe(&placed, column) {
                let mut next = placed.clone();
                next.push(column);
                solutions += queens(n, next).await;
            }
        }
        solutions
    }

    check queens(4, vec![]);
    check queens(6, vec![]);
}

program! {
    mod queens_by_backtracking;

    #[resumable(yield = Vec<usize>)]
    fn queens(n: usize) -> u32 {
        let mut columns = vec![0_usize; 1];
        let mut solutions = 0;
        'search: loop {
            let row = columns.len() - 1;
            let column = columns[row];
            if column == n {
                columns.pop();
                match columns.last_mut() {
                    Some(column) => *column += 1,
                    None => break 'search,
                }
                continue;
            }
            for other in 0..row {
                if columns[other] == column || columns[other].abs_diff(column) == row - other {
                    columns[row] += 1;
                    continue 'search;
                }
            }
            if row + 1 == n {
                solutions += 1;
                yield_!(columns.clone());
                columns[row] += 1;
            } else {
                columns.push(0);
            }
        }
        solutions
    }

    check queens(5);
}

program! {
    mod knights_tour;

    const MOVES: [(i32, i32); 8] = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)];

    #[resumable(yield = (i32, i32))]
    fn tour(size: i32, start: (i32, i32)) -> bool {
        let mut board = vec![false; (size * size) as usize];
        let mut at = start;
        let mut visited = 0;
        loop {
            board[(at.1 * size + at.0) as usize] = true;
            visited += 1;
            yield_!(at);
            let free = |board: &Vec<bool>, (x, y): (i32, i32)| {
                (0..size).contains(&x) && (0..size).contains(&y) && !board[(y * size + x) as usize]
            };
            let exits = |(x, y): (i32, i32)| {
                MOVES.iter().map(move |(dx, dy)| (x + dx, y + dy)).filter(|&to| free(&board, to)).collect::<Vec<_>>()
            };
            match exits(at).into_iter().min_by_key(|&to| exits(to).len()) {
                Some(next) => at = next,
                None => break,
            }
        }
        visited == size * size
    }

    check tour(5, (0, 0));
    check tour(3, (0, 0));
}

program! {
    mod same_fringe;

    #[resumable(yield = char)]
    fn leaves(node: Tree) {
        let Tree { label, left, right } = node;
        if left.is_none() && right.is_none() {
            yield_!(label);
            return;
        }
        for child in [left, right] {
            if let Some(child) = child {
                leaves(*child).await;
            }
        }
    }

    check leaves(*tree("abcdefg").unwrap());
    check leaves(*tree("abcdefgh").unwrap());
}

program! {
    mod cartesian_product;

    #[resumable(yield = Vec<char>)]
    fn product(pools: Vec<Vec<char>>, chosen: Vec<char>) -> usize {
        let Some((first, rest)) = pools.split_first() else {
            yield_!(chosen);
            return 1;
        };
        let (first, rest) = (first.clone(), rest.to_vec());
        let mut count = 0;
        for item in first {
            let mut chosen = chosen.clone();
            chosen.push(item);
            count += product(rest.clone(), chosen).await;
        }
        count
    }

    check product(vec![vec!['a', 'b'], vec!['x'], vec!['1', '2', '3']], vec![]);
}

program! {
    mod running_average_by_sending;

    #[resumable(yield = f64, resume = Option<f64>)]
    fn averager() -> (u32, f64) {
        let mut total = 0.0;
        let mut count = 0;
        let mut average = 0.0;
        loop {
            let Some(term) = yield_!(average) else { break };
            total += term;
            count += 1;
            average = total / f64::from(count);
        }
        (count, average)
    }

    #[resumable(yield = f64, resume = Option<f64>)]
    fn grouper(groups: u32) -> Vec<(u32, f64)> {
        let mut results = Vec::new();
        for _ in 0..groups {
            results.push(averager().await);
        }
        results
    }

    check grouper(2) => [Some(40.9), Some(38.5), None, Some(1.5), Some(1.75), Some(1.0), None, None];
}

program! {
    mod powersets_by_bits;

    #[resumable(yield = Vec<char>)]
    fn subsets(items: Vec<char>) -> u32 {
        let mut largest = 0;
        for bits in 0..1_u32 << items.len() {
            let mut subset = vec![];
            for (i, item) in items.iter().enumerate() {
                if bits >> i & 1 == 1 {
                    subset.push(*item);
                }
            }
            largest = largest.max(bits.count_ones());
            yield_!(subset);
        }
        largest
    }

    check subsets(vec!['a', 'b', 'c']);
}

program! {
    mod partitions_of_a_number;

    #[resumable(yield = Vec<u32>)]
    fn partitions(n: u32, largest: u32, head: Vec<u32>) {
        if n == 0 {
            yield_!(head);
        } else {
            for part in 1..=largest.min(n) {
                let mut head = head.clone();
                head.push(part);
                partitions(n - part, part, head).await;
            }
        }
    }

    check partitions(6, 6, vec![]);
}

program! {
    mod flatten_nested_lists;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    enum Nested {
        One(i32),
        Many(Vec<Nested>),
    }
    use Nested::{Many, One};

    #[resumable(yield = i32)]
    fn flatten(nested: Nested) -> usize {
        match nested {
            One(n) => {
                yield_!(n);
                1
            }
            Many(list) => {
                let mut count = 0;
                for nested in list {
                    count += flatten(nested).await;
                }
                count
            }
        }
    }

    check flatten(Many(vec![One(1), Many(vec![One(2), Many(vec![]), Many(vec![One(3), One(4)])]), One(5)]));
}

program! {
    mod producer_and_consumer;

    #[resumable(yield = Option<u32>, resume = Option<u32>)]
    fn producer(n: u32) -> u32 {
        for i in 0..n {
            yield_!(Some(i * i));
        }
        n
    }

    #[resumable(yield = Option<u32>, resume = Option<u32>)]
    fn consumer() -> u32 {
        let mut sum = 0;
        while let Some(n) = yield_!(None) {
            sum += n;
        }
        sum
    }

    #[resumable(yield = Option<u32>, resume = Option<u32>)]
    fn both(n: u32) -> (u32, u32) {
        (producer(n).await, consumer().await)
    }

    check both(3) => [None, None, None, Some(4), Some(5), None];
}
