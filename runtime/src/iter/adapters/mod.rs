//! std's adapters, over iterators that can be found again.

mod choosing;
mod each;
mod joining;

pub(super) use choosing::*;
pub(super) use each::*;
pub(super) use joining::*;
