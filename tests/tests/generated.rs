//! Random programs of a fixed set of seeds, which `build.rs` writes; `src/bin/differential` compares as many as time allows.
#![allow(
    clippy::all,
    warnings,
    reason = "nobody has written these programs, and nobody reads them"
)]

use tests::{vocabulary::*, *};

include!(concat!(env!("OUT_DIR"), "/generated.rs"));
