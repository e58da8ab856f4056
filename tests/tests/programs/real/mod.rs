//! Programs as they are found elsewhere, with yields where they would print, read or wait.

/// The yields that the Go test expects of this call.
macro_rules! yields_in_go {
    ($call:expr => $yields:expr) => {
        #[test]
        fn yields_what_the_go_program_yields() {
            use resumed::*;
            assert_eq!($call.collect::<Vec<_>>(), $yields);
        }
    };
}

mod algorithms;
mod book;
mod book_collections;
mod combinatorics;
mod generators;
mod go_coroutines;
mod go_functions;
mod interpreters;
mod peers;
mod python_backtracking;
mod python_coroutines;
mod python_generators;
mod rosetta;
mod rosetta_sorting;
mod rosetta_texts;
mod workflows;
