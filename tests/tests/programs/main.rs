//! Programs that are compiled twice from one source and compared: see `tests::program!`.
#![allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    dropping_copy_types,
    irrefutable_let_patterns,
    redundant_semicolons,
    unused_assignments,
    unused_braces,
    unused_imports,
    unused_parens,
    unused_variables,
    for_loops_over_fallibles,
    reason = "programs are written as their authors would write them"
)]

mod borrowed_patterns;
mod borrows;
mod borrows_ended;
mod borrows_more;
mod branches;
mod chosen;
mod closures_held;
mod compound_assignment;
mod conditions;
mod corners;
mod dead_stores;
mod delegation;
mod drops;
mod effects;
mod fixtures;
mod for_owned;
mod functions;
mod generated_names;
mod generics;
mod in_place;
mod iterated_sources;
mod iterators;
mod iterators_more;
mod jumps;
mod late_values;
mod lenders;
mod let_chains;
mod loops;
mod macro_arguments;
mod matches;
#[macro_use]
mod methods;
mod not_saved;
mod operands;
mod owned_not_borrowed;
mod panics;
mod patterns;
mod positions;
mod real;
mod shadowing;
mod signatures;
mod temporaries;
mod texts;
mod try_operator;
mod values;
