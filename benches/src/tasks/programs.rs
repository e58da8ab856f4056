//! Functions with requests, and the same without.

use resumable::resumable;
use resumable::task::{Request, Requests, join_all, race_all};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = u64)]
pub struct Load(pub u64);

/// All that is asked.
#[derive(Debug, Serialize, Deserialize, Requests)]
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

/// The same body with plain yields.
#[resumable(yield = Load, resume = u64)]
pub fn yielding(n: u64) -> u64 {
    let mut sum: u64 = 0;
    for i in 0..n {
        sum = sum.wrapping_add(yield_!(Load(i)));
    }
    sum
}

/// Yields once, and returns what it is resumed with.
#[resumable(yield = Load, resume = u64)]
pub fn leaf(i: u64) -> u64 {
    yield_!(Load(i))
}

/// The same body, where what waits is a call.
#[resumable(yield = Load, resume = u64)]
pub fn delegating(n: u64) -> u64 {
    let mut sum: u64 = 0;
    for i in 0..n {
        sum = sum.wrapping_add(leaf(i).await);
    }
    sum
}

/// A child with a variable.
#[resumable(request = Op)]
pub fn child(i: u64) -> u64 {
    let loaded = Load(i).await;
    loaded ^ i
}

/// Children that are requests.
#[resumable(request = Op)]
pub fn requests(n: u64) -> u64 {
    join_all((0..n).map(Load)).await.iter().sum()
}

/// Children that are functions with a variable.
#[resumable(request = Op)]
pub fn calls(n: u64) -> u64 {
    join_all((0..n).map(child)).await.iter().sum()
}

/// Children of which ten run at a time.
#[resumable(request = Op)]
pub fn limited(n: u64) -> u64 {
    join_all((0..n).map(child)).limit(10).await.iter().sum()
}

/// Children that are the same again, the square root of `n` at each of two levels.
#[resumable(request = Op)]
pub fn grid(n: u64) -> u64 {
    let side = n.isqrt();
    join_all((0..side).map(|_| calls(side))).await.iter().sum()
}

/// Children of which one will do.
#[resumable(request = Op)]
pub fn race(n: u64) -> u64 {
    race_all((0..n).map(child)).await.1
}
