//! Kinds of functions and of what they hold.

use tests::*;

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
