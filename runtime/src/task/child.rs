//! A child of a combinator, and a set of them.

use alloc::{boxed::Box, vec::Vec};
use core::any::Any;

use serde::{Deserialize, Serialize};

use super::{
    protocol::{Delivery, Events},
    request::misdelivered,
    wait::Asking,
};
use crate::{Coroutine, Live, Step, value::Described};

/// A child of a combinator, from before its start to after its end.
#[derive(Serialize, Deserialize)]
#[serde(bound = "C: Live, C::Return: Live")]
#[doc(hidden)]
pub enum Child<C: Coroutine> {
    /// It has not been started.
    New(C),
    /// It waits.
    Running(C),
    /// It has ended with a value that nobody has taken yet.
    Done(Described<C::Return>),
    /// It has ended as cancelled, or its value has been taken.
    Gone,
}

/// What running a child led to.
pub enum Moved<Op> {
    /// It has yielded this: it waits, or has ended as cancelled.
    Yielded(Events<Op>),
    /// It has ended with a value.
    Done,
}

impl<C: Coroutine> Child<C> {
    pub(super) fn is_running(&self) -> bool {
        matches!(self, Child::Running(_))
    }

    pub(super) fn start<Op>(&mut self) -> Moved<Op>
    where
        C: Asking<Op>,
    {
        // Gone, if it panics.
        let Child::New(mut coroutine) = core::mem::replace(self, Child::Gone) else {
            unreachable!("each child is started once")
        };
        let step = coroutine.start();
        *self = Child::Running(coroutine);
        self.note(step)
    }

    pub(super) fn resume<Op>(&mut self, delivery: Delivery) -> Moved<Op>
    where
        C: Asking<Op>,
    {
        let Child::Running(coroutine) = self else {
            misdelivered()
        };
        let step = coroutine.resume(delivery);
        self.note(step)
    }

    fn note<Op>(&mut self, step: Step<Events<Op>, C::Return>) -> Moved<Op> {
        match step {
            Step::Yielded(events) => {
                if events.is_cancelled() {
                    *self = Child::Gone;
                }
                Moved::Yielded(events)
            }
            Step::Complete(value) => {
                *self = Child::Done(Described::new(value));
                Moved::Done
            }
        }
    }

    /// The value, if there is one.
    pub(super) fn value(&self) -> Option<&C::Return> {
        match self {
            Child::Done(value) => Some(value.get()),
            _ => None,
        }
    }

    /// The value that it is known to have ended with.
    pub(super) fn take(&mut self) -> C::Return {
        match core::mem::replace(self, Child::Gone) {
            Child::Done(value) => value.into_inner(),
            _ => unreachable!("a value is taken from a child that has ended with one"),
        }
    }
}

/// The children of a combinator: a vector of the same kind, or a tuple of different ones.
///
/// Each is reached by its index at once, so that what an answer costs does not depend on how many there are.
#[doc(hidden)]
pub trait Children<Op>: Live {
    fn count(&self) -> usize;
    fn start(&mut self, child: usize) -> Moved<Op>;
    fn resume(&mut self, child: usize, delivery: Delivery) -> Moved<Op>;
    fn is_running(&self, child: usize) -> bool;

    /// How many of those that wait do not count for a limit.
    fn unlimited(&self) -> u32 {
        0
    }

    /// Serves what one of the children wants.
    fn serve(&mut self, wanted: Box<dyn Any + Send>) -> Served {
        Served::Not(wanted)
    }
}

/// What has become of something that a child wants.
#[doc(hidden)]
pub enum Served {
    /// It is for somebody further out.
    Not(Box<dyn Any + Send>),
    /// This is the answer.
    Answer(Box<dyn Any + Send>),
}

impl<Op, C: Asking<Op>> Children<Op> for Vec<Child<C>>
where
    C::Return: Live,
{
    fn count(&self) -> usize {
        self.len()
    }

    fn start(&mut self, child: usize) -> Moved<Op> {
        self[child].start()
    }

    fn resume(&mut self, child: usize, delivery: Delivery) -> Moved<Op> {
        match self.get_mut(child) {
            Some(child) => child.resume(delivery),
            None => misdelivered(),
        }
    }

    fn is_running(&self, child: usize) -> bool {
        self[child].is_running()
    }
}

macro_rules! tuple {
    ($count:literal: $($index:tt $child:ident),+) => {
        impl<Op, $($child: Asking<Op>),+> Children<Op> for ($(Child<$child>,)+)
        where
            $($child::Return: Live,)+
        {
            fn count(&self) -> usize {
                $count
            }

            fn start(&mut self, child: usize) -> Moved<Op> {
                match child {
                    $($index => self.$index.start(),)+
                    _ => misdelivered(),
                }
            }

            fn resume(&mut self, child: usize, delivery: Delivery) -> Moved<Op> {
                match child {
                    $($index => self.$index.resume(delivery),)+
                    _ => misdelivered(),
                }
            }

            fn is_running(&self, child: usize) -> bool {
                match child {
                    $($index => self.$index.is_running(),)+
                    _ => false,
                }
            }
        }
    };
}

tuple!(1: 0 A);
tuple!(2: 0 A, 1 B);
tuple!(3: 0 A, 1 B, 2 C);
tuple!(4: 0 A, 1 B, 2 C, 3 D);
tuple!(5: 0 A, 1 B, 2 C, 3 D, 4 E);
tuple!(6: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F);
tuple!(7: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G);
tuple!(8: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H);
tuple!(9: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I);
tuple!(10: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J);
tuple!(11: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K);
tuple!(12: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K, 11 L);
