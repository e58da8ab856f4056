//! How instructions are counted, and the programs whose counts are guarded.

pub mod counting;
pub mod programs;
