#![deny(unused)]

use resumable::resumable;

pub fn use_all() {
    let _ = (unused_variable(1), unused_after(1), unused_mut(), unused_argument(1), unused_result(), dead(1), assigned());
}

#[resumable(yield = u32)]
fn unused_variable(n: u32) {
    let unused = n + 1;
    yield_!(n);
}

#[resumable(yield = u32)]
fn unused_after(n: u32) {
    yield_!(n);
    let unused = n + 1;
    yield_!(n);
}

#[resumable(yield = u32)]
fn unused_mut() -> u32 {
    let mut never_changed = 1;
    yield_!(1);
    never_changed
}

#[resumable(yield = u32)]
fn unused_argument(n: u32) {
    yield_!(1);
}

#[must_use]
fn important() -> u32 {
    1
}

#[resumable(yield = u32)]
fn unused_result() {
    yield_!(1);
    important();
    yield_!(2);
}

#[resumable(yield = u32)]
fn dead(n: u32) -> u32 {
    yield_!(n);
    return 1;
    println!("never");
}

#[resumable(yield = u32)]
fn assigned() {
    let mut x = 1;
    yield_!(x);
    x = 2;
}

fn main() {}
