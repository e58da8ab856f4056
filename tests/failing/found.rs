//! What a random generator of bodies found, reduced.

use tests::*;

fn pair(a: u32, b: u32) -> u32 {
    a * 10 + b
}

program! {
    mod integers_that_only_later_get_their_type;

    #[resumable(yield = u32, resume = u32)]
    fn integers(seed: u32, mut start: u32) -> u32 {
        let c = start;
        let (c, b) = (9, seed + c);
        let q = u32::max(yield_!(c), seed);
        let t = (8 + b, 3.1, start);
        let flow = yield_!(2);
        for e in seed..=flow {
            let c = seed;
            if 9 < start || c == 0 {
                log(e);
            } else if flow > e {
                start = yield_!(start);
            }
        }
        if {
            let late;
            if seed < start {
                yield_!(0);
                late = seed;
            } else {
                late = yield_!(seed);
            }
            late
        } < seed
        {
            log("less");
        }
        let e = {
            let k = 0;
            loop {
                if k > 2 {
                    break 2;
                } else if seed > 0 {
                    start = pair(seed, yield_!(seed));
                    if start > 4 {
                        start += yield_!(seed);
                        break 3;
                    }
                }
            }
        };
        start + q + t.0 + e
    }

    check integers(1, 2) => [3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    check integers(3, 20) => [30, 4, 5, 6, 7, 8, 9];
}

program! {
    mod drop_order_of_shadowing_variables;

    #[resumable(yield = u32)]
    fn after_a_loop(seed: u32) -> u32 {
        for a in 1..seed {
            if a > 12 {
                break;
            }
        }
        let a = noisy("a");
        let c = noisy("c");
        yield_!(1);
        log(format!("{}{}", a.name(), c.name()));
        seed
    }

    #[resumable(yield = u32)]
    fn in_one_block(seed: u32) -> u32 {
        let a = seed;
        log(a);
        let a = noisy("a");
        let b = noisy("b");
        let c = a.name().len();
        log(c);
        let c = noisy("c");
        yield_!(1);
        log(format!("{}{}{}", a.name(), b.name(), c.name()));
        seed
    }

    check after_a_loop(3);
    check in_one_block(3);
}

program! {
    mod a_branch_that_never_comes_back_before_another_yield;

    #[resumable(yield = u32, resume = u32)]
    fn branch(n: u32) -> String {
        let mut text = String::new();
        let word = loop {
            if yield_!(6) == n {
                let v = yield_!(7);
                break format!("{text}{v}");
            }
            let Some(x) = Some(yield_!(8)).filter(|x| *x > 2) else { continue };
            if x == 9 {
                let v = yield_!(9);
                panic!("{v}");
            }
            if yield_!(10) > x && x == 5 {
                break "five".to_owned();
            } else if x == 4 {
                break text;
            }
            text = format!("{text}.");
        };
        word
    }

    check branch(1) => 1..;
}
