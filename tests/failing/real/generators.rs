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
    Some(Box::new(Tree { label, left: tree(&text(&labels[..middle])), right: tree(&text(&labels[middle + 1..])) }))
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
    mod pre_and_post_order;

    #[resumable(yield = (bool, char))]
    fn both(node: Tree, depth: u32) -> u32 {
        yield_!((true, node.label));
        let mut deepest = depth;
        if let Some(left) = node.left {
            deepest = deepest.max(both(*left, depth + 1).await);
        }
        if let Some(right) = node.right {
            let found = both(*right, depth + 1).await;
            if found > deepest {
                deepest = found;
            }
        }
        yield_!((false, node.label));
        deepest
    }

    check both(*tree("abcdef").unwrap(), 0);
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
