//! Kinds of functions and of what they hold.

use std::borrow::Cow;
use std::fmt::{Debug, Display};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod unsafe_blocks_and_inner_async;

    #[resumable(yield = u32)]
    fn inner(list: Vec<u32>) -> u32 {
        let first = unsafe { *list.get_unchecked(0) };
        yield_!(first);
        let future = async { first + 1 };
        drop(future);
        let boxed = Box::new(move || first * 2);
        let doubled = boxed();
        yield_!(doubled);
        doubled
    }

    check inner(vec![4]);
}

program! {
    mod cows;

    #[resumable(yield = String, resume = bool)]
    fn cows(name: String) -> String {
        let mut shown: Cow<'static, str> = if name.is_empty() { "nobody".into() } else { Cow::Owned(name) };
        while yield_!(shown.to_string()) {
            shown.to_mut().push('!');
        }
        shown.into_owned()
    }

    check cows(String::new()) => [true, true, false];
    check cows("Ada".to_owned()) => [true, false];
}

program! {
    mod wildcard_and_nested_parameters;

    #[derive(Debug, Serialize, Deserialize)]
    struct Point<T> {
        x: T,
        y: T,
    }

    #[resumable(yield = i32)]
    fn parameters(Point { x, y: _ }: Point<i32>, [a, .., b]: [i32; 4], ((_, c), _): ((u8, i32), String)) -> i32 {
        yield_!(x);
        yield_!(a + c);
        x + a + b
    }

    check parameters(Point { x: 1, y: 2 }, [3, 4, 5, 6], ((7, 8), "nine".to_owned()));
}

program! {
    mod function_pointers_and_zero_sized_values;

    fn double(n: u32) -> u32 {
        n * 2
    }

    fn square(n: u32) -> u32 {
        n * n
    }

    #[resumable(yield = u32, resume = bool)]
    fn applied() -> u32 {
        let by = double;
        let mut n = 3;
        while yield_!(n) {
            n = by(n) + square(1);
        }
        n
    }

    check applied() => [true, true, false];
}
