//! Yields and `.await`s in every position of an expression, with effects before and after.

use tests::*;

fn next(n: &mut u32) -> u32 {
    *n += 1;
    log(format!("next {n}"));
    *n
}

program! {
    mod yields_in_every_position;

    #[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
    struct Part { a: u32, b: String, rest: [u32; 3] }

    impl Part {
        fn with(mut self, a: u32, b: &str) -> Part { log(format!("with {a} {b}")); self.a += a; self.b.push_str(b); self }
        fn change(&mut self, by: u32) -> u32 { log(format!("change {by}")); self.a += by; self.a }
        fn read(&self, plus: u32) -> u32 { log(format!("read {plus}")); self.a + plus }
    }

    fn part(n: u32) -> Part { log(format!("part {n}")); Part { a: n, b: n.to_string(), rest: [n; 3] } }

    #[resumable(yield = u32, resume = u32)]
    fn receivers() -> Vec<u32> {
        let mut p = part(1);
        let a = p.read(yield_!(1));
        let b = p.change(yield_!(2)) + p.read(yield_!(3));
        let c = part(2).change(yield_!(4));
        let d = part(yield_!(5)).with(yield_!(6), "x").with(logged("arg", 7), &yield_!(7).to_string()).read(yield_!(8));
        let e = { p.a = 50; yield_!(9) } + p.read({ log("in arg"); yield_!(10) });
        let q = p.clone().with(yield_!(11), "q");
        let f = p.with(yield_!(12), "p");
        vec![a, b, c, d, e, q.a, f.a]
    }

    #[resumable(yield = u32, resume = u32)]
    fn literals() -> (Part, Vec<u32>, [u32; 2], (u32, String)) {
        let mut n = 0;
        let base = part(3);
        let p = Part { a: yield_!(1), b: logged("b", "b".to_owned()), ..base };
        let q = Part { b: format!("{}", yield_!(2)), ..part(yield_!(3)) };
        let r = Part { a: next(&mut n), rest: [next(&mut n), yield_!(4), next(&mut n)], ..Default::default() };
        let repeated = [yield_!(5); 2];
        let tuple = (next(&mut n) + yield_!(6), format!("{}", (yield_!(7), next(&mut n)).0));
        let nested = vec![(p.a, [yield_!(8), q.rest[yield_!(9) as usize % 3]]), (r.rest[1], [next(&mut n), yield_!(10)])];
        log(format!("{q:?} {r:?}"));
        (p, nested.into_iter().flat_map(|(a, b)| [a, b[0], b[1]]).collect(), repeated, tuple)
    }

    #[resumable(yield = u32, resume = u32)]
    fn places() -> (Vec<u32>, Part) {
        let mut list = vec![1, 2, 3];
        let mut p = part(9);
        let mut boxed = Box::new(5);
        let mut n = 0;
        list[next(&mut n) as usize] = yield_!(1);
        p.rest[yield_!(2) as usize % 3] = next(&mut n);
        list[yield_!(3) as usize % 3] = yield_!(4);
        *boxed = yield_!(5);
        *boxed += yield_!(6);
        p.a = next(&mut n) + yield_!(7);
        p.b = yield_!(8).to_string() + &p.b;
        p.b += &yield_!(9).to_string();
        (n, p.a) = (yield_!(10), n);
        [list[0], _] = [yield_!(11), yield_!(12)];
        *list.iter_mut().last().unwrap() = yield_!(13);
        *list.last_mut().unwrap() += yield_!(14) + *boxed + n;
        list.extend([yield_!(15), *boxed]);
        (list, p)
    }

    check receivers() => 1..;
    check literals() => 1..;
    check places() => 1..;
    check places() => (1..).map(|n| n * 3);
}

program! {
    mod operators_in_order;

    #[resumable(yield = u32, resume = u32)]
    fn operators() -> Vec<i64> {
        let mut n = 0;
        let list = vec![5, 6, 7];
        let a = -(yield_!(1) as i64) + i64::from(next(&mut n)) - (yield_!(2) as i8) as i64;
        let b = !yield_!(3) & 0xff ^ next(&mut n) << yield_!(4) % 3;
        let c = list[yield_!(5) as usize % 3] + list[next(&mut n) as usize % 3..][yield_!(6) as usize % 1];
        let d: u32 = (yield_!(7)..=yield_!(8) + next(&mut n)).sum();
        let e: u32 = (next(&mut n)..yield_!(9)).take(2).sum::<u32>();
        let f = next(&mut n) < yield_!(11) && yield_!(12) == next(&mut n) || list.contains(&yield_!(13));
        let g = *Box::new(yield_!(14)) + *&yield_!(15) + (&(yield_!(16), 2)).0;
        let h = (|x: u32| x + list[0])(yield_!(17));
        let i = (if yield_!(18) > 3 { next } else { |n: &mut u32| *n })(&mut n);
        vec![a, b as i64, c as i64, d as i64, e as i64, f as i64, g as i64, h as i64, i as i64]
    }

    check operators() => 1..;
    check operators() => [300, 128, 7, 2, 1, 1, 1, 0, 9, 9, 100, 13, 5, 5, 5, 5, 5, 1, 2, 3];
}

program! {
    mod awaits_in_every_position;

    #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Pair { x: u32, y: Vec<u32> }

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 { logged("asked", yield_!(n)) }

    #[resumable(yield = u32, resume = u32)]
    fn pair(n: u32) -> Result<Pair, String> {
        let x = ask(n).await;
        if x > 50 { Err(format!("{x}")) } else { Ok(Pair { x, y: vec![ask(x).await, n] }) }
    }

    #[resumable(yield = u32, resume = u32)]
    fn everywhere() -> Result<(u32, Pair), String> {
        let mut n = 0;
        let p = pair(ask(1).await + next(&mut n)).await?;
        let Pair { x, y: mut list } = pair(2).await?;
        let q = Pair { x: ask(3).await, ..pair(ask(4).await).await? };
        list[ask(5).await as usize % 2] = ask(6).await;
        list[ask(7).await as usize % 2] += ask(8).await;
        let sum = next(&mut n) + ask(9).await * next(&mut n) - -(ask(10).await as i32) as u32;
        let all = vec![p.clone(), pair(next(&mut n)).await?];
        let found = all.iter().position(|pair| *pair == p) == Some(ask(11).await as usize % 2) || pair(12).await? == p;
        let last = pair(13).await.map(|pair| pair.x).unwrap_or(ask(14).await).max(ask(15).await);
        let value = loop { if ask(16).await > 3 { break ask(17).await + next(&mut n) } };
        let labelled = 'a: { if found { break 'a ask(18).await } ask(19).await };
        let shared = pair(20).await?.y[ask(21).await as usize % 2];
        log(format!("{shared} {x} {} {:?}", ask(22).await, list));
        while ask(23).await < 3 && pair(24).await?.x > 0 { n += ask(25).await }
        match pair(26).await { Ok(Pair { x: 0..5, .. }) => log(ask(27).await), Ok(p) if p.y.len() == 2 => return Ok((ask(28).await, p)), _ => {} }
        if pair(29).await?.x > last { return Err(ask(30).await.to_string()) }
        Ok((sum + value + labelled + last + n, q))
    }

    check everywhere() => 1..;
    check everywhere() => (1..).map(|n| n % 7);
    check everywhere() => (1..).map(|n| n % 5 + n % 3);
    check everywhere() => [1, 51];
}

program! {
    mod variables_moved_borrowed_or_changed_by_later_operands;

    fn take(a: String, b: u32) -> String { format!("{a}{b}") }
    fn see(a: &str, b: u32, c: &[u32]) -> String { format!("{a}{b}{c:?}") }

    #[resumable(yield = u32, resume = u32)]
    fn later(mut text: String, mut list: Vec<u32>) -> Vec<String> {
        let mut out = Vec::new();
        let mut n = 1;
        out.push(take(text.clone(), yield_!(1)));
        out.push(see(&text, yield_!(2), &list));
        out.push(see(&text, { n += yield_!(3); n }, &[n, n * 2]));
        let both = (n, { n += 1; yield_!(n) }, n, { n *= 2; n }, n);
        out.push(format!("{both:?}"));
        let swapped = (list.len(), { list.push(yield_!(4)); list.len() }, std::mem::take(&mut list), yield_!(5), list.len());
        out.push(format!("{swapped:?}"));
        let boxed = Box::new(n);
        let sum = *boxed + { n = yield_!(6); n } + *boxed;
        out.push(sum.to_string());
        let moved = (text, yield_!(7), { text = "new".to_owned(); yield_!(8) }, text.len());
        out.push(format!("{moved:?}"));
        let closure = move |x: u32| x + n;
        out.push(closure(n).to_string() + &{ n += 1; yield_!(9) }.to_string() + &n.to_string());
        let array = [1, 2, 3];
        let copied = (array, array[yield_!(10) as usize % 3], array);
        out.push(format!("{copied:?}"));
        out
    }

    check later("t".to_owned(), vec![1, 2]) => 1..;
}

program! {
    mod elements_that_are_not_there;

    fn see(a: &u32, b: u32) -> u32 { a + b }

    #[resumable(yield = u32, resume = u32)]
    fn element(list: Vec<u32>, at: usize) -> u32 {
        let a = see(&list[0], yield_!(1));
        let b = list[at] + yield_!(2);
        let c = see(&list[at + 1], yield_!(3));
        let d = list[at..at + 2].len() as u32 + yield_!(4);
        let e = (list[at..=at + 2].len() as u32) .max(yield_!(5));
        let f = list[at..at + 3].iter().sum::<u32>() == yield_!(6);
        a + b + c + d + e + f as u32
    }

    check element(vec![], 0) => 1..;
    check element(vec![1, 2, 3, 4], 4) => 1..;
    check element(vec![1, 2, 3, 4], 3) => 1..;
    check element(vec![1, 2, 3, 4], 2) => 1..;
    check element(vec![1, 2, 3, 4], 1) => 1..;
    check element(vec![1, 2, 3, 4], 0) => 1..;
}

program! {
    mod overflows_say_where;

    #[resumable(yield = u32, resume = u8)]
    fn overflow(how: u32) -> u8 {
        let n: u8 = 200;
        let mut m: u8 = 100;
        match how {
            0 => yield_!(1) + yield_!(2),
            1 => yield_!(3) - n,
            2 => n * yield_!(4),
            3 => n / (yield_!(5) - 1),
            4 => { m += yield_!(6); m }
            5 => { m -= yield_!(7) + yield_!(8); m }
            6 => {
                let mut list = vec![m];
                list[yield_!(9) as usize] += yield_!(10);
                list[0]
            }
            7 => 1 << yield_!(11),
            8 => -(yield_!(12) as i8) as u8,
            9 => [1, 2][yield_!(13) as usize] + vec![1][yield_!(14) as usize],
            10 => vec![yield_!(15)][yield_!(16) as usize],
            11 => yield_!(17).checked_sub(n).unwrap() + Some(1).filter(|_| false).expect(&yield_!(18).to_string()),
            _ => m % yield_!(19),
        }
    }

    check overflow(0) => [200, 100];
    check overflow(1) => [1];
    check overflow(2) => [2];
    check overflow(3) => [1];
    check overflow(3) => [0];
    check overflow(4) => [200];
    check overflow(5) => [200, 100];
    check overflow(5) => [100, 100];
    check overflow(6) => [0, 200];
    check overflow(6) => [200, 1];
    check overflow(7) => [9];
    check overflow(8) => [128];
    check overflow(9) => [2];
    check overflow(9) => [1, 1];
    check overflow(10) => [1, 1];
    check overflow(11) => [1];
    check overflow(11) => [201, 1];
    check overflow(12) => [0];
}

program! {
    mod unsafe_blocks_beside_yields;

    #[resumable(yield = u32, resume = u32)]
    fn beside(list: Vec<u32>) -> u32 {
        let a = unsafe { *list.get_unchecked(0) } + yield_!(1);
        a + unsafe { let pointer = &raw const list[1]; *pointer } * yield_!(2)
    }

    check beside(vec![1, 2]) => [3, 4];
}

program! {
    mod a_loop_whose_break_value_suspends;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n)
    }

    #[resumable(yield = u32, resume = u32)]
    fn breaks(seed: u32, mut start: u32) -> u32 {
        let mut k = 0;
        let v = loop {
            k += 1;
            yield_!(seed);
            if seed < k {
                break yield_!(start);
            }
        };
        start = {
            let mut k = 0;
            loop {
                k += 1;
                start = ask(seed).await;
                if seed < k {
                    break ask(start).await;
                }
            }
        };
        if let Some(x) = start.checked_sub(1) {
            let value = loop {
                let got = yield_!(11);
                if x < got {
                    break got + yield_!(12);
                }
            };
            start += value;
        }
        start + v
    }

    check breaks(1, 5) => [1, 2, 3, 4, 5, 6, 7, 8, 9];
    check breaks(0, 5) => [1, 2, 3, 0, 4];
}
