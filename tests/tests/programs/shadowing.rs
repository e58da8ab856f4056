//! One name for several variables, in every way Rust allows it.

use tests::*;

program! {
    mod in_one_block;

    #[resumable(yield = String)]
    fn again(x: u32) -> usize {
        yield_!(format!("{x}"));
        let x = x + 1;
        yield_!(format!("{x}"));
        let x = format!("<{x}>");
        yield_!(format!("{x}"));
        let x = x.len();
        let y = x;
        let x = vec![x; x];
        yield_!(format!("{x:?} {y}"));
        x.len()
    }

    check again(41);
}

program! {
    mod in_an_inner_block;

    #[resumable(yield = String)]
    fn inner(x: u32) -> u32 {
        let y = {
            let x = format!("inner {x}");
            yield_!(x.clone());
            {
                let x = [x.len(), 1];
                yield_!(format!("{x:?}"));
            }
            yield_!(x.clone());
            x.len() as u32
        };
        yield_!(format!("{x}"));
        x + y
    }

    check inner(7);
}

program! {
    mod in_loops;

    #[resumable(yield = String)]
    fn loops(i: u32) -> u32 {
        let mut sum = 0;
        for i in 0..i {
            yield_!(format!("a{i}"));
            for i in 10..10 + i {
                yield_!(format!("b{i}"));
                sum += i;
            }
            yield_!(format!("c{i}"));
            sum += i;
            let i = "text".to_owned();
            yield_!(format!("d{i}"));
        }
        yield_!(format!("e{i}"));
        sum + i
    }

    check loops(3);
}

program! {
    mod in_arms;

    #[resumable(yield = String)]
    fn arms(x: Option<Result<u32, String>>) -> String {
        let y = "y".to_owned();
        let z = match x {
            Some(x) => match x {
                Ok(x) => {
                    yield_!(format!("{x}{y}"));
                    let y = x + 1;
                    yield_!(format!("{x}{y}"));
                    y.to_string()
                }
                Err(y) => {
                    yield_!(format!("{y}"));
                    y
                }
            },
            None => {
                let x = 5;
                yield_!(format!("{x}{y}"));
                x.to_string()
            }
        };
        yield_!(y);
        z
    }

    check arms(Some(Ok(1)));
    check arms(Some(Err("e".to_owned())));
    check arms(None);
}

program! {
    mod in_if_let_and_while_let;

    #[resumable(yield = u32)]
    fn unwrapped(x: Option<Result<u32, u8>>, mut stack: Vec<u32>) -> u32 {
        let y = 100;
        if let Some(x) = x {
            if let Ok(x) = x {
                yield_!(x);
            }
            yield_!(x.unwrap_or(y));
        }
        while let Some(y) = stack.pop() {
            yield_!(y);
            let stack = y * 2;
            yield_!(stack);
        }
        yield_!(y);
        let Some(y) = x else { return y };
        yield_!(y.unwrap_or_default());
        stack.len() as u32
    }

    check unwrapped(Some(Ok(1)), vec![2, 3]);
    check unwrapped(Some(Err(2)), vec![]);
    check unwrapped(None, vec![4]);
}

program! {
    mod a_parameter_by_a_local_of_its_value;

    #[resumable(yield = u32, resume = u32)]
    fn parameter(n: u32, (a, b): (u32, u32)) -> String {
        let n = yield_!(n) + n;
        let (b, a) = (a, b);
        let n = yield_!(n + a) * n;
        let a = format!("{a}{b}");
        yield_!(n);
        format!("{n}{a}")
    }

    check parameter(1, (2, 3)) => [4, 5, 6];
}

program! {
    mod a_function_by_a_variable;

    fn twice(n: u32) -> u32 {
        n * 2
    }

    #[resumable(yield = u32)]
    fn functions(counter: u32) -> u32 {
        let n = twice(counter);
        let functions = n + 1;
        yield_!(functions);
        let twice = twice(functions);
        yield_!(twice);
        let noisy = twice + functions;
        yield_!(noisy);
        twice + noisy
    }

    check functions(3);
}

program! {
    mod a_constant_and_an_enum_variant_by_nothing;

    const STEP: u32 = 5;

    #[derive(Debug, PartialEq)]
    enum Mode {
        Slow,
        Fast,
    }
    use Mode::{Fast, Slow};

    #[resumable(yield = u32)]
    fn constant(n: u32) -> u32 {
        let step = STEP;
        yield_!(step);
        let mode = if n > 3 { Fast } else { Slow };
        let factor = match mode {
            Fast => 2,
            Slow => 1,
        };
        let m = match n {
            STEP => {
                yield_!(factor);
                1
            }
            step => {
                yield_!(step);
                2
            }
        };
        step * factor + m
    }

    check constant(5);
    check constant(2);
}

program! {
    mod in_closures_that_do_not_yield;

    #[resumable(yield = u32)]
    fn closures(x: u32) -> u32 {
        let list: Vec<u32> = (0..3).map(|x| x * 2).collect();
        let y = list.iter().map(|&y| y + x).fold(0, |x, y| x + y);
        yield_!(y);
        let x: Vec<String> = list.into_iter().filter(|y| *y > x).map(|x| x.to_string()).collect();
        yield_!(x.len() as u32);
        let scale = move |x: u32| x * y;
        log(scale(2));
        x.concat().parse::<u32>().map_or(0, |x| x + y)
    }

    check closures(1);
}

program! {
    mod in_items_inside_the_body;

    #[resumable(yield = u32)]
    fn items(x: u32) -> u32 {
        const LIMIT: u32 = 3;
        fn x_plus(x: u32) -> u32 {
            let y = x + LIMIT;
            y
        }
        struct Local {
            x: u32,
        }
        impl Local {
            fn x(&self) -> u32 {
                self.x
            }
        }
        macro_rules! plus_one {
            ($x:expr) => {
                $x + 1
            };
        }
        use std::cmp::max as greatest;
        yield_!(x);
        let y = x_plus(x);
        yield_!(y);
        let local = Local { x: y };
        greatest(plus_one!(local.x()), x)
    }

    check items(4);
}

program! {
    mod names_in_format_strings;

    #[resumable(yield = String, resume = u32)]
    fn captured(name: String) -> String {
        let width = 6;
        let x = yield_!(format!("{name:>width$}"));
        let inner = {
            let x = x as f64 / 3.0;
            let precision = yield_!(format!("{x:.2}")) as usize;
            format!("{x:.precision$}|{name}")
        };
        let name = format!("{name}/{x:?}/{inner}");
        for x in 0..2 {
            yield_!(format!("{x} {name} {}", x + 1));
        }
        if let Some(name) = name.chars().next() {
            yield_!(format!("{name} {x:03}"));
        }
        assert!(!name.is_empty(), "no name for {x}");
        format!("{name} {x:#x} {0} {y}", width, y = inner.len())
    }

    check captured("Ada".to_owned()) => [10, 3, 0, 0, 0];
}

program! {
    mod raw_identifiers_and_unusual_names;

    #[resumable(yield = u32, resume = u32)]
    fn unusual(r#type: u32, input: u32) -> u32 {
        let r#match = yield_!(r#type) + r#type;
        let state = yield_!(input);
        let at = yield_!(state);
        let slot = yield_!(at);
        let flow = yield_!(slot);
        let saved = yield_!(flow);
        let __state = yield_!(saved);
        let saved_at = yield_!(__state);
        let _ignored = yield_!(saved_at);
        let größe = yield_!(1);
        r#match + state * at + slot * flow + saved * __state + saved_at + größe + input
    }

    check unusual(1, 2) => 3..;
}

program! {
    mod types_named_like_the_generated_ones;

    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    enum State {
        On,
        Off,
    }

    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    struct Option(u32);

    #[allow(dead_code)]
    struct Some;
    #[allow(dead_code)]
    struct None;
    #[allow(dead_code)]
    struct Vec;
    #[allow(dead_code)]
    struct Box;

    fn flip(state: State) -> State {
        match state {
            State::On => State::Off,
            State::Off => State::On,
        }
    }

    #[resumable(yield = String, resume = u32)]
    fn named(mut state: State) -> Option {
        let option = Option(yield_!(format!("{state:?}")));
        for _ in 0..2 {
            state = flip(state);
            yield_!(format!("{state:?} {option:?}"));
        }
        option
    }

    check named(State::On) => [1, 2, 3];
}
