//! Drops are side effects: within a step they happen where the plain function has them.
//!
//! A local that is not used after a yield is dropped at the yield, so in these programs every noisy local is used
//! after the yields it lives across.

use tests::*;

program! {
    mod at_the_end_of_the_body;

    #[resumable(yield = u32)]
    fn ends(n: u32) -> u32 {
        let first = noisy("first");
        let second = noisy("second");
        yield_!(n);
        log(format!("using {} and {}", first.name(), second.name()));
        let third = noisy("third");
        log(third.name());
        n
    }

    check ends(1);
}

program! {
    mod at_the_end_of_a_block;

    #[resumable(yield = u32)]
    fn blocks() {
        let outer = noisy("outer");
        {
            let inner = noisy("inner");
            yield_!(1);
            log(inner.name());
            {
                let _innermost = noisy("innermost");
                log("in the innermost");
            }
            log("after the innermost");
        }
        yield_!(2);
        log(outer.name());
    }

    check blocks();
}

program! {
    mod at_the_end_of_each_round;

    #[resumable(yield = u32)]
    fn rounds(n: u32) {
        for i in 0..n {
            let round = noisy(format!("round {i}"));
            if i == 1 {
                log("skipped");
                continue;
            }
            yield_!(i);
            log(round.name());
            if i == 3 {
                log("leaving");
                break;
            }
            let _late = noisy(format!("late {i}"));
        }
        log("after");
    }

    check rounds(6);
}

program! {
    mod at_an_early_return;

    #[resumable(yield = u32, resume = bool)]
    fn early() -> String {
        let first = noisy("first");
        if yield_!(1) {
            let second = noisy("second");
            if yield_!(2) {
                return format!("{} {}", first.name(), second.name());
            }
            log(second.name());
        }
        yield_!(3);
        first.name().to_owned()
    }

    check early() => [true, true];
    check early() => [true, false, false];
    check early() => [false, false];
}

program! {
    mod at_a_try;

    #[resumable(yield = u32, resume = Result<u32, String>)]
    fn tried() -> Result<u32, String> {
        let outer = noisy("outer");
        let mut sum = 0;
        loop {
            let inner = noisy("inner");
            sum += yield_!(sum)?;
            log(inner.name());
            if sum > 5 {
                break;
            }
        }
        log(outer.name());
        Ok(sum)
    }

    check tried() => [Ok(1), Ok(2), Ok(3)];
    check tried() => [Ok(1), Err("no".to_owned())];
}

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
    mod assignment_drops_the_old_value;

    #[resumable(yield = u32)]
    fn replaced() {
        let mut value = noisy("one");
        yield_!(1);
        log(value.name());
        value = noisy("two");
        log("assigned");
        yield_!(2);
        value.rename("three");
        value = noisy("four");
        log(value.name());
    }

    check replaced();
}

program! {
    mod shadowed_values_live_on;

    #[resumable(yield = u32)]
    fn shadowed() {
        let value = noisy("one");
        yield_!(1);
        log(value.name());
        let value = noisy(format!("two after {}", value.name()));
        log("shadowed");
        let value = noisy(format!("three after {}", value.name()));
        log(value.name());
    }

    check shadowed();
}

program! {
    mod temporaries_end_with_their_statement;

    fn length(noisy: &Noisy) -> usize {
        noisy.name().len()
    }

    #[resumable(yield = usize)]
    fn temporaries() -> usize {
        let a = length(&noisy("statement"));
        log("after the statement");
        yield_!(a);
        noisy("unused");
        let _ = noisy("underscore");
        let _kept = noisy("kept");
        log("after the underscore");
        a + length(&noisy("tail"))
    }

    check temporaries();
}

program! {
    mod temporaries_of_a_match_and_an_if_let;

    fn parse(noisy: &Noisy) -> Option<u32> {
        noisy.name().parse().ok()
    }

    #[resumable(yield = u32)]
    fn scrutinees() -> u32 {
        yield_!(0);
        match parse(&noisy("5")) {
            Some(n) => log(format!("matched {n}")),
            None => log("none"),
        }
        if let Some(n) = parse(&noisy("6")) {
            log(format!("let {n}"));
        } else {
            log("no let");
        }
        if let Some(n) = parse(&noisy("x")) {
            log(format!("let {n}"));
        } else {
            log("no let");
        }
        if parse(&noisy("7")).is_some() {
            log("if");
        }
        yield_!(1);
        2
    }

    check scrutinees();
}

program! {
    mod parameters_drop_last;

    #[resumable(yield = u32)]
    fn parameters(first: Noisy, n: u32, second: Noisy) -> u32 {
        let local = noisy("local");
        yield_!(n);
        log(format!("{} {} {}", first.name(), second.name(), local.name()));
        n
    }

    check parameters(noisy("first"), 3, noisy("second"));
}

program! {
    mod items_of_a_for_loop;

    #[resumable(yield = usize, resume = bool)]
    fn items(list: Vec<Noisy>) -> usize {
        let mut seen = 0;
        for item in list {
            if yield_!(item.name().len()) {
                log(format!("stopping at {}", item.name()));
                break;
            }
            log(item.name());
            seen += 1;
        }
        log("after the loop");
        seen
    }

    check items(vec![noisy("a"), noisy("bb"), noisy("ccc")]) => [false, false, false];
    check items(vec![noisy("a"), noisy("bb"), noisy("ccc"), noisy("dddd")]) => [false, true];
}

program! {
    mod bindings_of_arms;

    #[resumable(yield = usize)]
    fn arms(value: Result<Noisy, (Noisy, Noisy)>) -> usize {
        let length = match value {
            Ok(noisy) => {
                yield_!(1);
                log(noisy.name());
                1
            }
            Err((first, second)) => {
                yield_!(2);
                drop(first);
                log("dropped the first");
                second.name().len()
            }
        };
        log("after the match");
        length
    }

    check arms(Ok(noisy("fine")));
    check arms(Err((noisy("one"), noisy("two"))));
}

program! {
    mod a_collection_that_changes;

    #[resumable(yield = usize, resume = u32)]
    fn changes() -> usize {
        let mut list = Vec::new();
        loop {
            match yield_!(list.len()) {
                0 => break,
                1 => {
                    list.remove(0);
                }
                2 => list.clear(),
                n => list.push(noisy(format!("number {n}"))),
            }
            log("changed");
        }
        log(format!("{} left", list.len()));
        list.len()
    }

    check changes() => [5, 6, 7, 1, 8, 2, 9, 10, 0];
}

program! {
    mod callee_locals_drop_before_the_caller_goes_on;

    #[resumable(yield = u32)]
    fn callee(n: u32) -> Noisy {
        let local = noisy(format!("local {n}"));
        yield_!(n);
        log(local.name());
        noisy(format!("result {n}"))
    }

    #[resumable(yield = u32)]
    fn caller() {
        let outer = noisy("outer");
        let result = callee(1).await;
        log(format!("{} {}", outer.name(), result.name()));
        let other = callee(2).await;
        log(format!("{} {} {}", outer.name(), result.name(), other.name()));
    }

    check caller();
}

program! {
    mod values_on_paths_that_do_not_suspend;

    #[resumable(yield = u32)]
    fn paths(n: u32) -> u32 {
        let before = noisy("before");
        if n % 2 == 0 {
            log(before.name());
            drop(before);
            log("even");
            yield_!(n);
        } else {
            let odd = noisy("odd");
            drop(odd);
            log(before.name());
        }
        log("end");
        n
    }

    check paths(2);
    check {
        let _ = paths(2);
        paths(3)
    };
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

program! {
    mod fields_and_wrappers;

    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    struct Session {
        user: Noisy,
        log: Option<Noisy>,
    }

    impl Drop for Session {
        fn drop(&mut self) {
            log(format!("closing the session of {}", self.user.name()));
        }
    }

    #[resumable(yield = u32)]
    fn session() {
        let mut session = Session { user: noisy("ada"), log: None };
        yield_!(1);
        session.log = Some(noisy("log"));
        yield_!(2);
        drop(session.log.take());
        log("closed the log");
        let boxed = Box::new((noisy("left"), noisy("right")));
        yield_!(3);
        let (left, _) = *boxed;
        log(left.name());
        log(session.user.name());
    }

    check session();
}
