//! What can be written around a body: attributes, visibility, generics, macros that write functions.

use std::fmt::{Debug, Display};

use resumable::{Instance, Live, resumable};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tests::*;

program! {
    mod impl_trait_arguments;

    #[resumable(yield = String)]
    fn shown(value: impl Display + Debug + Serialize + DeserializeOwned + Send + 'static, times: u32) -> String {
        for i in 0..times {
            yield_!(format!("{i} {value}"));
        }
        format!("{value:?}")
    }

    check shown("text".to_owned(), 2);
    check shown(1.5, 1);
}

program! {
    mod impl_iterator_arguments;

    #[resumable(yield = u32)]
    fn summed(numbers: impl Iterator<Item = u32> + Serialize + DeserializeOwned + Send + 'static) -> u32 {
        let mut sum = 0;
        for n in numbers {
            yield_!(n);
            sum += n;
        }
        sum
    }

    check summed(2..5);
}

program! {
    mod impl_trait_inside_of_types;

    #[resumable(yield = String)]
    fn joined<T: Live + Display>(
        first: T,
        rest: Vec<(u8, impl Display + resumable::Live)>,
        last: Option<impl Into<String> + resumable::Live>,
        mut all: impl Extend<String> + resumable::Live + Debug,
    ) -> String
    where
        T: Clone,
    {
        for (n, one) in rest {
            yield_!(format!("{first}{n}{one}"));
            all.extend([one.to_string()]);
        }
        match last {
            Some(last) => {
                let last: String = last.into();
                yield_!(last.clone());
                format!("{all:?}{last}")
            }
            None => format!("{all:?}"),
        }
    }

    check joined('a', vec![(1, "x".to_owned()), (2, "y".to_owned())], Some('z'), Vec::new());
    check joined(1, vec![(1, 2.5)], None::<String>, Vec::new());
}

#[test]
fn a_definition_has_a_parameter_for_each_impl_trait() {
    #[resumable(yield = u64)]
    fn both<const N: usize>(a: impl Into<u64> + Live, b: impl Into<u64> + Live) -> [u64; N] {
        yield_!(a.into());
        [b.into(); N]
    }

    let mut co: Instance<both<2, u8, u32>> = both(1_u8, 2_u32);
    assert_eq!(co.start(), resumable::Step::Yielded(1));
    let mut co = Instance::<both<2, u8, u32>>::restore(&co.snapshot().unwrap()).unwrap();
    assert_eq!(co.resume(()), resumable::Step::Complete([2, 2]));
}

program! {
    mod written_by_a_macro;

    macro_rules! step {
        ($n:ident, $by:expr) => {
            $n = $n * 3 + $by;
        };
    }

    #[resumable(yield = u32, resume = u32)]
    fn with_macros_inside(n: u32) -> u32 {
        let mut m = n;
        while m < 1000 {
            let by = yield_!(m);
            step!(m, by + n);
            macro_rules! doubled {
                ($e:expr) => {
                    $e * 2
                };
            }
            m += doubled!(by);
        }
        m
    }

    check with_macros_inside(3) => 1..;
}

/// Functions from fragments of every kind.
macro_rules! machines {
    ($($(#[$attribute:meta])* $vis:vis fn $function:ident($name:ident: $t:ty) -> $out:ty, $y:ty, $e:expr, $block:block, $pattern:pat => $value:expr;)*) => {$(
        $(#[$attribute])*
        #[resumable(yield = $y, resume = $t)]
        $vis fn $function($name: $t, others: Vec<$t>) -> $out {
            let mut total: $t = $e;
            for other in others {
                $block
                let got = yield_!($e + other);
                total += got * $e;
                if let $pattern = got {
                    total += $value;
                }
            }
            let last: $t = yield_!(total);
            <$out>::from(last + $name)
        }
    )*};
}

machines! {
    #[must_use]
    pub(in crate::signatures) fn small(n: u32) -> u64, u32, n + 1, { let _ = n; }, 3 | 4 => 100;
    /// Documented.
    fn wide(n: u64) -> u128, u64, n, { assert!(n < 1000); if n > 100 { return 0; } }, 6..=8 => n;
}

#[test]
fn functions_written_by_macros() {
    let (seen, end) = run(small(2, vec![5, 6]), [3, 1, 7]);
    assert_eq!((seen, end), (vec![8, 9, 3 + 9 + 100 + 3], 9));
    let (seen, end) = run(wide(2, vec![5]), [7, 1]);
    assert_eq!((seen, end), (vec![7, 2 + 14 + 2], 3));
}

macro_rules! of_every_fragment {
    ($name:ident, $n:ident, $x:ident, $let:stmt, $item:item, $path:path, $literal:literal, $label:lifetime,
        $block:block, $e:expr, $yields:expr) => {
        #[resumable(yield = u32, resume = u32)]
        fn $name($n: u32) -> u32 {
            $item
            $let;
            $block
            let mut m = $path($n, $literal);
            $label: while m < 2 * $literal {
                m += yield_!(m + two() - $x);
                if $e {
                    break $label;
                }
                $block
            }
            let kept = [!$e as u8; 2];
            yield_!(kept.len() as u32 + 2 * $yields);
            $yields
        }
    };
}

of_every_fragment!(every_fragment, n, x, let x = 2, fn two() -> u32 { 2 }, std::cmp::max::<u32>, 4, 'outer,
    { let _ = 1; }, x > 3 || n > 3, yield_!(n) + 1);

#[test]
fn fragments_of_every_kind() {
    let (seen, end) = run(every_fragment(2), [3, 5, 6, 7, 8]);
    assert_eq!((seen, end), (vec![4, 7, 2, 2 + 2 * 7, 2], 9));
}

macro_rules! counter_type {
    ($type:ident { $field:ident } $method:ident) => {
        #[derive(Debug, Serialize, serde::Deserialize)]
        struct $type {
            $field: u32,
        }

        #[resumable]
        impl $type {
            #[resumable(yield = u32, resume = u32)]
            fn $method(mut self) -> Self {
                while self.$field < 10 {
                    self.$field += yield_!(self.$field);
                }
                self
            }
        }
    };
}

counter_type!(Counter { n } count);

#[test]
fn methods_written_by_macros() {
    assert_eq!(run(Counter { n: 1 }.count(), [4, 5]).0, [1, 5]);
    let _: Option<Instance<Counter_count>> = None;
}

#[resumable(yield = u32, resume = u32)]
async fn asynchronous(n: u32) -> u32 {
    let m = yield_!(n);
    n + m
}

#[resumable(yield = u32, resume = u32)]
pub(crate) async fn caller(n: u32) -> u32 {
    asynchronous(n).await + asynchronous(n + 1).await
}

#[test]
fn async_functions() {
    assert_eq!(run(caller(1), [10, 20]), (vec![1, 2], 33));
}

mod inner {
    /// Documented, visible, and with attributes of its own.
    #[must_use]
    #[deprecated(note = "as a test")]
    #[cfg(test)]
    #[resumable::resumable(yield = u32)]
    #[cfg_attr(all(), inline)]
    #[cold]
    #[allow(unused_variables, non_snake_case)]
    #[track_caller]
    pub(super) fn visible(r#type: u32, Loud: u32) -> u32 {
        let unused = 1;
        yield_!(r#type);
        r#type
    }

    #[resumable::resumable(yield = Missing)]
    #[cfg(any())]
    fn not_there(n: Missing) {
        yield_!(n);
    }

    pub(super) mod further_in {
        #[resumable::resumable(yield = u32)]
        pub(in crate::signatures) fn r#loop<T, const N: usize>(items: [T; N]) -> T
        where
            T: resumable::Live + Default,
            [T; N]: resumable::Live,
        {
            yield_!(super::super::helper(items.len()));
            items.into_iter().next().unwrap_or_default()
        }
    }
}

fn helper(n: usize) -> u32 {
    u32::try_from(n).unwrap()
}

#[test]
fn functions_in_functions_and_modules() {
    #[resumable(yield = u32)]
    #[allow(deprecated)]
    fn local(n: u32) -> u32 {
        #[resumable(yield = u32)]
        fn more_local(n: u32) -> u32 {
            yield_!(n * 10);
            n
        }
        let n = inner::visible(n + 1, 0).await;
        more_local(n).await + inner::further_in::r#loop([n, 2]).await
    }

    assert_eq!(run(local(1), [(); 3]), (vec![2, 20, 2], 4));
    let co: Instance<inner::further_in::r#loop<u32, 2>> = inner::further_in::r#loop([3, 4]);
    assert!(format!("{co:?}").starts_with("loop"));
}

#[resumable(yield = u32)]
fn recursion(n: u32) -> u64 {
    if n == 0 {
        yield_!(0);
        return 0;
    }
    recursion(n - 1).await + 1
}

#[test]
fn a_deep_delegation() {
    assert_eq!(run(recursion(100), [()]), (vec![0], 100));
}

/// Runs to the end, restored at every yield; what was yielded, and the value.
pub(crate) fn run<D: resumable::Definition>(
    mut co: Instance<D>,
    script: impl IntoIterator<Item = D::Resume>,
) -> (Vec<D::Yield>, D::Return) {
    let mut script = script.into_iter();
    let mut seen = vec![];
    let mut step = co.start();
    loop {
        match step {
            resumable::Step::Complete(value) => return (seen, value),
            resumable::Step::Yielded(value) => {
                seen.push(value);
                co = Instance::restore(&co.snapshot().unwrap()).unwrap();
                step = co.resume(script.next().unwrap());
            }
        }
    }
}
