//! The themes of CPython's generator tests and of the Go compiler's: trees, sieves, merges, sums.

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
