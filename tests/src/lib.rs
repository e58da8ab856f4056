//! Runs a program as the plain function it is and as the resumable the macro makes of it, and compares.
//!
//! The plain function is the oracle. The resumable runs three times: uninterrupted, replaced before its start and at
//! every yield by what its snapshot restores to, and the same through JSON. Yields, side effects, drops, the returned
//! value and panics must come out the same. [`resumable::testing`], with which users test their functions, then compares
//! the resumable with itself.

pub mod allocations;
mod effects;
mod oracle;
mod panics;
mod program;
mod subject;
mod trace;
pub mod vocabulary;
pub mod waiting;

use std::fmt::Debug;

pub use effects::{Noisy, log, logged, noisy};
pub use oracle::{Plain, never, suspend};
pub use subject::Interruptions;
pub use trace::{Event, Trace};

/// The values a run is resumed with.
pub type Script<R> = Box<dyn Iterator<Item = R>>;

/// The script of these values.
pub fn script<R, S: IntoIterator<Item = R, IntoIter: 'static>>(values: S) -> Script<R> {
    Box::new(values.into_iter())
}

/// How many yields of an endless program are looked at.
const FUEL: usize = 500;

/// Compares the resumable with the plain function; the number of their yields.
///
/// What they return may be of two types that look alike.
pub fn check<D: resumable::Definition, O: Debug + 'static>(
    program: &str,
    plain: &dyn Fn() -> Plain<O, D::Resume>,
    resumed: &dyn Fn() -> resumable::Instance<D>,
    script: &dyn Fn() -> Script<D::Resume>,
    interruptions: fn() -> Interruptions<D>,
) -> usize
where
    D::Yield: Debug,
    D::Resume: Clone + 'static,
    D::Return: Debug + 'static,
{
    let expected = oracle::trace(plain, &mut script().take(FUEL));
    subject::compare(program, &expected, resumed, script, interruptions);
    trace::yields(&expected)
}

/// The code blocks of the README, as doctests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// Those of the chapter on tasks.
#[cfg(doctest)]
#[doc = include_str!("../../docs/workflows.md")]
pub struct Workflows;
