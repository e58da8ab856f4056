//! Effects and drops, in the order in which they stand.

use tests::*;

program! {
    mod assignments_around_their_own_variable;

    #[resumable(yield = u32, resume = u32)]
    fn own(mut x: u32) -> (u32, u32) {
        x = {
            x += 1;
            yield_!(x)
        };
        x = x + yield_!(x);
        x = yield_!(x) + x;
        let mut y = yield_!(x) * { x += 1; x };
        y = if y > 10 { y - yield_!(y) } else { yield_!(100) };
        (x, y) = (y, yield_!(x));
        (x, y)
    }

    check own(1) => [5, 6, 7, 8, 9, 10];
    check own(1) => [1, 1, 1, 1, 1, 1];
}

program! {
    mod receivers_and_arguments_both_suspend;

    #[resumable(yield = u32, resume = String)]
    fn chained(words: Vec<String>) -> String {
        let joined = yield_!(1).replace(&yield_!(2), &yield_!(3)).to_uppercase();
        let list = [yield_!(4), joined];
        let found = list.iter().position(|word| *word == words[0]).map_or(99, |at| at as u32);
        let part = yield_!(found).split_off(yield_!(5).len().min(1));
        list.concat().trim_start_matches(&part).to_owned().repeat(yield_!(6).len())
    }

    check chained(vec!["B".to_owned()]) => ["abc", "b", "xy", "B", "word", "z", "12"].map(String::from);
}

program! {
    mod elements_on_both_sides;

    #[resumable(yield = usize, resume = usize)]
    fn elements() -> Vec<usize> {
        let mut a = vec![1, 2, 3];
        let b = [10, 20, 30];
        a[yield_!(1)] = b[yield_!(2)];
        a[2] = a[yield_!(3)] + b[yield_!(4)];
        let i = yield_!(5);
        a[i] += b[i] + yield_!(6);
        a.swap(yield_!(7), 0);
        a
    }

    check elements() => [2, 1, 0, 2, 1, 100, 2];
    check elements() => [0, 7];
}

program! {
    mod effects_in_the_same_step;

    #[resumable(yield = u32, resume = u32)]
    fn effects(n: u32) -> u32 {
        log("start");
        let a = logged("a", n);
        for i in logged("from", 0)..logged("to", 2) {
            log(format!("round {i}"));
            let b = yield_!(logged("yielding", a + i));
            log(format!("got {b}"));
            if logged("even?", b % 2 == 0) {
                log("even");
                yield_!(logged("inner", b));
                log("after inner");
            } else if logged("big?", b > 10) {
                log("big");
                continue;
            }
            log("end of round");
        }
        let c = match logged("match", a) {
            1 if logged("guard", false) => 1,
            1 => logged("arm", yield_!(logged("in arm", 5))),
            _ => logged("other", 2),
        };
        logged("result", c) + logged("and", 1)
    }

    check effects(1) => [2, 0, 11, 7];
    check effects(2) => [1, 1];
}

program! {
    mod noisy_values_everywhere;

    fn pass(noisy: Noisy) -> Noisy {
        log(format!("passing {}", noisy.name()));
        noisy
    }

    #[resumable(yield = u32, resume = bool)]
    fn values(list: Vec<Noisy>) -> Noisy {
        let keeper = noisy("keeper");
        let mut best = noisy("best");
        'items: for item in list {
            let label = noisy(format!("label of {}", item.name()));
            if yield_!(1) {
                let previous = std::mem::replace(&mut best, item);
                log(format!("{} for {}", previous.name(), label.name()));
                if yield_!(2) {
                    log(format!("leaving {} {}", previous.name(), label.name()));
                    break 'items;
                }
                log(previous.name());
            } else {
                let Some(rest) = item.name().strip_prefix("x").map(str::to_owned) else {
                    log(format!("skipping {}", label.name()));
                    continue 'items;
                };
                let made = pass(noisy(rest));
                yield_!(3);
                log(format!("{} {} {}", made.name(), item.name(), label.name()));
            }
            log(label.name());
        }
        log(format!("{} {}", keeper.name(), best.name()));
        pass(best)
    }

    check values(vec![noisy("a"), noisy("xb"), noisy("c")]) => [true, false, false, true, false];
    check values(vec![noisy("a"), noisy("xb"), noisy("c")]) => [false, true, true];
    check values(vec![noisy("xa"), noisy("xb")]) => [false, true, false, false];
}

program! {
    mod noisy_values_declared_late;

    #[resumable(yield = u32, resume = u32)]
    fn late(n: u32) {
        let first;
        let second;
        let third = noisy("third");
        if yield_!(n) > 5 {
            second = noisy("second, big");
            yield_!(1);
            first = noisy("first, big");
        } else {
            first = noisy("first, small");
            second = noisy("second, small");
            yield_!(2);
        }
        log(format!("{} {} {}", first.name(), second.name(), third.name()));
        yield_!(3);
        log(format!("{} {} {}", third.name(), second.name(), first.name()));
    }

    check late(1) => [6, 0, 0];
    check late(1) => [5, 0, 0];
}

program! {
    mod extended_temporaries_between_yields;

    #[resumable(yield = u32)]
    fn temporaries() -> usize {
        yield_!(1);
        let name = {
            let held = &noisy("extended");
            log("using the extended");
            held.name().len()
        };
        yield_!(2);
        let length = match &noisy("scrutinee") {
            held if held.name().len() > 3 => {
                log("in the arm");
                held.name().len()
            }
            _ => 0,
        };
        log("after the match");
        yield_!(3);
        for byte in noisy("iterated").name().bytes().take(2) {
            log(byte);
        }
        log("after the for");
        yield_!(4);
        name + length
    }

    check temporaries();
}
