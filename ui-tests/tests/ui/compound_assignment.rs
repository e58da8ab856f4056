//! Which side is evaluated first depends on the types.

use resumable::resumable;

#[resumable(yield = u32, resume = String)]
fn no_number(mut texts: Vec<String>) -> Vec<String> {
    texts[0] += &yield_!(1);
    texts
}

#[resumable(yield = u32, resume = u64)]
fn no_number_behind_a_call(mut time: std::time::Duration) -> u64 {
    *later(&mut time) *= yield_!(1) as u32;
    time.as_secs()
}

#[resumable(yield = u32, resume = u64)]
fn by_no_number(mut numbers: Vec<u64>) -> u64 {
    numbers[0] += &yield_!(1);
    numbers[0]
}

fn later(time: &mut std::time::Duration) -> &mut std::time::Duration {
    time
}

fn main() {}
