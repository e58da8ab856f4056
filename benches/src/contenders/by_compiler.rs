//! With the coroutines of the compiler itself, which are not stable.

use std::{
    ops::{Coroutine, CoroutineState},
    pin::{Pin, pin},
};

use super::{Answer, Contender, Onboarded, Request, User};

pub(super) struct Compiler;

/// Runs a coroutine; what it is resumed with first is not used.
fn run<R, C: Coroutine<R> + ?Sized>(
    mut coroutine: Pin<&mut C>,
    first: R,
    mut answer: impl FnMut(C::Yield) -> R,
) -> C::Return {
    let mut input = first;
    loop {
        match coroutine.as_mut().resume(input) {
            CoroutineState::Yielded(value) => input = answer(value),
            CoroutineState::Complete(end) => return end,
        }
    }
}

impl Contender for Compiler {
    fn counter(n: u64, answer: impl FnMut(u64)) {
        let coroutine = #[coroutine]
        move || {
            for i in 0..n {
                yield i;
            }
        };
        run(pin!(coroutine), (), answer);
    }

    fn nested(n: u64, answer: impl FnMut(u64)) {
        let coroutine = #[coroutine]
        move || {
            for i in 0..n {
                for j in 0..i {
                    yield i ^ j;
                }
            }
        };
        run(pin!(coroutine), (), answer);
    }

    fn running_total(n: u64, answer: impl FnMut(u64) -> u64) -> u64 {
        let coroutine = #[coroutine]
        move |_: u64| {
            let mut sum: u64 = 0;
            for i in 0..n {
                let bonus = yield sum;
                sum = sum.wrapping_add(i).wrapping_add(bonus);
            }
            sum
        };
        run(pin!(coroutine), 0, answer)
    }

    fn large_state(n: u64, answer: impl FnMut(u64)) -> u64 {
        let coroutine = #[coroutine]
        move || {
            let mut buffer = [0_u64; 32];
            for i in 0..n {
                let slot = (i % 32) as usize;
                buffer[slot] = buffer[slot].wrapping_add(i);
                yield buffer[slot];
            }
            buffer[0]
        };
        run(pin!(coroutine), (), answer)
    }

    fn tokens(text: String, answer: impl FnMut(u64)) -> u64 {
        let coroutine = #[coroutine]
        static move || {
            let mut letters = text.chars().peekable();
            let mut found = 0;
            while let Some(letter) = letters.next() {
                let Some(digit) = letter.to_digit(10) else {
                    if letter != ' ' {
                        found += 1;
                        yield u64::from(letter);
                    }
                    continue;
                };
                let mut number = u64::from(digit);
                while let Some(digit) = letters.peek().and_then(|next| next.to_digit(10)) {
                    number = number * 10 + u64::from(digit);
                    letters.next();
                }
                found += 1;
                yield number;
            }
            found
        };
        run(pin!(coroutine), (), answer)
    }

    fn onboarding(user: User, budget: u32, answer: impl FnMut(Request) -> Answer) -> Onboarded {
        let coroutine = #[coroutine]
        static move |_: Answer| {
            let mut results = Vec::new();
            if budget > 5 {
                (yield Request::Sleep(5))?;
            }
            for (i, email) in user.emails.iter().enumerate() {
                let res = (yield Request::Send(email.clone()))?;
                results.push(format!("{i}:{email}:{res}"));
            }
            let mut attempts = 0;
            let receipt = loop {
                match yield Request::Charge(budget) {
                    Ok(r) => break r,
                    Err(_) if attempts < 2 => {
                        attempts += 1;
                        (yield Request::Sleep(1 << attempts))?;
                    }
                    Err(e) => return Err(e),
                }
            };
            results.push(receipt);
            if let Some(m) = &user.manager {
                let ack = (yield Request::Notify(m.clone()))?;
                results.push(format!("{m}={ack}"));
            }
            Ok(results)
        };
        run(pin!(coroutine), Ok(String::new()), answer)
    }

    fn tree(depth: u64, answer: impl FnMut(u64)) -> u64 {
        let mut node = node(depth);
        run(node.as_mut(), (), answer)
    }
}

type Node = Pin<Box<dyn Coroutine<Yield = u64, Return = u64>>>;

/// There is no delegation: what a child yields is yielded again by hand.
fn node(depth: u64) -> Node {
    Box::pin(
        #[coroutine]
        move || {
            let mut sum = depth;
            if depth > 1 {
                let mut left = node(depth - 1);
                sum += loop {
                    match left.as_mut().resume(()) {
                        CoroutineState::Yielded(value) => yield value,
                        CoroutineState::Complete(sum) => break sum,
                    }
                };
            }
            yield sum;
            if depth > 1 {
                let mut right = node(depth - 1);
                sum += loop {
                    match right.as_mut().resume(()) {
                        CoroutineState::Yielded(value) => yield value,
                        CoroutineState::Complete(sum) => break sum,
                    }
                };
            }
            sum
        },
    )
}
