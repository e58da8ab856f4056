//! The other leaf: something that a combinator around serves.

use alloc::{boxed::Box, vec::Vec};
use core::{any::Any, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use super::{
    protocol::{Asked, Delivery, Events, Path, Wanted, What},
    request::misdelivered,
};
use crate::{Coroutine, Location, ResumeError, SnapshotError, StartError, Status, Step};

/// Waits for a combinator around to serve it, with a `T`.
#[doc(hidden)]
pub struct Local<T, Op> {
    state: State,
    types: PhantomData<fn() -> (T, Op)>,
}

enum State {
    New(Box<dyn Any + Send>),
    Waiting,
    Served,
    Cancelled,
}

impl<T, Op> Local<T, Op> {
    pub(super) fn new(wanted: Box<dyn Any + Send>) -> Self {
        Local {
            state: State::New(wanted),
            types: PhantomData,
        }
    }
}

impl<T: 'static, Op> Coroutine for Local<T, Op> {
    type Yield = Events<Op>;
    type Resume = Delivery;
    type Return = T;

    fn name(&self) -> &'static str {
        "scope"
    }

    fn status(&self) -> Status {
        match self.state {
            State::New(_) => Status::Ready,
            State::Waiting => Status::Suspended,
            State::Served => Status::Complete,
            State::Cancelled => Status::Cancelled,
        }
    }

    fn location(&self) -> Option<&'static Location> {
        None
    }

    fn try_start(&mut self) -> Result<Step<Events<Op>, T>, StartError> {
        match core::mem::replace(&mut self.state, State::Waiting) {
            State::New(wanted) => {
                let asked = Asked {
                    path: Path::default(),
                    wanted: Wanted::Local(wanted),
                };
                Ok(Step::Yielded(Events::asked(alloc::vec![asked])))
            }
            other => {
                self.state = other;
                Err(StartError::new(self.name(), self.status()))
            }
        }
    }

    fn try_resume(
        &mut self,
        delivery: Delivery,
    ) -> Result<Step<Events<Op>, T>, ResumeError<Delivery>> {
        if !matches!(self.state, State::Waiting) {
            return Err(ResumeError::new(self.name(), self.status(), delivery));
        }
        match delivery.what {
            What::Cancel => {
                self.state = State::Cancelled;
                delivery.outbox.withdraw(Path::default());
                Ok(Step::Yielded(Events::cancelled()))
            }
            What::Answer(_, answer) => {
                self.state = State::Served;
                match answer.downcast() {
                    Ok(answer) => Ok(Step::Complete(*answer)),
                    Err(_) => misdelivered(),
                }
            }
        }
    }

    fn snapshot_into(&self, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
        out.clear();
        Err(SnapshotError::OnlyInside {
            name: self.name().into(),
        })
    }
}

// It is saved only while it waits: what has not been started is never left alone.
impl<T, Op> Serialize for Local<T, Op> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.state {
            State::Waiting => serializer.serialize_unit(),
            _ => Err(ser::Error::custom(
                "what a scope serves is saved only while it waits for that",
            )),
        }
    }
}

impl<'de, T, Op> Deserialize<'de> for Local<T, Op> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <()>::deserialize(deserializer).map_err(de::Error::custom)?;
        Ok(Local {
            state: State::Waiting,
            types: PhantomData,
        })
    }
}
