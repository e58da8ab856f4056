//! The leaf: a request that waits for its answer.

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};
use core::{
    any::{Any, type_name},
    marker::PhantomData,
};

use serde::{Deserialize, Serialize, Serializer};

use super::protocol::{Delivery, Events, Path, Wanted, What};
use crate::{
    Coroutine, Live, Location, ResumeError, SnapshotError, StartError, Status, Step,
    value::{DEEPEST, Described, Encoding, Stack, Stored, ValueError, Writer},
};

/// What a coroutine of a task can ask for: a value that goes out, and the type of what comes back.
///
/// Derived, with the type of the answer:
///
/// ```
/// use resumable::task::Request;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Request)]
/// #[request(answer = Vec<String>)]
/// struct Search {
///     words: String,
/// }
/// ```
///
/// `Search { words }.await` is then a `Vec<String>` in every function whose `request = Op` can be made from a `Search`,
/// as [`Requests`](derive@super::Requests) lets it.
pub trait Request: Live {
    /// What it is answered with.
    type Answer: Live;
}

/// The requests of a task: an enum with a variant for each.
///
/// Derived for an enum of which each variant holds one type that is a [`Request`](trait@Request):
///
/// ```
/// use resumable::task::{Request, Requests};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Request)]
/// #[request(answer = ())]
/// struct Sleep(u64);
///
/// #[derive(Serialize, Deserialize, Requests)]
/// enum Op {
///     Sleep(Sleep),
/// }
///
/// let op = Op::from(Sleep(3));
/// assert_eq!(op.name(), "Sleep");
/// ```
pub trait Requests: Live {
    /// The name of the variant.
    fn name(&self) -> &'static str;

    /// The request inside.
    fn request(&self) -> &dyn Any;

    /// The type of its answer, as rustc spells it.
    #[doc(hidden)]
    fn answer_name(&self) -> &'static str;

    /// Reads its answer.
    #[doc(hidden)]
    fn read_answer(&self, source: AnswerSource<'_, '_>) -> Result<Answer, String>;
}

/// An answer of any type.
#[doc(hidden)]
pub type Answer = Box<dyn Any + Send>;

/// Where an answer is read from.
#[doc(hidden)]
pub enum AnswerSource<'a, 'de> {
    /// Bytes of [`answer_to_bytes`].
    Bytes(&'a [u8]),
    /// Any other format.
    Format(&'a mut dyn erased_serde::Deserializer<'de>),
}

/// What `Requests::read_answer` does for each variant.
#[doc(hidden)]
#[allow(clippy::missing_errors_doc, reason = "only derived code calls this")]
pub fn read_answer<Q: Request>(_: &Q, source: AnswerSource<'_, '_>) -> Result<Answer, String> {
    let read = match source {
        AnswerSource::Bytes(bytes) => decode::<Q::Answer>(bytes).map_err(|error| error.to_string()),
        AnswerSource::Format(source) => {
            erased_serde::deserialize::<Q::Answer>(source).map_err(|error| error.to_string())
        }
    };
    match read {
        Ok(answer) => Ok(Box::new(answer)),
        Err(message) => Err(message),
    }
}

/// Reads what [`encode`] has written.
pub(super) fn decode<T: Live>(bytes: &[u8]) -> Result<T, ValueError> {
    let stored = Stored {
        bytes,
        encoding: Encoding::Described,
        levels: DEEPEST,
        stack: Stack::here(),
    };
    stored.read_all()
}

#[doc(hidden)]
#[must_use]
pub fn answer_name<Q: Request>(_: &Q) -> &'static str {
    type_name::<Q::Answer>()
}

/// An answer as bytes for [`Task::answer_bytes`](super::Task::answer_bytes).
///
/// For a service that answers from another process, written with this crate too. The bytes tell the names of fields, so
/// that both sides need not be of the same build.
///
/// # Errors
/// What the answer's `Serialize` says, if it fails.
pub fn answer_to_bytes<Q: Request>(answer: &Q::Answer) -> Result<Vec<u8>, SnapshotError> {
    match encode(answer) {
        Ok(bytes) => Ok(bytes),
        Err(error) => Err(unwritable::<Q>(&error)),
    }
}

/// A value by itself, with the names of its fields.
pub(super) fn encode<T: Live>(value: &T) -> Result<Vec<u8>, ValueError> {
    let mut out = Vec::new();
    Encoding::Described.write(value, &mut Writer::new(&mut out))?;
    Ok(out)
}

#[cold]
fn unwritable<Q>(error: &ValueError) -> SnapshotError {
    SnapshotError::Value {
        definition: type_name::<Q>().into(),
        variable: "answer".into(),
        message: alloc::format!("{error}"),
    }
}

/// A request as a coroutine: it asks once, and completes with the answer.
///
/// What awaiting a request makes of it.
#[derive(Serialize, Deserialize)]
#[serde(rename = "$resumable::Ask", bound = "Q: Request")]
pub struct Ask<Q, Op> {
    state: State<Q>,
    #[serde(skip)]
    requests: PhantomData<fn() -> Op>,
}

#[derive(Deserialize)]
#[serde(bound = "Q: Request")]
enum State<Q> {
    New(Described<Q>),
    Waiting,
    Answered,
    Cancelled,
}

// As derived; but who reads it as text is told the type of the answer, in place of a name that no format shows.
impl<Q: Request> Serialize for State<Q> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = if serializer.is_human_readable() {
            type_name::<Q::Answer>()
        } else {
            "State"
        };
        match self {
            State::New(request) => serializer.serialize_newtype_variant(name, 0, "New", request),
            State::Waiting => serializer.serialize_unit_variant(name, 1, "Waiting"),
            State::Answered => serializer.serialize_unit_variant(name, 2, "Answered"),
            State::Cancelled => serializer.serialize_unit_variant(name, 3, "Cancelled"),
        }
    }
}

impl<Q, Op> Ask<Q, Op> {
    /// A request that has not been asked yet.
    pub const fn new(request: Q) -> Self {
        Ask {
            state: State::New(Described::new(request)),
            requests: PhantomData,
        }
    }
}

impl<Q: Request, Op: Requests + From<Q>> Coroutine for Ask<Q, Op> {
    type Yield = Events<Op>;
    type Resume = Delivery;
    type Return = Q::Answer;

    fn name(&self) -> &'static str {
        type_name::<Q>()
    }

    fn status(&self) -> Status {
        match self.state {
            State::New(_) => Status::Ready,
            State::Waiting => Status::Suspended,
            State::Answered => Status::Complete,
            State::Cancelled => Status::Cancelled,
        }
    }

    fn location(&self) -> Option<&'static Location> {
        None
    }

    fn try_start(&mut self) -> Result<Step<Events<Op>, Q::Answer>, StartError> {
        match core::mem::replace(&mut self.state, State::Waiting) {
            State::New(request) => {
                let wanted = Wanted::Request(request.into_inner().into());
                Ok(Step::Yielded(Events::one(wanted)))
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
    ) -> Result<Step<Events<Op>, Q::Answer>, ResumeError<Delivery>> {
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
                self.state = State::Answered;
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

/// What is pending in a task does not fit what waits in it.
#[cold]
#[track_caller]
pub(super) fn misdelivered() -> ! {
    panic!(
        "an answer led to nothing that waits for it: the saved task was altered, take an earlier snapshot"
    )
}
