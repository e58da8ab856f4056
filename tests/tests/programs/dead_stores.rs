//! Values that are given and never read, and other finds of a random generator of bodies.

use tests::*;

fn pair(a: u32, b: u32) -> u32 {
    a * 10 + b
}

program! {
    mod variables_assigned_and_never_read;

    #[resumable(yield = u32, resume = u32)]
    fn assigned(seed: u32, mut start: u32) -> Option<u32> {
        let late;
        if seed == 1 {
            yield_!(seed);
            late = start;
        } else {
            late = 2;
            yield_!(4);
        }
        let c = start;
        let e = [yield_!(c), { start = yield_!(seed); c }, seed][1];
        let other;
        if c == 3 {
            start = Some(yield_!(5))?;
            other = seed;
        }
        Some(seed + e)
    }

    check assigned(1, 2) => 1..;
    check assigned(2, 3) => 1..;
}

program! {
    mod a_collection_consumed_and_made_again;

    #[resumable(yield = u32, resume = u32)]
    fn again(seed: u32) -> u32 {
        let mut start = seed;
        for y in seed..seed {
            log(y);
        }
        let mut y = vec![seed, 2];
        loop {
            for d in y {
                start += yield_!(d);
            }
            if start > 20 {
                return start;
            }
            y = vec![start];
        }
    }

    check again(3) => [1, 2, 3, 4, 5, 6, 7];
}

program! {
    mod shadowed_and_never_read;
    #[resumable(yield = u32, resume = u32)]
    fn f(p1: u32) -> u32 {
        let value: u32 = 1;
        let mut value: u32 = p1;
        yield_!(1);
        { value = 4; }
        let v = format!("{p1}");
        let mut v: Option<String> = Some(v).filter(|v| v.len() > 1);
        v = Some(yield_!(2).to_string());
        3
    }
    check f(1) => [1, 2];
}
