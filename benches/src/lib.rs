//! The same three programs as resumable functions, as machines written by hand, and with diapause.
//!
//! The programs are those of diapause's own benchmarks, so that the figures can be compared with the ones it
//! publishes. See `RESULTS.md` for what was measured.

#![cfg_attr(
    feature = "compiler",
    feature(coroutines, coroutine_trait, stmt_expr_attributes)
)]

pub mod borrowing;
pub mod by_diapause;
pub mod by_hand;
pub mod contenders;
#[cfg(feature = "peers")]
pub mod growth;
pub mod inline;
pub mod iterating;
pub mod marked;
#[cfg(feature = "peers")]
pub mod report;
pub mod snapshots;
pub mod tasks;

/// The step type of each way, under one name, so that one driver's text serves all of them.
pub use diapause::CoroutineState as DiapauseStep;
pub use resumable::Step;

/// Runs a coroutine from its start to its end; the wrapping sum of all it yields and returns.
///
/// A macro, since the ways have no trait in common: what is measured is then the same code for each of them.
/// `$input` is what a yielded value is answered with, `$output` what the end adds to the sum. With `each`, every yielded
/// value goes through `black_box`.
#[macro_export]
macro_rules! drive {
    ($coroutine:expr, $step:ident, each |$yielded:ident| $input:expr, |$returned:pat_param| $output:expr) => {
        $crate::drive!(@with ::core::hint::black_box, $coroutine, $step, |$yielded| $input, |$returned| $output)
    };
    ($coroutine:expr, $step:ident, |$yielded:ident| $input:expr, |$returned:pat_param| $output:expr) => {
        $crate::drive!(@with ::core::convert::identity, $coroutine, $step, |$yielded| $input, |$returned| $output)
    };
    (@with $see:path, $coroutine:expr, $step:ident, |$yielded:ident| $input:expr, |$returned:pat_param| $output:expr) => {{
        let mut coroutine = $coroutine;
        let mut sum = 0_u64;
        let mut step = coroutine.start();
        loop {
            match step {
                $crate::$step::Yielded($yielded) => {
                    let $yielded = $see($yielded);
                    sum = sum.wrapping_add($yielded);
                    step = coroutine.resume($input);
                }
                $crate::$step::Complete($returned) => break sum.wrapping_add($output),
            }
        }
    }};
}

#[cfg(test)]
mod tests {
    use diapause::Coroutine as _;

    use crate::{by_diapause, by_hand, marked};

    #[test]
    fn all_ways_agree() {
        for n in [0, 1, 2, 7, 100] {
            let expected = drive!(by_hand::counter(n), Step, |_y| (), |()| 0);
            assert_eq!(expected, drive!(marked::counter(n), Step, |_y| (), |()| 0));
            assert_eq!(
                expected,
                drive!(by_diapause::counter(n), DiapauseStep, |_y| (), |()| 0)
            );

            let expected = drive!(by_hand::nested(n), Step, |_y| (), |()| 0);
            assert_eq!(expected, drive!(marked::nested(n), Step, |_y| (), |()| 0));
            assert_eq!(
                expected,
                drive!(by_diapause::nested(n), DiapauseStep, |_y| (), |()| 0)
            );

            let expected = drive!(by_hand::running_total(n), Step, |y| y & 7, |sum| sum);
            assert_eq!(
                expected,
                drive!(marked::running_total(n), Step, |y| y & 7, |sum| sum)
            );
            assert_eq!(
                expected,
                drive!(
                    by_diapause::running_total(n),
                    DiapauseStep,
                    |y| y & 7,
                    |sum| sum
                )
            );
        }
    }
}
