//! How much of the stack a value may take while it is written or read.
//!
//! The number of levels alone does not tell: what a level takes depends on its type, on the optimizations, and on what
//! serde does for the type. So the stack is measured, by where a local variable lies.

/// In bytes. A thread has 2 MiB; the rest is for whoever calls, and for what is inside of the deepest level.
const MOST: usize = 3 << 19;

/// Where the stack stood when the outermost value was begun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stack(usize);

impl Stack {
    /// Where it stands now.
    #[inline]
    pub(crate) fn here() -> Self {
        let local = 0_u8;
        Stack(core::ptr::from_ref(core::hint::black_box(&local)).addr())
    }

    /// Whether what has been taken since leaves room for another level.
    #[inline]
    pub(crate) fn has_room(self) -> bool {
        Stack::here().0.abs_diff(self.0) < MOST
    }

    /// As a number, to be handed on through serde.
    pub(crate) fn number(self) -> u64 {
        self.0 as u64
    }

    /// What was handed on.
    pub(crate) fn from_number(number: u64) -> Self {
        Stack(usize::try_from(number).unwrap_or(usize::MAX))
    }
}
