//! `if`, `else if`, `if let`, `let else`, blocks: as statements and as values, suspending or not.

use tests::*;

program! {
    mod if_else_chain;

    #[resumable(yield = u32)]
    fn size(n: u32) -> u32 {
        let mut score = n;
        if n < 10 {
            yield_!(1);
            score += 1;
        } else if n < 100 {
            yield_!(2);
            yield_!(3);
            score += 2;
        } else if n < 1000 {
            score += 3;
        } else {
            yield_!(4);
            score += 4;
        }
        yield_!(score);
        score
    }

    check size(5);
    check size(50);
    check size(500);
    check size(5000);
}

program! {
    mod if_without_else;

    #[resumable(yield = u32)]
    fn maybe(ask: bool) -> u32 {
        let mut n = 1;
        if ask {
            yield_!(n);
            n += 1;
        }
        n += 10;
        if !ask {
            n += 100;
        }
        yield_!(n);
        n
    }

    check maybe(true);
    check maybe(false);
}

program! {
    mod if_as_a_value;

    #[resumable(yield = &'static str, resume = i32)]
    fn chosen(left: bool) -> i32 {
        let base = 5;
        let picked = if left {
            let first = yield_!("left");
            first + base
        } else {
            yield_!("right") * base
        };
        yield_!("after");
        picked - base
    }

    check chosen(true) => [10, 0];
    check chosen(false) => [10, 0];
}

program! {
    mod if_as_the_tail;

    #[resumable(yield = u8, resume = u8)]
    fn tail(flag: bool) -> u8 {
        yield_!(0);
        if flag { yield_!(1) + 1 } else { 40 }
    }

    check tail(true) => [3, 4];
    check tail(false) => [3, 4];
}

program! {
    mod condition_evaluated_once;

    #[resumable(yield = u32)]
    fn once(n: u32) -> u32 {
        if logged("condition", n > 1) {
            yield_!(1);
            yield_!(2);
        } else if logged("second", n == 1) {
            yield_!(3);
        } else {
            log("neither");
        }
        n
    }

    check once(2);
    check once(1);
    check once(0);
}

program! {
    mod condition_whose_variables_change_inside;

    #[resumable(yield = u32)]
    fn changing(mut n: u32) -> u32 {
        if n > 10 {
            n = 0;
            yield_!(n);
            n += 1;
            yield_!(n);
        } else {
            n = 100;
            yield_!(n);
        }
        n
    }

    check changing(11);
    check changing(1);
}

program! {
    mod if_let_by_value;

    #[resumable(yield = String)]
    fn greet(name: Option<String>) -> usize {
        if let Some(name) = name {
            yield_!(format!("hello {name}"));
            yield_!(format!("goodbye {name}"));
            name.len()
        } else {
            yield_!("who?".to_owned());
            0
        }
    }

    check greet(Some("Ada".to_owned()));
    check greet(None);
}

program! {
    mod if_let_else_if_let;

    #[resumable(yield = u32)]
    fn first_of(a: Option<u32>, b: Result<u32, String>) -> String {
        if let Some(a) = a {
            yield_!(a);
            format!("a{a}")
        } else if let Ok(b) = b {
            yield_!(b);
            format!("b{b}")
        } else if let Err(error) = b {
            yield_!(0);
            error
        } else {
            unreachable!()
        }
    }

    check first_of(Some(1), Ok(2));
    check first_of(None, Ok(2));
    check first_of(None, Err("no".to_owned()));
}

program! {
    mod let_else;

    #[resumable(yield = u32, resume = Option<u32>)]
    fn need() -> Option<u32> {
        let Some(a) = yield_!(1) else {
            yield_!(100);
            return None;
        };
        let Some(b) = yield_!(2) else {
            return Some(a);
        };
        Some(a + b)
    }

    check need() => [Some(5), Some(6)];
    check need() => [Some(5), None];
    check need() => [None, None];
}

program! {
    mod let_else_with_several_bindings;

    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    enum Message {
        Move { x: i32, y: i32 },
        Say(String),
    }

    #[resumable(yield = String)]
    fn handle(message: Message) -> i32 {
        let Message::Move { x, y } = message else {
            yield_!("no move".to_owned());
            yield_!("really".to_owned());
            return -1;
        };
        yield_!(format!("{x}/{y}"));
        x * y
    }

    check handle(Message::Move { x: 3, y: 4 });
    check handle(Message::Say("hi".to_owned()));
}

program! {
    mod let_else_in_a_loop;

    #[resumable(yield = char)]
    fn until_none(items: Vec<Option<char>>) -> u32 {
        let mut taken = 0;
        for item in items {
            let Some(letter) = item else {
                yield_!('-');
                if taken > 2 {
                    break;
                }
                continue;
            };
            yield_!(letter);
            taken += 1;
        }
        taken
    }

    check until_none(vec![Some('a'), None, Some('b'), Some('c'), None, Some('d')]);
}

program! {
    mod block_as_a_value;

    #[resumable(yield = u32, resume = u32)]
    fn blocks() -> u32 {
        let a = {
            let first = yield_!(1);
            let second = yield_!(2);
            first * second
        };
        let b = {
            let a = a + 1;
            yield_!(a);
            a
        };
        {
            let c = a + b;
            yield_!(c);
            c + a
        }
    }

    check blocks() => [3, 4, 0, 0];
}

program! {
    mod deeply_nested_branches;

    #[resumable(yield = u32)]
    fn deep(bits: u32) -> u32 {
        let mut path = 1;
        if bits & 1 != 0 {
            path = path * 10 + 1;
            yield_!(path);
            if bits & 2 != 0 {
                path = path * 10 + 2;
                if bits & 4 != 0 {
                    path = path * 10 + 3;
                    yield_!(path);
                } else {
                    path = path * 10 + 4;
                }
                yield_!(path);
            } else if bits & 4 != 0 {
                yield_!(path);
                path = path * 10 + 5;
            }
            path += 1000;
        } else {
            path = path * 10 + 6;
            if bits & 2 != 0 {
                yield_!(path);
            }
        }
        path
    }

    check deep(0);
    check deep(1);
    check deep(2);
    check deep(3);
    check deep(5);
    check deep(7);
}

program! {
    mod early_return_from_everywhere;

    #[resumable(yield = u32, resume = u32)]
    fn exits(n: u32) -> u32 {
        if n == 0 {
            return 100;
        }
        let a = yield_!(1);
        if a == 0 {
            return 200 + n;
        }
        for i in 0..n {
            let b = yield_!(i);
            if b == 0 {
                return 300 + i;
            }
            match b {
                7 => return 400 + b,
                8 => {
                    yield_!(8);
                    return 500 + i;
                }
                _ => {}
            }
        }
        loop {
            if yield_!(9) == 9 {
                return 600;
            }
        }
    }

    check exits(0) => [1];
    check exits(3) => [0];
    check exits(3) => [1, 1, 0];
    check exits(3) => [1, 7];
    check exits(3) => [1, 1, 8, 1];
    check exits(2) => [1, 1, 1, 3, 9];
    check exits(2) => [1, 1, 1, 3, 4, 5];
}

program! {
    mod branch_that_diverges;

    #[resumable(yield = u32)]
    fn diverges(n: u32) -> u32 {
        let value = if n > 3 {
            yield_!(n);
            n * 2
        } else if n == 3 {
            yield_!(3);
            return 0;
        } else {
            panic!("too small: {n}")
        };
        yield_!(value);
        value
    }

    check diverges(4);
    check diverges(3);
    check diverges(2);
}

program! {
    mod statements_without_yields_around;

    #[resumable(yield = usize)]
    fn around(words: Vec<String>) -> String {
        let longest = words.iter().max_by_key(|word| word.len()).cloned().unwrap_or_default();
        let total = words.iter().map(|word| word.len()).sum::<usize>();
        let shout = if total > 10 {
            words.join(" ").to_uppercase()
        } else {
            words.concat()
        };
        yield_!(total);
        let mut counts = [0; 3];
        for word in &words {
            match word.len() {
                0..=2 => counts[0] += 1,
                3..=4 => counts[1] += 1,
                _ => counts[2] += 1,
            }
        }
        yield_!(counts[1]);
        format!("{shout} {longest} {counts:?}")
    }

    check around(["a", "quick", "red", "fox"].map(String::from).to_vec());
    check around(vec![]);
}

program! {
    mod nothing_but_a_yield;

    #[resumable]
    fn pause() {
        yield_!();
    }

    check pause();
}

program! {
    mod yield_as_the_whole_body;

    #[resumable(yield = u32, resume = String)]
    fn ask() -> String {
        yield_!(42)
    }

    check ask() => ["the answer".to_owned()];
}
