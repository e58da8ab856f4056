//! What the baseline is of. Programs of its own, so that a bench can change without the baseline.

use resumable::{
    resumable,
    task::{Requests, join_all},
};
use serde::{Deserialize, Serialize};

/// Yields `0..n`.
#[resumable(yield = u64)]
pub fn counter(n: u64) {
    for i in 0..n {
        yield_!(i);
    }
}

/// Yields from two loops, one in the other.
#[resumable(yield = u64)]
pub fn nested(n: u64) {
    for i in 0..n {
        for j in 0..i {
            yield_!(i ^ j);
        }
    }
}

/// [`counter`](fn@counter) without a box.
#[resumable(inline, yield = u64)]
pub fn counter_inline(n: u64) {
    for i in 0..n {
        yield_!(i);
    }
}

/// [`nested`](fn@nested) without a box.
#[resumable(inline, yield = u64)]
pub fn nested_inline(n: u64) {
    for i in 0..n {
        for j in 0..i {
            yield_!(i ^ j);
        }
    }
}

/// Yields a sum that what it is resumed with goes into.
#[resumable(yield = u64, resume = u64)]
pub fn running_total(n: u64) -> u64 {
    let mut sum: u64 = 0;
    for i in 0..n {
        let bonus = yield_!(sum);
        sum = sum.wrapping_add(i).wrapping_add(bonus);
    }
    sum
}

/// Holds 256 bytes while it waits.
#[resumable(yield = u64)]
pub fn large_state(n: u64) -> u64 {
    let mut buffer: [u64; 32] = [0; 32];
    for i in 0..n {
        let slot = (i % 32) as usize;
        buffer[slot] = buffer[slot].wrapping_add(i);
        yield_!(buffer[slot]);
    }
    buffer[0]
}

/// The innermost of three.
#[resumable(yield = u64)]
pub fn inner(n: u64) -> u64 {
    let mut sum: u64 = 0;
    for i in 0..n {
        yield_!(i);
        sum += i;
    }
    sum
}

/// Waits for two [`inner`](fn@inner) ones.
#[resumable(yield = u64)]
pub fn middle(n: u64) -> u64 {
    let first = inner(n).await;
    first + inner(n + 1).await
}

/// Waits for two [`middle`](fn@middle) ones.
#[resumable(yield = u64)]
pub fn outer(n: u64) -> u64 {
    let first = middle(n).await;
    first + middle(n + 1).await
}

/// Who is to be welcomed.
#[derive(Debug, Serialize, Deserialize)]
pub struct User {
    /// Where mails go.
    pub emails: Vec<String>,
    /// Who is told in the end.
    pub manager: Option<String>,
}

/// What [`onboarding`](fn@onboarding) asks for.
#[derive(Debug)]
#[allow(missing_docs, reason = "they say what they are")]
pub enum Request {
    Send(String),
    Charge(u32),
    Sleep(u32),
    Notify(String),
}

/// What it is answered.
pub type Answer = Result<String, String>;

/// Mails, charges and notifies: branches, a loop over a borrow, a `match` that waits, and `?`.
///
/// # Errors
/// When a request is refused for good.
#[resumable(yield = Request, resume = Answer)]
pub fn onboarding(user: User, budget: u32) -> Result<Vec<String>, String> {
    let mut results: Vec<String> = Vec::new();
    if budget > 5 {
        yield_!(Request::Sleep(5))?;
    }
    for (i, email) in user.emails.iter().enumerate() {
        let sent = yield_!(Request::Send(email.clone()))?;
        results.push(format!("{i}:{email}:{sent}"));
    }
    let mut attempts: u32 = 0;
    let receipt = loop {
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
    if let Some(manager) = &user.manager {
        let told = yield_!(Request::Notify(manager.clone()))?;
        results.push(format!("{manager}={told}"));
    }
    Ok(results)
}

/// What tasks ask.
#[derive(Serialize, Deserialize, resumable::task::Request)]
#[request(answer = u64)]
pub struct Load(pub u64);

/// All that tasks ask.
#[derive(Serialize, Deserialize, Requests)]
#[allow(missing_docs, reason = "they say what they are")]
pub enum Op {
    Load(Load),
}

/// Asks `n` times, one after the other.
#[resumable(request = Op)]
pub fn asking(n: u64) -> u64 {
    let mut sum: u64 = 0;
    for i in 0..n {
        sum = sum.wrapping_add(Load(i).await);
    }
    sum
}

/// A child with a variable.
#[resumable(request = Op)]
pub fn child(i: u64) -> u64 {
    let loaded = Load(i).await;
    loaded ^ i
}

/// Has `n` of them.
#[resumable(request = Op)]
pub fn children(n: u64) -> u64 {
    join_all((0..n).map(child)).await.iter().sum()
}
