//! The programs as machines written by hand: an enum of where they wait and what they need there.
//!
//! `start` and `resume` refuse a machine that is not ready or not suspended, as the other two ways do.

use resumable::Step;

/// What the machines have in common, for a driver that does not know which one it has.
pub trait Machine<R, O> {
    /// Runs to the first yield.
    fn start(&mut self) -> Step<u64, O>;
    /// Runs to the next yield.
    fn resume(&mut self, input: R) -> Step<u64, O>;
}

/// See [`crate::marked::counter`](fn@crate::marked::counter).
#[derive(Debug)]
pub enum Counter {
    /// Not started.
    Ready {
        /// The argument.
        n: u64,
    },
    /// Waits after `i` was yielded.
    Waiting {
        /// The argument.
        n: u64,
        /// The last value.
        i: u64,
    },
    /// Has ended.
    Done,
}

/// The machine before its start.
#[must_use]
pub const fn counter(n: u64) -> Counter {
    Counter::Ready { n }
}

impl Counter {
    /// Runs to the first yield.
    ///
    /// # Panics
    /// If it was started before.
    #[inline]
    pub fn start(&mut self) -> Step<u64, ()> {
        match *self {
            Counter::Ready { n } => self.turn(n, 0),
            _ => panic!("already started"),
        }
    }

    /// Runs to the next yield.
    ///
    /// # Panics
    /// If it is not suspended.
    #[inline]
    pub fn resume(&mut self, (): ()) -> Step<u64, ()> {
        match *self {
            Counter::Waiting { n, i } => self.turn(n, i + 1),
            _ => panic!("not suspended"),
        }
    }

    #[inline]
    fn turn(&mut self, n: u64, i: u64) -> Step<u64, ()> {
        if i < n {
            *self = Counter::Waiting { n, i };
            Step::Yielded(i)
        } else {
            *self = Counter::Done;
            Step::Complete(())
        }
    }
}

/// See [`crate::marked::nested`](fn@crate::marked::nested).
#[derive(Debug)]
pub enum Nested {
    /// Not started.
    Ready {
        /// The argument.
        n: u64,
    },
    /// Waits in the inner loop.
    Waiting {
        /// The argument.
        n: u64,
        /// Of the outer loop.
        i: u64,
        /// Of the inner loop.
        j: u64,
    },
    /// Has ended.
    Done,
}

/// The machine before its start.
#[must_use]
pub const fn nested(n: u64) -> Nested {
    Nested::Ready { n }
}

impl Nested {
    /// Runs to the first yield.
    ///
    /// # Panics
    /// If it was started before.
    #[inline]
    pub fn start(&mut self) -> Step<u64, ()> {
        match *self {
            Nested::Ready { n } => self.turn(n, 0, 0),
            _ => panic!("already started"),
        }
    }

    /// Runs to the next yield.
    ///
    /// # Panics
    /// If it is not suspended.
    #[inline]
    pub fn resume(&mut self, (): ()) -> Step<u64, ()> {
        match *self {
            Nested::Waiting { n, i, j } => self.turn(n, i, j + 1),
            _ => panic!("not suspended"),
        }
    }

    #[inline]
    fn turn(&mut self, n: u64, mut i: u64, mut j: u64) -> Step<u64, ()> {
        while i < n {
            if j < i {
                *self = Nested::Waiting { n, i, j };
                return Step::Yielded(i ^ j);
            }
            i += 1;
            j = 0;
        }
        *self = Nested::Done;
        Step::Complete(())
    }
}

/// See [`crate::marked::running_total`](fn@crate::marked::running_total).
#[derive(Debug)]
pub enum RunningTotal {
    /// Not started.
    Ready {
        /// The argument.
        n: u64,
    },
    /// Waits for a bonus.
    Waiting {
        /// The argument.
        n: u64,
        /// Of the loop.
        i: u64,
        /// What was yielded last.
        sum: u64,
    },
    /// Has ended.
    Done,
}

/// The machine before its start.
#[must_use]
pub const fn running_total(n: u64) -> RunningTotal {
    RunningTotal::Ready { n }
}

impl RunningTotal {
    /// Runs to the first yield.
    ///
    /// # Panics
    /// If it was started before.
    #[inline]
    pub fn start(&mut self) -> Step<u64, u64> {
        match *self {
            RunningTotal::Ready { n } => self.turn(n, 0, 0),
            _ => panic!("already started"),
        }
    }

    /// Runs to the next yield.
    ///
    /// # Panics
    /// If it is not suspended.
    #[inline]
    pub fn resume(&mut self, bonus: u64) -> Step<u64, u64> {
        match *self {
            RunningTotal::Waiting { n, i, sum } => {
                self.turn(n, i + 1, sum.wrapping_add(i).wrapping_add(bonus))
            }
            _ => panic!("not suspended"),
        }
    }

    #[inline]
    fn turn(&mut self, n: u64, i: u64, sum: u64) -> Step<u64, u64> {
        if i < n {
            *self = RunningTotal::Waiting { n, i, sum };
            Step::Yielded(sum)
        } else {
            *self = RunningTotal::Done;
            Step::Complete(sum)
        }
    }
}

impl Machine<(), ()> for Counter {
    fn start(&mut self) -> Step<u64, ()> {
        self.start()
    }

    fn resume(&mut self, input: ()) -> Step<u64, ()> {
        self.resume(input)
    }
}

impl Machine<(), ()> for Nested {
    fn start(&mut self) -> Step<u64, ()> {
        self.start()
    }

    fn resume(&mut self, input: ()) -> Step<u64, ()> {
        self.resume(input)
    }
}

impl Machine<u64, u64> for RunningTotal {
    fn start(&mut self) -> Step<u64, u64> {
        self.start()
    }

    fn resume(&mut self, input: u64) -> Step<u64, u64> {
        self.resume(input)
    }
}
