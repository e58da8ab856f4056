//! Adapters that count what they let pass.

use core::{iter::FusedIterator, mem};

use crate::iter::retake::{GivenAway, Retake, RetakeBack};

/// `Iterator::skip`
#[derive(Clone)]
pub struct Skip<R> {
    inner: R,
    n: usize,
}

impl<R> Skip<R> {
    pub(in crate::iter) fn new(inner: R, n: usize) -> Self {
        Skip { inner, n }
    }
}

impl<R: Iterator> Iterator for Skip<R> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        match mem::take(&mut self.n) {
            0 => self.inner.next(),
            n => self.inner.nth(n),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (least, most) = self.inner.size_hint();
        let after = |size: usize| size.saturating_sub(self.n);
        (after(least), most.map(after))
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<R::Item> {
        if self.n > 0 {
            self.inner.nth(mem::take(&mut self.n) - 1)?;
        }
        self.inner.nth(n)
    }

    #[inline]
    fn fold<B, G: FnMut(B, R::Item) -> B>(mut self, init: B, g: G) -> B {
        if self.n > 0 && self.inner.nth(self.n - 1).is_none() {
            return init;
        }
        self.inner.fold(init, g)
    }
}

impl<R: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for Skip<R> {
    #[inline]
    fn next_back(&mut self) -> Option<R::Item> {
        if self.len() > 0 {
            self.inner.next_back()
        } else {
            None
        }
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<R::Item> {
        let len = self.len();
        if n < len {
            return self.inner.nth_back(n);
        }
        if len > 0 {
            self.inner.nth_back(len - 1);
        }
        None
    }
}

impl<R: ExactSizeIterator> ExactSizeIterator for Skip<R> {}
impl<R: FusedIterator> FusedIterator for Skip<R> {}

/// `Iterator::take`
#[derive(Clone)]
pub struct Take<R> {
    inner: R,
    n: usize,
}

impl<R> Take<R> {
    pub(in crate::iter) fn new(inner: R, n: usize) -> Self {
        Take { inner, n }
    }
}

impl<R: Iterator> Iterator for Take<R> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        self.n = self.n.checked_sub(1)?;
        self.inner.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.n == 0 {
            return (0, Some(0));
        }
        let (least, most) = self.inner.size_hint();
        (
            least.min(self.n),
            Some(most.map_or(self.n, |most| most.min(self.n))),
        )
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<R::Item> {
        if n < self.n {
            self.n -= n + 1;
            return self.inner.nth(n);
        }
        if self.n > 0 {
            self.inner.nth(mem::take(&mut self.n) - 1);
        }
        None
    }
}

impl<R: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for Take<R> {
    #[inline]
    fn next_back(&mut self) -> Option<R::Item> {
        let n = self.n;
        self.n = n.checked_sub(1)?;
        self.inner.nth_back(self.inner.len().saturating_sub(n))
    }
}

impl<R: ExactSizeIterator> ExactSizeIterator for Take<R> {}
impl<R: FusedIterator> FusedIterator for Take<R> {}

/// Both have a number besides the position of what is below.
macro_rules! with_a_number {
    ($($Counting:ident)*) => {$(
        impl<R: Retake> Retake for $Counting<R> {
            type Position = (usize, R::Position);
            type Last = R::Last;
            type LastTwo = R::LastTwo;

            fn into_position(self) -> Self::Position {
                (self.n, self.inner.into_position())
            }

            fn seek(&mut self, (n, inner): Self::Position) {
                self.n = n;
                self.inner.seek(inner);
            }

            fn retake(&mut self, (n, inner): Self::Position) -> Option<R::Item> {
                self.n = n;
                self.inner.retake(inner)
            }

            fn retake_two(&mut self, (n, inner): Self::Position) -> [Option<R::Item>; 2] {
                self.n = n;
                self.inner.retake_two(inner)
            }
        }

        impl<R: RetakeBack + ExactSizeIterator> RetakeBack for $Counting<R> {
            fn retake_back(&mut self, (n, inner): Self::Position) -> Option<R::Item> {
                self.n = n;
                self.inner.retake_back(inner)
            }
        }
    )*};
}

with_a_number!(Skip Take);

/// `Iterator::step_by`
#[derive(Clone)]
pub struct StepBy<R> {
    inner: R,
    /// How many are left out between two.
    gap: usize,
    begun: bool,
}

impl<R> StepBy<R> {
    #[track_caller]
    pub(in crate::iter) fn new(inner: R, step: usize) -> Self {
        assert!(step != 0, "assertion failed: step != 0");
        StepBy {
            inner,
            gap: step - 1,
            begun: false,
        }
    }
}

impl<R: Iterator> Iterator for StepBy<R> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        let left_out = if mem::replace(&mut self.begun, true) {
            self.gap
        } else {
            0
        };
        self.inner.nth(left_out)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (gap, begun) = (self.gap, self.begun);
        // A step may be as large as `usize::MAX`, so that `gap + 1` does not overflow.
        let steps = |size: usize| {
            if begun || size == 0 {
                size / (gap + 1)
            } else {
                1 + (size - 1) / (gap + 1)
            }
        };
        let (least, most) = self.inner.size_hint();
        (steps(least), most.map(steps))
    }
}

impl<R: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for StepBy<R> {
    #[inline]
    fn next_back(&mut self) -> Option<R::Item> {
        let after = self.inner.len() % (self.gap + 1);
        let left_out = match (self.begun, after) {
            (true, after) => after,
            (false, 0) => self.gap,
            (false, after) => after - 1,
        };
        self.inner.nth_back(left_out)
    }
}

impl<R: ExactSizeIterator> ExactSizeIterator for StepBy<R> {}

impl<R: Retake> Retake for StepBy<R> {
    type Position = (bool, R::Position);
    type Last = R::Last;
    type LastTwo = GivenAway;

    fn into_position(self) -> Self::Position {
        (self.begun, self.inner.into_position())
    }

    fn seek(&mut self, (begun, inner): Self::Position) {
        self.begun = begun;
        self.inner.seek(inner);
    }

    fn retake(&mut self, (begun, inner): Self::Position) -> Option<R::Item> {
        self.begun = begun;
        self.inner.retake(inner)
    }
}

impl<R: RetakeBack + ExactSizeIterator> RetakeBack for StepBy<R> {
    fn retake_back(&mut self, (begun, inner): Self::Position) -> Option<R::Item> {
        self.begun = begun;
        self.inner.retake_back(inner)
    }
}
