//! The bodies of coroutines with a stack of their own: plain functions that are handed what yields.

use super::{Answer, Onboarded, Request, User};

pub(super) fn counter(n: u64, mut yield_: impl FnMut(u64)) {
    for i in 0..n {
        yield_(i);
    }
}

pub(super) fn nested(n: u64, mut yield_: impl FnMut(u64)) {
    for i in 0..n {
        for j in 0..i {
            yield_(i ^ j);
        }
    }
}

pub(super) fn running_total(n: u64, mut yield_: impl FnMut(u64) -> u64) -> u64 {
    let mut sum: u64 = 0;
    for i in 0..n {
        let bonus = yield_(sum);
        sum = sum.wrapping_add(i).wrapping_add(bonus);
    }
    sum
}

pub(super) fn large_state(n: u64, mut yield_: impl FnMut(u64)) -> u64 {
    let mut buffer = [0_u64; 32];
    for i in 0..n {
        let slot = (i % 32) as usize;
        buffer[slot] = buffer[slot].wrapping_add(i);
        yield_(buffer[slot]);
    }
    buffer[0]
}

pub(super) fn tokens(text: &str, mut yield_: impl FnMut(u64)) -> u64 {
    let mut letters = text.chars().peekable();
    let mut found = 0;
    while let Some(letter) = letters.next() {
        let Some(digit) = letter.to_digit(10) else {
            if letter != ' ' {
                found += 1;
                yield_(u64::from(letter));
            }
            continue;
        };
        let mut number = u64::from(digit);
        while let Some(digit) = letters.peek().and_then(|next| next.to_digit(10)) {
            number = number * 10 + u64::from(digit);
            letters.next();
        }
        found += 1;
        yield_(number);
    }
    found
}

pub(super) fn onboarding(
    user: &User,
    budget: u32,
    mut yield_: impl FnMut(Request) -> Answer,
) -> Onboarded {
    let mut results = Vec::new();
    if budget > 5 {
        yield_(Request::Sleep(5))?;
    }
    for (i, email) in user.emails.iter().enumerate() {
        let res = yield_(Request::Send(email.clone()))?;
        results.push(format!("{i}:{email}:{res}"));
    }
    let mut attempts = 0;
    let receipt = loop {
        match yield_(Request::Charge(budget)) {
            Ok(r) => break r,
            Err(_) if attempts < 2 => {
                attempts += 1;
                yield_(Request::Sleep(1 << attempts))?;
            }
            Err(e) => return Err(e),
        }
    };
    results.push(receipt);
    if let Some(m) = &user.manager {
        let ack = yield_(Request::Notify(m.clone()))?;
        results.push(format!("{m}={ack}"));
    }
    Ok(results)
}

/// No child is a coroutine of its own: calls on one stack are enough.
pub(super) fn tree(depth: u64, yield_: &mut impl FnMut(u64)) -> u64 {
    let mut sum = depth;
    if depth > 1 {
        sum += tree(depth - 1, yield_);
    }
    yield_(sum);
    if depth > 1 {
        sum += tree(depth - 1, yield_);
    }
    sum
}
