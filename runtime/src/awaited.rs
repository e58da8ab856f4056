//! A call that is awaited, running where it lies in the state of the one that awaits it. Nothing here is public API.

use crate::task::Events;

/// A state in which something runs. If that panics, what the state holds is dropped as it would be in a plain function.
pub struct InState<'s, S, F: Fn(&mut S)> {
    state: Option<&'s mut S>,
    empty: F,
}

impl<'s, S, F: Fn(&mut S)> InState<'s, S, F> {
    /// Watches over a state.
    #[inline]
    pub const fn new(state: &'s mut S, empty: F) -> Self {
        InState {
            state: Some(state),
            empty,
        }
    }

    /// The state.
    #[inline]
    pub fn state(&mut self) -> &mut S {
        match &mut self.state {
            Some(state) => state,
            None => unreachable!("it is let go of at the end"),
        }
    }

    /// What ran has not panicked.
    #[inline]
    pub fn release(mut self) -> &'s mut S {
        match self.state.take() {
            Some(state) => state,
            None => unreachable!("it is let go of once"),
        }
    }
}

impl<S, F: Fn(&mut S)> Drop for InState<'_, S, F> {
    #[inline]
    fn drop(&mut self) {
        if let Some(state) = self.state.take() {
            (self.empty)(state);
        }
    }
}

/// Whether a coroutine of a task has ended as cancelled.
#[inline]
#[must_use]
pub fn is_cancelled<Op>(yielded: &Events<Op>) -> bool {
    yielded.is_cancelled()
}
