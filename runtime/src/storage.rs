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
use core::any::Any;

use crate::{
    Step,
    machine::{Machine, Sink},
};

/// A machine whose state can be held in a `Storage`.
pub trait HeldIn<Storage>: Machine {
    /// Holds a state.
    fn hold(self, state: Self::State) -> Storage;
    /// A state without the type of its definition.
    fn erase(self, state: Self::State) -> Box<dyn Any + Send>;
    /// Holds what was erased; nothing, if that was the state of another machine.
    fn recover(self, state: Box<dyn Any + Send>) -> Option<Storage>;
    /// [`Machine::step`]
    fn step_held(
        &self,
        storage: &mut Storage,
        input: Option<Self::Resume>,
    ) -> Step<Self::Yield, Self::Return>;
    /// [`Machine::save`]
    fn save_held(&self, storage: &Storage, sink: &mut dyn Sink);
}

/// A state in a box, with the machine that goes on with it.
pub struct Boxed<Y, R, O>(Box<dyn Run<Y, R, O>>);

trait Run<Y, R, O>: Send {
    fn step(&mut self, input: Option<R>) -> Step<Y, O>;
    fn save(&self, sink: &mut dyn Sink);
}

struct Frame<M: Machine> {
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

    fn save(&self, sink: &mut dyn Sink) {
        self.machine.save(&self.state, sink);
    }
}

impl<M> HeldIn<Boxed<M::Yield, M::Resume, M::Return>> for M
where
    M: Machine<State: Send> + Send + 'static,
{
    #[inline]
    fn hold(self, state: M::State) -> Boxed<M::Yield, M::Resume, M::Return> {
        Boxed(Box::new(Frame {
            machine: self,
            state,
        }))
    }

    fn erase(self, state: M::State) -> Box<dyn Any + Send> {
        Box::new(Frame {
            machine: self,
            state,
        })
    }

    fn recover(self, state: Box<dyn Any + Send>) -> Option<Boxed<M::Yield, M::Resume, M::Return>> {
        let frame: Box<Frame<M>> = state.downcast().ok()?;
        Some(Boxed(frame))
    }

    #[inline]
    fn step_held(
        &self,
        storage: &mut Boxed<M::Yield, M::Resume, M::Return>,
        input: Option<M::Resume>,
    ) -> Step<M::Yield, M::Return> {
        storage.0.step(input)
    }

    fn save_held(&self, storage: &Boxed<M::Yield, M::Resume, M::Return>, sink: &mut dyn Sink) {
        storage.0.save(sink);
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
pub struct Inline<W>(W);

impl<M, W> HeldIn<Inline<W>> for M
where
    M: Machine<State: Send>,
    W: Inlined<M::State>,
{
    #[inline(always)]
    fn hold(self, state: M::State) -> Inline<W> {
        Inline(W::new(state))
    }

    fn erase(self, state: M::State) -> Box<dyn Any + Send> {
        Box::new(state)
    }

    fn recover(self, state: Box<dyn Any + Send>) -> Option<Inline<W>> {
        let state: Box<M::State> = state.downcast().ok()?;
        Some(Inline(W::new(*state)))
    }

    #[inline(always)]
    fn step_held(
        &self,
        held: &mut Inline<W>,
        input: Option<M::Resume>,
    ) -> Step<M::Yield, M::Return> {
        self.step(held.0.get_mut(), input)
    }

    fn save_held(&self, held: &Inline<W>, sink: &mut dyn Sink) {
        self.save(held.0.get(), sink);
    }
}
