//! Coroutines as iterators, beside the iterators that one would write.

use std::hint::black_box;

use crate::{contenders::Workload, inline, marked};

/// The iterators by hand.
mod by_hand {
    pub(super) struct Counter {
        next: u64,
        end: u64,
    }

    pub(super) const fn counter(n: u64) -> Counter {
        Counter { next: 0, end: n }
    }

    impl Iterator for Counter {
        type Item = u64;

        fn next(&mut self) -> Option<u64> {
            let value = self.next;
            (value < self.end).then(|| {
                self.next += 1;
                value
            })
        }
    }

    pub(super) struct Nested {
        i: u64,
        j: u64,
        n: u64,
    }

    pub(super) const fn nested(n: u64) -> Nested {
        Nested { i: 0, j: 0, n }
    }

    impl Iterator for Nested {
        type Item = u64;

        fn next(&mut self) -> Option<u64> {
            while self.i < self.n {
                if self.j < self.i {
                    let value = self.i ^ self.j;
                    self.j += 1;
                    return Some(value);
                }
                self.i += 1;
                self.j = 0;
            }
            None
        }
    }

    pub(super) struct LargeState {
        i: u64,
        n: u64,
        buffer: [u64; 32],
    }

    pub(super) const fn large_state(n: u64) -> LargeState {
        LargeState {
            i: 0,
            n,
            buffer: [0; 32],
        }
    }

    impl Iterator for LargeState {
        type Item = u64;

        fn next(&mut self) -> Option<u64> {
            (self.i < self.n).then(|| {
                let slot = (self.i % 32) as usize;
                self.buffer[slot] = self.buffer[slot].wrapping_add(self.i);
                self.i += 1;
                self.buffer[slot]
            })
        }
    }
}

/// The ways, each with all programs: in a `for` loop that looks at each value, and summed without a look.
macro_rules! workloads {
    ($($way:literal $module:ident)*) => {
        [$(
            workloads!(@each $way "for counter", 1024, $module::counter(1024)),
            workloads!(@each $way "for nested", 2016, $module::nested(64)),
            workloads!(@each $way "for large_state", 1024, $module::large_state(1024)),
            workloads!(@sum $way "sum of counter", 1024, $module::counter(1024)),
            workloads!(@sum $way "sum of nested", 2016, $module::nested(64)),
            workloads!(@sum $way "sum of large_state", 1024, $module::large_state(1024)),
        )*]
    };
    (@each $way:literal $program:literal, $yields:literal, $module:ident::$make:ident($n:literal)) => {
        Workload {
            program: $program,
            way: $way,
            yields: $yields,
            run: || {
                let mut sum: u64 = 0;
                for value in $module::$make(black_box($n)) {
                    sum = sum.wrapping_add(black_box(value));
                }
                sum
            },
        }
    };
    (@sum $way:literal $program:literal, $yields:literal, $module:ident::$make:ident($n:literal)) => {
        Workload {
            program: $program,
            way: $way,
            yields: $yields,
            run: || $module::$make(black_box($n)).into_iter().sum(),
        }
    };
}

/// All programs in all ways, those of a way together.
#[must_use]
#[allow(
    clippy::useless_conversion,
    reason = "not every way is an iterator already"
)]
pub fn workloads() -> Vec<Workload> {
    workloads!("resumable" marked "resumable inline" inline "by hand" by_hand).into()
}

#[cfg(test)]
mod tests {
    use super::workloads;

    #[test]
    fn all_ways_agree() {
        let all = workloads();
        for one in &all {
            let other = all.iter().find(|other| other.program == one.program);
            assert_eq!(
                Some((one.run)()),
                other.map(|other| (other.run)()),
                "{one:?}"
            );
        }
    }
}
