//! Panics: same message, same place, and the instance is poisoned.

use tests::*;

program! {
    mod in_a_callee;

    #[resumable(yield = u32, resume = u32)]
    fn callee(n: u32) -> u32 {
        let m = yield_!(n);
        n.checked_sub(m).unwrap_or_else(|| panic!("{n} - {m}"))
    }

    #[resumable(yield = u32, resume = u32)]
    fn caller(n: u32) -> u32 {
        let held = noisy("held");
        let mut n = n;
        loop {
            n = callee(n).await;
            log(held.name());
        }
    }

    check caller(5) => [1, 2, 3];
}
