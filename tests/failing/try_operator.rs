//! `?` on `Result` and `Option`, on aliases of them, with conversions, and hidden in macros.

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod macros_that_hide_nothing_but_control_flow;

    macro_rules! stop_if {
        ($condition:expr) => {
            if $condition {
                break;
            }
        };
    }

    macro_rules! skip {
        () => {
            continue
        };
    }

    macro_rules! give {
        ($value:expr) => {
            return $value
        };
    }

    #[resumable(yield = u32)]
    fn flow(n: u32) -> u32 {
        let mut sum = 0;
        for i in 0..n {
            if i == 2 {
                skip!();
            }
            stop_if!(i > 4);
            yield_!(i);
            sum += i;
            if sum > 7 {
                give!(sum * 100);
            }
        }
        loop {
            yield_!(sum);
            stop_if!(sum > 0);
            sum += 1;
            skip!();
        }
        sum
    }

    check flow(0);
    check flow(4);
    check flow(10);
}
