//! The root: what a driver holds.

#[cfg(feature = "tracing")]
use alloc::string::String;
use alloc::{boxed::Box, vec::Vec};
use core::any::type_name;

use serde::Deserializer;

use super::{
    error::AnswerError,
    ids::RequestIds,
    pending::PendingRequests,
    protocol::{Asked, Delivery, Event, Events, Outbox, Path, RequestId, Wanted, What},
    request::{Answer, AnswerSource, Request, Requests},
    saved::Waiting,
    tree::TaskTree,
};
use crate::{Definition, Instance, Status, Step};

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
    /// What logs call it.
    #[cfg(feature = "tracing")]
    trace_id: Option<String>,
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
    pub asked: RequestIds,
    /// The requests that were pending before and are not wanted any more.
    pub withdrawn: RequestIds,
    /// How the task has ended, if it has.
    pub outcome: Option<Outcome<O>>,
    /// Who waits where, if everything in the task waits at queues for something else in it: it will never go on, but can
    /// be cancelled.
    pub deadlocked: Option<TaskTree>,
}

impl<O> Update<O> {
    const fn new() -> Self {
        Update {
            asked: RequestIds::new(),
            withdrawn: RequestIds::new(),
            outcome: None,
            deadlocked: None,
        }
    }
}

impl<D: TaskDefinition> Task<D> {
    /// Starts a call: it runs to the first requests, or to its end.
    ///
    /// # Panics
    /// If the call has been started before.
    #[track_caller]
    pub fn start(call: Instance<D>) -> Self {
        let mut task = Self::from_waiting(Waiting::new(call));
        #[cfg(feature = "tracing")]
        let _span = task.span("start", None);
        let step = task.waiting.root.start();
        task.outcome = task.run(step, Vec::new()).outcome;
        task
    }

    pub(super) const fn from_waiting(waiting: Waiting<D>) -> Self {
        Task {
            waiting,
            outcome: None,
            #[cfg(feature = "tracing")]
            trace_id: None,
        }
    }

    /// What the spans of this task have as their `id`: the key by which the driver knows it. It is not saved.
    ///
    /// ```
    /// # use resumable::resumable;
    /// # use resumable::task::{Request, Requests, Task};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, Request)]
    /// # #[request(answer = ())]
    /// # struct Sleep(u64);
    /// # #[derive(Serialize, Deserialize, Requests)]
    /// # enum Op { Sleep(Sleep) }
    /// # #[resumable(request = Op)]
    /// # fn nap() { Sleep(3).await }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let bytes = Task::start(nap()).snapshot()?;
    /// let task = Task::<nap>::restore(&bytes)?.traced_as("order 17");
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "tracing")]
    #[must_use]
    pub fn traced_as(mut self, id: impl Into<String>) -> Self {
        self.trace_id = Some(id.into());
        self
    }

    #[cfg(feature = "tracing")]
    fn span(&self, event: &'static str, request: Option<RequestId>) -> tracing::span::EnteredSpan {
        crate::spans::task(D::NAME, self.trace_id.as_deref(), event, request)
    }

    /// The requests that it waits for, in the order in which they were asked.
    pub fn pending(&self) -> PendingRequests<'_, D::Requests> {
        self.waiting.pending.iter()
    }

    /// The request of this id, if it is pending.
    #[must_use]
    pub fn request(&self, id: RequestId) -> Option<&D::Requests> {
        self.waiting.pending.get(id)
    }

    /// Where the task is in its life. A task that waits is [`Suspended`](Status::Suspended).
    #[must_use]
    pub fn status(&self) -> Status {
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
        let (place, request) = self.check(id)?;
        if !request.request().is::<Q>() {
            return Err(AnswerError::WrongType {
                task: D::NAME,
                id,
                request: request.name(),
                answered: type_name::<Q>(),
            });
        }
        Ok(self.deliver(id, place, Box::new(answer)))
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
        let (place, request) = self.check(id)?;
        match request.read_answer(source) {
            Ok(answer) => Ok(self.deliver(id, place, answer)),
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
            return Update::new();
        }
        #[cfg(feature = "tracing")]
        let _span = self.span("cancel", None);
        let outbox = Outbox::new();
        let step = self.waiting.root.resume(Delivery::cancel(&outbox));
        self.run(step, outbox.take())
    }

    /// The request of this id, which is pending, and where it is.
    fn check(&self, id: RequestId) -> Result<(usize, &D::Requests), AnswerError> {
        let task = D::NAME;
        if self.status() != Status::Suspended {
            let status = self.status();
            return Err(AnswerError::Ended { task, status });
        }
        match self.waiting.pending.find(id) {
            Some(found) => Ok(found),
            None if id < self.waiting.next => Err(AnswerError::NotPending { task, id }),
            None => Err(AnswerError::Unknown { task, id }),
        }
    }

    #[cfg_attr(
        not(feature = "tracing"),
        allow(unused_variables, reason = "a span tells the id")
    )]
    fn deliver(&mut self, id: RequestId, place: usize, answer: Answer) -> Update<D::Return> {
        #[cfg(feature = "tracing")]
        let _span = self.span("answer", Some(id));
        let path = self.waiting.pending.remove(place);
        let (step, withdrawn) = self.resume(path, answer);
        self.run(step, withdrawn)
    }

    /// Hands an answer to who waits for it; what that led to, and what it has withdrawn.
    #[inline]
    fn resume(&mut self, path: Path, answer: Answer) -> (TaskStep<D>, Vec<Path>) {
        // Only a combinator withdraws anything, and it would be on the way.
        if path.is_empty() {
            let outbox = Outbox::nowhere();
            let what = What::Answer(path, answer);
            return (
                self.waiting.root.resume(Delivery { what, outbox }),
                Vec::new(),
            );
        }
        let outbox = Outbox::new();
        let step = self.waiting.root.resume(Delivery {
            what: What::Answer(path, answer),
            outbox: outbox.clone(),
        });
        (step, outbox.take())
    }

    /// Goes on from a step until nothing moves by itself.
    fn run(&mut self, mut step: TaskStep<D>, mut withdrawn: Vec<Path>) -> Update<D::Return> {
        let mut update = Update::new();
        let first = self.waiting.next;
        loop {
            if !withdrawn.is_empty() {
                self.withdraw(&withdrawn, first, &mut update);
            }
            match step {
                Step::Yielded(Events(Event::Waits(wanted))) => {
                    self.note(Path::default(), wanted, &mut update);
                }
                Step::Yielded(Events(Event::Asked(asked))) => {
                    update.asked.reserve(asked.len());
                    for Asked { path, wanted } in asked {
                        self.note(path, wanted, &mut update);
                    }
                }
                Step::Yielded(Events(Event::Cancelled)) => {
                    update.outcome = Some(Outcome::Cancelled);
                    break;
                }
                Step::Complete(value) => {
                    update.outcome = Some(Outcome::Complete(value));
                    break;
                }
            }
            let Some((path, served)) = self.served() else {
                update.deadlocked = self.deadlocked();
                break;
            };
            (step, withdrawn) = self.resume(path, served);
        }
        update.withdrawn.sort();
        update
    }

    /// Takes out what is not wanted any more; what was asked from the id `first` on, nobody has seen.
    fn withdraw(&mut self, withdrawn: &[Path], first: RequestId, update: &mut Update<D::Return>) {
        let Waiting {
            pending, queues, ..
        } = &mut self.waiting;
        let mut unseen = false;
        for id in withdrawn.iter().filter_map(|path| pending.withdraw(path)) {
            if id < first {
                update.withdrawn.push(id);
            }
            unseen |= id >= first;
        }
        if unseen {
            update.asked.retain(|id| pending.get(id).is_some());
        }
        queues.withdraw(withdrawn);
    }

    #[inline]
    fn note(&mut self, path: Path, wanted: Wanted<D::Requests>, update: &mut Update<D::Return>) {
        match wanted {
            Wanted::Request(request) => {
                let id = self.waiting.next;
                self.waiting.next = RequestId::new(id.number() + 1);
                self.waiting.pending.insert(id, path, request);
                update.asked.push(id);
            }
            Wanted::Local(wanted) => match wanted.downcast() {
                Ok(want) => self.waiting.queues.want(path, *want),
                Err(_) => unserved(D::NAME),
            },
        }
    }

    /// The next coroutine that goes on by itself, with what it goes on with.
    fn served(&mut self) -> Option<(Path, Answer)> {
        if let Some(served) = self.waiting.queues.next() {
            return Some(served);
        }
        if !self.waiting.queues.is_waited_at() {
            return None;
        }
        let alive = self.ends_of_queues()?;
        self.waiting.queues.close(&alive);
        self.waiting.queues.next()
    }

    /// What waits, if everything in the task waits for something else in it, so that it will never go on.
    #[must_use]
    pub fn deadlocked(&self) -> Option<TaskTree> {
        let stuck = self.status() == Status::Suspended && self.waiting.pending.is_empty();
        stuck.then(|| self.tree())
    }
}

type TaskStep<D> = Step<Events<<D as TaskDefinition>::Requests>, <D as Definition>::Return>;

/// Something was wanted of a scope that is not around.
#[cold]
fn unserved(task: &str) -> ! {
    panic!(
        "`{task}` used a `Spawner` outside of the scope that it belongs to; do not return one from the scope"
    )
}
