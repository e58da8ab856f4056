//! Yields in the arguments of macros that take expressions.

use tests::*;

program! {
    mod of_format_and_vec;

    #[resumable(yield = u32, resume = u32)]
    fn built() -> String {
        let list = vec![yield_!(1), 2, yield_!(3)];
        let filled = vec![yield_!(4); 2];
        let text = format!("{} {:?} {x}", yield_!(5), list, x = yield_!(6));
        format!("{text} {filled:?}")
    }

    check built() => 10..;
}

program! {
    mod of_assertions_and_matches;

    #[resumable(yield = u32, resume = u32)]
    fn asserted() -> bool {
        assert!(yield_!(1) > 5);
        assert_eq!(yield_!(2), 10 + yield_!(3));
        assert_ne!(yield_!(4), 0, "at {}", 4);
        matches!(yield_!(5), 3..=7)
    }

    check asserted() => [6, 11, 1, 1, 5];
    check asserted() => [6, 11, 2];
    check asserted() => [6, 11, 1, 0];
    check asserted() => [5];
}

program! {
    mod of_println_write_and_panic;

    use std::fmt::Write as _;

    #[resumable(yield = u32, resume = u32)]
    fn written() -> String {
        let mut text = String::new();
        println!("{}", yield_!(1));
        write!(text, "{}-{}", yield_!(2), yield_!(3)).unwrap();
        if text.len() > 3 {
            panic!("{} {text}", yield_!(4));
        }
        text
    }

    check written() => [1, 2, 3];
    check written() => [1, 22, 33, 44];
}

program! {
    mod awaits_in_macros;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n)
    }

    #[resumable(yield = u32, resume = u32)]
    fn asked() -> Vec<String> {
        vec![format!("{}", ask(1).await), ask(2).await.to_string()]
    }

    check asked() => [5, 6];
}

program! {
    mod format_borrows_its_arguments;

    struct User { name: String, tags: Vec<String> }

    #[resumable(yield = usize, resume = u32)]
    fn borrowed(name: String, list: Vec<u32>, pair: (String, u8)) -> Vec<String> {
        let mut out = Vec::new();
        out.push(format!("{name} {}", yield_!(1)));
        out.push(format!("{} {}", name, yield_!(2)));
        out.push(format!("{} {} {:?}", list.len(), yield_!(3), list));
        out.push(format!("{} {} {:>w$} {x:?} {x:?}", pair.0, yield_!(4), pair.1, w = yield_!(5) as usize, x = &list[1]));
        out.push(format!("{0}-{1}-{0} {name:>1$} {n:.2}", yield_!(6), yield_!(7) as usize % 10, n = 1.2345));
        out.push(format!(concat!("{}", " name ", "{}"), yield_!(8), { out.len() }));
        out.push(format!("{} {:?}", &name[1..], &list[yield_!(9) as usize % 3..]));
        out.push(format!("{{}} {}", yield_!(10),));
        out.push(format!("{}", format!("{} {}", format_args!("<{}>", yield_!(11)), yield_!(12))));
        out.push(name + &pair.0);
        out
    }

    check borrowed("ada".to_owned(), vec![7, 8, 9], ("p".to_owned(), 3)) => 1..;
}

program! {
    mod what_is_evaluated_before_stays_before;

    fn next(n: &mut u32) -> u32 {
        *n += 1;
        log(format!("next {n}"));
        *n
    }

    #[resumable(yield = u32, resume = u32)]
    fn ordered() -> Vec<String> {
        let mut n = 0;
        let a = format!("{} {}", next(&mut n), yield_!(n));
        let b = format!("{} {} {}", next(&mut n), yield_!(n), next(&mut n));
        let c = format!("{a} {n} {} {n}", { n += 10; yield_!(n) });
        let d = vec![next(&mut n), yield_!(1), n, { n += 1; yield_!(n) }, n];
        let e = format!("{} {d:?} {}", logged("first", n * 2), logged("last", yield_!(logged("yield", 2))));
        assert_eq!(next(&mut n), yield_!(3) - yield_!(4) + next(&mut n), "{}", logged("never", 1));
        vec![a, b, c, format!("{d:?}"), e]
    }

    check ordered() => [1, 2, 3, 4, 5, 6, 1, 1];
    check ordered() => [1, 2, 3, 4, 5, 6, 17, 4];
    check ordered() => [1, 2, 3, 4, 5, 6, 3, 4];
}

program! {
    mod vectors;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> String {
        format!("<{}>", yield_!(n))
    }

    #[resumable(yield = u32, resume = u32)]
    fn vectors(name: String) -> Vec<Vec<String>> {
        let a = vec![name.clone(), ask(1).await, logged("b", "b".to_owned()), ask(2).await];
        let b = vec![ask(3).await; yield_!(4) as usize];
        let c = vec![logged("elem", name); yield_!(5) as usize];
        let d: Vec<String> = vec![];
        let e = vec![vec![ask(6).await], vec![], vec![ask(7).await, ask(8).await,],];
        let mut all = vec![a, b, c, d];
        all.extend(e);
        all
    }

    check vectors("n".to_owned()) => [10, 20, 30, 2, 3, 4, 5, 6];
}

program! {
    mod assertions;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n)
    }

    #[resumable(yield = u32, resume = u32)]
    fn plain_conditions(v: Vec<u32>) -> u32 {
        assert!(yield_!(1) > 5);
        assert!(ask(2).await != 0 && !v.is_empty());
        assert!(v.contains(&yield_!(3)));
        assert!(v[yield_!(4) as usize] == 7 || (yield_!(5) < 3));
        assert!(ask(yield_!(6)).await.checked_sub(1).is_some(), );
        7
    }

    #[resumable(yield = u32, resume = u32)]
    fn with_messages(v: Vec<u32>) -> u32 {
        assert!(yield_!(1) > 5, "too small");
        assert!(yield_!(2) > 5, "too small: {} of {v:?}", v.len());
        assert_eq!(v, vec![yield_!(3), yield_!(4)]);
        assert_eq!(v.len() as u32, ask(5).await, "of {}", v.len());
        assert_ne!(v[0], yield_!(6), "{v:?}");
        debug_assert!(yield_!(7) > 0);
        debug_assert!(yield_!(8) > 0, "{}", yield_!(9));
        debug_assert_eq!(yield_!(10), 1);
        debug_assert_ne!(ask(11).await, 1, "eleven");
        v.len() as u32
    }

    #[resumable(yield = u32, resume = u32)]
    fn lazy_messages(v: Vec<u32>) -> u32 {
        assert!(v.len() > 1, "{} {v:?}", yield_!(1));
        assert!(v.len() as u32 > yield_!(2), "asked {} and {}", yield_!(3), ask(4).await);
        assert!(
            v[0] == 5,
            "{name} of {v:?} {}",
            logged("eager", 1),
            name = yield_!(5),
        );
        v[0]
    }

    check plain_conditions(vec![7, 8]) => [6, 1, 8, 0, 2, 1];
    check plain_conditions(vec![7, 8]) => [5];
    check plain_conditions(vec![7, 8]) => [6, 0];
    check plain_conditions(vec![]) => [6, 1];
    check plain_conditions(vec![7, 8]) => [6, 1, 9];
    check plain_conditions(vec![7, 8]) => [6, 1, 8, 1, 2, 0, 0];
    check plain_conditions(vec![7, 8]) => [6, 1, 8, 1, 3];
    check plain_conditions(vec![7, 8]) => [6, 1, 8, 2];
    check with_messages(vec![1, 2]) => [6, 6, 1, 2, 2, 2, 1, 1, 1, 0];
    check with_messages(vec![1, 2]) => [6, 6, 1, 2, 2, 2, 1, 1, 1, 1];
    check with_messages(vec![1, 2]) => [1];
    check with_messages(vec![1, 2]) => [6, 1];
    check with_messages(vec![1, 2]) => [6, 6, 1, 3];
    check with_messages(vec![1, 2]) => [6, 6, 1, 2, 3];
    check with_messages(vec![1, 2]) => [6, 6, 1, 2, 2, 1];
    check with_messages(vec![1, 2]) => [6, 6, 1, 2, 2, 2, 0];
    check with_messages(vec![1, 2]) => [6, 6, 1, 2, 2, 2, 1, 0, 5];
    check with_messages(vec![1, 2]) => [6, 6, 1, 2, 2, 2, 1, 1, 2];
    check lazy_messages(vec![5, 6]) => [1];
    check lazy_messages(vec![5]) => [1];
    check lazy_messages(vec![5, 6]) => [2, 3, 4];
    check lazy_messages(vec![6, 6]) => [1, 5];
}

program! {
    mod panics_of_every_kind;

    #[resumable(yield = u32, resume = u32)]
    fn ends(how: u32) -> Option<u32> {
        let name = "n".to_owned();
        Some(match how {
            0 => panic!("{name} {}", yield_!(1)),
            1 => todo!("{} {name}", yield_!(2)),
            2 => unimplemented!("{}", yield_!(3)),
            3 => unreachable!("{} {}", yield_!(4), yield_!(5)),
            4 => {
                print!("{}", yield_!(6));
                eprint!("{}", yield_!(7));
                eprintln!("{name} {x}", x = yield_!(8));
                std::println!("{}", yield_!(9));
                8
            }
            _ => {
                if yield_!(10) > 3 {
                    panic!("{}", match yield_!(11) { 0 => "zero".to_owned(), n => format!("{n} {}", yield_!(12)) })
                }
                9
            }
        })
    }

    check ends(0) => [5];
    check ends(1) => [5];
    check ends(2) => [5];
    check ends(3) => [5, 6];
    check ends(4) => [5, 6, 7, 8];
    check ends(5) => [1];
    check ends(5) => [4, 0];
    check ends(5) => [4, 1, 2];
}

program! {
    mod writing;

    use std::fmt::Write as _;

    struct Pages { text: String, more: Vec<String> }

    #[resumable(yield = u32, resume = u32)]
    fn written() -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        let mut more = vec![String::new(), "m".to_owned()];
        write!(text, "{}-{}", yield_!(2), yield_!(3))?;
        writeln!(text, "{} {}", text_of(logged("before", 4)), yield_!(4))?;
        write!(&mut text, "{}", yield_!(5))?;
        writeln!(text)?;
        write!(more[logged("index", 1)], "{} {x}", yield_!(6), x = yield_!(7))?;
        write!(more[yield_!(8) as usize], "{}", more_of(yield_!(9)))?;
        for word in vec!["a".to_owned(), "b".to_owned()] {
            write!(text, "{word}{}", yield_!(10)).unwrap();
        }
        Ok(format!("{text} {more:?}"))
    }

    fn text_of(n: u32) -> String { "x".repeat(n as usize) }
    fn more_of(n: u32) -> String { format!("more {n}") }

    check written() => [1, 22, 33, 44, 5, 6, 1, 7, 8, 9];
    check written() => [1, 22, 33, 44, 5, 6, 7, 7, 8, 9];
}

program! {
    mod matching;

    #[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
    enum Answer { Yes, No, Text(String) }

    #[resumable(yield = u32, resume = Answer)]
    fn matching(limit: usize) -> Vec<bool> {
        let mut out = vec![matches!(yield_!(1), Answer::Yes)];
        out.push(matches!(yield_!(2), Answer::Text(text) if text.len() > limit));
        out.push(matches!(yield_!(3), Answer::Yes | Answer::No) && matches!((yield_!(4), limit), (Answer::No, 0..=3)));
        if matches!(yield_!(5), Answer::Text(ref text) if text == "x",) {
            out.push(true);
        }
        while !matches!(yield_!(6), Answer::Yes) {
            out.push(false);
        }
        let kept = Answer::Text("k".to_owned());
        out.push(matches!((&kept, yield_!(7)), (Answer::Text(a), Answer::Text(b)) if *a == b));
        out.push(format!("{kept:?}").len() > 3);
        out
    }

    check matching(2) => [Answer::Yes, Answer::Text("abc".to_owned()), Answer::No, Answer::No, Answer::Text("x".to_owned()), Answer::No, Answer::Yes, Answer::Text("k".to_owned())];
    check matching(3) => [Answer::No, Answer::Text("abc".to_owned()), Answer::Text(String::new()), Answer::No, Answer::Yes, Answer::No, Answer::Yes];
}

program! {
    mod debugging;

    #[resumable(yield = u32, resume = u32)]
    fn debugged() -> (u32, (u32, String, u32)) {
        let a = dbg!(yield_!(1));
        let b = dbg!(yield_!(2) + 1, "x".to_owned(), dbg!(yield_!(3)));
        dbg!(yield_!(4),);
        dbg!();
        dbg!(a + yield_!(5));
        (a + dbg!(logged("before", 1)) + dbg!(yield_!(6)), b)
    }

    check debugged() => [1, 2, 3, 4, 5, 6];
}

program! {
    mod errors_with_messages;

    macro_rules! bail {
        ($($message:tt)*) => { return Err(anyhow!($($message)*)) };
    }
    macro_rules! anyhow {
        ($text:literal $($rest:tt)*) => { format!($text $($rest)*) };
        ($value:expr) => { String::from($value) };
    }
    macro_rules! ensure {
        ($condition:expr, $($message:tt)*) => { if !$condition { bail!($($message)*) } };
    }

    #[resumable(yield = u32, resume = u32)]
    fn checked(n: u32) -> Result<u32, String> {
        ensure!(yield_!(1) > n, "too small: {n}");
        if yield_!(2) > 5 {
            bail!("{} {n}", yield_!(3));
        }
        let answer = yield_!(4);
        let made = Some(answer).filter(|a| *a > 3).ok_or(anyhow!("{} {}", answer, yield_!(5)))?;
        if made > 10 {
            bail!(yield_!(6).to_string());
        }
        Ok(made)
    }

    check checked(1) => [1];
    check checked(1) => [2, 6, 3];
    check checked(1) => [2, 1, 3, 4];
    check checked(1) => [2, 1, 4, 4];
    check checked(1) => [2, 1, 14, 4, 6];
}

program! {
    mod nested_in_each_other_and_in_everything;

    #[resumable(yield = String, resume = u32)]
    fn ask(text: String) -> u32 {
        yield_!(format!("{text} {}", yield_!("inner".to_owned())))
    }

    #[resumable(yield = String, resume = u32)]
    fn everything(n: u32) -> Result<Vec<String>, String> {
        let mut out = vec![format!("{}", vec![yield_!(format!("{}", yield_!("a".to_owned()))); 2].len())];
        for i in 0..n {
            let line = if let Some(x) = i.checked_sub(1) && yield_!(format!("{x}")) > 2 && let 0..4 = ask(format!("{x} {}", yield_!("b".to_owned()))).await {
                format!("{} {}", i, match yield_!("c".to_owned()) { 0 => "zero".to_owned(), n => vec![n.to_string(), ask("d".to_owned()).await.to_string()].join("+") })
            } else {
                out.push(format!("{} {i}", yield_!("e".to_owned())));
                if yield_!("f".to_owned()) > 7 { continue }
                format!("{}", loop { break yield_!(format!("{:?}", out)) })
            };
            out.push(line);
            assert!(out.len() < 10, "{:?} {}", out, yield_!("g".to_owned()));
        }
        let checked = format!("{}", yield_!("h".to_owned()).checked_sub(2).ok_or(format!("{} {n}", yield_!("i".to_owned())))?);
        out.push(checked);
        println!("{}", { let x = yield_!("j".to_owned()); format!("{x} {}", (|| x + 1)()) });
        Ok(out)
    }

    check everything(3) => 0..;
    check everything(4) => [3; 40];
    check everything(2) => [1, 1, 1, 8, 5, 1, 2, 3, 4, 1];
    check everything(2) => [8; 20];
    check everything(9) => [3, 3, 2];
}

program! {
    mod async_blocks_and_closures_in_macros;

    #[resumable(yield = u32, resume = u32)]
    fn others() -> String {
        let later = format!("{}", std::mem::size_of_val(&async { std::future::ready(1).await }) < 1000);
        format!("{} {} {later}", (0..3).map(|x| format!("{x}")).collect::<Vec<_>>().join(","), yield_!(1))
    }

    check others() => [1];
}

program! {
    mod as_tails_arms_and_initializers;

    use std::fmt::Write as _;

    #[resumable(yield = u32, resume = u32)]
    fn unit_tail(n: u32) {
        match n {
            0 => println!("{}", yield_!(1)),
            1 => assert!(yield_!(2) > 3, "{}", yield_!(3)),
            2 => debug_assert!(n == 2, "{}", yield_!(4)),
            3 => if let Some(x) = Some(n) && yield_!(x) > 3 { log("chain") },
            4 => if let Some(x) = Some(n) && yield_!(x) > 3 { log("chain") } else { print!("{}", yield_!(5)) },
            5 => { std::assert!(n > yield_!(6)) }
            _ => drop(dbg!(yield_!(7))),
        }
    }

    #[resumable(yield = u32, resume = u32)]
    fn tail_is_assert(n: u32) { assert!(n > 3, "{n} {}", yield_!(1)) }

    #[resumable(yield = u32, resume = u32)]
    fn tail_is_chain(n: Option<u32>) { if let Some(x) = n && yield_!(x) > 3 { log(x) } }

    #[resumable(yield = u32, resume = u32)]
    fn values(n: u32) -> Result<String, String> {
        let mut text = String::new();
        let _ = write!(text, "{}", yield_!(1));
        let Ok(()) = write!(text, "{}", yield_!(2)) else { return Err(format!("{}", yield_!(3))) };
        if yield_!(4) > 5 { return Err(std::format!("{text} {}", yield_!(5))) }
        let word = loop {
            if ::std::vec![yield_!(6), n].contains(&3) { break format!("{text}{}", yield_!(7)) }
            let Some(x) = Some(yield_!(8)).filter(|x| *x > 2) else { continue };
            assert!({ if x == 3 { break text.clone() } true });
            if let y = x && yield_!(10) > y && let 5 = y { break "five".to_owned() } else { assert!({ if x == 4 { break text } true }) }
            text = format!("{text}.");
        };
        let kept = (format!("{}", yield_!(11)), dbg!(yield_!(12)));
        Ok(match yield_!(13) { 0 => vec![yield_!(14).to_string(); 2].concat(), n => unreachable_unless(n, format!("{word} {kept:?} {}", yield_!(15))) })
    }

    fn unreachable_unless(n: u32, text: String) -> String { if n > 50 { unreachable!("{text}") } text }

    check unit_tail(0) => [1];
    check unit_tail(1) => [1, 2];
    check unit_tail(2) => [1, 2];
    check unit_tail(3) => [1, 2];
    check unit_tail(4) => [1, 2];
    check unit_tail(4) => [9, 2];
    check unit_tail(5) => [9, 2];
    check unit_tail(6) => [9, 2];
    check tail_is_assert(1) => [9, 2];
    check tail_is_chain(Some(1)) => [9, 2];
    check values(1) => [1, 2, 6, 4];
    check values(1) => [1, 2, 3, 3, 4, 1, 2, 3, 4];
    check values(1) => [1, 2, 3, 1, 3, 1, 2, 0, 4];
    check values(1) => [1, 2, 3, 1, 4, 1, 2, 0, 4];
    check values(1) => [1, 2, 3, 1, 5, 9, 1, 2, 60, 0, 4];
    check values(1) => [1, 2, 3, 1, 2, 1, 6, 0, 1, 4, 9, 9, 2, 0, 4];
}

program! {
    mod names_hidden_at_a_later_yield;

    #[resumable(yield = u32, resume = u32)]
    fn hidden(n: u32) -> Vec<String> {
        let mut out = Vec::new();
        let x = yield_!(n);
        {
            let x = format!("{x} {}", yield_!(1));
            let n = format!("{n} {x} {}", vec![format!("{x}{n}"), format!("{}", yield_!(2))].len());
            yield_!(3);
            out.push(format!("{x} {n} {}", [1].iter().map(|x| format!("{x} {n}")).collect::<String>()));
            if let Some(x) = Some(4) && yield_!(4) > x && let n = x + 1 {
                out.push(format!("{x} {n} {}", yield_!(5)));
                assert!(n == 5, "{x} {n} {}", yield_!(6));
                assert_eq!(x, 4, "{x} {n}");
            }
            out.push(n + &x);
        }
        out.push(format!("{x} {n} {} {x:?}", yield_!(7)));
        out
    }

    check hidden(7) => [1, 2, 3, 4, 5, 6, 7];
    check hidden(7) => [1, 2, 3, 4, 4, 6, 7];
}
