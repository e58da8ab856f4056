//! Runs a program as the plain function it is and as the resumable the macro makes of it, and compares.
//!
//! The plain function is the oracle. The resumable runs three times: uninterrupted, replaced before its start and at
//! every yield by what its snapshot restores to, and the same through JSON. Yields, side effects, drops, the returned
//! value and panics must come out the same.

mod effects;
mod oracle;
mod panics;
mod program;
#[cfg(feature = "resumed")]
mod subject;
#[cfg_attr(not(feature = "resumed"), allow(dead_code))]
mod trace;

use std::fmt::Debug;

pub use effects::{Noisy, log, logged, noisy};
pub use oracle::{Plain, never, suspend};
pub use trace::{Event, Trace};

/// How many yields of an endless program are looked at.
const FUEL: usize = 500;

/// Runs the plain function alone; the number of its yields.
pub fn check_plain<O: Debug, R: 'static, S: IntoIterator<Item = R>>(
    plain: impl Fn() -> Plain<O, R>,
    script: impl Fn() -> S,
) -> usize {
    yields(&oracle::trace(plain, script().into_iter().take(FUEL)))
}

/// Compares the resumable with the plain function; the number of their yields.
#[cfg(feature = "resumed")]
pub fn check<D: resumable::Definition, S: IntoIterator<Item = D::Resume>>(
    program: &str,
    plain: impl Fn() -> Plain<D::Return, D::Resume>,
    resumed: impl Fn() -> resumable::Instance<D>,
    script: impl Fn() -> S,
) -> usize
where
    D::Yield: Debug,
    D::Resume: 'static,
    D::Return: Debug,
{
    let fueled = || script().into_iter().take(FUEL);
    let expected = oracle::trace(plain, fueled());
    for (run, interruption) in subject::Interruption::ALL {
        let actual = subject::trace(&resumed, fueled(), interruption);
        trace::assert_same(program, run, &expected, &actual);
    }
    yields(&expected)
}

fn yields(trace: &Trace) -> usize {
    trace.iter().filter(|event| matches!(event, Event::Yielded(_))).count()
}
