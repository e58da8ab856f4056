//! The other leaf: something that a combinator around serves.

use alloc::{boxed::Box, vec::Vec};
use core::{any::Any, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

use super::{
    protocol::{Delivery, Events, Path, Wanted, What},
    request::misdelivered,
    rules::only,
};
use crate::{Coroutine, Location, ResumeError, SnapshotError, StartError, Status, Step};

/// What the enum of what is served is serialized as.
pub(super) const LOCAL: &str = "$resumable::Local";

/// Something that is served within the task.
#[doc(hidden)]
pub trait Want: 'static {
    /// What awaiting it gives.
    type Answer;
    /// What it is serialized as.
    const NAME: &'static str;
    #[doc(hidden)]
    const NAMES: &'static [&'static str] = &[Self::NAME];

    /// Takes what it was served with; nothing, if that is of another type.
    fn answer(served: Box<dyn Any + Send>) -> Option<Self::Answer>;
}

/// Waits for a scope around, or the task, to serve it.
#[doc(hidden)]
pub struct Local<W, Op> {
    state: State,
    types: PhantomData<fn() -> (W, Op)>,
}

enum State {
    New(Box<dyn Any + Send>),
    Waiting,
    Served,
    Cancelled,
}

impl<W, Op> Local<W, Op> {
    pub(super) fn new(wanted: Box<dyn Any + Send>) -> Self {
        Local {
            state: State::New(wanted),
            types: PhantomData,
        }
    }
}

impl<W: Want, Op> Coroutine for Local<W, Op> {
    type Yield = Events<Op>;
    type Resume = Delivery;
    type Return = W::Answer;

    fn name(&self) -> &'static str {
        W::NAME
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

    fn try_start(&mut self) -> Result<Step<Events<Op>, W::Answer>, StartError> {
        match core::mem::replace(&mut self.state, State::Waiting) {
            State::New(wanted) => Ok(Step::Yielded(Events::one(Wanted::Local(wanted)))),
            other => {
                self.state = other;
                Err(StartError::new(self.name(), self.status()))
            }
        }
    }

    fn try_resume(
        &mut self,
        delivery: Delivery,
    ) -> Result<Step<Events<Op>, W::Answer>, ResumeError<Delivery>> {
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
                match W::answer(answer) {
                    Some(answer) => Ok(Step::Complete(answer)),
                    None => misdelivered(),
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
impl<W: Want, Op> Serialize for Local<W, Op> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.state {
            State::Waiting => serializer.serialize_unit_variant(LOCAL, 0, W::NAME),
            _ => Err(ser::Error::custom(
                "what a scope serves is saved only while it waits for that",
            )),
        }
    }
}

impl<'de, W: Want, Op> Deserialize<'de> for Local<W, Op> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        only::<W, _>(LOCAL, W::NAMES, deserializer)?;
        Ok(Local {
            state: State::Waiting,
            types: PhantomData,
        })
    }
}
