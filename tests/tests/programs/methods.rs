//! Methods and associated functions of marked `impl` blocks.

use std::fmt::{Debug, Display};

use resumable::{Definition, Instance, Live, resumable};
use serde::{Deserialize, Serialize};
use tests::{Interruptions, Plain, check, script, suspend};

/// A type and its methods, compiled twice: marked, and as plain methods whose bodies are futures.
///
/// What stands before the block, in brackets, is its head. A method says both of its types and what it returns.
macro_rules! methods {
    (mod $module:ident; $([$($head:tt)*] { $($methods:tt)* })* items { $($items:tt)* }
        $(check $call:expr => $script:expr;)*) => {
        mod $module {
            use super::*;

            mod plain {
                #[allow(unused_imports)]
                use super::*;
                $($items)*
                $(methods! { @plain ($) [$($head)*] [] $($methods)* })*
            }

            mod resumed {
                #[allow(unused_imports)]
                use super::*;
                $($items)*
                $(#[resumable] $($head)* { $($methods)* })*
            }

            #[test]
            fn run_as_plain_methods() {
                let mut yields = 0;
                $(yields += check(
                    stringify!($call),
                    &|| { use plain::*; $call },
                    &|| { use resumed::*; $call },
                    &|| script($script),
                    Interruptions::all,
                );)*
                assert!(yields > 0);
            }
        }
    };
    (@plain ($d:tt) [$($head:tt)*] [$($done:tt)*]
        #[resumable(yield = $y:ty, resume = $r:ty)]
        $vis:vis fn $name:ident ($($arguments:tt)*) -> $output:ty { $($body:tt)* } $($rest:tt)*) => {
        methods! { @plain ($d) [$($head)*] [$($done)*
            #[allow(unused_macros)]
            $vis fn $name ($($arguments)*) -> Plain<$output, $r> {
                macro_rules! yield_ {
                    ($d value:expr) => { suspend::<$y, $r>($d value).await };
                }
                Plain::new(async move { $($body)* })
            }] $($rest)* }
    };
    (@plain ($d:tt) [$($head:tt)*] [$($done:tt)*] $item:item $($rest:tt)*) => {
        methods! { @plain ($d) [$($head)*] [$($done)* $item] $($rest)* }
    };
    (@plain ($d:tt) [$($head:tt)*] [$($done:tt)*]) => {
        $($head)* { $($done)* }
    };
}

methods! {
    mod accounts;

    [impl Account] {
        const FEE: u32 = 1;

        pub(crate) fn describe(&self) -> String {
            format!("{self} of {}", self.owner)
        }

        #[resumable(yield = String, resume = bool)]
        pub(crate) fn withdraw(mut self, amounts: Vec<u32>) -> Result<Self, u32> {
            for amount in amounts {
                let rest = self.balance.checked_sub(amount + Self::FEE).ok_or(amount)?;
                if yield_!(format!("{} - {amount}?", self.describe())) {
                    self.balance = rest;
                    self.owner.push('!');
                }
            }
            Ok(self)
        }

        #[resumable(yield = String, resume = bool)]
        pub(crate) fn open(owner: String) -> Option<Self> {
            if !yield_!(format!("open for {owner}?")) {
                return None;
            }
            let account = Self { owner, balance: 10 };
            let before = account.clone();
            let Ok(Self { owner, balance }) = account.withdraw(vec![1, 2]).await else { return Some(before) };
            Self { owner, balance: balance - 1 }.withdraw(vec![3]).await.ok()
        }

        #[resumable(yield = String, resume = bool)]
        pub(crate) fn replaced(mut self) -> Vec<String> {
            let mut seen = vec![];
            while yield_!(format!("{self}")) {
                let smaller = |by| Self { balance: self.balance.saturating_sub(by), ..self.clone() };
                let next = smaller(2);
                seen.push(format!("{self} {} {0} {next}", self.balance));
                self = next;
            }
            let _ = yield_!(seen.concat());
            assert!(self.balance < 100, "{self} has too much");
            seen.push(self.owner);
            seen
        }
    }

    items {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub(crate) struct Account {
            pub(crate) owner: String,
            pub(crate) balance: u32,
        }

        impl Display for Account {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.balance)
            }
        }

        pub(crate) fn ada(balance: u32) -> Account {
            Account { owner: "ada".to_owned(), balance }
        }
    }

    check ada(5).withdraw(vec![2, 1]) => [true, false];
    check ada(5).withdraw(vec![2, 1, 0]) => [true, true, true];
    check ada(5).withdraw(vec![2, 9]) => [true, true];
    check Account::open("bob".to_owned()) => [false];
    check Account::open("bob".to_owned()) => [true, true, false, true];
    check ada(5).replaced() => [true, true, true, false, true];
    check ada(500).replaced() => [false, true];
}

methods! {
    mod generic_trees;

    [impl<T> Tree<T> where T: Live + Clone + Ord + Debug] {
        pub(crate) fn with(self, new: T) -> Self {
            match self {
                Self::Leaf => Self::Node { left: Box::new(Self::Leaf), value: new, right: Box::default() },
                Self::Node { left, value, right } if new < value => {
                    Self::Node { left: Box::new(left.with(new)), value, right }
                }
                Self::Node { left, value, right } => {
                    Self::Node { left, value, right: Box::new(right.with(new)) }
                }
            }
        }

        // Recursive, with the receiver taken apart before the first yield.
        #[resumable(yield = T, resume = u32)]
        pub(crate) fn in_order(self) -> u32 {
            let Self::Node { left, value, right } = self else { return 0 };
            let before = left.in_order().await;
            let answer = yield_!(value);
            before + answer + right.in_order().await
        }

        // Held while others of its kind run.
        #[resumable(yield = T, resume = u32)]
        pub(crate) fn twice(self: Box<Self>, extra: Vec<T>) -> (Self, u32) {
            let mut sum = self.clone().in_order().await;
            for value in extra {
                sum += self.clone().with(value).in_order().await;
            }
            (*self, sum)
        }
    }

    [impl Tree<String>] {
        #[resumable(yield = String, resume = u32)]
        pub(crate) fn words(text: String) -> Self {
            let mut tree = Self::default();
            let words = text.split(' ').map(str::to_owned).collect::<Vec<_>>();
            for word in words {
                if yield_!(word.clone()) > 0 {
                    tree = tree.with(word);
                }
            }
            tree
        }
    }

    items {
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        pub(crate) enum Tree<T> {
            #[default]
            Leaf,
            Node { left: Box<Tree<T>>, value: T, right: Box<Tree<T>> },
        }

        pub(crate) fn tree(values: &[u32]) -> Tree<u32> {
            values.iter().copied().fold(Tree::Leaf, Tree::with)
        }
    }

    check tree(&[3, 1, 2, 5, 4]).in_order() => [1, 2, 3, 4, 5];
    check tree(&[]).in_order() => [];
    check Box::new(tree(&[3, 1])).twice(vec![7, 2]) => 1..;
    check Tree::words("b a c".to_owned()) => [1, 0, 1];
}

/// Runs to the end, restored at every yield; what was yielded, and the value.
fn run<D: Definition<Resume = ()>>(mut co: Instance<D>) -> (Vec<D::Yield>, D::Return) {
    let mut seen = vec![];
    loop {
        let step = if seen.is_empty() {
            co.start()
        } else {
            co.resume(())
        };
        match step {
            resumable::Step::Complete(value) => return (seen, value),
            resumable::Step::Yielded(value) => {
                seen.push(value);
                co = Instance::restore(&co.snapshot().unwrap()).unwrap();
            }
        }
    }
}

struct Grid<T, const N: usize = 2>([T; N]);

#[resumable]
impl<T: Live, const N: usize> Grid<T, N> {
    /// Parameters of the block, of the method, and an `impl Trait`.
    #[resumable(yield = (T, U))]
    fn pairs<U: Live + Clone, const M: usize>(
        cells: Vec<T>,
        with: U,
        more: impl Into<u64> + Live,
    ) -> (u64, [usize; M])
    where
        T: Clone,
    {
        for cell in cells {
            yield_!((cell.clone(), with.clone()));
        }
        (more.into() + N as u64, [N; M])
    }
}

#[resumable]
impl Grid<u8, 7> {
    #[resumable(yield = usize)]
    fn seven() -> usize {
        yield_!(Self::SIZE);
        Self::SIZE + 1
    }

    const SIZE: usize = 7;
}

#[test]
fn generic_blocks_and_methods() {
    type Pairs = Instance<Grid_pairs<char, 3, String, 1, u8>>;
    let co: Pairs = Grid::<_, 3>::pairs::<_, 1, _>(vec!['a', 'b'], "x".to_owned(), 4_u8);
    let x = || "x".to_owned();
    assert_eq!(run(co), (vec![('a', x()), ('b', x())], (7, [3])));
    assert_eq!(run(Grid::seven()), (vec![7], 8));
    assert_eq!(Grid([1, 2]).0.len(), 2);
}

mod inside {
    use super::*;

    /// Private, with methods that are not.
    #[derive(Serialize, Deserialize)]
    struct Secret(u32);

    #[resumable]
    #[cfg(test)]
    #[allow(unreachable_pub, reason = "as users write it")]
    impl Secret {
        /// Documented.
        #[must_use]
        #[resumable(yield = u32)]
        #[inline]
        pub async fn r#yield(self) -> u32 {
            yield_!(self.0);
            yield_!(self.0 + 1);
            self.0
        }

        #[resumable(yield = u32)]
        #[cfg(any())]
        pub fn gone(self) -> Nothing {
            yield_!(1)
        }
    }

    #[test]
    fn a_definition_is_named_after_type_and_method() {
        let mut co = Secret(4).r#yield();
        let _ = co.start();
        let bytes = co.snapshot().unwrap();
        let mut co = Instance::<Secret_yield>::restore(&bytes).unwrap();
        assert!(Secret_yield::NAME.ends_with("methods::inside::Secret::yield"));
        assert_eq!(format!("{co:?}").split(' ').last(), Some("}"));
        assert_eq!(co.location().unwrap().variables(), ["self"]);
        assert_eq!(serde_json::to_value(&co).unwrap()["state"]["self"], 4);
        assert_eq!(co.resume(()), resumable::Step::Yielded(5));
        assert!(Instance::<Grid_seven>::restore(&bytes).is_err());
    }

    #[test]
    fn a_type_inside_of_a_function() {
        #[derive(Serialize, Deserialize)]
        struct Local {
            n: u32,
        }

        #[resumable]
        impl Local {
            #[resumable(yield = u32)]
            fn run(mut self) -> u32 {
                yield_!(self.n);
                self.n += 1;
                self.n
            }
        }

        assert_eq!(run(Local { n: 1 }.run()), (vec![1], 2));
        let _: Instance<Local_run> = Local { n: 1 }.run();
    }
}
