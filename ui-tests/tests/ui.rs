//! What the macro and rustc say about marked functions that do not compile.
//!
//! Each file in `ui` is such a program, and the `.stderr` beside it is the expected output. After a change that is meant
//! to change messages, run with `TRYBUILD=overwrite` and read the difference.

#[test]
fn messages() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
