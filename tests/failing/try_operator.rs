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

program! {
    mod hidden_in_macros;

    macro_rules! bail {
        ($($text:tt)*) => {
            return Err(format!($($text)*))
        };
    }

    macro_rules! ensure {
        ($condition:expr, $($text:tt)*) => {
            if !$condition {
                bail!($($text)*);
            }
        };
    }

    macro_rules! attempt {
        ($value:expr) => {
            match $value {
                Ok(value) => value,
                Err(error) => return Err(String::from(error)),
            }
        };
    }

    macro_rules! parsed {
        ($text:expr) => {
            $text.parse::<u32>().map_err(|error| error.to_string())?
        };
    }

    #[resumable(yield = u32, resume = String)]
    fn hidden(limit: u32) -> Result<u32, String> {
        let first = parsed!(yield_!(0));
        ensure!(first < limit, "{first} is over {limit}");
        let text = yield_!(first);
        let second = parsed!(text);
        if second == 0 {
            bail!("zero after {first}");
        }
        for i in 0..second {
            ensure!(i < 3, "{} rounds are too many for {text}", second);
            yield_!(i);
        }
        Ok(attempt!(if second == 2 { Err("two") } else { Ok(first + second) }))
    }

    check hidden(10) => ["5", "1", ""].map(String::from);
    check hidden(10) => ["5", "2", "", ""].map(String::from);
    check hidden(10) => ["15"].map(String::from);
    check hidden(10) => ["x"].map(String::from);
    check hidden(10) => ["5", "0"].map(String::from);
    check hidden(10) => ["5", "9", "", "", ""].map(String::from);
}
