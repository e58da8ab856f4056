//! One name for several variables, in every way Rust allows it; and variables that are assigned late or moved away.

use tests::*;

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
    mod in_if_let_and_while_let;

    #[resumable(yield = u32)]
    fn unwrapped(x: Option<Option<u32>>, mut stack: Vec<u32>) -> u32 {
        let y = 100;
        if let Some(x) = x {
            if let Some(x) = x {
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

    check unwrapped(Some(Some(1)), vec![2, 3]);
    check unwrapped(Some(None), vec![]);
    check unwrapped(None, vec![4]);
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
    mod moved_away_before_a_yield_in_a_loop;

    #[resumable(yield = usize, resume = bool)]
    fn flush() -> Vec<Vec<usize>> {
        let mut batches = vec![];
        let mut batch = vec![];
        let mut n = 0;
        loop {
            batch.push(n);
            n += 1;
            if batch.len() == 2 {
                batches.push(batch);
                if yield_!(batches.len()) {
                    return batches;
                }
                batch = Vec::with_capacity(2);
            } else if yield_!(n * 100) {
                break;
            }
        }
        batches.push(batch);
        batches
    }

    check flush() => [false, false, false, true];
    check flush() => [false, false, true];
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
