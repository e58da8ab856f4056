//! Every form inside every other; written by `build.rs`.

include!(concat!(env!("OUT_DIR"), "/nesting.rs"));
