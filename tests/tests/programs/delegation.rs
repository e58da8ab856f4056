//! `callee(args).await`: another resumable's yields and resumes pass through; its value is the expression's.

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod as_a_statement;

    #[resumable(yield = u32)]
    fn count(from: u32, to: u32) {
        for i in from..to {
            yield_!(i);
        }
    }

    #[resumable(yield = u32)]
    fn twice(n: u32) -> u32 {
        count(0, n).await;
        yield_!(100);
        count(n, n + 2).await;
        n
    }

    check twice(2);
    check twice(0);
}

program! {
    mod as_an_initializer_and_operand;

    #[resumable(yield = String, resume = u32)]
    fn ask(question: String) -> u32 {
        let answer = yield_!(question.clone());
        if answer == 0 { yield_!(format!("{question} again")) } else { answer }
    }

    #[resumable(yield = String, resume = u32)]
    fn sum() -> u32 {
        let first = ask("first".to_owned()).await;
        let second = first + ask(format!("after {first}")).await;
        second * 10 + ask("third".to_owned()).await + yield_!("last".to_owned())
    }

    check sum() => [1, 2, 3, 4];
    check sum() => [0, 5, 0, 6, 0, 7, 8];
}

program! {
    mod as_the_tail;

    #[resumable(yield = u32, resume = u32)]
    fn inner(n: u32) -> u32 {
        yield_!(n) + n
    }

    #[resumable(yield = u32, resume = u32)]
    fn outer(n: u32) -> u32 {
        yield_!(n);
        inner(n + 1).await
    }

    #[resumable(yield = u32, resume = u32)]
    fn outermost(n: u32) -> u32 {
        outer(n).await
    }

    check outermost(1) => [10, 20];
}

program! {
    mod to_one_that_never_yields;

    #[resumable(yield = u32)]
    fn silent(n: u32) -> u32 {
        log("silent");
        if n > 5 {
            yield_!(n);
        }
        n * 2
    }

    #[resumable(yield = u32)]
    fn outer(n: u32) -> u32 {
        let a = silent(n).await;
        let b = silent(a).await + silent(1).await;
        silent(b).await
    }

    check outer(1);
    check outer(4);
    check silent(7);
}

program! {
    mod in_every_position;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n)
    }

    #[resumable(yield = u32, resume = u32)]
    fn maybe(n: u32) -> Option<u32> {
        let answer = yield_!(n);
        (answer > 0).then_some(answer)
    }

    #[resumable(yield = u32, resume = u32)]
    fn positions() -> u32 {
        let mut sum = 0;
        if ask(1).await > 5 {
            sum += ask(2).await;
        }
        while ask(3).await == 1 {
            sum += 1;
        }
        while let Some(n) = maybe(4).await {
            sum += n;
        }
        sum += match maybe(5).await {
            Some(n) => n + ask(6).await,
            None => ask(7).await,
        };
        let Some(n) = maybe(8).await else {
            return ask(9).await;
        };
        let list = [ask(10).await, n];
        let pair = (ask(11).await, ask(12).await);
        for i in 0..ask(13).await {
            sum += ask(20 + i).await;
        }
        let found = loop {
            let n = ask(14).await;
            if n > 1 {
                break n + ask(15).await;
            }
        };
        yield_!(ask(16).await);
        ask(list[0] + pair.1 + found).await.max(sum)
    }

    check positions() => [9, 2, 1, 1, 0, 7, 0, 5, 6, 3, 10, 11, 12, 2, 1, 2, 1, 2, 3, 16, 0, 99];
    check positions() => [0, 0, 0, 0, 70, 0, 90];
}

program! {
    mod recursive;

    #[resumable(yield = u32)]
    fn countdown(n: u32) -> u32 {
        if n == 0 {
            return 0;
        }
        yield_!(n);
        let below = countdown(n - 1).await;
        yield_!(n * 100);
        below + n
    }

    check countdown(5);
}

program! {
    mod mutually_recursive;

    #[resumable(yield = String)]
    fn is_even(n: u32) -> bool {
        yield_!(format!("even {n}"));
        if n == 0 { true } else { is_odd(n - 1).await }
    }

    #[resumable(yield = String)]
    fn is_odd(n: u32) -> bool {
        if n == 0 {
            return false;
        }
        let below = is_even(n - 1).await;
        yield_!(format!("odd {n}"));
        below
    }

    check is_even(4);
    check is_odd(4);
}

program! {
    mod held_in_a_variable_before_it_runs;

    #[resumable(yield = u32, resume = u32)]
    fn child(name: String, n: u32) -> String {
        let a = yield_!(n);
        let b = yield_!(n + 1);
        format!("{name}{a}{b}")
    }

    #[resumable(yield = u32, resume = u32)]
    fn parent() -> String {
        let first = child("first".to_owned(), 1);
        let second = child("second".to_owned(), 10);
        yield_!(100);
        let b = second.await;
        yield_!(200);
        let a = first.await;
        a + &b
    }

    check parent() => 1..20;
}

program! {
    mod collected_and_awaited_in_a_loop;

    #[resumable(yield = u32, resume = bool)]
    fn attempt(n: u32) -> Option<u32> {
        if yield_!(n) { Some(n) } else { None }
    }

    #[resumable(yield = u32, resume = bool)]
    fn all(n: u32) -> Vec<u32> {
        let mut waiting = Vec::new();
        for i in 0..n {
            waiting.push(attempt(i));
        }
        yield_!(1000);
        let mut done = vec![];
        for one in waiting {
            done.extend(one.await);
        }
        done
    }

    check all(3) => [true, true, false, true];
}

program! {
    mod with_the_try_operator;

    #[resumable(yield = u32, resume = Result<u32, String>)]
    fn fetch(id: u32) -> Result<u32, String> {
        let size = yield_!(id)?;
        if size > 100 {
            return Err(format!("{id} is too large: {size}"));
        }
        Ok(size + yield_!(id + 1)?)
    }

    #[resumable(yield = u32, resume = Result<u32, String>)]
    fn total(ids: Vec<u32>) -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
        let mut total = fetch(1000).await?;
        for id in ids {
            total += fetch(id).await?;
            if let Ok(extra) = fetch(id + 500).await {
                total += extra;
            }
        }
        Ok(total)
    }

    check total(vec![10, 20]) => (0..20).map(Ok);
    check total(vec![10, 20]) => [Ok(1), Ok(2), Ok(3), Ok(4), Err("gone".to_owned()), Ok(101)];
    check total(vec![10]) => [Ok(1), Err("down".to_owned())];
}

program! {
    mod in_match_arms;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    enum Step {
        Wait(u32),
        Repeat(u32, Box<Step>),
        Both(Box<Step>, Box<Step>),
        Fail,
    }

    #[resumable(yield = u32)]
    fn run(step: Step) -> Result<u32, String> {
        let cost = match step {
            Step::Wait(n) => {
                yield_!(n);
                1
            }
            Step::Repeat(times, step) => {
                let mut cost = 0;
                for _ in 0..times {
                    cost += run((*step).clone()).await?;
                }
                cost
            }
            Step::Both(first, second) => run(*first).await? + run(*second).await?,
            Step::Fail => return Err("failed".to_owned()),
        };
        Ok(cost)
    }

    check run(Step::Both(
        Box::new(Step::Repeat(2, Box::new(Step::Both(Box::new(Step::Wait(1)), Box::new(Step::Wait(2)))))),
        Box::new(Step::Wait(3)),
    ));
    check run(Step::Both(Box::new(Step::Wait(1)), Box::new(Step::Both(Box::new(Step::Fail), Box::new(Step::Wait(2))))));
}

program! {
    mod arguments_that_suspend;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n)
    }

    #[resumable(yield = u32, resume = u32)]
    fn chained() -> u32 {
        ask(ask(ask(yield_!(1)).await + 1).await * 2).await
    }

    check chained() => [10, 20, 30, 40];
}

program! {
    mod arguments_are_evaluated_before_the_first_step;

    #[resumable(yield = u32)]
    fn callee(a: u32, b: u32) -> u32 {
        log("callee runs");
        yield_!(a);
        b
    }

    #[resumable(yield = u32)]
    fn caller() -> u32 {
        let call = callee(logged("a", 1), logged("b", 2));
        log("made");
        yield_!(0);
        log("awaiting");
        let result = call.await;
        log("awaited");
        result
    }

    check caller();
}

program! {
    mod from_another_module;

    mod shared {
        pub(super) fn scale(n: u32) -> u32 {
            n * 3
        }
    }

    #[resumable(yield = u32)]
    fn leaf(n: u32) -> u32 {
        yield_!(shared::scale(n));
        n
    }

    #[resumable(yield = u32)]
    fn path(n: u32) -> u32 {
        self::leaf(n).await + leaf(n + 1).await
    }

    check path(1);
}

program! {
    mod with_a_label;

    #[resumable(yield = String, resume = u32)]
    fn ask(question: String) -> u32 {
        let answer = yield_!(question.clone());
        if answer == 0 { yield_!('again: format!("{question} again")) } else { answer }
    }

    #[resumable(yield = String, resume = u32)]
    fn attempt(question: String) -> Result<u32, String> {
        let answer = await_!('asked: ask(question));
        if answer > 9 { Err(format!("{answer} is too much")) } else { Ok(answer) }
    }

    #[resumable(yield = String, resume = u32)]
    fn sum() -> Result<u32, String> {
        let first = await_!('first: ask("first".to_owned()));
        let second = first + await_!('second: attempt(format!("after {first}")))?;
        let third = await_!(ask("third".to_owned())) + ask("fourth".to_owned()).await;
        Ok(second * 10 + third + await_!('last: attempt("last".to_owned()))?)
    }

    check sum() => [1, 2, 3, 4, 5];
    check sum() => [0, 5, 0, 6, 0, 7, 0, 8, 0, 9];
    check sum() => [1, 10];
    check sum() => [1, 2, 3, 4, 0, 10];
}

program! {
    mod with_a_label_wherever_a_value_stands;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n) + n
    }

    #[resumable(yield = u32, resume = u32)]
    fn maybe(n: u32) -> Option<u32> {
        let answer = await_!('maybe: ask(n));
        (answer > n).then_some(answer)
    }

    #[resumable(yield = u32, resume = u32)]
    fn positions(limit: u32) -> String {
        let mut text = format!("{} {limit}", await_!('in_a_format: ask(1)));
        while await_!('in_a_condition: ask(limit)) < 10 && await_!('lazily: ask(2)) != 3 {
            text.push('.');
        }
        if let Some(answer) = await_!('matched: maybe(3)) && answer > 4 {
            text += &answer.to_string();
        }
        match await_!('of_a_match: ask(4)) {
            n if n > 5 => text.push_str(&await_!('in_an_arm: ask(n)).to_string()),
            _ => await_!('dropped: maybe(6)).map_or((), |_| text.push('!')),
        }
        let child = ask(7);
        let list = vec![await_!('held: child), await_!('in_a_list: { let n = limit + 3; ask(n) })];
        assert!(await_!('asserted: ask(9)) > 8);
        let Some(last) = await_!('or_else: maybe(10)) else {
            return text;
        };
        format!("{text} {list:?} {last}")
    }

    check positions(5) => [1, 0, 5, 1, 9, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    check positions(5) => [1, 0, 1, 9, 0, 1, 0, 1, 2, 3, 0];
    check positions(20) => [1, 0, 2, 1, 0, 7, 8, 9, 0];
}
