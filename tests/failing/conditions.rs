//! Combinations in which a rewriting goes wrong most easily.

use tests::*;

program! {
    mod conditions_on_what_suspends;

    #[resumable(yield = u32, resume = u32)]
    fn conditions(n: u32) -> u32 {
        #[cfg(any())]
        yield_!(2000);
        #[cfg(all())]
        yield_!(1);
        #[cfg(any())]
        let m = yield_!(3);
        #[cfg(all())]
        let m = yield_!(4);
        match m {
            #[cfg(any())]
            0 => yield_!(5),
            _ => n,
        }
    }

    check conditions(7) => [1, 0, 3];
}
