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
