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
    mod one_parameter;

    #[resumable(yield = T)]
    fn repeat<T: Data>(value: T, times: u32) -> Vec<T> {
        let mut all = vec![];
        for _ in 0..times {
            yield_!(value.clone());
            all.push(value.clone());
        }
        all
    }

    check repeat("a".to_owned(), 2);
    check repeat(7_u8, 3);
    check repeat(vec![Some(1.5), None], 1);
}

program! {
    mod where_clause;

    #[resumable(yield = String, resume = B)]
    fn zip<A, B>(list: Vec<A>) -> Vec<(A, B)>
    where
        A: Data + Display,
        B: Data + Default,
    {
        let mut pairs = Vec::new();
        for a in list {
            let b = yield_!(format!("{a}"));
            pairs.push((a, b));
        }
        pairs.push((pairs[0].0.clone(), B::default()));
        pairs
    }

    check zip::<u32, char>(vec![1, 2]) => ['x', 'y'];
    check zip(vec!["a".to_owned()]) => [vec![1]];
}

program! {
    mod const_generics;

    #[resumable(yield = usize, resume = T)]
    fn fill<T: Data + Copy + Default, const N: usize>(first: T) -> Vec<T> {
        let mut cells = vec![T::default(); N];
        cells[0] = first;
        for i in 1..N {
            cells[i] = yield_!(i);
        }
        cells
    }

    check fill::<u16, 4>(9) => [1, 2, 3];
    check fill::<char, 2>('a') => ['b'];
}

program! {
    mod const_generic_argument;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Row<const N: usize>(Vec<i32>);

    #[resumable(yield = i32)]
    fn sum<const N: usize>(row: Row<N>) -> i32 {
        let mut total = 0;
        let numbers: [i32; N] = row.0.try_into().unwrap();
        for (at, n) in numbers.into_iter().enumerate().collect::<Vec<_>>() {
            total += n * at as i32;
            yield_!(total);
        }
        total + N as i32
    }

    check sum(Row::<3>(vec![1, 2, 3]));
    check sum(Row::<1>(vec![5]));
}

program! {
    mod operators_of_a_parameter;

    #[resumable(yield = N, resume = N)]
    fn polynomial<N>(coefficients: Vec<N>) -> N
    where
        N: Data + Copy + Add<Output = N> + Mul<Output = N> + Default,
    {
        let x = yield_!(coefficients[0]);
        let mut value = N::default();
        for coefficient in coefficients {
            value = value * x + coefficient;
            yield_!(value);
        }
        value
    }

    check polynomial(vec![1, 2, 3]) => [10, 0, 0, 0];
    check polynomial(vec![0.5, 2.0]) => [2.0, 0.0, 0.0];
}

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
    mod a_trait_with_an_associated_type;

    trait Plan: Data {
        type Step: Data;
        const NAME: &'static str;
        fn steps(&self) -> Vec<Self::Step>;
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Countdown(u32);

    impl Plan for Countdown {
        type Step = u32;
        const NAME: &'static str = "countdown";

        fn steps(&self) -> Vec<u32> {
            (1..=self.0).rev().collect()
        }
    }

    #[resumable(yield = P::Step, resume = bool)]
    fn follow<P: Plan>(plan: P) -> (String, Option<P::Step>)
    where
        P::Step: Debug,
    {
        for step in plan.steps() {
            if !yield_!(step.clone()) {
                return (format!("{} {plan:?}", P::NAME), Some(step));
            }
        }
        (P::NAME.to_owned(), None)
    }

    check follow(Countdown(3)) => [true, true, true];
    check follow(Countdown(3)) => [true, false];
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

program! {
    mod phantom_and_unused_parameters;

    use std::marker::PhantomData;

    #[resumable(yield = usize)]
    fn typed<T, const FLAG: bool>(marker: PhantomData<T>, n: usize) -> String
    where
        T: 'static + Send,
    {
        yield_!(n);
        if FLAG {
            yield_!(std::mem::size_of::<T>());
        }
        let _ = marker;
        format!("{n} {FLAG}")
    }

    check typed::<u64, true>(PhantomData, 1);
    check typed::<fn(u8) -> u8, false>(PhantomData, 1);
}

program! {
    mod maps_of_parameters;

    #[resumable(yield = (K, usize))]
    fn group<K: Data + Ord, V: Data>(pairs: Vec<(K, V)>) -> BTreeMap<K, Vec<V>> {
        let mut groups = BTreeMap::new();
        for (key, value) in pairs {
            let group: &mut Vec<V> = groups.entry(key.clone()).or_default();
            group.push(value);
            let size = group.len();
            yield_!((key, size));
        }
        groups
    }

    check group(vec![("a".to_owned(), 1), ("b".to_owned(), 2), ("a".to_owned(), 3)]);
}
