//! Panics: same message, same place, and the instance is poisoned.

use tests::*;

program! {
    mod explicit;

    #[resumable(yield = u32, resume = u32)]
    fn explicit(n: u32) -> u32 {
        let limit = yield_!(n);
        if n > limit {
            panic!("{n} is over {limit}");
        }
        yield_!(limit);
        unreachable!("after {}", limit)
    }

    check explicit(5) => [4];
    check explicit(5) => [6, 0];
}

program! {
    mod before_the_first_yield;

    #[resumable(yield = u32)]
    fn early(text: String) -> u32 {
        let n = text.parse().expect("a number");
        yield_!(n);
        n
    }

    check early("5".to_owned());
    check early("five".to_owned());
}

program! {
    mod unwraps;

    #[resumable(yield = u32, resume = Result<Option<u32>, String>)]
    fn unwraps() -> u32 {
        let a = yield_!(1).unwrap().unwrap();
        let b = yield_!(a).expect("an answer").expect("a number");
        a + b
    }

    check unwraps() => [Ok(Some(1)), Ok(Some(2))];
    check unwraps() => [Ok(None)];
    check unwraps() => [Err("down".to_owned())];
    check unwraps() => [Ok(Some(1)), Ok(None)];
    check unwraps() => [Ok(Some(1)), Err("down".to_owned())];
}

program! {
    mod arithmetic;

    #[resumable(yield = u32, resume = u32)]
    fn arithmetic(mut a: u8) -> u32 {
        let b = yield_!(1);
        let c = 100 / b;
        let index = yield_!(c) as usize;
        let list = [1, 2, 3];
        let d = list[index];
        for _ in 0..yield_!(d) {
            if cfg!(debug_assertions) {
                a += 100;
            }
            yield_!(a.into());
        }
        u32::from(a) - 250
    }

    check arithmetic(0) => [5, 1, 1, 0];
    check arithmetic(0) => [0];
    check arithmetic(0) => [5, 3];
    check arithmetic(0) => [5, 2, 5, 0, 0, 0];
}

program! {
    mod assertions;

    #[resumable(yield = u32, resume = u32)]
    fn assertions(n: u32) -> u32 {
        assert!(n > 0, "nothing to do");
        let m = yield_!(n);
        assert_eq!(n, m);
        let m = yield_!(n + 1);
        assert_ne!(n, m, "{n} again");
        debug_assert!(m < 100);
        m
    }

    check assertions(0) => [1];
    check {
        let _ = assertions(0);
        assertions(1)
    } => [1, 2];
    check assertions(1) => [2];
    check assertions(1) => [1, 1];
}

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

program! {
    mod in_the_middle_of_a_for_loop;

    #[resumable(yield = String)]
    fn loops(lists: Vec<Vec<String>>) -> i32 {
        let mut sum = 0;
        for list in lists {
            for text in list {
                yield_!(text.clone());
                sum += match text.parse::<i32>() {
                    Ok(n) => n,
                    Err(error) => panic!("{text}: {error}"),
                };
            }
        }
        sum
    }

    check loops(vec![vec!["1".to_owned(), "2".to_owned()], vec!["x".to_owned(), "3".to_owned()]]);
}

program! {
    mod with_todo_and_a_payload;

    #[resumable(yield = u32)]
    fn unfinished(n: u32) -> u32 {
        yield_!(n);
        if n == 1 {
            todo!();
        }
        if n == 2 {
            unimplemented!("part {n}");
        }
        std::panic::panic_any(n);
    }

    check unfinished(1);
    check unfinished(2);
    check unfinished(3);
}
