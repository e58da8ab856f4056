//! `break` and `continue`, with labels and with values.

use tests::*;

program! {
    mod loop_with_break_value;

    #[resumable(yield = u32, resume = Option<String>)]
    fn ask_until_answered() -> (u32, String) {
        let mut asked = 0;
        let answer = loop {
            asked += 1;
            if let Some(answer) = yield_!(asked) {
                break answer;
            }
        };
        (asked, answer)
    }

    check ask_until_answered() => [None, None, Some("yes".to_owned())];
    check ask_until_answered() => [None, None];
}

program! {
    mod continue_in_every_loop;

    #[resumable(yield = u32)]
    fn evens(n: u32) -> Vec<u32> {
        let mut seen = vec![];
        for i in 0..n {
            if i % 2 == 1 {
                continue;
            }
            yield_!(i);
            seen.push(i);
        }
        let mut i = 0;
        while i < n {
            i += 1;
            if i % 2 == 1 {
                yield_!(100 + i);
                continue;
            }
            seen.push(i);
        }
        let mut rest = seen.clone();
        while let Some(x) = rest.pop() {
            if x == 2 {
                continue;
            }
            yield_!(200 + x);
            if x == 4 {
                continue;
            }
            seen.push(x);
        }
        let mut i = 0;
        loop {
            i += 1;
            if i == 2 {
                continue;
            }
            yield_!(300 + i);
            if i < n {
                continue;
            }
            break;
        }
        seen
    }

    check evens(5);
    check evens(0);
}

program! {
    mod break_out_of_nested_loops;

    #[resumable(yield = (u32, u32))]
    fn pythagorean(limit: u32) -> Option<(u32, u32, u32)> {
        let mut found = None;
        'search: for a in 1..limit {
            for b in a..limit {
                yield_!((a, b));
                for c in b..limit {
                    if a * a + b * b == c * c {
                        found = Some((a, b, c));
                        break 'search;
                    }
                }
            }
        }
        found
    }

    check pythagorean(7);
    check pythagorean(4);
}

program! {
    mod labelled_continue_across_yields;

    #[resumable(yield = u32)]
    fn primes(limit: u32) -> u32 {
        let mut count = 0;
        'candidates: for candidate in 2..limit {
            for divisor in 2..candidate {
                if divisor * divisor > candidate {
                    break;
                }
                if candidate % divisor == 0 {
                    yield_!(0);
                    continue 'candidates;
                }
            }
            count += 1;
            yield_!(candidate);
        }
        count
    }

    check primes(30);
}

program! {
    mod labelled_break_with_a_value_from_an_inner_loop;

    #[resumable(yield = u32, resume = u32)]
    fn guess(secret: u32) -> u32 {
        let tries = 'game: loop {
            let mut tries = 0;
            loop {
                let guess = yield_!(tries);
                tries += 1;
                if guess == secret {
                    break 'game tries;
                }
                if guess > 100 {
                    continue 'game;
                }
                if tries == 4 {
                    break;
                }
            }
        };
        tries * 10
    }

    check guess(7) => [1, 2, 101, 3, 4, 5, 6, 8, 7];
    check guess(1) => [1];
}

program! {
    mod same_label_twice;

    #[resumable(yield = u32)]
    fn twice() -> u32 {
        let mut sum = 0;
        'again: for i in 0..4 {
            'inner: loop {
                yield_!(i);
                sum += 1;
                if sum % 3 == 0 {
                    continue 'again;
                }
                if sum > 20 {
                    break 'again;
                }
                break 'inner;
            }
            sum += 10;
        }
        'again: while sum > 0 {
            sum -= 1;
            if sum % 2 == 0 {
                continue 'again;
            }
            yield_!(sum);
            if sum < 12 {
                break 'again;
            }
        }
        sum
    }

    check twice();
}

program! {
    mod labelled_block;

    #[resumable(yield = &'static str, resume = u32)]
    fn classify() -> String {
        let kind = 'kind: {
            let first = yield_!("first");
            if first == 0 {
                break 'kind "nothing".to_owned();
            }
            let second = yield_!("second");
            if second > first {
                break 'kind format!("{first} below {second}");
            }
            yield_!("third");
            format!("{first} not below {second}")
        };
        yield_!("fourth");
        kind
    }

    check classify() => [0, 9];
    check classify() => [1, 2, 9];
    check classify() => [2, 1, 8, 9];
}

program! {
    mod break_through_blocks_and_loops;

    #[resumable(yield = u32)]
    fn through(n: u32) -> u32 {
        let mut last = 0;
        'outer: {
            'a: loop {
                'b: {
                    while last < n {
                        yield_!(last);
                        last += 1;
                        if last == 2 {
                            break 'b;
                        }
                        if last == 4 {
                            continue 'a;
                        }
                        if last == 6 {
                            break 'a;
                        }
                        if last == 9 {
                            break 'outer;
                        }
                    }
                    yield_!(100);
                    break 'outer;
                }
                yield_!(200);
            }
            yield_!(300);
            last += 1;
        }
        yield_!(400);
        last
    }

    check through(1);
    check through(3);
    check through(5);
    check through(8);
}
