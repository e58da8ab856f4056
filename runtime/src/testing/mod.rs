//! Tests of your own resumable functions: does a call that is saved and restored do what one does that is left alone?
//!
//! ```
//! use resumable::{resumable, testing::torture};
//!
//! #[resumable(yield = String, resume = u32)]
//! fn survey(questions: Vec<String>) -> u32 {
//!     let mut total = 0;
//!     for question in questions {
//!         total += yield_!(format!("{question} (0 to 10)"));
//!     }
//!     total
//! }
//!
//! # /*
//! #[test]
//! # */
//! fn survives_restarts() {
//!     let questions = vec!["Was it good?".to_string(), "Was it cheap?".to_string()];
//!     torture::<survey>((questions,), [7, 2]);
//! }
//! # survives_restarts();
//! ```
//!
//! # What is run
//! 1. The call, uninterrupted.
//! 2. The call, replaced before its first step and at every yield by what its snapshot restores to.
//! 3. The same, where every step runs in a fresh process that restores the snapshot.
//!
//! After every step these are compared: what was yielded or returned, a panic's message, where the call waits, its
//! variables and its snapshot. Also each restored call is compared with the one that was saved. The first difference
//! is a panic that shows both sides.
//!
//! This finds what a snapshot does not hold: values that a `Serialize` leaves out or a `Deserialize` makes anew, and
//! whatever the body keeps outside of its variables, in statics, thread locals or the process itself.
//!
//! It does not find what is wrong in every run: a call that panics alike in all of them passes. The body is run several
//! times, and so are its side effects.
//!
//! # Fresh processes
//! A fresh process is the test's own program, told to run only this test. It does what the test does up to the call
//! of [`torture`], and ends there. So what stands before that call runs once for every step, and has to come to the same
//! arguments and script each time; values that a property test makes up do not. The test is found by the name of its thread; `cargo test`, `cargo nextest`,
//! documentation tests and a plain `fn main` work. In a thread that the test has started there is no such name, and other
//! harnesses may not know the arguments `NAME --exact --nocapture --include-ignored`: there, use
//! [`Torture::processes`] to leave fresh processes out.
//!
//! # Hash maps
//! What varies in its order only does not count as a difference, if it also varies when the call is run again
//! uninterrupted, as a `HashMap` does. With a hasher that is not random that is not so; see
//! [`Torture::any_order`]. A body that iterates over a hash map and yields what comes next does differ from run to run.

mod order;
mod process;
mod report;
mod run;
mod subject;

use core::{any::Any, cell::Cell, fmt::Debug, iter, panic::Location};
use std::{boxed::Box, thread_local};

use self::{
    process::{Place, Role},
    run::Runs,
    subject::{Kind, Subject},
};
use crate::{Definition, Instance};

/// Runs a call uninterrupted, restored at every yield, and restored in a fresh process at every yield, and compares.
///
/// `script` holds the values it is resumed with. Where it ends before the call does, the call is left there; if it is
/// longer, the rest is not used. A call without an end needs a script that has one.
///
/// ```
/// use resumable::{resumable, testing::torture};
///
/// #[resumable(yield = u32)]
/// fn counter(n: u32) -> u32 {
///     for i in 0..n {
///         yield_!(i);
///     }
///     n
/// }
///
/// torture::<counter>((3,), [(); 3]);
/// ```
///
/// See the [module](self) for what is compared, and [`Torture`] for choices.
///
/// # Panics
/// At the first difference.
#[track_caller]
pub fn torture<D>(args: D::Args, script: impl IntoIterator<Item = D::Resume>)
where
    D: Definition<Yield: Debug, Resume: Clone, Return: Debug>,
{
    Torture::of(Instance::<D>::new(args)).script(script).run();
}

/// [`torture`] with choices.
///
/// ```
/// use resumable::{resumable, testing::Torture};
///
/// #[resumable(yield = u32, resume = bool)]
/// fn guess(mut from: u32, mut to: u32) -> u32 {
///     while from < to {
///         let middle = from.midpoint(to);
///         if yield_!(middle) {
///             from = middle + 1;
///         } else {
///             to = middle;
///         }
///     }
///     from
/// }
///
/// Torture::of(guess(0, 100))
///     .script([true, false, true, true, false])
///     .processes(false)
///     .run();
/// ```
#[must_use = "nothing runs before `run`"]
pub struct Torture<'s, R> {
    kind: Kind<R>,
    instance: Box<dyn Any>,
    script: Box<dyn Iterator<Item = R> + 's>,
    choices: Choices,
}

#[derive(Clone, Copy)]
struct Choices {
    processes: bool,
    any_order: bool,
}

impl<'s, R: Clone + 's> Torture<'s, R> {
    /// For this call, from where it waits. Without a [`script`](Self::script) it is only started.
    pub fn of<D>(call: Instance<D>) -> Self
    where
        D: Definition<Yield: Debug, Resume = R, Return: Debug>,
    {
        Torture {
            kind: Kind::of::<D>(),
            instance: Box::new(call),
            script: Box::new(iter::empty()),
            choices: Choices {
                processes: true,
                any_order: false,
            },
        }
    }

    /// The values it is resumed with.
    pub fn script<S>(mut self, values: S) -> Self
    where
        S: IntoIterator<Item = R, IntoIter: 's>,
    {
        self.script = Box::new(values.into_iter());
        self
    }

    /// Whether it is also restored in fresh processes, each of which takes a few milliseconds. It is, if this is not
    /// called.
    pub fn processes(mut self, fresh: bool) -> Self {
        self.choices.processes = fresh;
        self
    }

    /// Takes variables and values for equal if they differ only in the order within `{..}` and `[..]` of their `Debug`
    /// texts: for hash maps and sets whose hasher is not random, and which are in another order once restored.
    pub fn any_order(mut self) -> Self {
        self.choices.any_order = true;
        self
    }

    /// Runs and compares.
    ///
    /// # Panics
    /// At the first difference. Also if the call cannot be saved or restored, or has ended already.
    #[track_caller]
    pub fn run(self) {
        let subject = Subject::new(self.kind, self.script);
        run(subject, self.instance, self.choices);
    }
}

/// Does what the process is for.
#[track_caller]
fn run(subject: Subject<'_>, instance: Box<dyn Any>, choices: Choices) {
    let place = Place {
        call: next_call(),
        site: Location::caller(),
    };
    match place.role() {
        Role::Test => {
            let runs = Runs::new(subject, instance, choices.any_order);
            let fresh = choices.processes.then_some(&place);
            if let Err(difference) = runs.and_then(|mut runs| runs.compare(fresh)) {
                panic!("{difference}");
            }
        }
        Role::EarlierCall => {}
        Role::Step(used) => process::take_step(subject, used),
    }
}

/// How many calls of [`Torture::run`] this thread has made before.
fn next_call() -> usize {
    thread_local! {
        static CALLS: Cell<usize> = const { Cell::new(0) };
    }
    CALLS.with(|calls| calls.replace(calls.get() + 1))
}
