//! What the macro generates against: one function body as a state machine.
//!
//! A [`Machine`] is four closures over one state type. The state type is
//! generic over the type of every saved variable, so that rustc infers those
//! types from the body. Nothing here is public API.
#![allow(
    clippy::inline_always,
    reason = "a body is spread over these functions; it is one function again only without them"
)]

use alloc::vec::Vec;
use core::marker::PhantomData;

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Step,
    shape::Traced,
    value::{Encoding, Stored, ValueError, Writer},
};

/// A value that can wait in a snapshot: serde's traits, owned, and `Send`.
///
/// Implemented for every type that qualifies; use it as the bound of a generic
/// resumable function's type parameters.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be held across a yield",
    label = "this value is used after the coroutine has been suspended, so it must be saved",
    note = "a saved value implements serde's `Serialize` and `DeserializeOwned`, is `Send` and borrows nothing",
    note = "derive serde's traits for a type of your own; keep an enum of what it can be for a closure, a function pointer or a `Box<dyn Trait>`, a `SystemTime` or a `Duration` for an `Instant`, and the value or an index for an `Rc`",
    note = "or use it only before the yield: end a guard or a lock before (in a block of its own), and make a file, a socket or a channel again after it (`#[transient] let` does on every resume)"
)]
pub trait Live: Serialize + DeserializeOwned + Send + 'static {}
// Not recommended, so that rustc reports one missing `Live` and not each trait that makes it up.
#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + Send + 'static> Live for T {}

/// One body as a state machine: what `Definition::machine` returns.
pub trait Machine {
    /// Where the body waits and the variables it needs there.
    // `Send` is asked for by `Definition::machine`: here it would be reported at every function on the way.
    type State: 'static;
    /// The parameters, as a tuple.
    type Args;
    /// What a yield hands out.
    type Yield;
    /// What a resume hands in.
    type Resume;
    /// What the function returns.
    type Return;

    /// The state before the first statement.
    fn start(&self, args: Self::Args) -> Self::State;
    /// Runs to the next suspension or to the end; leaves `state` vacant if the body panics or completes.
    fn step(
        &self,
        state: &mut Self::State,
        input: Option<Self::Resume>,
    ) -> Step<Self::Yield, Self::Return>;
    /// Hands the point and its variables (in the order of `Location::variables`) to `sink`; a vacant state hands over nothing.
    fn save(&self, state: &Self::State, sink: &mut dyn Sink);
    /// Builds the state that waits at `point` from the variables of `source`; a vacant one if there is no such point.
    ///
    /// # Errors
    /// When `source` has no fitting value for a variable.
    fn load(&self, point: usize, source: &mut dyn Source) -> Result<Self::State, Unread>;
}

/// Receives what [`Machine::save`] shows.
pub trait Sink {
    /// `point` is the index into `Definition::LOCATIONS`.
    fn save(&mut self, point: usize, variables: &[&dyn Saved]);
}

/// Fills the variables of one point, wherever they come from.
pub trait Source {
    /// `slots` stand in the order of `Location::variables`; all are filled when this returns `Ok`.
    ///
    /// # Errors
    /// When a variable is missing or does not decode.
    fn load(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), Unread>;
}

/// A [`Source`] had not all variables. It knows why; this takes no room in the code of each function.
#[derive(Debug)]
pub struct Unread;

/// One variable to be written, whatever its type.
pub trait Saved {
    /// Appends the value to a snapshot.
    ///
    /// # Errors
    /// Whatever the value's `Serialize` reports.
    fn write(&self, writer: &mut Writer<'_>, encoding: Encoding) -> Result<(), ValueError>;
    /// The value for any other format.
    fn as_serialize(&self) -> &dyn erased_serde::Serialize;
    /// Whether there is a value: a borrow has none, it is taken again.
    fn is_present(&self) -> bool {
        true
    }
}

impl<T: Live> Saved for T {
    fn write(&self, writer: &mut Writer<'_>, encoding: Encoding) -> Result<(), ValueError> {
        encoding.write(self, writer)
    }

    fn as_serialize(&self) -> &dyn erased_serde::Serialize {
        self
    }
}

/// One variable to be read, whatever its type.
pub trait Slot {
    /// Reads the value from a snapshot; it must use up the bytes.
    ///
    /// # Errors
    /// Whatever the value's `Deserialize` reports.
    fn read(&mut self, value: Stored<'_>) -> Result<(), ValueError>;
    /// Reads the value from any other format.
    ///
    /// # Errors
    /// Whatever the value's `Deserialize` reports.
    fn deserialize(
        &mut self,
        deserializer: &mut dyn erased_serde::Deserializer<'_>,
    ) -> Result<(), erased_serde::Error>;
    /// Whether a value was read.
    fn is_filled(&self) -> bool;
    /// What the value looks like; nothing if there is none to be read.
    fn traced(&self) -> Option<&'static Traced>;
    /// The types that the variable had before.
    fn former(&self) -> Vec<&'static Traced> {
        Vec::new()
    }
    /// Reads the value as the type that it had before, given by its place in `former`.
    ///
    /// # Errors
    /// Whatever that type's `Deserialize` reports.
    fn read_former(&mut self, _: usize, value: Stored<'_>) -> Result<(), ValueError> {
        self.read(value)
    }
    /// Whether there is a value for it if the snapshot has none.
    fn has_default(&self) -> bool {
        false
    }
    /// Gives it that value.
    fn fill_default(&mut self) {}
}

/// The place a variable is read into.
pub struct Loaded<T>(pub(crate) Option<T>);

// No bounds here: a value that cannot be saved is reported by `live` and `slot`, at its variable.
impl<T> Loaded<T> {
    /// A place that waits for its value.
    #[must_use]
    pub fn empty() -> Self {
        Loaded(None)
    }

    pub(crate) fn fill(&mut self, value: T) {
        self.0 = Some(value);
    }

    pub(crate) fn is_filled(&self) -> bool {
        self.0.is_some()
    }

    /// The value.
    ///
    /// # Errors
    /// If [`Source::load`] broke its promise.
    #[inline]
    pub fn take(self) -> Result<T, Unread> {
        self.0.ok_or(Unread)
    }

    /// The same where a result of the value's size would take much of the stack.
    ///
    /// # Panics
    /// If [`Source::load`] broke its promise.
    pub(crate) fn taken(self) -> T {
        self.0.expect("`Source::load` fills every slot")
    }
}

impl<T: Live> Slot for Loaded<T> {
    fn read(&mut self, value: Stored<'_>) -> Result<(), ValueError> {
        self.0 = Some(value.read_all()?);
        Ok(())
    }

    fn deserialize(
        &mut self,
        deserializer: &mut dyn erased_serde::Deserializer<'_>,
    ) -> Result<(), erased_serde::Error> {
        self.0 = Some(T::deserialize(deserializer)?);
        Ok(())
    }

    fn is_filled(&self) -> bool {
        self.0.is_some()
    }

    fn traced(&self) -> Option<&'static Traced> {
        Some(Traced::of::<T>())
    }
}

impl<T> Default for Loaded<T> {
    fn default() -> Self {
        Self::empty()
    }
}

/// Shows the place of a variable to a [`Source`]; has the bound of [`live`].
pub fn slot<T: Live>(place: &mut Loaded<T>) -> &mut dyn Slot {
    place
}

/// Shows a live variable to a [`Sink`]; the bound is where rustc reports a value that cannot be saved.
pub fn live<T: Live>(value: &T) -> &dyn Saved {
    value
}

/// A state was stepped that waits nowhere.
#[cold]
#[track_caller]
pub fn vacant() -> ! {
    unreachable!("a coroutine that has ended or panicked is not stepped")
}

/// The next item of a `for` loop.
#[inline(always)]
pub fn next<I: Iterator>(items: &mut I) -> Option<I::Item> {
    items.next()
}

/// How a body leaves its step: with a yield, or with its value.
///
/// Where the function returns `Result<T, E>`, the step's closure returns
/// `Result<Flow<Y, T>, E>`, so that `?` and `return Err(..)` mean what they mean in the function.
pub enum Flow<Y, T> {
    /// Suspended.
    Yielded(Y),
    /// Ended.
    Complete(T),
}

/// Chooses, by method resolution, how a step's closure carries yields beside `O`, the function's return type.
pub struct Carrier<Y, O>(PhantomData<fn() -> (Y, O)>);

impl<Y, O> Carrier<Y, O> {
    /// The carrier of yields of type `Y` and returns of type `O`.
    #[must_use]
    #[inline(always)]
    pub const fn new() -> Self {
        Carrier(PhantomData)
    }
}

// Not derived: that would ask `Y: Copy` and `O: Copy`.
impl<Y, O> Copy for Carrier<Y, O> {}

impl<Y, O> Clone for Carrier<Y, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Y, O> Default for Carrier<Y, O> {
    fn default() -> Self {
        Self::new()
    }
}

/// What a step's closure returns: a [`Flow`], or what `?` passes on.
pub trait Carried<Y, O> {
    /// What the step led to.
    fn into_step(self) -> Step<Y, O>;
}

impl<Y, O> Carried<Y, O> for Step<Y, O> {
    #[inline(always)]
    fn into_step(self) -> Step<Y, O> {
        self
    }
}

impl<Y, T, E> Carried<Y, Result<T, E>> for Result<Flow<Y, T>, E> {
    #[inline(always)]
    fn into_step(self) -> Step<Y, Result<T, E>> {
        match self {
            Ok(Flow::Yielded(y)) => Step::Yielded(y),
            Ok(Flow::Complete(value)) => Step::Complete(Ok(value)),
            Err(error) => Step::Complete(Err(error)),
        }
    }
}

impl<Y, T> Carried<Y, Option<T>> for Option<Flow<Y, T>> {
    #[inline(always)]
    fn into_step(self) -> Step<Y, Option<T>> {
        match self {
            Some(Flow::Yielded(y)) => Step::Yielded(y),
            Some(Flow::Complete(value)) => Step::Complete(Some(value)),
            None => Step::Complete(None),
        }
    }
}

/// A [`Machine`] made of closures.
pub struct Parts<S, A, Y, R, O, Start, Run, Save, Load> {
    start: Start,
    run: Run,
    save: Save,
    load: Load,
    types: PhantomData<Types<S, A, Y, R, O>>,
}

type Types<S, A, Y, R, O> = fn(S, A, R) -> (Y, O);

impl<S, A, Y, R, O, C, Start, Run, Save, Load> Machine
    for Parts<S, A, Y, R, O, Start, Run, Save, Load>
where
    S: 'static,
    C: Carried<Y, O>,
    Start: Fn(A) -> S,
    Run: Fn(&mut S, Option<R>) -> C,
    Save: Fn(&S, &mut dyn Sink),
    Load: Fn(usize, &mut dyn Source) -> Result<S, Unread>,
{
    type State = S;
    type Args = A;
    type Yield = Y;
    type Resume = R;
    type Return = O;

    #[inline(always)]
    fn start(&self, args: A) -> S {
        (self.start)(args)
    }

    #[inline(always)]
    fn step(&self, state: &mut S, input: Option<R>) -> Step<Y, O> {
        (self.run)(state, input).into_step()
    }

    #[inline]
    fn save(&self, state: &S, sink: &mut dyn Sink) {
        (self.save)(state, sink);
    }

    #[inline]
    fn load(&self, point: usize, source: &mut dyn Source) -> Result<S, Unread> {
        (self.load)(point, source)
    }
}

/// Defines `yielded`, `complete` and `machine` for one kind of return type.
macro_rules! carrier_methods {
    ($public:vis, $output:ty, $carried:ty, |$y:ident| $yielded:expr, |$value:ident| $complete:expr) => {
        /// Leaves the step with a yield.
        #[allow(clippy::missing_errors_doc, reason = "an error is the function's own value")]
        #[inline(always)]
        $public fn yielded(self, $y: Y) -> $carried {
            $yielded
        }

        /// Leaves the step with the function's value.
        #[allow(clippy::missing_errors_doc, reason = "an error is the function's own value")]
        #[inline(always)]
        $public fn complete(self, $value: $output) -> $carried {
            $complete
        }

        /// The machine of four closures.
        #[inline(always)]
        $public fn machine<S, A, R>(
            self,
            start: impl Fn(A) -> S,
            run: impl Fn(&mut S, Option<R>) -> $carried,
            save: impl Fn(&S, &mut dyn Sink),
            load: impl Fn(usize, &mut dyn Source) -> Result<S, Unread>,
        ) -> impl Machine<State = S, Args = A, Yield = Y, Resume = R, Return = $output>
        where
            S: 'static,
        {
            Parts {
                start,
                run,
                save,
                load,
                types: PhantomData,
            }
        }
    };
}

impl<Y, T, E> Carrier<Y, Result<T, E>> {
    carrier_methods!(pub, Result<T, E>, Result<Flow<Y, T>, E>,
        |y| Ok(Flow::Yielded(y)),
        |value| value.map(Flow::Complete)
    );
}

impl<Y, T> Carrier<Y, Option<T>> {
    carrier_methods!(
        pub,
        Option<T>,
        Option<Flow<Y, T>>,
        |y| Some(Flow::Yielded(y)),
        |value| value.map(Flow::Complete)
    );
}

/// The carrier of every other return type.
#[allow(
    missing_docs,
    reason = "the methods are documented where they are defined, above"
)]
pub trait PlainCarrier<Y, O>: Sized {
    fn yielded(self, y: Y) -> Step<Y, O>;
    fn complete(self, value: O) -> Step<Y, O>;
    fn machine<S, A, R>(
        self,
        start: impl Fn(A) -> S,
        run: impl Fn(&mut S, Option<R>) -> Step<Y, O>,
        save: impl Fn(&S, &mut dyn Sink),
        load: impl Fn(usize, &mut dyn Source) -> Result<S, Unread>,
    ) -> impl Machine<State = S, Args = A, Yield = Y, Resume = R, Return = O>
    where
        S: 'static;
}

impl<Y, O> PlainCarrier<Y, O> for Carrier<Y, O> {
    carrier_methods!(, O, Step<Y, O>,
        |y| Step::Yielded(y),
        |value| Step::Complete(value)
    );
}

/// Stands for the body of a function that the macro refused, next to the errors.
#[must_use]
pub fn refused<A, Y, R, O>()
-> impl Machine<Args = A, Yield = Y, Resume = R, Return = O, State: Send> {
    Refused(PhantomData)
}

struct Refused<A, Y, R, O>(PhantomData<Types<(), A, Y, R, O>>);

impl<A, Y, R, O> Machine for Refused<A, Y, R, O> {
    type State = ();
    type Args = A;
    type Yield = Y;
    type Resume = R;
    type Return = O;

    fn start(&self, _: A) {
        vacant()
    }

    fn step(&self, (): &mut (), _: Option<R>) -> Step<Y, O> {
        vacant()
    }

    fn save(&self, (): &(), _: &mut dyn Sink) {}

    fn load(&self, _: usize, _: &mut dyn Source) -> Result<(), Unread> {
        Ok(())
    }
}
