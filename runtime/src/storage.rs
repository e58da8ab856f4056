//! How an instance holds the state of its machine: in a box, or as it is.
//!
//! A state's type is inferred, so usually nothing can name it. In a [`Boxed`] it is behind a trait object, which makes
//! `Instance<D>` a type of one size, whatever the body is, and lets functions call themselves. `#[resumable(inline)]`
//! spells the type out, and holds it [`Inlined`].
#![allow(
    clippy::inline_always,
    reason = "a state that is held as it is costs nothing only if nothing stands between it and its machine"
)]

use alloc::boxed::Box;

use crate::{
    Status, Step,
    machine::{Machine, Sink, Source, Unread},
};

/// What an instance holds a state in.
pub trait Storage: Sized {
    /// As what it is read. That is small, for it is handed on often.
    type Read;

    /// Holds what was read.
    fn restored(read: Self::Read, status: Status) -> Self;
}

/// A machine whose state can be held in a `S`.
pub trait HeldIn<S: Storage>: Machine {
    /// What becomes an `S::Read`, without the way to go on.
    type Made: Into<S::Read>;

    /// Holds the state of a start.
    fn hold(self, state: Self::State) -> S;
    /// [`Machine::load`]
    ///
    /// # Errors
    /// When `source` has no fitting value for a variable.
    fn load_held(self, point: usize, source: &mut dyn Source) -> Result<Self::Made, Unread>;
    /// Where what is held is in its life.
    fn status(&self, storage: &S) -> Status;
    /// [`Machine::step`] of what waits.
    fn step_held(
        &self,
        storage: &mut S,
        input: Option<Self::Resume>,
    ) -> Step<Self::Yield, Self::Return>;
    /// The same for whoever drops what is held if it ends or panics: neither is noted.
    fn step_awaited(
        &self,
        storage: &mut S,
        input: Option<Self::Resume>,
    ) -> Step<Self::Yield, Self::Return>;
    /// What is held has ended as cancelled.
    fn note_cancelled(&self, storage: &mut S);
    /// [`Machine::save`]
    fn save_held(&self, storage: &S, sink: &mut dyn Sink);
}

/// A state in a box, with the machine that goes on with it.
pub struct Boxed<Y, R, O> {
    frame: Box<dyn Run<Y, R, O>>,
    /// Here, since to ask the frame takes a call.
    status: Life,
}

/// A [`Status`] as a number.
///
/// It has no values to spare, in which rustc would put the variant of a state that an instance is a part of: such a state
/// takes many instructions to be taken apart.
#[derive(Clone, Copy)]
struct Life(u8);

impl Life {
    #[inline]
    const fn of(status: Status) -> Self {
        Life(status as u8)
    }

    #[inline]
    const fn status(self) -> Status {
        const READY: u8 = Status::Ready as u8;
        const SUSPENDED: u8 = Status::Suspended as u8;
        const COMPLETE: u8 = Status::Complete as u8;
        const CANCELLED: u8 = Status::Cancelled as u8;
        match self.0 {
            READY => Status::Ready,
            SUSPENDED => Status::Suspended,
            COMPLETE => Status::Complete,
            CANCELLED => Status::Cancelled,
            _ => Status::Poisoned,
        }
    }
}

impl<Y, R, O> Storage for Boxed<Y, R, O> {
    type Read = Restored<Y, R, O>;

    #[inline]
    fn restored(read: Restored<Y, R, O>, status: Status) -> Self {
        Boxed {
            frame: read.0,
            status: Life::of(status),
        }
    }
}

/// A boxed state that was read.
pub struct Restored<Y, R, O>(Box<dyn Run<Y, R, O>>);

impl<M> From<Box<Frame<M>>> for Restored<M::Yield, M::Resume, M::Return>
where
    M: Machine<State: Send> + Send + 'static,
{
    #[inline]
    fn from(frame: Box<Frame<M>>) -> Self {
        Restored(frame)
    }
}

trait Run<Y, R, O>: Send {
    fn step(&mut self, input: Option<R>) -> Step<Y, O>;
    fn save(&self, sink: &mut dyn Sink);
}

/// What is in the box.
pub struct Frame<M: Machine> {
    machine: M,
    state: M::State,
}

impl<M> Run<M::Yield, M::Resume, M::Return> for Frame<M>
where
    M: Machine<State: Send> + Send,
{
    #[inline]
    fn step(&mut self, input: Option<M::Resume>) -> Step<M::Yield, M::Return> {
        self.machine.step(&mut self.state, input)
    }

    #[inline]
    fn save(&self, sink: &mut dyn Sink) {
        self.machine.save(&self.state, sink);
    }
}

impl<M> HeldIn<Boxed<M::Yield, M::Resume, M::Return>> for M
where
    M: Machine<State: Send> + Send + 'static,
{
    type Made = Box<Frame<M>>;

    #[inline]
    fn hold(self, state: M::State) -> Boxed<M::Yield, M::Resume, M::Return> {
        Boxed {
            frame: Box::new(Frame {
                machine: self,
                state,
            }),
            status: Life::of(Status::Ready),
        }
    }

    #[inline]
    fn load_held(self, point: usize, source: &mut dyn Source) -> Result<Box<Frame<M>>, Unread> {
        let state = self.load(point, source)?;
        Ok(Box::new(Frame {
            machine: self,
            state,
        }))
    }

    #[inline]
    fn status(&self, held: &Boxed<M::Yield, M::Resume, M::Return>) -> Status {
        held.status.status()
    }

    #[inline]
    fn step_held(
        &self,
        held: &mut Boxed<M::Yield, M::Resume, M::Return>,
        input: Option<M::Resume>,
    ) -> Step<M::Yield, M::Return> {
        // Stays so if the body panics.
        held.status = Life::of(Status::Poisoned);
        let step = held.frame.step(input);
        held.status = Life::of(after(&step));
        step
    }

    #[inline]
    fn step_awaited(
        &self,
        held: &mut Boxed<M::Yield, M::Resume, M::Return>,
        input: Option<M::Resume>,
    ) -> Step<M::Yield, M::Return> {
        held.frame.step(input)
    }

    fn note_cancelled(&self, held: &mut Boxed<M::Yield, M::Resume, M::Return>) {
        held.status = Life::of(Status::Cancelled);
    }

    #[inline]
    fn save_held(&self, held: &Boxed<M::Yield, M::Resume, M::Return>, sink: &mut dyn Sink) {
        held.frame.save(sink);
    }
}

#[inline(always)]
const fn after<Y, O>(step: &Step<Y, O>) -> Status {
    match step {
        Step::Yielded(_) => Status::Suspended,
        Step::Complete(_) => Status::Complete,
    }
}

/// A state as it is, with its type behind a name of its own: that of a public function may not say what it is made of.
pub trait Inlined<S> {
    /// Holds a state.
    fn new(state: S) -> Self;
    /// The state.
    fn get(&self) -> &S;
    /// The state, to be stepped.
    fn get_mut(&mut self) -> &mut S;
}

/// A state that no box is around.
pub struct Inline<W> {
    held: W,
    status: Status,
}

impl<W> Storage for Inline<W> {
    type Read = Box<W>;

    fn restored(read: Box<W>, status: Status) -> Self {
        Inline {
            held: *read,
            status,
        }
    }
}

impl<M, W> HeldIn<Inline<W>> for M
where
    M: Machine<State: Send>,
    W: Inlined<M::State>,
{
    type Made = Box<W>;

    #[inline(always)]
    fn hold(self, state: M::State) -> Inline<W> {
        Inline {
            held: W::new(state),
            status: Status::Ready,
        }
    }

    #[inline]
    fn load_held(self, point: usize, source: &mut dyn Source) -> Result<Box<W>, Unread> {
        let state = self.load(point, source)?;
        Ok(Box::new(W::new(state)))
    }

    #[inline(always)]
    fn status(&self, held: &Inline<W>) -> Status {
        held.status
    }

    #[inline(always)]
    fn step_held(
        &self,
        held: &mut Inline<W>,
        input: Option<M::Resume>,
    ) -> Step<M::Yield, M::Return> {
        // Stays so if the body panics.
        held.status = Status::Poisoned;
        let step = self.step(held.held.get_mut(), input);
        held.status = after(&step);
        step
    }

    #[inline(always)]
    fn step_awaited(
        &self,
        held: &mut Inline<W>,
        input: Option<M::Resume>,
    ) -> Step<M::Yield, M::Return> {
        self.step(held.held.get_mut(), input)
    }

    fn note_cancelled(&self, held: &mut Inline<W>) {
        held.status = Status::Cancelled;
    }

    #[inline]
    fn save_held(&self, held: &Inline<W>, sink: &mut dyn Sink) {
        self.save(held.held.get(), sink);
    }
}
