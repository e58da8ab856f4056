//! Closures across yields, and closures in chains that count how often they are called.

use std::cell::{Cell, RefCell};

use serde::{Deserialize, Serialize};
use tests::*;

use crate::fixtures::words;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    id: u32,
    name: String,
    tags: Vec<String>,
}

fn row(id: u32, name: &str, tags: &str) -> Row {
    Row {
        id,
        name: name.to_owned(),
        tags: words(tags),
    }
}

program! {
    mod closure_counter;

    #[resumable(yield = u32)]
    fn go() -> u32 {
        let mut count = 0;
        let mut inc = || {
            count += 1;
            count
        };
        yield_!(inc());
        yield_!(inc());
        let last = inc();
        last * 10 + count
    }
    check go();
}

program! {
    mod min_max_ties;

    #[resumable(yield = u32)]
    fn go(rows: Vec<Row>) -> u32 {
        let least = rows.iter().min_by_key(|r| r.name.len()).unwrap();
        let most = rows.iter().max_by_key(|r| r.name.len()).unwrap();
        yield_!(least.id);
        yield_!(most.id);
        let second = rows.iter().filter(|r| r.id > 1).nth(1);
        yield_!(second.map_or(0, |r| r.id));
        let last = rows.iter().rev().skip(1).find(|r| r.tags.is_empty());
        yield_!(last.map_or(0, |r| r.id));
        least.id * 100 + most.id * 10 + second.map_or(0, |r| r.id) + last.map_or(0, |r| r.id)
    }
    check go(vec![row(1, "a", ""), row(2, "b", "x"), row(3, "cc", ""), row(4, "dd", "y")]);
}

program! {
    mod closure_over_index;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut sum = 0;
        let mut i = 0;
        while i < v.len() {
            let at = i;
            let get = |d: usize| v.get(at + d).copied().unwrap_or(0);
            i += 1;
            yield_!(get(0));
            sum += get(1);
        }
        sum
    }
    check go(vec![1, 2, 3]);
}

program! {
    mod closure_in_loop_called_between;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut total = 0;
        let mut log_of = Vec::new();
        let mut add = |x: u32| {
            total += x;
            log_of.push(x);
            total
        };
        for i in 0..2 {
            let scale = |x: u32| x * (i + 1) + v[0];
            for x in v.iter().map(|x| scale(*x)).filter(|x| x % 2 == 0) {
                yield_!(add(x));
                add(1);
            }
            yield_!(scale(10));
        }
        let n = add(0);
        total + n + log_of.len() as u32
    }
    check go(vec![1, 2, 3]);
}

program! {
    mod closures_of_closures;

    #[resumable(yield = u32)]
    fn go(base: u32) -> u32 {
        let add = |x: u32| x + base;
        let twice = |x: u32| add(add(x));
        let apply = |f: &dyn Fn(u32) -> u32, x: u32| f(x) + twice(1);
        yield_!(twice(1));
        yield_!(apply(&add, 2));
        apply(&twice, 3)
    }
    check go(5);
}

program! {
    mod closure_then_assign;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<u32>) -> u32 {
        loop {
            let get = |i: usize| v.get(i).copied().unwrap_or(0);
            yield_!(get(0));
            let n = get(0) + get(1);
            v.push(n);
            yield_!(n);
            v = vec![n, n + 1];
            if n > 20 {
                break n;
            }
        }
    }
    check go(vec![1, 2]);
}

program! {
    mod closure_with_inner_static_state;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut it = v.iter();
        let mut next = || it.next().copied();
        yield_!(next().unwrap());
        yield_!(next().unwrap());
        next().unwrap()
    }
    check go(vec![1, 2, 3]);
}

program! {
    mod rev_of_mapped;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut n = 0;
        for x in v.iter().map(|x| logged("map", x + n)).rev() {
            yield_!(x);
        }
        for x in v
            .iter()
            .map(|x| logged("map", *x))
            .enumerate()
            .rev()
            .map(|(i, x)| i as u32 * 10 + x)
        {
            yield_!(x);
            n += x;
        }
        for (x, y) in v
            .iter()
            .map(|x| logged("l", *x))
            .zip(v.iter().rev().map(|x| logged("r", *x)))
            .rev()
        {
            yield_!(x * 10 + y);
            n += x;
        }
        n
    }
    check go(vec![1, 2, 3]);
}

program! {
    mod closure_counts_and_body_reads;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let seen = Cell::new(0);
        let mut n = 0;
        for x in v
            .iter()
            .map(|x| {
                seen.set(seen.get() + 1);
                x * seen.get()
            })
            .filter(|x| x % 3 != 0)
        {
            yield_!(x + seen.get() * 100);
            seen.set(seen.get() + 10);
            n += x;
        }
        n + seen.get()
    }
    check go(vec![1, 2, 3, 4]);
}

program! {
    mod retain_like_with_refcell;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> Vec<u32> {
        let kept = RefCell::new(Vec::new());
        for x in v
            .iter()
            .inspect(|x| kept.borrow_mut().push(**x))
            .skip(1)
            .step_by(2)
        {
            yield_!(*x + kept.borrow().len() as u32 * 100);
        }
        kept.into_inner()
    }
    check go(vec![1, 2, 3, 4, 5, 6]);
}

program! {
    mod closure_argument_of_mut_limit;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut limit = 1;
        let mut n = 0;
        let lim = limit;
        for x in v.iter().filter(move |x| **x > lim) {
            limit += 1;
            yield_!(*x);
            n += x * limit;
        }
        for x in v.iter().filter(|x| **x > lim).map(|x| x + lim) {
            limit += 1;
            yield_!(x);
            n += x * limit;
        }
        n
    }
    check go(vec![1, 2, 3]);
}

program! {
    mod cycle_effects;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut n = 0;
        for x in v
            .iter()
            .inspect(|x| log(format!("see {x}")))
            .cycle()
            .take(5)
        {
            yield_!(*x);
            n += x;
        }
        n
    }
    check go(vec![1, 2]);
}

program! {
    mod array_map_is_eager;

    #[resumable(yield = u32)]
    fn go() -> u32 {
        let mut sum = 0;
        for x in [1, 2, 3].map(|x: u32| {
            log(format!("map {x}"));
            x * 2
        }) {
            yield_!(x);
            sum += x;
        }
        sum
    }
    check go();
}

program! {
    mod effects_in_map_filter;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut s = 0;
        for x in v
            .iter()
            .inspect(|x| log(format!("in {x}")))
            .filter(|x| {
                log(format!("filter {x}"));
                **x % 2 == 1
            })
            .map(|x| {
                log(format!("map {x}"));
                x * 10
            })
        {
            yield_!(x);
            s += x;
        }
        s
    }
    check go(vec![1, 2, 3, 4, 5]);
    check go(vec![2]);
}

program! {
    mod effects_in_take_while_scan;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut s = 0;
        for x in v
            .iter()
            .skip_while(|x| logged("skip", **x < 2))
            .take_while(|x| logged("take", **x < 5))
            .scan(0, |acc, x| {
                log("scan");
                *acc += x;
                Some(*acc)
            })
        {
            yield_!(x);
            s += x;
        }
        s
    }
    check go(vec![1, 2, 3, 4, 5, 6]);
    check go(vec![]);
}

program! {
    mod counting_closure;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut calls = 0;
        let mut s = 0;
        for x in v.iter().filter(|x| {
            calls += 1;
            **x > 1
        }) {
            yield_!(*x);
            s += x;
        }
        s * 100 + calls
    }
    check go(vec![1, 2, 3, 1]);
}

program! {
    mod counting_closure_in_map;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut sum = 0;
        for x in v.iter().map(|x| {
            sum += x;
            sum
        }) {
            yield_!(x);
        }
        sum
    }
    check go(vec![1, 2, 3, 1]);
}

program! {
    mod split_closures_with_effects;

    #[resumable(yield = String)]
    fn go(text: String) -> usize {
        let mut n = 0;
        for part in text.split(|c: char| logged("test", c == ',')) {
            yield_!(part.to_owned());
            n += part.len();
        }
        n
    }
    check go("a,bc,d".to_owned());
}

program! {
    mod cell_in_filter;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let limit = Cell::new(1);
        let mut n = 0;
        for (i, x) in v.iter().filter(|x| **x > limit.get()).enumerate() {
            limit.set(limit.get() + 2);
            yield_!(*x);
            n += x * i as u32;
        }
        n + limit.get()
    }
    check go(vec![1, 2, 3, 4, 5, 6, 7]);
}
