//! The programs as resumable functions.

use resumable::resumable;

/// Yields `0..n`: the least there is to do at a yield.
#[resumable(yield = u64)]
pub fn counter(n: u64) {
    for i in 0..n {
        yield_!(i);
    }
}

/// The same with a `while` loop, so that two numbers are saved.
#[resumable(yield = u64)]
pub fn plain_counter(n: u64) -> u64 {
    let mut i = 0;
    while i < n {
        yield_!(i);
        i += 1;
    }
    i
}

/// Yields `n * (n - 1) / 2` values from two loops, one in the other.
#[resumable(yield = u64)]
pub fn nested(n: u64) {
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

/// Keeps a buffer of 256 bytes, of which each turn changes one number.
#[resumable(yield = u64)]
pub fn large_state(n: u64) -> u64 {
    let mut buffer = [0_u64; 32];
    for i in 0..n {
        let slot = (i % 32) as usize;
        buffer[slot] = buffer[slot].wrapping_add(i);
        yield_!(buffer[slot]);
    }
    buffer[0]
}

/// Yields at each node of a binary tree, between its two halves.
#[resumable(yield = u64)]
pub fn tree(depth: u64) -> u64 {
    let mut sum = depth;
    if depth > 1 {
        sum += tree(depth - 1).await;
    }
    yield_!(sum);
    if depth > 1 {
        sum += tree(depth - 1).await;
    }
    sum
}
