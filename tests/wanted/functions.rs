//! Kinds of functions and of what they hold.

use std::borrow::Cow;
use std::fmt::{Debug, Display};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
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
