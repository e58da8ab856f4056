//! What CPython's tests of PEP 342 and PEP 380 exercise: sending, throwing, delegating, and yields as expressions.
//!
//! What Python throws in, a resume value says: it is a `Result`. What it closes, the end of the script abandons.

use std::collections::{BTreeMap, VecDeque};

use resumable::{Instance, Step};
use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod sending;

    #[resumable(yield = u32, resume = u32)]
    fn prints_what_is_sent() {
        log(yield_!(1));
        yield_!(2);
    }

    #[resumable(yield = Vec<u32>, resume = u32)]
    fn running_count() -> u32 {
        let mut seen = vec![];
        let mut count = 0;
        while count < 200 {
            count += yield_!(seen.clone());
            seen.push(count);
        }
        count
    }

    #[resumable(yield = &'static str, resume = usize)]
    fn subscripts(mut d: Vec<u32>) -> Vec<u32> {
        d[yield_!("a")] = 27;
        d[yield_!("b")] = d[yield_!("c")] + 1;
        d[yield_!("d")..].to_vec()
    }

    #[resumable(yield = u32, resume = u32)]
    fn outermost_iterable() -> Vec<u32> {
        [yield_!(26)].into_iter().map(|i| i + 1).collect()
    }

    #[resumable(yield = u32, resume = u32)]
    fn default_of_a_closure() -> u32 {
        let x = yield_!(1);
        let lambda = |y: Option<u32>| y.unwrap_or(x);
        lambda(None) + lambda(Some(yield_!(2)))
    }

    check prints_what_is_sent() => [42, 0];
    check running_count() => [10, 10, 10, 170];
    check subscripts(vec![1, 2]) => [0, 0, 1, 0];
    check outermost_iterable() => [7];
    check default_of_a_closure() => [3, 4];
    check subscripts(vec![1, 2]) => [5];
}

program! {
    mod throwing;

    #[derive(Clone, Debug)]
    enum Error {
        Value(String),
        Type,
    }

    type Sent = Result<u32, Error>;

    #[resumable(yield = (), resume = Sent)]
    fn catches_value_errors() -> Result<(), Error> {
        loop {
            match yield_!() {
                Ok(value) => log(value),
                Err(Error::Value(text)) => log(format!("caught ValueError ({text})")),
                Err(error) => return Err(error),
            }
        }
    }

    #[resumable(yield = (), resume = Sent)]
    fn plain_raise() -> Sent {
        let kept = noisy("finally");
        let caught = yield_!();
        log(format!("exiting with {}", kept.name()));
        let sum = caught? + yield_!()?;
        log(kept.name());
        Ok(sum)
    }

    check catches_value_errors() => [Err(Error::Value("xyz".into())), Ok(1), Err(Error::Type), Ok(2)];
    check catches_value_errors() => [Ok(1)];
    check plain_raise() => [Err(Error::Type)];
    check plain_raise() => [Ok(2), Ok(3)];
    check plain_raise() => [];
}

program! {
    mod delegation;

    #[resumable(yield = String, resume = u32)]
    fn inner(returned: Option<u32>) -> Option<u32> {
        log("Starting g2");
        let x = yield_!("g2 spam".to_owned());
        log(format!("g2 received {x}"));
        let x = yield_!("g2 more spam".to_owned());
        log(format!("g2 received {x}"));
        log("Finishing g2");
        returned
    }

    #[resumable(yield = String, resume = u32)]
    fn outer() -> u32 {
        log("Starting g1");
        let x = yield_!("g1 ham".into());
        log(format!("g1 received {x}"));
        let ret = inner(None).await;
        log(format!("g2 returned {ret:?}"));
        let ret = inner(Some(42)).await;
        log(format!("g2 returned {ret:?}"));
        let x = yield_!("g1 eggs".into());
        log(format!("g1 received {x}"));
        log("Finishing g1");
        x + ret.unwrap_or_default()
    }

    #[resumable(yield = String, resume = u32)]
    fn starts_with_it() -> Option<u32> {
        log("Starting g1");
        let sum = inner(Some(1)).await? + inner(Some(2)).await?;
        inner(None).await?;
        Some(sum)
    }

    #[resumable(yield = String, resume = u32)]
    fn to_what_is_no_generator(nothing: [String; 0]) {
        for i in 0..3 {
            log(yield_!(i.to_string()));
        }
        for text in nothing {
            yield_!(text);
        }
        for text in ["a", "b"] {
            yield_!(text.to_owned());
        }
    }

    check outer() => 1..7;
    check outer() => 1..4;
    check starts_with_it() => 1..7;
    check to_what_is_no_generator([]) => [42; 5];
}

program! {
    mod errors_while_delegating;

    #[resumable(yield = &'static str, resume = Result<(), String>)]
    fn raises(at_once: bool) -> Result<u32, String> {
        let kept = noisy("Finishing g2");
        if at_once {
            Err("spanish inquisition occurred")?;
        }
        yield_!("g2 spam")?;
        log(kept.name());
        Err("hovercraft is full of eels".to_owned())
    }

    #[resumable(yield = &'static str, resume = Result<(), String>)]
    fn passes_on(at_once: bool) -> Result<(), String> {
        let kept = noisy("Finishing g1");
        yield_!("g1 ham")?;
        let value = raises(at_once).await?;
        log(format!("{} {value}", kept.name()));
        yield_!("g1 eggs")?;
        Ok(())
    }

    #[resumable(yield = &'static str, resume = Result<(), String>)]
    fn saves_lunch() -> u32 {
        if let Err(error) = yield_!("g2 spam") {
            log(format!("Caught {error} in g2"));
            let _ignored = yield_!("g2 lunch saved");
            let _ignored = yield_!("g2 yet more spam");
            return 2;
        }
        let _ignored = yield_!("g2 more spam");
        1
    }

    #[resumable(yield = &'static str, resume = Result<(), String>)]
    fn outer() -> Result<u32, String> {
        yield_!("g1 ham")?;
        let value = saves_lunch().await;
        log(format!("inner returned {value} to outer"));
        match raises(false).await {
            Ok(never) => Ok(never),
            Err(error) if error.starts_with("hover") => Ok(value),
            Err(error) => Err(error),
        }
    }

    #[resumable(yield = &'static str, resume = Result<(), String>)]
    fn panics(divisor: u32) -> u32 {
        log("g1 about to yield from g2");
        let _ignored = yield_!(if 1 / divisor == 1 { "one" } else { "less" });
        1 / (divisor - 1)
    }

    #[resumable(yield = &'static str, resume = Result<(), String>)]
    fn delegates_to_what_panics(divisor: u32) -> u32 {
        let value = panics(divisor).await;
        log("g1 should not be here");
        value
    }

    check passes_on(true) => [Ok(())];
    check passes_on(false) => [Ok(()), Ok(())];
    check passes_on(false) => [Ok(()), Err("tomato ejected".to_owned())];
    check passes_on(false) => [Err("tomato ejected".to_owned())];
    check passes_on(false) => [Ok(())];
    check outer() => [Ok(()), Err("LunchError".to_owned()), Ok(()), Ok(()), Ok(())];
    check outer() => [Ok(()), Ok(()), Ok(()), Err("vorpal bunny".to_owned())];
    check delegates_to_what_panics(1) => [Ok(())];
    check delegates_to_what_panics(0) => [Ok(())];
}

program! {
    mod exhausted_inside_a_generator;

    #[resumable(yield = u32)]
    fn pairs(items: Vec<u32>) -> Option<std::convert::Infallible> {
        let mut items = items.into_iter();
        loop {
            let first = items.next()?;
            yield_!(first + items.next()?);
        }
    }

    #[resumable::resumable(yield = (), resume = String)]
    fn returns(r: Option<u32>) -> Option<u32> {
        log("g starting");
        let x = yield_!();
        log(format!("g received {x}, g returning {r:?}"));
        r
    }

    #[resumable(yield = u32)]
    fn drives(r: Option<u32>) {
        let mut gi = returns(r);
        let _ = gi.start();
        yield_!(0);
        match gi.resume("spam".into()) {
            Step::Yielded(()) => log("f SHOULD NOT BE HERE"),
            Step::Complete(value) => yield_!(value.unwrap_or(1)),
        }
    }

    check pairs(vec![1, 2, 3, 4]);
    check pairs(vec![1, 2, 3]);
    check drives(None);
    check drives(Some(42));
}

program! {
    mod yields_in_every_position;

    #[derive(Debug, Serialize, Deserialize)]
    struct Record {
        first: u32,
        second: (u32, u32),
    }

    fn call(a: u32, (b, c): (u32, u32), rest: &[u32], keyword: Option<u32>) -> u32 {
        log(format!("{a} {b} {c} {rest:?} {keyword:?}"));
        a + b + c
    }

    #[resumable(yield = u32, resume = u32)]
    fn statements(n: u32) -> Result<u32, String> {
        yield_!(1);
        let x = yield_!(2);
        let (y, mut z) = (yield_!(3), n);
        z += yield_!(4);
        z = z * 2 + yield_!(5);
        if yield_!(6) > 1 {
            log("if");
        }
        while yield_!(7) < 5 {
            log("while");
        }
        assert!(yield_!(8) != 100, "never {}", z);
        for i in 0..yield_!(9) {
            log(i);
        }
        let 1..=9 = yield_!(10) else { return Err(format!("raised {}", yield_!(11))) };
        let _ = || x + y;
        return Ok(yield_!(x + y + z));
    }

    #[resumable(yield = u32, resume = u32)]
    fn expressions(mut map: BTreeMap<u32, Vec<u32>>) -> String {
        let list = [logged("first", 1), yield_!(1), logged("third", 3), yield_!(2)];
        let record = Record { second: (yield_!(3), list[1]), first: logged("first field", yield_!(4)) };
        map.insert(yield_!(5), vec![yield_!(6); yield_!(7) as usize]);
        let sum = call(logged("a", 1), (yield_!(8), logged("c", 2)), &[yield_!(9)], Some(yield_!(10)));
        let chosen = match yield_!(11) {
            n @ 0..3 => -(n as i64) + i64::from(yield_!(12)),
            n if n % 2 == 0 => !i64::from(n),
            _ => yield_!(13) as i64,
        };
        let all = yield_!(14) < 3 && { log("and"); yield_!(15) == 2 } || yield_!(16) == 0;
        let slice = &list[(yield_!(17) as usize)..=yield_!(18) as usize];
        format!("{record:?} {map:?} {sum} {chosen} {all} {slice:?} {} {last:>3}", yield_!(19), last = yield_!(20))
    }

    check statements(3) => 1..20;
    check statements(0) => [1, 2, 3, 4, 5, 1, 5, 8, 0, 20, 7];
    check statements(1) => [5; 30];
    check statements(1) => [100; 8];
    check expressions(BTreeMap::new()) => [0, 1, 2, 3, 4, 5, 2, 1, 2, 3, 1, 2, 2, 2, 0, 2, 5, 6];
    check expressions(BTreeMap::from([(1, vec![])])) => [0, 1, 2, 3, 4, 5, 2, 1, 2, 3, 4, 9, 1, 1, 2, 0, 9];
    check expressions(BTreeMap::new()) => [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 1, 1, 2, 1, 2, 1, 1];
}

program! {
    mod trampoline;

    #[resumable::resumable(yield = String)]
    fn task(name: String, turns: u32) -> u32 {
        for turn in 0..turns {
            yield_!(format!("{name} {turn}"));
        }
        turns
    }

    #[resumable(yield = String, resume = bool)]
    fn schedule(names: Vec<String>) -> u32 {
        let mut queue: VecDeque<Instance<task>> = VecDeque::new();
        for (name, turns) in names.iter().zip(1..) {
            queue.push_back(task(name.clone(), turns));
        }
        let mut total = 0;
        while let Some(mut current) = queue.pop_front() {
            let Some(text) = current.next() else {
                total += 1;
                continue;
            };
            if yield_!(text) {
                queue.push_back(current);
            } else {
                log("cancelled");
            }
        }
        total
    }

    check schedule(vec!["a".into(), "b".into(), "c".into()]) => [true; 6];
    check schedule(vec!["a".into(), "b".into(), "c".into()]) => [true, false, true, true, true];
}

program! {
    mod consumers;

    #[resumable(yield = Option<String>, resume = String)]
    fn jpeg_writer(directory: String) -> u32 {
        let mut number = 1;
        let mut page = yield_!(None);
        loop {
            if page.is_empty() {
                return number - 1;
            }
            let file = format!("{directory}/page{number:04}.{}", page.as_str());
            number += 1;
            page = yield_!(Some(file));
        }
    }

    #[resumable(yield = Option<String>, resume = String)]
    fn thumbnail_pager(per_page: usize, directory: String) -> (u32, usize) {
        let mut thumbs = 0;
        let mut pending = vec![];
        while pending.len() < per_page {
            let image = yield_!(pending.last().cloned());
            pending.push(image);
            thumbs += 1;
        }
        (jpeg_writer(directory).await, thumbs)
    }

    check thumbnail_pager(2, "out".to_owned()) => ["a", "b", "x", "y", ""].map(String::from);
}
