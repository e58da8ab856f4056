//! Combinations in which a rewriting goes wrong most easily.

use tests::*;

program! {
    mod conditions_that_are_blocks;

    #[resumable(yield = u32, resume = u32)]
    fn blocks(n: u32) -> u32 {
        let mut i = 0;
        while {
            let before = yield_!(i);
            i += 1;
            before < n
        } {
            yield_!(100 + i);
        }
        if {
            let a = yield_!(200);
            a + i > 5
        } {
            i += 10;
        }
        match {
            let a = i;
            yield_!(a)
        } {
            0 => i,
            n => n + i,
        }
    }

    check blocks(3) => [1, 0, 2, 0, 3, 9, 4];
    check blocks(3) => [5, 0, 0];
}

program! {
    mod values_that_diverge;

    #[resumable(yield = u32, resume = u32)]
    fn diverging(n: u32) -> u32 {
        let mut rounds = 0;
        loop {
            rounds += 1;
            let value = match yield_!(rounds) {
                0 => continue,
                1 => break,
                2 => return yield_!(100) + rounds,
                3 => {
                    yield_!(200);
                    continue;
                }
                m if m > 10 => {
                    let inner = if m > 20 { break } else { yield_!(m) };
                    inner + n
                }
                m => m,
            };
            if yield_!(value) == 9 {
                return loop {
                    let last = yield_!(300);
                    if last > value {
                        break last;
                    }
                };
            }
        }
        rounds
    }

    check diverging(1) => [0, 3, 0, 5, 0, 11, 12, 0, 1];
    check diverging(1) => [2, 3];
    check diverging(1) => [21];
    check diverging(1) => [7, 9, 1, 7, 8];
}

program! {
    mod tuples_of_branches;

    #[resumable(yield = u32, resume = u32)]
    fn tuples(flag: bool) -> u32 {
        let (a, b) = if flag { (yield_!(1), 2) } else { (3, yield_!(4)) };
        let [c, d] = match a {
            1..=3 => [yield_!(5), b],
            _ => [b, yield_!(6) + yield_!(7)],
        };
        let pair = (c, { let e = yield_!(8); e * d });
        match (yield_!(9), pair) {
            (0, _) => a,
            (x, (y, z)) if x > 5 => y + z,
            (x, _) => yield_!(x),
        }
    }

    check tuples(true) => [9, 10, 11, 12, 13];
    check tuples(false) => [9, 10, 11, 3, 4];
    check tuples(false) => [9, 10, 11, 0];
}

program! {
    mod dead_stores_and_rewrites;

    #[resumable(yield = u32, resume = u32)]
    fn rewrites(n: u32) -> u32 {
        let mut a = 1;
        let mut b = n;
        yield_!(a);
        a = 2;
        yield_!(b);
        b = 3;
        yield_!(a);
        if n > 3 {
            a = yield_!(b);
        } else {
            b = yield_!(a);
        }
        yield_!(a);
        a = b;
        for i in 0..2 {
            yield_!(a + i);
            b = i;
        }
        b + a
    }

    check rewrites(5) => 1..;
    check rewrites(2) => 1..;
}

program! {
    mod closures_have_their_own_returns;

    #[resumable(yield = u32, resume = u32)]
    fn closures(n: u32) -> Option<u32> {
        let first = (|| {
            for i in 0..n {
                if i * i > n {
                    return i;
                }
            }
            0
        })();
        yield_!(first);
        let parsed = (|| -> Result<u32, std::num::ParseIntError> {
            let a = "12".parse::<u32>()?;
            let b = "x".parse::<u32>()?;
            Ok(a + b)
        })()
        .is_err();
        let found = ["1", "b", "3"].iter().map(|text| -> Option<u32> { Some(text.parse::<u32>().ok()? + first) });
        let found = found.flatten().collect::<Vec<_>>();
        yield_!(found.len() as u32);
        fn inner(n: u32) -> u32 {
            loop {
                if n > 3 {
                    return n;
                }
                break;
            }
            n * 2
        }
        let scaled = inner(first);
        let sum = yield_!(scaled).checked_sub(1)?;
        let picked = found.iter().find(|&&x| x > 2).copied()?;
        Some(sum + picked + u32::from(parsed))
    }

    check closures(10) => [0, 0, 5];
    check closures(10) => [0, 0, 0];
    check closures(0) => [0, 0, 1];
}

program! {
    mod many_locals;

    #[resumable(yield = u32, resume = u32)]
    fn many() -> String {
        let (a, b, c, d, e) = (yield_!(1), yield_!(2), yield_!(3), yield_!(4), yield_!(5));
        let f = a + b;
        let g = yield_!(f) + c;
        let h = [a, b, c, d];
        let i = yield_!(h[1]);
        let j = format!("{a}{b}{c}{d}{e}{f}{g}{i}");
        let k = (j.len(), 'k', 1.5, i64::from(i), Some(g), Ok::<u8, ()>(1));
        let l = yield_!(k.0 as u32);
        let m = vec![j.clone(), l.to_string()];
        let n = yield_!(m.len() as u32);
        format!("{a}{b}{c}{d}{e}{f}{g}{h:?}{i}{j}{k:?}{l}{m:?}{n}")
    }

    check many() => 10..;
}

program! {
    mod six_levels;

    #[resumable(yield = u32, resume = u32)]
    fn deep(n: u32) -> u32 {
        let mut path = 0;
        for a in 0..n {
            yield_!(a);
            let mut b = a;
            while b < n {
                path += yield_!(b + 10);
                if let Some(c) = b.checked_sub(1) {
                    'inner: loop {
                        match yield_!(c + 20) % 3 {
                            0 => break 'inner,
                            1 => {
                                for d in vec![c, path] {
                                    if d > 100 {
                                        break 'inner;
                                    }
                                    path += yield_!(d + 30);
                                }
                            }
                            rest => {
                                let e = { path += rest; yield_!(40) + rest };
                                if e > 60 {
                                    return path + yield_!(e);
                                }
                            }
                        }
                    }
                }
                b += 1;
            }
        }
        path
    }

    check deep(3) => (0..).map(|i| i * 5 % 7);
    check deep(2) => (0..).map(|i| i * i % 31);
}

program! {
    mod delegations_that_may_end_at_once;

    #[resumable(yield = u32, resume = u32)]
    fn maybe(n: u32) -> Option<u32> {
        if n % 3 == 0 {
            return None;
        }
        if n % 3 == 1 {
            return Some(n);
        }
        Some(yield_!(n))
    }

    #[resumable(yield = u32, resume = u32)]
    fn many(n: u32) -> u32 {
        let mut sum = 0;
        'outer: for i in 0..n {
            let Some(a) = maybe(i).await else {
                sum += 100;
                continue;
            };
            if maybe(a).await.is_some_and(|x| x > 3) && maybe(i + 1).await.is_some() || maybe(a + i).await.is_none() {
                sum += a;
            }
            while let Some(b) = maybe(sum).await {
                sum += b + 1;
                if sum > 5000 {
                    break 'outer;
                }
            }
            match (maybe(i + 2).await, maybe(i).await) {
                (None, Some(x)) | (Some(x), None) => sum += x,
                (Some(x), Some(y)) if x == y => {
                    if let Some(z) = maybe(x + y).await {
                        sum += z + maybe(z).await.unwrap_or_default() * maybe(1).await.unwrap();
                    }
                }
                _ => sum += maybe(2).await.unwrap() + yield_!(sum),
            }
        }
        sum
    }

    check many(3) => (0..).map(|i| i * 7 % 10);
    check many(9) => (0..).map(|i| i * 5 % 13);
    check many(20) => (0..).map(|i| i * i % 11);
}

program! {
    mod recursion_that_may_end_at_once;

    #[resumable(yield = (u32, u32))]
    fn divide(n: u32, by: u32) -> Vec<u32> {
        if by * by > n {
            return if n > 1 { vec![n] } else { vec![] };
        }
        if n % by == 0 {
            let mut factors = vec![by];
            if by > 2 {
                yield_!((n, by));
            }
            factors.extend(divide(n / by, by).await);
            factors
        } else {
            divide(n, by + 1).await
        }
    }

    check divide(2 * 2 * 3 * 7, 2);
    check divide(5 * 5, 2);
    check divide(3 * 3 * 11, 2);
}

program! {
    mod statement_macros_and_attributes;

    #[resumable(yield = u32, resume = u32)]
    fn statements(n: u32) -> u32 {
        #[allow(unused_variables)]
        let unused = yield_!(n);
        if cfg!(any()) {
            yield_!(1000);
        }
        #[cfg(any())]
        log("never");
        #[cfg(all())]
        log("always");
        assert!(n < 100, "{n} is too large");
        debug_assert_eq!(n, n);
        let text = format!("{n}-{}", { n + 1 });
        #[rustfmt::skip]
        let list = vec![n; text.len()];
        let _ = std::hint::black_box(&list);
        yield_!(list.len() as u32);
        ;
        (n)
    }

    check statements(7) => [1, 2, 3];
    check statements(100) => [1, 2, 3];
}

program! {
    mod unit_values;

    #[resumable]
    fn units(n: u32) {
        let () = yield_!();
        let unit = yield_!();
        for _ in 0..n {
            yield_!()
        }
        if n > 1 {
            yield_!()
        }
        match n {
            0 => yield_!(),
            1 => log("one"),
            _ => {}
        }
        unit
    }

    check units(0);
    check units(1);
    check units(2);
}

program! {
    mod infinite_ranges_and_custom_ends;

    #[resumable(yield = u64, resume = u64)]
    fn open(limit: u64) -> u64 {
        let mut last = 0;
        for i in 10.. {
            last = yield_!(i);
            if last > limit {
                break;
            }
        }
        for i in last..=last + 1 {
            yield_!(i);
        }
        for i in (0..2_u8).map(u64::from).collect::<std::collections::VecDeque<_>>() {
            yield_!(i);
        }
        last
    }

    check open(5) => [1, 2, 6, 0, 0, 0, 0];
}

program! {
    mod results_of_results_with_conversions;

    #[derive(Debug)]
    struct Failure(String);

    impl<T: std::fmt::Display> From<T> for Failure {
        fn from(error: T) -> Self {
            Failure(error.to_string())
        }
    }

    #[resumable(yield = String, resume = Result<String, String>)]
    fn parse(lines: Vec<String>) -> Result<i32, Failure> {
        let mut sum = 0;
        for line in lines {
            let value = match line.split_once('=') {
                Some((_, value)) => value.trim().parse::<i32>()?,
                None => yield_!(line)?.parse()?,
            };
            let factor: i32 = if value < 0 { yield_!(value.to_string())?.trim().parse()? } else { 1 };
            sum += value.checked_mul(factor).ok_or("overflow")?;
        }
        if sum == 0 {
            return Err("nothing".into());
        }
        Ok(sum)
    }

    check parse(["a=1", "b", "c=-2"].map(String::from).to_vec()) => [Ok("5".to_owned()), Ok("3".to_owned())];
    check parse(["b"].map(String::from).to_vec()) => [Ok("x".to_owned())];
    check parse(["b"].map(String::from).to_vec()) => [Err("gone".to_owned())];
    check parse(["b", "a=x"].map(String::from).to_vec()) => [Ok("0".to_owned())];
    check parse(["b=-2147483648"].map(String::from).to_vec()) => [Ok("2".to_owned())];
    check parse(["b"].map(String::from).to_vec()) => [Ok("0".to_owned())];
}

program! {
    mod the_same_yield_twice;

    #[resumable(yield = u32, resume = u32)]
    fn alike() -> u32 {
        let a = yield_!(1);
        let b = yield_!(1);
        let c = yield_!(1) * 2 + yield_!(1);
        yield_!(a);
        yield_!(a);
        a + b + c
    }

    check alike() => 1..;
}
