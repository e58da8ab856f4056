//! What a program does besides yielding: a log of side effects, and values that log when they are dropped.

use std::cell::{Cell, RefCell};

use serde::{Deserialize, Serialize};

use crate::trace::{Event, Trace};

thread_local! {
    static TRACE: RefCell<Trace> = const { RefCell::new(Trace::new()) };
    static MUTED: Cell<bool> = const { Cell::new(false) };
}

/// Writes a side effect down.
pub fn log(effect: impl ToString) {
    record(Event::Effect(effect.to_string()));
}

/// Writes a side effect down and hands the value on: `f(logged("left", 1), logged("right", 2))`.
pub fn logged<T>(effect: &str, value: T) -> T {
    log(effect);
    value
}

/// A value whose drop is a side effect.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Noisy(String);

/// A [`Noisy`] of this name, whose making is a side effect too.
pub fn noisy(name: impl Into<String>) -> Noisy {
    let name = name.into();
    log(format!("make {name}"));
    Noisy(name)
}

impl Noisy {
    /// The name it was made with.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Gives it another name, which its drop will log.
    pub fn rename(&mut self, name: impl Into<String>) {
        self.0 = name.into();
    }
}

impl Drop for Noisy {
    fn drop(&mut self) {
        log(format!("drop {}", self.0));
    }
}

pub(crate) fn record(event: Event) {
    if !MUTED.get() {
        TRACE.with_borrow_mut(|trace| trace.push(event));
    }
}

/// What was recorded since the last call.
pub(crate) fn take_trace() -> Trace {
    TRACE.take()
}

/// Runs `action` with the log turned off: what it drops is no side effect of the program.
pub(crate) fn muted<T>(action: impl FnOnce() -> T) -> T {
    let before = MUTED.replace(true);
    let result = action();
    MUTED.set(before);
    result
}
