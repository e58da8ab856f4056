//! Generic functions: type parameters, bounds, `where` clauses, const generics, defaults, and their delegation.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::ops::{Add, Mul};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tests::*;

/// What a type parameter needs in order to be saved.
trait Data: Clone + Debug + Serialize + DeserializeOwned + Send + 'static {}
impl<T: Clone + Debug + Serialize + DeserializeOwned + Send + 'static> Data for T {}

program! {
    mod a_generic_struct;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Stack<T> {
        items: Vec<T>,
    }

    impl<T> Stack<T> {
        fn push(&mut self, item: T) -> usize {
            self.items.push(item);
            self.items.len()
        }
    }

    #[resumable(yield = usize, resume = Option<T>)]
    fn stacked<T: Data>(mut stack: Stack<T>) -> Stack<T> {
        let mut height = stack.items.len();
        while let Some(item) = yield_!(height) {
            height = stack.push(item);
        }
        stack
    }

    check stacked(Stack { items: vec!['a'] }) => [Some('b'), Some('c'), None];
}

program! {
    mod delegation_to_generic_functions;

    #[resumable(yield = String)]
    fn show<T: Data + Display>(value: T) -> T {
        yield_!(format!("[{value}]"));
        value
    }

    #[resumable(yield = String)]
    fn both<A: Data + Display, B: Data + Display>(a: A, b: B) -> (B, A) {
        let a = show(a).await;
        let b = show::<B>(b).await;
        show(format!("{a}+{b}")).await;
        (b, a)
    }

    #[resumable(yield = String)]
    fn concrete() -> String {
        let (text, number) = both(1.5, "x".to_owned()).await;
        let pair = both(number as u8, 'c').await;
        format!("{text} {pair:?}")
    }

    check both(1, 'a');
    check concrete();
}

program! {
    mod recursion_with_a_parameter;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    enum Tree<T> {
        Leaf,
        Node(Box<Tree<T>>, T, Box<Tree<T>>),
    }

    fn node<T>(left: Tree<T>, value: T, right: Tree<T>) -> Tree<T> {
        Tree::Node(Box::new(left), value, Box::new(right))
    }

    #[resumable(yield = T)]
    fn in_order<T: Data>(tree: Tree<T>) -> usize {
        match tree {
            Tree::Leaf => 0,
            Tree::Node(left, value, right) => {
                let before = in_order(*left).await;
                yield_!(value);
                before + 1 + in_order(*right).await
            }
        }
    }

    check in_order(node(node(Tree::Leaf, 1, Tree::Leaf), 2, node(Tree::Leaf, 3, Tree::Leaf)));
    check in_order(node(Tree::Leaf, "root".to_owned(), Tree::Leaf));
}
