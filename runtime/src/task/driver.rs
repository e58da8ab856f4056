//! The root: what a driver holds.

use alloc::{boxed::Box, collections::BTreeMap, vec::Vec};
use core::any::type_name;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    error::AnswerError,
    protocol::{Delivery, Events, Outbox, Path, RequestId, Wanted, What},
    request::{Answer, AnswerSource, Request, Requests},
    saved::Waiting,
};
use crate::{Definition, Instance, Live, Status, Step};

/// A function that is marked with `request = Op`. Implemented for all of them.
pub trait TaskDefinition:
    Definition<Yield = Events<<Self as TaskDefinition>::Requests>, Resume = Delivery>
{
    /// The requests: `Op`.
    type Requests: Requests;
}

impl<D, Op> TaskDefinition for D
where
    D: Definition<Yield = Events<Op>, Resume = Delivery>,
    Op: Requests,
{
    type Requests = Op;
}

/// A call of a function with requests, with all that it waits for.
///
/// It runs nothing by itself and calls nobody: it lists the requests that are [`pending`](Self::pending), and goes on when
/// one of them is [answered](Self::answer), in any order. It is saved at any time, and restored with the same requests under
/// the same ids: whether they had reached the world before is for the world to know, by the id.
///
/// ```
/// use resumable::resumable;
/// use resumable::task::{Outcome, Request, Requests, Task};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Request)]
/// #[request(answer = u32)]
/// struct Load(String);
///
/// #[derive(Serialize, Deserialize, Requests)]
/// enum Op { Load(Load) }
///
/// #[resumable(request = Op)]
/// fn sum() -> u32 {
///     Load("one".into()).await + Load("two".into()).await
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(sum());
/// let outcome = loop {
///     let (id, Op::Load(load)) = task.pending().next().expect("it waits for something");
///     let value = u32::try_from(load.0.len())?;
///     if let Some(outcome) = task.answer::<Load>(id, value)?.outcome {
///         break outcome;
///     }
///     // .. store task.snapshot()? ..
/// };
/// assert_eq!(outcome, Outcome::Complete(6));
/// # Ok(())
/// # }
/// ```
///
/// # Panics in a body
/// A panic in any coroutine of the task passes through and poisons the whole task. A snapshot taken before is not affected.
pub struct Task<D: TaskDefinition> {
    pub(super) waiting: Waiting<D>,
    outcome: Option<Outcome<D::Return>>,
}

/// How a task has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome<O> {
    /// With the value that its function returned.
    Complete(O),
    /// It was cancelled, and nothing caught that.
    Cancelled,
}

/// What an answer or a cancellation led to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Update<O> {
    /// The requests that are pending now and were not before.
    pub asked: Vec<RequestId>,
    /// The requests that were pending before and are not wanted any more.
    pub withdrawn: Vec<RequestId>,
    /// How the task has ended, if it has.
    pub outcome: Option<Outcome<O>>,
}

impl<D: TaskDefinition> Task<D> {
    /// Starts a call: it runs to the first requests, or to its end.
    ///
    /// # Panics
    /// If the call has been started before.
    #[track_caller]
    pub fn start(call: Instance<D>) -> Self {
        let mut task = Task {
            waiting: Waiting::new(call),
            outcome: None,
        };
        let step = task.waiting.root.start();
        task.outcome = task.note(step, Vec::new()).outcome;
        task
    }

    pub(super) const fn from_waiting(waiting: Waiting<D>) -> Self {
        Task {
            waiting,
            outcome: None,
        }
    }

    /// The requests that it waits for, in the order in which they were asked.
    pub fn pending(&self) -> impl Iterator<Item = (RequestId, &D::Requests)> {
        self.waiting.pending.iter()
    }

    /// The request of this id, if it is pending.
    #[must_use]
    pub fn request(&self, id: RequestId) -> Option<&D::Requests> {
        self.waiting.pending.get(id)
    }

    /// Where the task is in its life. A task that waits is [`Suspended`](Status::Suspended).
    #[must_use]
    pub const fn status(&self) -> Status {
        self.waiting.root.status()
    }

    /// How it has ended, if it ended when it was started: later the [`Update`] says so.
    pub const fn take_outcome(&mut self) -> Option<Outcome<D::Return>> {
        self.outcome.take()
    }

    /// Answers a request of type `Q`.
    ///
    /// # Errors
    /// If the request is not pending, or is of another type. Nothing has changed then.
    pub fn answer<Q: Request>(
        &mut self,
        id: RequestId,
        answer: Q::Answer,
    ) -> Result<Update<D::Return>, AnswerError> {
        let request = self.check(id)?;
        if !request.request().is::<Q>() {
            return Err(AnswerError::WrongType {
                task: D::NAME,
                id,
                request: request.name(),
                answered: type_name::<Q>(),
            });
        }
        Ok(self.deliver(id, Box::new(answer)))
    }

    /// Answers a request with the bytes that [`answer_to_bytes`](super::answer_to_bytes) has made of the answer.
    ///
    /// # Errors
    /// If the request is not pending, or the bytes are no answer to it. Nothing has changed then.
    pub fn answer_bytes(
        &mut self,
        id: RequestId,
        bytes: &[u8],
    ) -> Result<Update<D::Return>, AnswerError> {
        self.answer_read(id, AnswerSource::Bytes(bytes))
    }

    /// Answers a request with what any serde format holds.
    ///
    /// ```
    /// # use resumable::resumable;
    /// # use resumable::task::{Outcome, Request, Requests, Task};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, Request)]
    /// # #[request(answer = Vec<u32>)]
    /// # struct Load(String);
    /// # #[derive(Serialize, Deserialize, Requests)]
    /// # enum Op { Load(Load) }
    /// # #[resumable(request = Op)]
    /// # fn call() -> u32 { Load("one".into()).await.iter().sum() }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut task = Task::start(call());
    /// let (id, _) = task.pending().next().unwrap();
    /// let answer: serde_json::Value = serde_json::from_str("[1, 2, 3]")?;
    /// let update = task.answer_from(id, answer)?;
    /// assert_eq!(update.outcome, Some(Outcome::Complete(6)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the request is not pending, or what is read is no answer to it. Nothing has changed then.
    pub fn answer_from<'de>(
        &mut self,
        id: RequestId,
        format: impl Deserializer<'de>,
    ) -> Result<Update<D::Return>, AnswerError> {
        let mut format = <dyn erased_serde::Deserializer<'_>>::erase(format);
        self.answer_read(id, AnswerSource::Format(&mut format))
    }

    fn answer_read(
        &mut self,
        id: RequestId,
        source: AnswerSource<'_, '_>,
    ) -> Result<Update<D::Return>, AnswerError> {
        let request = self.check(id)?;
        match request.read_answer(source) {
            Ok(answer) => Ok(self.deliver(id, answer)),
            Err(message) => Err(AnswerError::Malformed {
                task: D::NAME,
                id,
                request: request.name(),
                expected: request.answer_name(),
                message,
            }),
        }
    }

    /// Cancels the task: all that waits is told so, and cleans up; the requests are withdrawn.
    ///
    /// If nothing catches it, the task has then ended as [`Cancelled`](Outcome::Cancelled). What catches it may ask again, and
    /// the task goes on; cancelling once more cancels that too. A task that has ended stays as it is.
    pub fn cancel(&mut self) -> Update<D::Return> {
        if self.status() != Status::Suspended {
            return Update {
                asked: Vec::new(),
                withdrawn: Vec::new(),
                outcome: None,
            };
        }
        let outbox = Outbox::default();
        let step = self.waiting.root.resume(Delivery::cancel(&outbox));
        self.note(step, outbox.take())
    }

    /// The request of this id, which is pending.
    fn check(&self, id: RequestId) -> Result<&D::Requests, AnswerError> {
        let task = D::NAME;
        if self.status() != Status::Suspended {
            let status = self.status();
            return Err(AnswerError::Ended { task, status });
        }
        match self.waiting.pending.get(id) {
            Some(request) => Ok(request),
            None if id < self.waiting.next => Err(AnswerError::NotPending { task, id }),
            None => Err(AnswerError::Unknown { task, id }),
        }
    }

    fn deliver(&mut self, id: RequestId, answer: Answer) -> Update<D::Return> {
        let path = self.waiting.pending.remove(id);
        let outbox = Outbox::default();
        let step = self.waiting.root.resume(Delivery {
            what: What::Answer(path, answer),
            outbox: outbox.clone(),
        });
        self.note(step, outbox.take())
    }

    fn note(
        &mut self,
        step: Step<Events<D::Requests>, D::Return>,
        withdrawn: Vec<Path>,
    ) -> Update<D::Return> {
        let Waiting { pending, next, .. } = &mut self.waiting;
        let withdrawn = withdrawn.iter().filter_map(|path| pending.withdraw(path));
        let mut withdrawn: Vec<_> = withdrawn.collect();
        withdrawn.sort_unstable();
        let mut asked = Vec::new();
        let outcome = match step {
            Step::Yielded(events) if events.is_cancelled() => Some(Outcome::Cancelled),
            Step::Yielded(events) => {
                for event in events.asked {
                    let Wanted::Request(request) = event.wanted else {
                        unserved(D::NAME)
                    };
                    let id = *next;
                    *next = RequestId::new(id.number() + 1);
                    pending.insert(id, event.path, request);
                    asked.push(id);
                }
                None
            }
            Step::Complete(value) => Some(Outcome::Complete(value)),
        };
        Update {
            asked,
            withdrawn,
            outcome,
        }
    }
}

/// Something was wanted of a scope that is not around.
#[cold]
fn unserved(task: &str) -> ! {
    panic!(
        "`{task}` used a `Spawner`, `Sender` or `Receiver` outside of the scope that it belongs to; do not return one from \
        the scope"
    )
}

/// The requests that a task waits for, to be found by their ids and by their places.
pub(super) struct Pending<Op> {
    by_id: BTreeMap<RequestId, Entry<Op>>,
    by_path: BTreeMap<Path, RequestId>,
}

#[derive(Serialize, Deserialize)]
#[serde(bound = "Op: Live")]
struct Entry<Op> {
    path: Path,
    request: Op,
}

impl<Op> Pending<Op> {
    pub(super) const fn new() -> Self {
        Pending {
            by_id: BTreeMap::new(),
            by_path: BTreeMap::new(),
        }
    }

    fn iter(&self) -> impl Iterator<Item = (RequestId, &Op)> {
        self.by_id.iter().map(|(id, entry)| (*id, &entry.request))
    }

    /// Where each was asked, the outermost combinator first.
    pub(super) fn places(&self) -> impl Iterator<Item = (Vec<u32>, RequestId, &Op)> {
        let entries = self.by_id.iter();
        entries.map(|(id, entry)| (entry.path.outermost_first(), *id, &entry.request))
    }

    fn get(&self, id: RequestId) -> Option<&Op> {
        self.by_id.get(&id).map(|entry| &entry.request)
    }

    fn insert(&mut self, id: RequestId, path: Path, request: Op) {
        self.by_path.insert(path.clone(), id);
        self.by_id.insert(id, Entry { path, request });
    }

    /// Takes out a request that is pending; its place.
    fn remove(&mut self, id: RequestId) -> Path {
        let entry = self.by_id.remove(&id).expect("a request that is pending");
        self.by_path.remove(&entry.path);
        entry.path
    }

    fn withdraw(&mut self, path: &Path) -> Option<RequestId> {
        let id = self.by_path.remove(path)?;
        self.by_id.remove(&id);
        Some(id)
    }
}

impl<Op: Live> Serialize for Pending<Op> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.by_id.serialize(serializer)
    }
}

impl<'de, Op: Live> Deserialize<'de> for Pending<Op> {
    fn deserialize<De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
        let by_id = BTreeMap::<RequestId, Entry<Op>>::deserialize(deserializer)?;
        let by_path = by_id.iter().map(|(id, entry)| (entry.path.clone(), *id));
        Ok(Pending {
            by_path: by_path.collect(),
            by_id,
        })
    }
}
