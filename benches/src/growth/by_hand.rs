//! Delegation as it is without a crate: a machine in a box in a machine.

use std::hint::black_box;

use guard::counting::Measure;
use resumable::Step;

enum Down {
    Delegates(Box<Down>),
    Counts(u64),
}

impl Down {
    fn new(depth: u32) -> Self {
        (0..depth).fold(Down::Counts(0), |below, _| Down::Delegates(Box::new(below)))
    }

    fn resume(&mut self) -> Step<u64, ()> {
        match self {
            // The step of a child is looked at, since a child can end.
            Down::Delegates(below) => match below.resume() {
                Step::Yielded(value) => Step::Yielded(value),
                Step::Complete(()) => Step::Complete(()),
            },
            Down::Counts(i) => {
                *i += 1;
                Step::Yielded(*i)
            }
        }
    }
}

/// Resumes the machine `times` times.
pub(super) fn down(depth: u32, times: u32) -> Measure {
    Measure::new("", times, move || {
        let mut machine = black_box(Down::new(depth));
        move || {
            for _ in 0..times {
                let _ = black_box(machine.resume());
            }
        }
    })
}
