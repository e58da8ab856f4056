//! `?` on `Result` and `Option`, on aliases of them, with conversions, and hidden in macros.

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod in_the_middle_of_expressions;

    #[resumable(yield = u32, resume = Option<u32>)]
    fn middle() -> Option<u32> {
        let sum = yield_!(1)? + yield_!(2)? * 2;
        let list = vec![yield_!(sum)?, 7];
        if list[0] > 5 {
            return Some(list[1].checked_sub(yield_!(4)?)?);
        }
        Some(list.iter().sum::<u32>().min(yield_!(5)?))
    }

    check middle() => [Some(1), Some(2), Some(3), Some(4)];
    check middle() => [Some(1), Some(2), Some(6), Some(4)];
    check middle() => [Some(1), Some(2), Some(6), Some(9)];
    check middle() => [Some(1), None];
    check middle() => [Some(1), Some(2), None];
    check middle() => [Some(1), Some(2), Some(3), None];
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
