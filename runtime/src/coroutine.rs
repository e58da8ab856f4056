//! What can be driven step by step.

use alloc::{boxed::Box, vec::Vec};
use core::fmt;

use crate::{Location, ResumeError, SnapshotError, StartError};

/// What a start or a resume led to.
///
/// ```
/// use resumable::{Step, resumable};
///
/// #[resumable(yield = u32)]
/// fn once() -> &'static str {
///     yield_!(7);
///     "done"
/// }
///
/// let mut co = once();
/// assert_eq!(co.start(), Step::Yielded(7));
/// assert_eq!(co.resume(()), Step::Complete("done"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[must_use = "the coroutine may have yielded a value, or returned one"]
pub enum Step<Y, O> {
    /// The coroutine waits, and handed this out.
    Yielded(Y),
    /// The coroutine has ended with this value.
    Complete(O),
}

impl<Y, O> Step<Y, O> {
    /// What was handed out, if the coroutine waits.
    #[must_use]
    pub fn yielded(self) -> Option<Y> {
        match self {
            Step::Yielded(value) => Some(value),
            Step::Complete(_) => None,
        }
    }

    /// What the coroutine returned, if it has ended.
    #[must_use]
    pub fn complete(self) -> Option<O> {
        match self {
            Step::Yielded(_) => None,
            Step::Complete(value) => Some(value),
        }
    }

    /// Whether the coroutine waits.
    #[must_use]
    pub const fn is_yielded(&self) -> bool {
        matches!(self, Step::Yielded(_))
    }

    /// Whether the coroutine has ended.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        matches!(self, Step::Complete(_))
    }
}

/// Where a coroutine is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Called, but not started: nothing of its body has run.
    Ready,
    /// Waits at a yield.
    Suspended,
    /// Has returned.
    Complete,
    /// It was cancelled, and its body did not catch that. Only a coroutine of a [`task`](crate::task) can be.
    Cancelled,
    /// Its body panicked. What it was doing is lost; the last snapshot is still good.
    Poisoned,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Status::Ready => "ready",
            Status::Suspended => "suspended",
            Status::Complete => "complete",
            Status::Cancelled => "cancelled",
            Status::Poisoned => "poisoned",
        })
    }
}

/// A computation that runs in steps, hands out a value at each, and can be saved between them.
///
/// [`Instance`](crate::Instance) is one, and so are `Box<dyn Coroutine<..>>` and `&mut C`, so a driver can be
/// written once for all of them:
///
/// ```
/// use resumable::{Coroutine, Step, resumable};
///
/// #[resumable(yield = u32)]
/// fn up(n: u32) {
///     for i in 0..n {
///         yield_!(i);
///     }
/// }
///
/// #[resumable(yield = u32)]
/// fn down(mut n: u32) {
///     while n > 0 {
///         n -= 1;
///         yield_!(n);
///     }
/// }
///
/// type Job = Box<dyn Coroutine<Yield = u32, Resume = (), Return = ()>>;
///
/// let jobs: Vec<Job> = vec![Box::new(up(3)), Box::new(down(3))];
/// let mut total = 0;
/// for mut job in jobs {
///     let mut step = job.start();
///     while let Step::Yielded(value) = step {
///         total += value;
///         step = job.resume(());
///     }
/// }
/// assert_eq!(total, 6);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a resumable coroutine",
    label = "not a resumable coroutine",
    note = "inside a `#[resumable]` function, `.await` takes a call of another `#[resumable]` function, not a `Future`"
)]
pub trait Coroutine {
    /// What a yield hands out.
    type Yield;
    /// What a resume hands in.
    type Resume;
    /// What the end hands out.
    type Return;

    /// What snapshots and error messages call it.
    fn name(&self) -> &'static str;

    /// Where it is in its life.
    fn status(&self) -> Status;

    /// Where it waits: the start before it is started, a yield while it is suspended, nothing afterwards.
    fn location(&self) -> Option<&'static Location>;

    /// Runs from the start to the first yield or to the end.
    ///
    /// # Errors
    /// If it was started before.
    fn try_start(&mut self) -> Result<Step<Self::Yield, Self::Return>, StartError>;

    /// Runs from the yield it waits at, whose value is `input`, to the next one or to the end.
    ///
    /// # Errors
    /// If it is not suspended. The error holds `input`.
    #[allow(
        clippy::type_complexity,
        reason = "an alias would hide what a caller matches on"
    )]
    fn try_resume(
        &mut self,
        input: Self::Resume,
    ) -> Result<Step<Self::Yield, Self::Return>, ResumeError<Self::Resume>>;

    /// Replaces what `out` holds by the coroutine's snapshot.
    ///
    /// # Errors
    /// If it has ended, or one of its variables does not serialize; `out` is then empty.
    fn snapshot_into(&self, out: &mut Vec<u8>) -> Result<(), SnapshotError>;

    /// Runs from the start to the first yield or to the end.
    ///
    /// # Panics
    /// If it was started before.
    #[track_caller]
    fn start(&mut self) -> Step<Self::Yield, Self::Return> {
        match self.try_start() {
            Ok(step) => step,
            Err(error) => panic!("{error}"),
        }
    }

    /// Runs from the yield it waits at, whose value is `input`, to the next one or to the end.
    ///
    /// # Panics
    /// If it is not suspended.
    #[track_caller]
    fn resume(&mut self, input: Self::Resume) -> Step<Self::Yield, Self::Return> {
        match self.try_resume(input) {
            Ok(step) => step,
            Err(error) => panic!("{error}"),
        }
    }

    /// The same for a coroutine that awaits this one, and drops it if it ends or panics.
    #[doc(hidden)]
    #[track_caller]
    fn resume_awaited(&mut self, input: Self::Resume) -> Step<Self::Yield, Self::Return> {
        self.resume(input)
    }

    /// Where it waits and what it will need there, as bytes.
    ///
    /// # Errors
    /// If it has ended, or one of its variables does not serialize.
    fn snapshot(&self) -> Result<Vec<u8>, SnapshotError> {
        let mut out = Vec::new();
        self.snapshot_into(&mut out)?;
        Ok(out)
    }

    /// A snapshot that only someone who has the key could have made: see
    /// [`Instance::snapshot_sealed`](crate::Instance::snapshot_sealed).
    ///
    /// # Errors
    /// If it has ended, or one of its variables does not serialize.
    #[cfg(feature = "sealed")]
    fn snapshot_sealed(&self, key: &[u8; 32]) -> Result<Vec<u8>, SnapshotError> {
        Ok(crate::sealed::seal(&self.snapshot()?, key))
    }
}

/// Forwards every method of [`Coroutine`] to what `Self` points to.
macro_rules! forward_to_pointee {
    () => {
        type Yield = C::Yield;
        type Resume = C::Resume;
        type Return = C::Return;

        fn name(&self) -> &'static str {
            (**self).name()
        }

        fn status(&self) -> Status {
            (**self).status()
        }

        fn location(&self) -> Option<&'static Location> {
            (**self).location()
        }

        fn try_start(&mut self) -> Result<Step<C::Yield, C::Return>, StartError> {
            (**self).try_start()
        }

        fn try_resume(
            &mut self,
            input: C::Resume,
        ) -> Result<Step<C::Yield, C::Return>, ResumeError<C::Resume>> {
            (**self).try_resume(input)
        }

        fn snapshot_into(&self, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
            (**self).snapshot_into(out)
        }

        #[track_caller]
        fn start(&mut self) -> Step<C::Yield, C::Return> {
            (**self).start()
        }

        #[track_caller]
        fn resume(&mut self, input: C::Resume) -> Step<C::Yield, C::Return> {
            (**self).resume(input)
        }

        fn snapshot(&self) -> Result<Vec<u8>, SnapshotError> {
            (**self).snapshot()
        }
    };
}

impl<C: Coroutine + ?Sized> Coroutine for Box<C> {
    forward_to_pointee!();
}

impl<C: Coroutine + ?Sized> Coroutine for &mut C {
    forward_to_pointee!();
}

/// What `.await` takes inside a resumable function: a coroutine, or what can be made one.
///
/// ```
/// use resumable::{Instance, IntoCoroutine, resumable};
///
/// #[resumable(yield = &'static str)]
/// fn knock(times: u32) -> u32 {
///     for _ in 0..times {
///         yield_!("knock");
///     }
///     times
/// }
///
/// struct Visitor {
///     patience: u32,
/// }
///
/// impl IntoCoroutine for Visitor {
///     type Coroutine = Instance<knock>;
///     fn into_coroutine(self) -> Instance<knock> {
///         knock(self.patience)
///     }
/// }
///
/// #[resumable(yield = &'static str)]
/// fn evening(patience: u32) -> u32 {
///     Visitor { patience }.await
/// }
///
/// assert_eq!(evening(2).count(), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be awaited inside a `#[resumable]` function",
    label = "not a resumable coroutine",
    note = "inside a `#[resumable]` function, `.await` takes a call of another `#[resumable]` function, not a `Future`",
    note = "a request, and what combines requests, is awaited in a function with `request = ..`, which is run as a task"
)]
pub trait IntoCoroutine {
    /// The coroutine that does the work.
    type Coroutine: Coroutine;

    /// Makes the coroutine.
    fn into_coroutine(self) -> Self::Coroutine;
}

impl<C: Coroutine> IntoCoroutine for C {
    type Coroutine = C;

    #[inline]
    fn into_coroutine(self) -> C {
        self
    }
}

/// What stands before `.await`. A method, so that rustc says once what cannot stand there.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be awaited inside a `#[resumable]` function",
    label = "not a resumable coroutine",
    note = "inside a `#[resumable]` function, `.await` takes a call of another `#[resumable]` function, not a `Future`",
    note = "a request, and what combines requests, is awaited in a function with `request = ..`, which is run as a task"
)]
pub trait Delegate: Sized {
    /// What it is driven as.
    type Coroutine: Coroutine;

    /// The coroutine to delegate to, from a function with yields `Y` and resumes `R`.
    fn __delegate<Y, R>(self) -> Self::Coroutine
    where
        Self::Coroutine: Coroutine<Yield = Y, Resume = R>;
}

#[diagnostic::do_not_recommend]
impl<T: IntoCoroutine> Delegate for T {
    type Coroutine = T::Coroutine;

    #[inline]
    fn __delegate<Y, R>(self) -> T::Coroutine
    where
        T::Coroutine: Coroutine<Yield = Y, Resume = R>,
    {
        self.into_coroutine()
    }
}

/// The first step of a delegation.
#[doc(hidden)]
#[inline]
#[track_caller]
pub fn start_child<C: Coroutine>(child: &mut C) -> Step<C::Yield, C::Return> {
    child.start()
}

/// A later step of a delegation.
#[doc(hidden)]
#[inline]
#[track_caller]
pub fn resume_child<C: Coroutine>(child: &mut C, input: C::Resume) -> Step<C::Yield, C::Return> {
    child.resume_awaited(input)
}
