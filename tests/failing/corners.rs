//! Combinations in which a rewriting goes wrong most easily.

use tests::*;

program! {
    mod receivers_and_arguments_both_suspend;

    #[resumable(yield = u32, resume = String)]
    fn chained(words: Vec<String>) -> String {
        let joined = yield_!(1).replace(&yield_!(2), &yield_!(3)).to_uppercase();
        let list = [yield_!(4), joined];
        let found = list.iter().position(|word| *word == words[0]).map_or(99, |at| at as u32);
        let part = yield_!(found).split_off(yield_!(5).len().min(1));
        list.concat().trim_start_matches(&part).repeat(yield_!(6).len())
    }

    check chained(vec!["B".to_owned()]) => ["abc", "b", "xy", "B", "word", "z", "12"].map(String::from);
}

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
