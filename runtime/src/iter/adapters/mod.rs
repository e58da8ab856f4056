//! std's adapters, over iterators that can be found again.

mod choosing;
mod counting;
mod each;
mod flat;
mod joining;
mod peek;

pub(super) use choosing::{Filter, FilterMap, MapWhile, Scan, SkipWhile, TakeWhile};
pub(super) use counting::{Skip, StepBy, Take};
pub(super) use each::{Cloned, Copied, Enumerate, Inspect, Map, MapKeys, MapValues, Rev};
pub(super) use flat::{FlatMap, Flatten, Inner};
pub(super) use joining::{Chain, Cycle, Fuse, Zip};
pub(super) use peek::Peekable;
