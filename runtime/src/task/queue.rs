//! Queues between the coroutines of a task.

use alloc::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet, VecDeque},
    vec::Vec,
};
use core::{any::Any, fmt, marker::PhantomData};

use serde::{Deserialize, Serialize};
use thiserror::Error as ThisError;

use super::{
    local::{Local, Want},
    protocol::{Path, index},
    request::{decode, encode},
    tree::ends_in,
    wait::Awaitable,
};
use crate::Live;

/// The names that the ends of a queue are serialized under.
pub(super) const SENDER: &str = "$resumable::Sender";
pub(super) const RECEIVE: &str = "$resumable::Receive";
pub(super) const RECEIVER: &str = "$resumable::Receiver";

/// Makes a queue between the coroutines of a task that holds up to `capacity` items: awaiting it gives the two ends.
///
/// The ends are data: they are handed to children, and saved with them. What is sent is served within the task, in the step
/// in which it is sent. Sending waits while the queue is full, receiving while it is empty.
///
/// ```
/// # use resumable::{join, resumable};
/// # use resumable::task::{Outcome, Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = u32)]
/// # struct Read(u32);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Read(Read) }
/// use resumable::task::{Receiver, Sender, queue};
///
/// #[resumable(request = Op)]
/// fn produce(items: Sender<u32>) {
///     for page in 0..3 {
///         let item = Read(page).await;
///         if items.send(item).await.is_err() {
///             break;
///         }
///     }
/// }
///
/// #[resumable(request = Op)]
/// fn consume(items: Receiver<u32>) -> u32 {
///     let mut sum = 0;
///     while let Some(item) = items.recv().await {
///         sum += item;
///     }
///     sum
/// }
///
/// #[resumable(request = Op)]
/// fn total() -> u32 {
///     let (sender, receiver) = queue(2).await;
///     let ((), sum) = join!(produce(sender), consume(receiver)).await;
///     sum
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(total());
/// let mut outcome = None;
/// for answer in [20, 2, 20] {
///     let (id, _) = task.pending().next().unwrap();
///     outcome = task.answer::<Read>(id, answer)?.outcome;
/// }
/// assert_eq!(outcome, Some(Outcome::Complete(42)));
/// # Ok(())
/// # }
/// ```
///
/// # When a queue is closed
/// When no variable that is saved holds a sender any more, and nothing waits to be sent, a receiver gets what is left, and
/// then `None`. When nothing holds a receiver any more, sending is an error, once the queue is full. A variable that is not used after a wait is not
/// saved, and so holds nothing.
///
/// To find out, the task is searched for ends of queues after each step in which something waits at a queue, which takes
/// as long as a snapshot. An end inside of an item, on its way through a queue, is not found. A task that is nested too deeply
/// to be searched closes no queue.
///
/// # Panics
/// If `capacity` is 0.
pub fn queue<T>(capacity: usize) -> Queue<T> {
    assert!(
        capacity > 0,
        "a queue of capacity 0 would hold nothing: give at least 1"
    );
    Queue {
        capacity: index(capacity),
        item: PhantomData,
    }
}

/// What [`queue`] gives: awaiting it gives the two ends.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
#[must_use = "it does nothing until it is awaited"]
pub struct Queue<T> {
    capacity: u32,
    #[serde(skip)]
    item: PhantomData<fn() -> T>,
}

/// The end of a [`queue`] that items go in at.
#[derive(Serialize, Deserialize)]
#[serde(bound = "", rename = "$resumable::Sender")]
pub struct Sender<T> {
    queue: u64,
    #[serde(skip)]
    item: PhantomData<fn() -> T>,
}

impl<T> Sender<T> {
    const fn of(queue: u64) -> Self {
        Sender {
            queue,
            item: PhantomData,
        }
    }
}

/// The end of a [`queue`] that items come out of.
#[derive(Serialize, Deserialize)]
#[serde(bound = "", rename = "$resumable::Receiver")]
pub struct Receiver<T> {
    queue: u64,
    #[serde(skip)]
    item: PhantomData<fn() -> T>,
}

impl<T> Receiver<T> {
    const fn of(queue: u64) -> Self {
        Receiver {
            queue,
            item: PhantomData,
        }
    }
}

impl<T: Live> Sender<T> {
    /// Sends an item: waits while the queue is full.
    ///
    /// Awaiting it gives `Err(Closed)` if nobody will ever receive it.
    ///
    /// # Panics
    /// When it is awaited, if the item does not serialize, or is nested too deeply to be searched for ends of queues.
    pub fn send(&self, item: T) -> Send<T> {
        Send(self.queue, item)
    }
}

impl<T: Live> Receiver<T> {
    /// Receives the next item: waits while the queue is empty.
    ///
    /// Awaiting it gives `None` if nobody will ever send one.
    pub const fn recv(&self) -> Receive<T> {
        Receive(self.queue, PhantomData)
    }
}

// Not derived: that would ask it of `T`.
impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Sender::of(self.queue)
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        Receiver::of(self.queue)
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sender {{ queue: {} }}", self.queue)
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Receiver {{ queue: {} }}", self.queue)
    }
}

/// An item was sent to a queue that nobody receives from any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ThisError)]
#[error("nobody receives from the queue any more")]
pub struct Closed;

/// What [`Sender::send`] makes of an item.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[must_use = "it does nothing until it is awaited"]
pub struct Send<T>(u64, T);

/// What [`Receiver::recv`] gives.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
#[must_use = "it does nothing until it is awaited"]
pub struct Receive<T>(u64, #[serde(skip)] PhantomData<fn() -> T>);

/// What a coroutine wants of the queues.
pub(super) enum QueueWant {
    New(u32),
    Send(u64, Item),
    Receive(u64),
}

#[doc(hidden)]
pub struct Making<T>(PhantomData<T>);

#[doc(hidden)]
pub enum Sending {}

#[doc(hidden)]
pub struct Receiving<T>(PhantomData<T>);

impl<T: Live> Want for Making<T> {
    type Answer = (Sender<T>, Receiver<T>);
    const NAME: &'static str = "$resumable::Queue";

    fn answer(served: Box<dyn Any + core::marker::Send>) -> Option<Self::Answer> {
        let number = *served.downcast::<u64>().ok()?;
        Some((Sender::of(number), Receiver::of(number)))
    }
}

impl Want for Sending {
    type Answer = Result<(), Closed>;
    const NAME: &'static str = "$resumable::Send";

    fn answer(served: Box<dyn Any + core::marker::Send>) -> Option<Self::Answer> {
        served.downcast().ok().map(|sent| *sent)
    }
}

impl<T: Live> Want for Receiving<T> {
    type Answer = Option<T>;
    const NAME: &'static str = RECEIVE;

    fn answer(served: Box<dyn Any + core::marker::Send>) -> Option<Option<T>> {
        let bytes = *served.downcast::<Option<Vec<u8>>>().ok()?;
        Some(bytes.map(|bytes| match decode(&bytes) {
            Ok(item) => item,
            Err(error) => panic!(
                "an item of a queue is not of the type that it had when it was saved: {error}"
            ),
        }))
    }
}

impl<Op: 'static, T: Live> Awaitable<Op> for Queue<T> {
    type Answer = (Sender<T>, Receiver<T>);
    type Coroutine = Local<Making<T>, Op>;

    fn into_asking(self) -> Self::Coroutine {
        Local::new(Box::new(QueueWant::New(self.capacity)))
    }
}

impl<Op: 'static, T: Live> Awaitable<Op> for Send<T> {
    type Answer = Result<(), Closed>;
    type Coroutine = Local<Sending, Op>;

    fn into_asking(self) -> Self::Coroutine {
        let bytes = match encode(&self.1) {
            Ok(bytes) => bytes,
            Err(error) => panic!("an item of a queue does not serialize: {error}"),
        };
        // To send it all the same could close a queue of which it holds the last end.
        let Some(ends) = ends_in(&self.1) else {
            panic!("an item of a queue is nested too deeply to be searched for ends of queues")
        };
        Local::new(Box::new(QueueWant::Send(self.0, Item { bytes, ends })))
    }
}

impl<Op: 'static, T: Live> Awaitable<Op> for Receive<T> {
    type Answer = Option<T>;
    type Coroutine = Local<Receiving<T>, Op>;

    fn into_asking(self) -> Self::Coroutine {
        Local::new(Box::new(QueueWant::Receive(self.0)))
    }
}

/// The queues of a task.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Queues {
    next: u64,
    open: BTreeMap<u64, State>,
    /// What has been served and not handed on yet.
    #[serde(skip)]
    served: VecDeque<(Path, Box<dyn Any + core::marker::Send>)>,
}

#[derive(Serialize, Deserialize)]
struct State {
    capacity: u32,
    items: VecDeque<Item>,
    /// What waits to be sent, and where.
    senders: VecDeque<(Path, Item)>,
    /// Who waits for an item.
    receivers: VecDeque<Path>,
}

/// What was sent, and the ends of queues in it.
#[derive(Serialize, Deserialize)]
pub(super) struct Item {
    bytes: Vec<u8>,
    ends: Alive,
}

/// The queues of which an end is left.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Alive {
    pub(super) senders: BTreeSet<u64>,
    pub(super) receivers: BTreeSet<u64>,
}

impl Queues {
    /// Serves what somebody wants, now or later.
    pub(super) fn want(&mut self, path: Path, want: QueueWant) {
        match want {
            QueueWant::New(capacity) => {
                let number = self.next;
                self.next += 1;
                let state = State {
                    capacity,
                    items: VecDeque::new(),
                    senders: VecDeque::new(),
                    receivers: VecDeque::new(),
                };
                self.open.insert(number, state);
                self.served.push_back((path, Box::new(number)));
            }
            QueueWant::Send(number, item) => match self.open.get_mut(&number) {
                Some(state) => {
                    state.senders.push_back((path, item));
                    state.flow(&mut self.served);
                }
                None => self.serve_closed(path),
            },
            QueueWant::Receive(number) => match self.open.get_mut(&number) {
                Some(state) => {
                    state.receivers.push_back(path);
                    state.flow(&mut self.served);
                }
                None => self.served.push_back((path, Box::new(None::<Vec<u8>>))),
            },
        }
    }

    fn serve_closed(&mut self, path: Path) {
        let closed: Result<(), Closed> = Err(Closed);
        self.served.push_back((path, Box::new(closed)));
    }

    /// The next one to be handed what it was served with.
    #[inline]
    pub(super) fn next(&mut self) -> Option<(Path, Box<dyn Any + core::marker::Send>)> {
        self.served.pop_front()
    }

    /// Forgets those who do not wait any more.
    pub(super) fn withdraw(&mut self, withdrawn: &[Path]) {
        if self.open.is_empty() || withdrawn.is_empty() {
            return;
        }
        let withdrawn: BTreeSet<&Path> = withdrawn.iter().collect();
        self.served.retain(|(path, _)| !withdrawn.contains(path));
        for state in self.open.values_mut() {
            state.senders.retain(|(path, _)| !withdrawn.contains(path));
            state.receivers.retain(|path| !withdrawn.contains(path));
            state.flow(&mut self.served);
        }
    }

    /// Whether all numbers and capacities are such as occur, where `used` is the highest number of an end.
    pub(super) fn is_whole(&self, used: Option<u64>, most: u64) -> bool {
        let known = self.open.keys().next_back().copied();
        let full = |state: &State| state.capacity > 0;
        self.next <= most
            && known.max(used).is_none_or(|number| number < self.next)
            && self.open.values().all(full)
    }

    /// Who waits at a queue, and for what.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (&Path, &'static str)> {
        self.open.values().flat_map(|state| {
            let senders = state.senders.iter().map(|(path, _)| (path, Sending::NAME));
            senders.chain(state.receivers.iter().map(|path| (path, RECEIVE)))
        })
    }

    /// Whether somebody waits at a queue.
    #[inline]
    pub(super) fn is_waited_at(&self) -> bool {
        let mut open = self.open.values();
        !self.open.is_empty()
            && open.any(|state| !state.senders.is_empty() || !state.receivers.is_empty())
    }

    /// Closes the queues of which an end is gone: `held` are those that variables hold.
    pub(super) fn close(&mut self, held: &Alive) {
        // What a queue held that is closed may have been the last end of another one.
        let mut before = usize::MAX;
        while self.open.len() < before {
            before = self.open.len();
            let mut alive = held.clone();
            for state in self.open.values() {
                for item in state
                    .items
                    .iter()
                    .chain(state.senders.iter().map(|(_, item)| item))
                {
                    alive.senders.extend(&item.ends.senders);
                    alive.receivers.extend(&item.ends.receivers);
                }
            }
            self.close_but(&alive);
        }
    }

    fn close_but(&mut self, alive: &Alive) {
        let (mut closed, served) = (Vec::new(), &mut self.served);
        self.open.retain(|number, state| {
            let sent = alive.senders.contains(number) || !state.senders.is_empty();
            let received = alive.receivers.contains(number) || !state.receivers.is_empty();
            if !received {
                closed.extend(state.senders.drain(..).map(|(path, _)| path));
            } else if !sent && state.items.is_empty() {
                for path in state.receivers.drain(..) {
                    served.push_back((path, Box::new(None::<Vec<u8>>)));
                }
            }
            received && (sent || !state.items.is_empty())
        });
        for path in closed {
            self.serve_closed(path);
        }
    }
}

impl State {
    /// Lets items go in and out as far as they can.
    fn flow(&mut self, served: &mut VecDeque<(Path, Box<dyn Any + core::marker::Send>)>) {
        loop {
            if !self.items.is_empty()
                && let Some(path) = self.receivers.pop_front()
            {
                served.push_back((
                    path,
                    Box::new(self.items.pop_front().map(|item| item.bytes)),
                ));
            } else if self.items.len() < self.capacity as usize
                && let Some((path, item)) = self.senders.pop_front()
            {
                self.items.push_back(item);
                let sent: Result<(), Closed> = Ok(());
                served.push_back((path, Box::new(sent)));
            } else {
                return;
            }
        }
    }
}
