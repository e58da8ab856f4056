//! What a resume hands in, used as a condition or matched.

use tests::*;

program! {
    mod if_condition;

    #[resumable(yield = &'static str, resume = bool)]
    fn decide() -> u32 {
        if yield_!("first?") {
            1
        } else if yield_!("second?") {
            yield_!("confirm");
            2
        } else if !yield_!("third?") {
            3
        } else {
            4
        }
    }

    check decide() => [true];
    check decide() => [false, true, true];
    check decide() => [false, false, false];
    check decide() => [false, false, true];
}

program! {
    mod condition_that_compares;

    #[resumable(yield = u32, resume = u32)]
    fn compare(limit: u32) -> u32 {
        let mut n = 0;
        if yield_!(n) > limit {
            n += 1;
        }
        if limit <= yield_!(n) {
            yield_!(100);
            n += 10;
        }
        n
    }

    check compare(5) => [6, 5, 0];
    check compare(5) => [5, 4, 0];
}

program! {
    mod while_condition;

    #[resumable(yield = u32, resume = bool)]
    fn rounds() -> u32 {
        let mut round = 0;
        while yield_!(round) {
            round += 1;
            if round == 2 {
                yield_!(99);
            }
        }
        round
    }

    check rounds() => [true, true, true, true, false];
    check rounds() => [false];
}

program! {
    mod while_let_scrutinee;

    #[resumable(yield = usize, resume = Option<String>)]
    fn lines() -> Vec<String> {
        let mut lines = vec![];
        while let Some(line) = yield_!(lines.len()) {
            if line.is_empty() {
                continue;
            }
            lines.push(line);
        }
        lines
    }

    check lines() => [Some("one".to_owned()), Some(String::new()), Some("two".to_owned()), None];
}

program! {
    mod match_scrutinee;

    #[resumable(yield = u32, resume = (u32, String))]
    fn commands() -> Vec<String> {
        let mut done = Vec::new();
        loop {
            match yield_!(done.len() as u32) {
                (0, _) => break done,
                (1, word) => done.push(word),
                (n, word) => {
                    yield_!(n);
                    done.extend([word.clone(), word]);
                }
            }
        }
    }

    check commands() => [(1, "a".to_owned()), (5, "b".to_owned()), (0, String::new()), (0, String::new())];
}

program! {
    mod if_let_scrutinee;

    #[resumable(yield = &'static str, resume = Option<u32>)]
    fn maybe() -> u32 {
        if let Some(n) = yield_!("number?") {
            yield_!("thanks");
            n
        } else if let Some(n) = yield_!("sure?") {
            n * 2
        } else {
            0
        }
    }

    check maybe() => [Some(1), None];
    check maybe() => [None, Some(2)];
    check maybe() => [None, None];
}

program! {
    mod lazy_operators;

    #[resumable(yield = u32, resume = bool)]
    fn lazy(a: bool) -> (bool, bool) {
        let both = a && yield_!(1);
        let either = a || yield_!(2);
        if both && !either || yield_!(3) && yield_!(4) {
            yield_!(5);
        }
        while yield_!(6) || yield_!(7) && either {
            yield_!(8);
        }
        (both, either)
    }

    check lazy(true) => [true, true, true, true, false, false];
    check lazy(true) => [false, false, true, true, false, true, true, false, false];
    check lazy(false) => [true, true, false, false, false];
    check lazy(false) => [false, false, false, true, false];
}
