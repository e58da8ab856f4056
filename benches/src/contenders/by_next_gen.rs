//! With next-gen, an attribute on top of `async` functions.

use next_gen::prelude::*;

use super::{Answer, Contender, Onboarded, Request, User};

#[generator(yield(u64))]
fn counter(n: u64) {
    for i in 0..n {
        yield_!(i);
    }
}

#[generator(yield(u64))]
fn nested(n: u64) {
    for i in 0..n {
        for j in 0..i {
            yield_!(i ^ j);
        }
    }
}

#[generator(yield(u64), resume(u64))]
fn running_total(n: u64) -> u64 {
    let mut sum: u64 = 0;
    for i in 0..n {
        let bonus = yield_!(sum);
        sum = sum.wrapping_add(i).wrapping_add(bonus);
    }
    sum
}

#[generator(yield(u64))]
fn large_state(n: u64) -> u64 {
    let mut buffer = [0_u64; 32];
    for i in 0..n {
        let slot = (i % 32) as usize;
        buffer[slot] = buffer[slot].wrapping_add(i);
        yield_!(buffer[slot]);
    }
    buffer[0]
}

#[generator(yield(u64))]
fn tokens(text: String) -> u64 {
    let mut letters = text.chars().peekable();
    let mut found = 0;
    while let Some(letter) = letters.next() {
        let Some(digit) = letter.to_digit(10) else {
            if letter != ' ' {
                found += 1;
                yield_!(u64::from(letter));
            }
            continue;
        };
        let mut number = u64::from(digit);
        while let Some(digit) = letters.peek().and_then(|next| next.to_digit(10)) {
            number = number * 10 + u64::from(digit);
            letters.next();
        }
        found += 1;
        yield_!(number);
    }
    found
}

#[generator(yield(Request), resume(Answer))]
fn onboarding(user: User, budget: u32) -> Onboarded {
    let mut results = Vec::new();
    if budget > 5 {
        yield_!(Request::Sleep(5))?;
    }
    for (i, email) in user.emails.iter().enumerate() {
        let res = yield_!(Request::Send(email.clone()))?;
        results.push(format!("{i}:{email}:{res}"));
    }
    let mut attempts = 0;
    let receipt = loop {
        match yield_!(Request::Charge(budget)) {
            Ok(r) => break r,
            Err(_) if attempts < 2 => {
                attempts += 1;
                yield_!(Request::Sleep(1 << attempts))?;
            }
            Err(e) => return Err(e),
        }
    };
    results.push(receipt);
    if let Some(m) = &user.manager {
        let ack = yield_!(Request::Notify(m.clone()))?;
        results.push(format!("{m}={ack}"));
    }
    Ok(results)
}

type Node = std::pin::Pin<Box<dyn Generator<(), Yield = u64, Return = u64>>>;

fn node(depth: u64) -> Node {
    mk_gen!(let generator = box tree(depth));
    generator
}

/// It has no delegation: what a child yields is yielded again by hand.
#[generator(yield(u64))]
fn tree(depth: u64) -> u64 {
    let mut sum = depth;
    if depth > 1 {
        let mut left = node(depth - 1);
        sum += loop {
            match left.as_mut().resume(()) {
                GeneratorState::Yielded(value) => yield_!(value),
                GeneratorState::Returned(sum) => break sum,
            }
        };
    }
    yield_!(sum);
    if depth > 1 {
        let mut right = node(depth - 1);
        sum += loop {
            match right.as_mut().resume(()) {
                GeneratorState::Yielded(value) => yield_!(value),
                GeneratorState::Returned(sum) => break sum,
            }
        };
    }
    sum
}

/// Runs a generator; what it is resumed with first is not used.
macro_rules! run {
    ($program:ident($($argument:ident),*), $answer:ident, $first:expr) => {{
        mk_gen!(let mut generator = $program($($argument),*));
        let mut input = $first;
        loop {
            match generator.as_mut().resume(input) {
                GeneratorState::Yielded(value) => input = $answer(value),
                GeneratorState::Returned(end) => break end,
            }
        }
    }};
}

pub(super) struct NextGen;

impl Contender for NextGen {
    fn counter(n: u64, mut answer: impl FnMut(u64)) {
        run!(counter(n), answer, ());
    }

    fn nested(n: u64, mut answer: impl FnMut(u64)) {
        run!(nested(n), answer, ());
    }

    fn running_total(n: u64, mut answer: impl FnMut(u64) -> u64) -> u64 {
        run!(running_total(n), answer, 0)
    }

    fn large_state(n: u64, mut answer: impl FnMut(u64)) -> u64 {
        run!(large_state(n), answer, ())
    }

    fn tokens(text: String, mut answer: impl FnMut(u64)) -> u64 {
        run!(tokens(text), answer, ())
    }

    fn onboarding(user: User, budget: u32, mut answer: impl FnMut(Request) -> Answer) -> Onboarded {
        run!(onboarding(user, budget), answer, Ok(String::new()))
    }

    fn tree(depth: u64, mut answer: impl FnMut(u64)) -> u64 {
        run!(tree(depth), answer, ())
    }
}
