//! Variables between the state and their scopes: where they wait, and how they come back. Nothing here is public API.
#![allow(
    clippy::inline_always,
    reason = "a body is spread over these functions; it is one function again only without them"
)]

use crate::machine::Loaded;

/// Takes a restored variable out of the place it waits in for its scope to be entered again.
#[inline(always)]
pub fn restored<T>(waiting: &mut Option<T>) -> T {
    match waiting.take() {
        Some(value) => value,
        None => not_waiting(),
    }
}

/// The same by a call: LLVM takes long over a function with hundreds of places at which each variable may come back.
#[inline(never)]
pub fn restored_apart<T>(waiting: &mut Option<T>) -> T {
    match waiting.take() {
        Some(value) => value,
        None => not_there(),
    }
}

/// Takes a variable that was read out of the place that all points read it into; the source's `load` has filled it.
#[inline(never)]
pub fn taken_apart<T>(place: &mut Loaded<T>) -> T {
    restored_apart(&mut place.0)
}

/// Aborts: that these calls cannot unwind halves the code of a body with hundreds of points.
#[cold]
#[inline(never)]
extern "C" fn not_there() -> ! {
    not_waiting()
}

/// Puts a variable where it waits for the state to be put together.
#[inline(never)]
pub fn put_by<T>(waiting: &mut Option<T>, value: T) {
    *waiting = Some(value);
}

#[cold]
#[inline(never)]
fn not_waiting() -> ! {
    unreachable!("a variable is restored once, at the point that saved it")
}
