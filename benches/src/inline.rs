//! The programs as functions whose state is held by value: the type of every variable that lives across a yield is in sight.

use resumable::resumable;

use crate::snapshots::marked::{Answer, Request, User};

/// See [`marked::counter`](fn@crate::marked::counter).
#[resumable(inline, yield = u64)]
pub fn counter(n: u64) {
    for i in 0..n {
        yield_!(i);
    }
}

/// See [`marked::nested`](fn@crate::marked::nested).
#[resumable(inline, yield = u64)]
pub fn nested(n: u64) {
    for i in 0..n {
        for j in 0..i {
            yield_!(i ^ j);
        }
    }
}

/// See [`marked::running_total`](fn@crate::marked::running_total).
#[resumable(inline, yield = u64, resume = u64)]
pub fn running_total(n: u64) -> u64 {
    let mut sum: u64 = 0;
    for i in 0..n {
        let bonus: u64 = yield_!(sum);
        sum = sum.wrapping_add(i).wrapping_add(bonus);
    }
    sum
}

/// See [`marked::large_state`](fn@crate::marked::large_state).
#[resumable(inline, yield = u64)]
pub fn large_state(n: u64) -> u64 {
    let mut buffer: [u64; 32] = [0; 32];
    for i in 0..n {
        let slot: usize = (i % 32) as usize;
        buffer[slot] = buffer[slot].wrapping_add(i);
        yield_!(buffer[slot]);
    }
    buffer[0]
}

/// See [`indexed::tokens`](fn@crate::borrowing::indexed::tokens).
#[resumable(inline, yield = u64)]
pub fn tokens(text: String) -> u64 {
    let mut at: usize = 0;
    let mut found: u64 = 0;
    while let Some(letter) = text[at..].chars().next() {
        at += letter.len_utf8();
        let Some(digit) = letter.to_digit(10) else {
            if letter != ' ' {
                found += 1;
                yield_!(u64::from(letter));
            }
            continue;
        };
        let mut number: u64 = u64::from(digit);
        while let Some(digit) = text[at..].chars().next().and_then(|next| next.to_digit(10)) {
            number = number * 10 + u64::from(digit);
            at += 1;
        }
        found += 1;
        yield_!(number);
    }
    found
}

/// See [`snapshots::marked::onboarding`](fn@crate::snapshots::marked::onboarding); with an index.
///
/// # Errors
/// When a request is refused for good.
#[resumable(inline, yield = Request, resume = Answer)]
pub fn onboarding(user: User, budget: u32) -> Result<Vec<String>, String> {
    let mut results: Vec<String> = Vec::new();
    if budget > 5 {
        yield_!(Request::Sleep(5))?;
    }
    let mut i: usize = 0;
    while i < user.emails.len() {
        let sent: String = yield_!(Request::Send(user.emails[i].clone()))?;
        results.push(format!("{i}:{}:{sent}", user.emails[i]));
        i += 1;
    }
    let mut attempts: u32 = 0;
    let receipt: String = loop {
        match yield_!(Request::Charge(budget)) {
            Ok(receipt) => break receipt,
            Err(_) if attempts < 2 => {
                attempts += 1;
                yield_!(Request::Sleep(1 << attempts))?;
            }
            Err(error) => return Err(error),
        }
    };
    results.push(receipt);
    let manager: Option<String> = user.manager.clone();
    if manager.is_some() {
        let name: String = manager.unwrap_or_default();
        let told: String = yield_!(Request::Notify(name.clone()))?;
        results.push(format!("{name}={told}"));
    }
    Ok(results)
}

/// See [`marked::tree`](fn@crate::marked::tree). Not inline: it would have to hold itself.
#[resumable(yield = u64)]
pub fn tree(depth: u64) -> u64 {
    let mut sum: u64 = depth;
    if depth > 1 {
        let left: u64 = tree(depth - 1).await;
        sum += left;
    }
    yield_!(sum);
    if depth > 1 {
        let right: u64 = tree(depth - 1).await;
        sum += right;
    }
    sum
}
