//! Programs that are compiled twice from one source and compared: see `tests::program!`.
#![allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    dropping_copy_types,
    redundant_semicolons,
    unused_assignments,
    unused_imports,
    unused_parens,
    unused_variables,
    for_loops_over_fallibles,
    reason = "programs are written as their authors would write them"
)]

mod borrows;
mod branches;
mod corners;
mod delegation;
mod drops;
mod for_owned;
mod functions;
mod generated_names;
mod generics;
mod loops;
mod matches;
mod nesting;
mod not_saved;
mod operands;
mod panics;
mod patterns;
mod real;
mod shadowing;
mod try_operator;
mod values;
