//! Let chains in `if` and `while` whose bodies or conditions suspend.

use tests::*;

program! {
    mod in_if;

    #[resumable(yield = u32, resume = u32)]
    fn chained(a: Option<u32>, b: Result<u32, String>) -> u32 {
        if let Some(x) = a
            && x > 1
            && let Ok(y) = b
        {
            yield_!(x);
            yield_!(y);
            x * y
        } else if let Some(x) = a && yield_!(x) > 5 {
            x
        } else {
            yield_!(100)
        }
    }

    check chained(Some(2), Ok(3)) => [0, 0];
    check chained(Some(2), Err("e".to_owned())) => [6];
    check chained(Some(1), Ok(3)) => [5, 7];
    check chained(None, Ok(3)) => [8];
}

program! {
    mod in_while;

    #[resumable(yield = u32, resume = bool)]
    fn chained(mut stack: Vec<Option<u32>>) -> usize {
        while let Some(top) = stack.pop()
            && let Some(n) = top
            && yield_!(n)
        {
            if n > 2 {
                stack.push(Some(n / 2));
            }
        }
        stack.len()
    }

    check chained(vec![Some(1), None, Some(9)]) => [true; 9];
    check chained(vec![Some(1), Some(2), Some(9)]) => [true, true, false];
}

program! {
    mod with_yields_between;

    #[resumable(yield = &'static str, resume = Option<String>)]
    fn login() -> Option<String> {
        if let Some(name) = yield_!("name")
            && !name.is_empty()
            && let Some(word) = yield_!("password")
            && word.len() > name.len()
        {
            yield_!("welcome");
            Some(name + &word)
        } else {
            None
        }
    }

    check login() => [Some("ada".to_owned()), Some("secret".to_owned()), None];
    check login() => [Some(String::new())];
    check login() => [Some("ada".to_owned()), Some("x".to_owned())];
    check login() => [None];
}

program! {
    mod jumps_out_of_chains;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> Option<u32> {
        let answer = yield_!(n);
        if answer > 90 { None } else { Some(answer) }
    }

    #[resumable(yield = u32, resume = u32)]
    fn jumps(list: Vec<Option<u32>>) -> u32 {
        let mut sum = 0;
        'outer: for item in list {
            if let Some(x) = item && yield_!(x) > 1 && let Some(y) = ask(x).await {
                if y == 9 { break }
                if y == 8 { continue }
                if y == 7 { break 'outer }
                sum += y;
                yield_!(sum);
            } else {
                if sum == 5 { continue 'outer }
                if sum == 6 { break }
                if yield_!(50) == 3 { return sum }
                sum += 1;
            }
            let mut i = 0;
            while let Some(z) = ask(i).await && z > yield_!(i) && z != 20 {
                i += 1;
                if z == 30 { continue }
                if z == 40 { break }
                if z == 50 { continue 'outer }
                sum += z;
            }
            log(format!("{sum} {i}"));
        }
        loop {
            if let 0..5 = yield_!(60) && let Some(x) = ask(61).await {
                loop {
                    if x > yield_!(62) && true && let y = x + 1 { break } else { continue }
                }
            } else if let 5..10 = sum && yield_!(63) > 0 {
                break sum
            } else {
                break yield_!(64)
            }
        }
    }

    check jumps(vec![Some(1), None, Some(2)]) => 0..;
    check jumps(vec![Some(1), None, Some(2)]) => [2, 9, 7, 1, 2, 8];
    check jumps(vec![Some(1), Some(4), Some(2)]) => [2, 8, 7, 5, 6, 7, 2, 99, 7, 1, 20, 1];
    check jumps(vec![Some(1), Some(4), Some(2)]) => [0, 3];
    check jumps(vec![Some(1), None]) => [0, 1, 30, 2, 40, 2, 1, 2, 50, 2, 4, 3, 2, 2, 1, 2, 2, 1];
    check jumps(vec![]) => [1, 2, 3, 1, 8, 9];
    check jumps(vec![None, None]) => [1, 50, 5, 1, 1, 1, 1, 99];
}

program! {
    mod values_of_chains;

    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    enum Shape { Dot, Line { from: u32, to: u32 }, Text(String) }

    #[resumable(yield = u32, resume = u32)]
    fn values(shape: Shape, name: Option<String>) -> String {
        let a = if let Shape::Line { from, to: to @ 1..=9 } = &shape && *from < 5 && yield_!(1) > 3 { "line" } else { "other" }.to_owned();
        let b: Box<dyn Fn(u32) -> u32> = if let 1 | 2 = yield_!(2) && let n @ 2.. = yield_!(3) { Box::new(move |x| x + n) } else { Box::new(|x| x) };
        let b = b(4);
        let c = if let Some(name) = name && yield_!(4) == name.len() as u32 && let Some((first, rest)) = name.split_at_checked(1) {
            let joined = format!("{rest}{first}");
            yield_!(5);
            joined
        } else if yield_!(6) == 1 && let Shape::Text(text) = shape && !text.is_empty() {
            text
        } else {
            return "returned".to_owned();
        };
        let d = match yield_!(7) {
            n if n > 3 => if let 4.. = n && yield_!(8) > n { n } else { 0 },
            n => n,
        };
        let e = (yield_!(9), if let 0 = d && yield_!(10) == 0 { yield_!(11) } else { logged("e", 5) }, yield_!(12));
        format!("{a} {b} {c} {d} {e:?}")
    }

    check snapshots of values(Shape::Dot, Some("abc".to_owned())) => [1, 2, 3, 5, 1, 0, 3, 4];
    check snapshots of values(Shape::Dot, None) => [1, 2, 3, 5, 1, 0, 3, 4];
    check snapshots of values(Shape::Text("t".to_owned()), None) => [1, 5, 1, 0, 0, 0, 4, 5, 6, 7];
    check snapshots of values(Shape::Text("t".to_owned()), None) => [1, 2, 1, 4, 5, 9, 9, 9];
}

program! {
    mod a_borrow_that_ends_before_the_yield;

    #[resumable(yield = u32, resume = u32)]
    fn values(list: Vec<u32>) -> u32 {
        if let Some(x) = list.first().copied() && yield_!(x) > 3 && let Some(y) = list.get(1).cloned() && list.len() > 1 {
            x + y + yield_!(1)
        } else { 0 }
    }

    check values(vec![1, 2]) => [4, 5];
    check values(vec![1, 2]) => [3];
    check values(vec![1]) => [4];
}

program! {
    mod drops_in_chains;

    #[resumable(yield = u32)]
    fn make(name: String, some: bool) -> Option<Noisy> {
        yield_!(0);
        if some { Some(noisy(name)) } else { None }
    }

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 { yield_!(n) }

    #[resumable(yield = u32)]
    fn dropped(a: bool, b: bool, c: bool) -> usize {
        let mut length = 0;
        if let Some(x) = make("x".to_owned(), a).await && let Some(y) = make("y".to_owned(), b).await && c {
            log("then");
            length += x.name().len() + y.name().len();
        } else {
            log("else");
        }
        log("between");
        if let Some(_) = make("z".to_owned(), a).await && logged("test", b) && c {
            log("then");
        } else {
            log("else");
        }
        log("between");
        if let Some(x) = make("v".to_owned(), a).await && make("w".to_owned(), c).await.is_some() {
            yield_!(1);
            log(x.name());
        }
        log("between");
        while let Some(x) = make("u".to_owned(), a).await && length < 5 && make("w".to_owned(), b).await.is_none() {
            length += 1;
            if length == 2 { continue }
            yield_!(2);
            log(x.name());
        }
        log("end");
        length
    }

    check dropped(true, true, true);
    check dropped(true, true, false);
    check dropped(true, false, false);
    check dropped(true, false, true);
    check dropped(false, true, true);
}

program! {
    mod shadowing_in_chains;

    #[resumable(yield = u32, resume = Option<u32>)]
    fn shadowed(x: Option<u32>) -> Vec<u32> {
        let mut out = Vec::new();
        if let Some(x) = x && let Some(x) = yield_!(x) && let x = x + 1 && yield_!(x).is_some() {
            out.push(x);
            let x = yield_!(x);
            out.extend(x);
        } else {
            out.extend(x);
        }
        out.extend(x);
        while let Some(x) = yield_!(100) && let Some(x) = yield_!(x).map(|x| x * 2) {
            out.push(x);
            out.extend(yield_!(x));
        }
        out
    }

    check shadowed(Some(1)) => [Some(2), Some(3), Some(4), Some(5), Some(6), None, Some(7), None];
    check shadowed(Some(1)) => [Some(2), None, None];
    check shadowed(None) => [Some(2), Some(4), Some(5), None];
}

program! {
    mod chains_in_chains;

    #[resumable(yield = u32, resume = u32)]
    fn nested(n: u32) -> u32 {
        if let m = (if let 1.. = n && yield_!(1) > 0 { n } else { yield_!(2) })
            && let true = (m > 1 && yield_!(3) > 1 || yield_!(4) > 2)
            && { let k = yield_!(5); k > 1 }
            && (if let 3.. = yield_!(6) && let 2.. = m { true } else { false })
        {
            m
        } else {
            100 + yield_!(7)
        }
    }

    check nested(2) => [1, 2, 3, 4, 5];
    check nested(2) => [1, 0, 3, 4, 5];
    check nested(2) => [1, 0, 0, 4, 5];
    check nested(2) => [0, 3, 4, 2, 3];
    check nested(2) => [0, 3, 4, 2, 2, 7];
    check nested(0) => [3, 2, 2, 9];
    check nested(0) => [1, 0, 9];
    check nested(1) => [1, 3, 3, 3, 9];
}

program! {
    mod chains_without_a_yield_in_them;

    #[resumable(yield = u32, resume = u32)]
    fn bodies(list: Vec<Option<u32>>) -> u32 {
        let mut sum = 0;
        for item in list {
            if let Some(x) = item && x > 1 && let y @ 2..9 = x * 2 {
                sum += yield_!(x) + y;
            } else if let Some(x) = item && let 1 = x {
                if yield_!(sum) == 0 { break }
            } else if sum > 0 && let None = item {
                sum += 1;
                continue;
            }
            let mut left = item;
            while let Some(x) = left && x > 0 {
                left = Some(x - 1);
                if yield_!(x) == 7 { left = None; }
            }
        }
        sum
    }

    check bodies(vec![Some(2), None, Some(1), Some(9)]) => 1..;
    check bodies(vec![Some(2), None, Some(1), Some(9)]) => [1, 7, 0];
}

program! {
    mod types_only_the_other_branch_tells;

    #[resumable(yield = u32, resume = u32)]
    fn typed(n: Option<u32>) -> Result<u64, String> {
        let x = if let Some(n) = n && yield_!(1) > n { None } else { Some(7u64) };
        let y = if let Some(n) = n && yield_!(2) > n { panic!("{}", yield_!(3)) } else { 8 };
        let z = if let Some(n) = n && yield_!(4) > n { return Err(format!("{}", yield_!(5))) } else { u64::from(yield_!(6)) };
        let w: u8 = if let Some(n) = n && yield_!(7) > n { 1 } else { Err("w")? };
        x.map(|x| x + y + z).ok_or("none".to_owned())
    }

    check typed(Some(2)) => [1, 1, 1, 9, 3];
    check typed(Some(2)) => [1, 1, 1, 9, 2];
    check typed(Some(2)) => [1, 3, 9];
    check typed(Some(2)) => [1, 1, 3, 9];
    check typed(Some(2)) => [3, 1, 1, 9, 3];
    check typed(None) => [3];
}
