//! What the tests of dispatchrun/coroutine, the Go compiler, exercise of control flow: each program, in Rust.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod identity;

    #[resumable(yield = i32)]
    fn identity(n: i32) {
        yield_!(n);
    }

    yields_in_go! { identity(11) => [11] }
    check identity(11);
}

program! {
    mod square_generators;

    #[resumable(yield = i32)]
    fn squares(n: i32) {
        for i in 1..=n {
            yield_!(i * i);
        }
    }

    #[resumable(yield = i32)]
    fn squares_twice(n: i32) {
        squares(n).await;
        squares(n).await;
    }

    #[resumable(yield = i32)]
    fn squares_twice_in_a_loop(n: i32) {
        for _ in 0..2 {
            squares(n).await;
        }
    }

    #[resumable(yield = i32)]
    fn even_squares(n: i32) {
        for i in 1..=n {
            if let rest = i % 2 && rest == 0 {
                yield_!(i * i);
            }
        }
    }

    yields_in_go! { squares(4).chain(squares_twice(4)).chain(squares_twice_in_a_loop(4)).chain(even_squares(6))
        => [1, 4, 9, 16, 1, 4, 9, 16, 1, 4, 9, 16, 1, 4, 9, 16, 1, 4, 9, 16, 4, 16, 36] }
    check squares(4);
    check squares_twice(4);
    check squares_twice_in_a_loop(4);
    check even_squares(6);
}

program! {
    mod nested_loops;

    #[resumable(yield = i32)]
    fn nested_loops(n: i32) -> i32 {
        let mut count = 0;
        for i in 1..=n {
            for j in 1..=n {
                for k in 1..=n {
                    yield_!(i * j * k);
                    count += 1;
                }
            }
        }
        count
    }

    yields_in_go! { nested_loops(2) => [1, 2, 2, 4, 2, 4, 4, 8] }
    check nested_loops(3);
}

program! {
    mod fizz_buzz;

    const FIZZ: i32 = -1;
    const BUZZ: i32 = -2;
    const FIZZ_BUZZ: i32 = -3;

    #[resumable(yield = i32)]
    fn with_if(n: i32) {
        for i in 1..=n {
            if i % 3 == 0 && i % 5 == 0 {
                yield_!(FIZZ_BUZZ);
            } else if i % 3 == 0 {
                yield_!(FIZZ);
            } else if let rest = i % 5 && rest == 0 {
                yield_!(BUZZ);
            } else {
                yield_!(i);
            }
        }
    }

    #[resumable(yield = i32)]
    fn with_match(n: i32) {
        for i in 1..=n {
            match () {
                _ if i % 3 == 0 && i % 5 == 0 => yield_!(FIZZ_BUZZ),
                _ if i % 3 == 0 => yield_!(FIZZ),
                _ if i % 5 == 0 => yield_!(BUZZ),
                _ => yield_!(i),
            }
        }
    }

    yields_in_go! { with_if(15) => with_match(15).collect::<Vec<_>>() }
    check with_if(20);
    check with_match(20);
}

program! {
    mod shadowing;

    #[resumable(yield = usize)]
    fn shadowing() {
        let i = 0;
        yield_!(i);
        if let i = 1 && true {
            yield_!(i);
        }
        yield_!(i);
        for i in 1..3 {
            yield_!(i);
        }
        yield_!(i);
        match 1 {
            i @ 1 => {
                match 2 {
                    i => yield_!(i),
                }
                yield_!(i);
            }
            _ => {}
        }
        yield_!(i);
        {
            let i = 1;
            {
                let i = 2;
                yield_!(i);
            }
            yield_!(i);
        }
        yield_!(i);
        let j = i;
        {
            let j = 1;
            yield_!(j);
        }
        yield_!(j);

        const K: usize = 11;
        {
            const K: usize = 12;
            {
                let k = 13;
                yield_!(k);
            }
            yield_!(K);
        }
        yield_!(K);

        type Foo = u16;
        {
            type Foo = u32;
            yield_!(size_of::<Foo>());
        }
        yield_!(size_of::<Foo>());

        const SIZE: usize = 1;
        struct Baz([u8; SIZE]);
        {
            struct Bar([u8; SIZE]);
            yield_!(size_of::<Bar>());
            {
                const SIZE: usize = 2;
                struct Baz([u8; SIZE]);
                yield_!(size_of::<Baz>());
            }
        }
        yield_!(size_of::<Baz>());
    }

    yields_in_go! { shadowing()
        => [0, 1, 0, 1, 2, 0, 2, 1, 0, 2, 1, 0, 1, 0, 13, 12, 11, 4, 2, 1, 2, 1] }
    check shadowing();
}

program! {
    mod ranges_over_collections;

    #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
    enum Any {
        I8(i8),
        I16(i16),
        I32(i32),
        I64(i64),
    }

    #[resumable(yield = i32)]
    fn slice_indices() {
        for (i, _) in [10, 20, 30].iter().enumerate() {
            yield_!(i as i32);
        }
    }

    #[resumable(yield = i32)]
    fn array_indices_and_values() {
        for (i, v) in [10, 20, 30].into_iter().enumerate() {
            yield_!(i as i32);
            yield_!(v);
        }
    }

    #[resumable(yield = i32)]
    fn types() {
        for value in [Any::I8(10), Any::I16(20), Any::I32(30), Any::I64(40)] {
            match value {
                Any::I8(_) => yield_!(1),
                Any::I16(_) => yield_!(2),
                Any::I32(_) => yield_!(4),
                Any::I64(_) => yield_!(8),
            }
            match value {
                Any::I8(v) => yield_!(v.into()),
                Any::I16(v) => yield_!(i32::from(v)),
                Any::I32(v) => yield_!(v),
                Any::I64(v) => yield_!(v as i32),
            }
        }
    }

    yields_in_go! { slice_indices().chain(array_indices_and_values()).chain(types())
        => [0, 1, 2, 0, 10, 1, 20, 2, 30, 1, 10, 2, 20, 4, 30, 8, 40] }
    check slice_indices();
    check array_indices_and_values();
    check types();
}

program! {
    mod loop_break_and_continue;

    #[resumable(yield = u32)]
    fn loops() {
        for i in 0..10 {
            let rest = i % 2;
            if rest == 0 {
                continue;
            }
            if i > 5 {
                break;
            }
            yield_!(i);
        }
        'outer: for i in 0..2 {
            for j in 0..3 {
                yield_!(j);
                match j {
                    0 => continue,
                    1 => match i {
                        0 => continue 'outer,
                        1 => break 'outer,
                        _ => {}
                    },
                    _ => {}
                }
            }
        }
    }

    yields_in_go! { loops() => [1, 3, 5, 0, 1, 0, 1] }
    check loops();
}

program! {
    mod range_over_maps;

    #[resumable(yield = usize)]
    fn maps(n: usize) {
        let mut map = BTreeMap::new();
        for _ in &map {
            panic!("unreachable");
        }
        map.insert(n, n * 10);
        for _ in map.iter() {
            yield_!(0);
        }
        for k in map.keys() {
            yield_!(*k);
        }
        for (&k, v) in &map {
            yield_!(k);
            yield_!(*v);
        }
        let mut map: BTreeMap<_, ()> = (0..n).map(|i| (i, ())).collect();
        yield_!(map.len());
        for k in map.clone().into_keys() {
            map.remove(&k);
            yield_!(map.len());
        }
    }

    yields_in_go! { maps(5) => [0, 5, 5, 50, 5, 4, 3, 2, 1, 0] }
    check maps(5);
}

program! {
    mod heterogenous_values;

    #[resumable(yield = i32)]
    fn heterogenous() {
        let (a, b, c, d): (i8, i16, i32, i64) = (0, 1, 2, 3);
        let (e, f, g, h, i): (u8, u16, u32, u64, usize) = (4, 5, 6, 7, 8);
        for n in 0..10 {
            let v = match n {
                0 => a.into(),
                1 => b.into(),
                2 => c,
                3 => d as i32,
                4 => e.into(),
                5 => f.into(),
                6 => g as i32,
                7 => h as i32,
                8 => i as i32,
                _ => n,
            };
            yield_!(v);
        }
    }

    yields_in_go! { heterogenous() => (0..10).collect::<Vec<_>>() }
    check heterogenous();
}

program! {
    mod select;

    #[derive(Clone)]
    enum Event {
        Timer,
        Late,
    }

    #[resumable(yield = i32, resume = Event)]
    fn select(n: i32) {
        yield_!(-1);
        for i in 0..n {
            'first: {
                match yield_!(-2) {
                    Event::Timer => {
                        if i >= 5 {
                            break 'first;
                        }
                        yield_!(i);
                    }
                    Event::Late => panic!("unreachable"),
                }
            }
            'foo: {
                let Event::Timer = yield_!(-3) else { break 'foo };
                if i >= 6 {
                    break 'foo;
                }
                yield_!(i * 10);
            }
        }
        if let Event::Timer = yield_!(-4) {
            for j in 0..3 {
                yield_!(j);
            }
        }
    }

    check select(8) => std::iter::repeat_with(|| Event::Timer);
    check select(2) => [Event::Timer, Event::Late];
}
program! {
    mod yielding_expressions;

    enum Any {
        Bool(bool),
        Int(i32),
    }

    #[resumable(yield = i32)]
    fn a(v: i32) -> i32 {
        yield_!(v);
        v
    }

    #[resumable(yield = i32)]
    fn b(v: i32) -> i32 {
        yield_!(-v);
        v
    }

    #[resumable(yield = i32)]
    fn expressions() {
        if let x = a(b(1).await).await && x == a(b(2).await).await {
        } else if let y = a(b(3).await).await && y == a(b(4).await).await - 1 {
            yield_!(a(b(5).await).await * 10);
        } else if a(b(100).await).await == 100 {
            panic!("unreachable");
        }

        let mut i = a(b(6).await).await;
        while i < a(b(8).await).await {
            yield_!(70);
            i += 1;
        }

        let x = a(b(9).await).await;
        if x == a(b(10).await).await || x == a(b(11).await).await {
            panic!("unreachable");
        } else if x == a(b(12).await).await - 3 {
            a(b(13).await).await;
        } else if x == a(b(14).await).await {
            panic!("unreachable");
        }

        match Any::Int(a(b(15).await).await) {
            Any::Bool(_) => panic!("unreachable"),
            Any::Int(x) => yield_!(x * 10),
        }
    }

    yields_in_go! { expressions() => [
        -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, 50,
        -6, 6, -8, 8, 70, -8, 8, 70, -8, 8,
        -9, 9, -10, 10, -11, 11, -12, 12, -13, 13,
        -15, 15, 150,
    ] }
    check expressions();
}
