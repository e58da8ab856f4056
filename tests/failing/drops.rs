//! Drops are side effects: within a step they happen where the plain function has them.
//!
//! A local that is not used after a yield is dropped at the yield, so in these programs every noisy local is used
//! after the yields it lives across.

use tests::*;

program! {
    mod moved_values_drop_where_they_went;

    fn consume(noisy: Noisy) {
        log(format!("consuming {}", noisy.name()));
    }

    #[resumable(yield = u32, resume = bool)]
    fn moved() {
        let a = noisy("a");
        let b = noisy("b");
        let c = noisy("c");
        yield_!(1);
        consume(b);
        if yield_!(2) {
            consume(a);
            log("after a");
        } else {
            log(format!("keeping {}", a.name()));
        }
        log(c.name());
    }

    check moved() => [true, true];
    check moved() => [true, false];
}

program! {
    mod while_unwinding;

    #[resumable(yield = u32, resume = u32)]
    fn unwinds(list: Vec<u32>) -> u32 {
        let outer = noisy("outer");
        let at = yield_!(1) as usize;
        let inner = noisy("inner");
        let mut sum = yield_!(2);
        for i in 0..2 {
            let round = noisy(format!("round {i}"));
            sum += list[at + i];
            yield_!(sum);
            log(round.name());
        }
        log(format!("{} {}", outer.name(), inner.name()));
        sum
    }

    check unwinds(vec![1, 2]) => [0, 10, 0, 0];
    check unwinds(vec![1, 2]) => [1, 10, 0, 0];
    check unwinds(vec![1, 2]) => [2, 10, 0, 0];
}
