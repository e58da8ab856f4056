//! One call of a resumable function.

use alloc::vec::Vec;
use core::{
    fmt,
    iter::FusedIterator,
    marker::PhantomData,
    panic::{RefUnwindSafe, UnwindSafe},
};

use crate::{
    Coroutine, Definition, Location, RestoreError, ResumeError, SnapshotError, StartError, Status,
    Step,
    held::{Call, Erase, Erased, Place, Read, Reading},
    machine::{Machine, Unread},
    snapshot::read_snapshot,
    storage::{HeldIn, Storage},
};

/// One suspended, running or finished call of the resumable function `D`.
///
/// A plain value: it can be named in a struct's field, sent to another thread, kept in a collection, dropped at any
/// time, and written down whenever it waits. It runs only while [`start`](Self::start) or
/// [`resume`](Self::resume) runs.
///
/// ```
/// use resumable::{Instance, Step, resumable};
///
/// #[resumable(yield = u32)]
/// fn counter(n: u32) -> u32 {
///     let mut i = 0;
///     while i < n {
///         yield_!(i);
///         i += 1;
///     }
///     i
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut co: Instance<counter> = counter(2);
/// assert_eq!(co.start(), Step::Yielded(0));
///
/// let bytes = co.snapshot()?;
/// assert_eq!(co.resume(()), Step::Yielded(1));
/// assert_eq!(co.resume(()), Step::Complete(2));
///
/// let mut again = Instance::<counter>::restore(&bytes)?;
/// assert_eq!(again.resume(()), Step::Yielded(1));
/// # Ok(())
/// # }
/// ```
///
/// # Panics in the body
/// A panic in the body passes through `start` or `resume` and leaves the instance
/// [poisoned](Status::Poisoned): it cannot go on. A snapshot taken before is not affected.
#[must_use = "a coroutine does nothing until it is started"]
pub struct Instance<D: Definition> {
    storage: D::Storage,
    definition: PhantomData<fn() -> D>,
}

impl<D: Definition> Instance<D> {
    /// A call with these arguments, of which nothing has run. What calling the function itself gives.
    ///
    /// ```
    /// # use resumable::{Instance, resumable};
    /// # #[resumable(yield = u32)]
    /// # fn counter(n: u32) { for i in 0..n { yield_!(i); } }
    /// let co = Instance::<counter>::new((3,));
    /// assert_eq!(co.snapshot(), counter(3).snapshot());
    /// ```
    #[inline]
    pub fn new(args: D::Args) -> Self {
        let machine = D::machine();
        let state = machine.start(args);
        Instance {
            storage: machine.hold(state),
            definition: PhantomData,
        }
    }

    /// Runs to the first yield, or to the end.
    ///
    /// # Panics
    /// If it was started before.
    #[inline]
    #[track_caller]
    pub fn start(&mut self) -> Step<D::Yield, D::Return> {
        if self.status() != Status::Ready {
            refuse_start(D::NAME, self.status());
        }
        self.step(None)
    }

    /// Runs to the next yield, or to the end. `input` is the value of the yield it waits at.
    ///
    /// # Panics
    /// If it is not suspended.
    #[inline]
    #[track_caller]
    pub fn resume(&mut self, input: D::Resume) -> Step<D::Yield, D::Return> {
        if self.status() != Status::Suspended {
            refuse_resume(D::NAME, self.status());
        }
        self.step(Some(input))
    }

    /// Runs to the first yield, or to the end.
    ///
    /// # Errors
    /// If it was started before.
    #[inline]
    pub fn try_start(&mut self) -> Result<Step<D::Yield, D::Return>, StartError> {
        match self.status() {
            Status::Ready => Ok(self.step(None)),
            status => Err(StartError::new(D::NAME, status)),
        }
    }

    /// Runs to the next yield, or to the end. `input` is the value of the yield it waits at.
    ///
    /// # Errors
    /// If it is not suspended. The error holds `input`.
    #[allow(
        clippy::type_complexity,
        reason = "an alias would hide what a caller matches on"
    )]
    #[inline]
    pub fn try_resume(
        &mut self,
        input: D::Resume,
    ) -> Result<Step<D::Yield, D::Return>, ResumeError<D::Resume>> {
        match self.status() {
            Status::Suspended => Ok(self.step(Some(input))),
            status => Err(ResumeError::new(D::NAME, status, input)),
        }
    }

    /// Where it is in its life.
    #[must_use]
    #[inline]
    pub fn status(&self) -> Status {
        D::machine().status(&self.storage)
    }

    /// Where it waits: the start before it is started, a yield while it is suspended, nothing afterwards.
    #[must_use]
    pub fn location(&self) -> Option<&'static Location> {
        self.call().location()
    }

    /// Where it waits and what it will need there, as bytes for [`restore`](Self::restore).
    ///
    /// The same state gives the same bytes, as far as its variables serialize in a fixed order (hash maps do not).
    ///
    /// # Errors
    /// If it has ended, or one of its variables does not serialize.
    pub fn snapshot(&self) -> Result<Vec<u8>, SnapshotError> {
        self.call().snapshot()
    }

    /// Replaces what `out` holds by the [`snapshot`](Self::snapshot), for a buffer that is used again and again.
    ///
    /// ```
    /// # use resumable::{Instance, Step, resumable};
    /// # #[resumable(yield = u32)]
    /// # fn counter(n: u32) { for i in 0..n { yield_!(i); } }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut co = counter(3);
    /// let mut buffer = Vec::new();
    /// let mut step = co.start();
    /// while let Step::Yielded(_) = step {
    ///     co.snapshot_into(&mut buffer)?;
    ///     // .. store the buffer ..
    ///     step = co.resume(());
    /// }
    /// let mut last = Instance::<counter>::restore(&buffer)?;
    /// assert_eq!(last.resume(()), Step::Complete(()));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If it has ended, or one of its variables does not serialize; `out` is then empty.
    pub fn snapshot_into(&self, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
        self.call().snapshot_into(out)
    }

    /// The coroutine that [`snapshot`](Self::snapshot) was taken of, waiting where it waited.
    ///
    /// # Errors
    /// If the bytes are not a whole snapshot of this function that fits what the function needs where it waits.
    /// Any bytes may be given: none make it panic, and nothing of the body runs.
    #[inline]
    pub fn restore(bytes: &[u8]) -> Result<Self, RestoreError> {
        match restore(D::erased(), Reading::of::<D>(), bytes) {
            Ok(read) => Ok(Self::from_read(read)),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn from_read((read, status): (Read<D>, Status)) -> Self {
        Instance {
            storage: D::Storage::restored(read, status),
            definition: PhantomData,
        }
    }

    /// What stands for an instance in a made-up value: it can only be dropped.
    pub(crate) fn unreal() -> Result<Self, Unread> {
        let mut place = Reading::of::<D>();
        let status = (&mut place as &mut dyn Place).unreal();
        place.end(status).map(Self::from_read)
    }

    /// What it holds.
    pub(crate) fn into_storage(self) -> D::Storage {
        self.storage
    }

    /// The instance as it is looked at and saved.
    pub(crate) fn call(&self) -> Call<'_> {
        Call {
            definition: D::erased(),
            storage: &self.storage,
            status: self.status(),
        }
    }

    /// Runs what waits.
    #[inline]
    pub(crate) fn step(&mut self, input: Option<D::Resume>) -> Step<D::Yield, D::Return> {
        #[cfg(feature = "tracing")]
        let event = if input.is_some() { "resume" } else { "start" };
        #[cfg(feature = "tracing")]
        let _span = crate::spans::resume(D::NAME, || self.location(), event);
        let machine = D::machine();
        let step = machine.step_held(&mut self.storage, input);
        if D::REQUESTS
            && let Step::Yielded(yielded) = &step
            && D::is_cancelled(yielded)
        {
            machine.note_cancelled(&mut self.storage);
        }
        step
    }
}

/// Compiled once for all definitions that have the same storage.
fn restore<S: Storage>(
    definition: &'static Erased,
    mut place: Reading<S>,
    bytes: &[u8],
) -> Result<(S::Read, Status), RestoreError> {
    let status = read_snapshot(definition, bytes, &mut place);
    place.end(status)
}

#[cold]
#[track_caller]
fn refuse_start(name: &'static str, status: Status) -> ! {
    panic!("{}", StartError::new(name, status))
}

#[cold]
#[track_caller]
fn refuse_resume(name: &'static str, status: Status) -> ! {
    panic!("{}", ResumeError::new(name, status, ()))
}

impl<D: Definition> Coroutine for Instance<D> {
    type Yield = D::Yield;
    type Resume = D::Resume;
    type Return = D::Return;

    fn name(&self) -> &'static str {
        D::NAME
    }

    fn status(&self) -> Status {
        self.status()
    }

    fn location(&self) -> Option<&'static Location> {
        self.call().location()
    }

    #[inline]
    fn try_start(&mut self) -> Result<Step<D::Yield, D::Return>, StartError> {
        self.try_start()
    }

    #[inline]
    fn try_resume(
        &mut self,
        input: D::Resume,
    ) -> Result<Step<D::Yield, D::Return>, ResumeError<D::Resume>> {
        self.try_resume(input)
    }

    fn snapshot_into(&self, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
        self.call().snapshot_into(out)
    }

    #[inline]
    #[track_caller]
    fn start(&mut self) -> Step<D::Yield, D::Return> {
        self.start()
    }

    #[inline]
    #[track_caller]
    fn resume(&mut self, input: D::Resume) -> Step<D::Yield, D::Return> {
        self.resume(input)
    }

    #[inline]
    #[track_caller]
    fn resume_awaited(&mut self, input: D::Resume) -> Step<D::Yield, D::Return> {
        if self.status() != Status::Suspended {
            refuse_resume(D::NAME, self.status());
        }
        #[cfg(feature = "tracing")]
        let _span = crate::spans::resume(D::NAME, || self.location(), "resume");
        D::machine().step_awaited(&mut self.storage, Some(input))
    }

    fn snapshot(&self) -> Result<Vec<u8>, SnapshotError> {
        self.call().snapshot()
    }
}

/// The yields of a coroutine that is resumed with `()`; what it returns is dropped.
///
/// # Panics
/// `next` panics if the coroutine is poisoned.
impl<D: Definition<Resume = ()>> Iterator for Instance<D> {
    type Item = D::Yield;

    #[allow(
        clippy::inline_always,
        reason = "a `for` over an inline instance is a loop only in one piece with it"
    )]
    #[inline(always)]
    fn next(&mut self) -> Option<D::Yield> {
        let input = match self.status() {
            Status::Ready => None,
            Status::Suspended => Some(()),
            Status::Complete => return None,
            status @ (Status::Cancelled | Status::Poisoned) => refuse_resume(D::NAME, status),
        };
        self.step(input).yielded()
    }

    /// Without asking before every step where it is in its life.
    #[inline]
    fn fold<B, F: FnMut(B, D::Yield) -> B>(mut self, init: B, mut f: F) -> B {
        let Some(first) = self.next() else {
            return init;
        };
        let mut folded = f(init, first);
        while let Step::Yielded(value) = self.step(Some(())) {
            folded = f(folded, value);
        }
        folded
    }
}

impl<D: Definition<Resume = ()>> FusedIterator for Instance<D> {}

// A panic in the body poisons the instance, so nothing half-done can be observed afterwards.
impl<D: Definition> UnwindSafe for Instance<D> {}
impl<D: Definition> RefUnwindSafe for Instance<D> {}

impl<D: Definition> fmt::Debug for Instance<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call().fmt(f)
    }
}
