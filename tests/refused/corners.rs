//! Combinations in which a rewriting goes wrong most easily.

use tests::*;

program! {
    mod statement_macros_and_attributes;

    #[resumable(yield = u32, resume = u32)]
    fn statements(n: u32) -> u32 {
        #[allow(unused_variables)]
        let unused = yield_!(n);
        if cfg!(any()) {
            yield_!(1000);
        }
        #[cfg(any())]
        yield_!(2000);
        #[cfg(all())]
        yield_!(1);
        assert!(n < 100, "{n} is too large");
        debug_assert_eq!(n, n);
        let text = format!("{n}-{}", { n + 1 });
        #[rustfmt::skip]
        let list = vec![n; text.len()];
        let _ = std::hint::black_box(&list);
        yield_!(list.len() as u32);
        ;
        (n)
    }

    check statements(7) => [1, 2, 3];
    check statements(100) => [1, 2, 3];
}
