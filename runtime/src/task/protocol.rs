//! What goes up and down between the coroutines of a task.

use alloc::{boxed::Box, collections::BTreeSet, rc::Rc, vec::Vec};
use core::{any::Any, cell::RefCell, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

/// The name of a request within its task: never used again, also not after the request has been answered.
///
/// It is saved with the task, so that it can be a key by which the outer world knows that it has seen a request before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(u64);

impl RequestId {
    /// The id with this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        RequestId(number)
    }

    /// Its number: requests are counted from 0 in the order in which they are asked.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where in a task a request is asked: the index of a child in each combinator around it, the innermost first.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[doc(hidden)]
#[allow(unreachable_pub, reason = "a part of what `Children` hands on")]
pub struct Path(SmallVec<[u32; 4]>);

impl Path {
    /// The same seen from one level further out.
    pub(super) fn enclose(&mut self, child: usize) {
        self.0.push(index(child));
    }

    /// Whether no combinator is around.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn place(&self) -> Place {
        self.0.iter().rev().copied().collect()
    }

    pub(super) fn outermost_first(&self) -> Vec<u32> {
        self.0.iter().rev().copied().collect()
    }

    /// Goes one level further in: the child that it leads to.
    pub(super) fn descend(&mut self) -> Option<usize> {
        self.0.pop().map(|child| child as usize)
    }
}

// As a vector is.
impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_slice().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let path = Vec::deserialize(deserializer)?;
        Ok(Path(SmallVec::from_slice(&path)))
    }
}

/// The same with the outermost combinator first.
pub(super) type Place = SmallVec<[u32; 4]>;

/// A combinator has at most `u32::MAX` children.
pub(super) fn index(child: usize) -> u32 {
    u32::try_from(child).expect("a combinator has at most `u32::MAX` children")
}

/// A request on its way out.
#[doc(hidden)]
pub(super) struct Asked<Op> {
    pub(crate) path: Path,
    pub(crate) wanted: Wanted<Op>,
}

#[doc(hidden)]
#[allow(unreachable_pub, reason = "a part of what `Children` hands on")]
pub enum Wanted<Op> {
    /// A request to the driver.
    Request(Op),
    /// Something that a combinator around serves.
    Local(Box<dyn Any + Send>),
}

/// What a coroutine of a task yields: the requests that it has just asked, or that it has ended as cancelled.
///
/// Only a [`Task`](super::Task) and the combinators look into it.
pub struct Events<Op>(pub(super) Event<Op>);

pub(super) enum Event<Op> {
    /// A leaf waits for this. Mostly nothing but that happens in a step, so it has a variant of its own.
    Waits(Wanted<Op>),
    /// These wait, inside of a combinator.
    Asked(Asks<Op>),
    Cancelled,
}

/// What has been asked in one step. Mostly it is one thing, which is kept in place.
pub(super) type Asks<Op> = SmallVec<[Asked<Op>; 1]>;

impl<Op> Events<Op> {
    pub(super) const fn asked(asked: Asks<Op>) -> Self {
        Events(Event::Asked(asked))
    }

    /// One leaf waits.
    pub(super) const fn one(wanted: Wanted<Op>) -> Self {
        Events(Event::Waits(wanted))
    }

    pub(super) const fn cancelled() -> Self {
        Events(Event::Cancelled)
    }

    /// Whether the coroutine that yielded this has ended as cancelled, and does not wait.
    #[must_use]
    #[inline]
    pub const fn is_cancelled(&self) -> bool {
        matches!(self.0, Event::Cancelled)
    }
}

impl<Op> fmt::Debug for Events<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = match &self.0 {
            Event::Waits(_) => 1,
            Event::Asked(asked) => asked.len(),
            Event::Cancelled => 0,
        };
        f.debug_struct("Events")
            .field("asked", &asked)
            .field("cancelled", &self.is_cancelled())
            .finish()
    }
}

/// What a coroutine of a task is resumed with: an answer on its way to the request, or a cancellation.
///
/// Only a [`Task`](super::Task) and the combinators make one.
pub struct Delivery {
    pub(super) what: What,
    pub(super) outbox: Outbox,
}

pub(super) enum What {
    /// An answer, and where it goes.
    Answer(Path, Box<dyn Any + Send>),
    /// To all that waits.
    Cancel,
}

impl Delivery {
    pub(super) fn cancel(outbox: &Outbox) -> Self {
        Delivery {
            what: What::Cancel,
            outbox: outbox.clone(),
        }
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Answer(path, _) => write!(f, "Answer({path:?})"),
            What::Cancel => f.write_str("Cancel"),
        }
    }
}

/// What a delivery has withdrawn on its way.
#[derive(Clone)]
pub(super) struct Outbox(Option<Rc<RefCell<Vec<Path>>>>);

impl Outbox {
    pub(super) fn new() -> Self {
        Outbox(Some(Rc::default()))
    }

    /// For a step in which nothing can be withdrawn: what is put into it is forgotten.
    pub(super) const fn nowhere() -> Self {
        Outbox(None)
    }

    /// How much is in it.
    pub(super) fn mark(&self) -> usize {
        self.0.as_ref().map_or(0, |paths| paths.borrow().len())
    }

    /// What is in it from `mark` on comes from this child.
    pub(super) fn enclose(&self, mark: usize, child: usize) {
        if let Some(paths) = &self.0 {
            for path in &mut paths.borrow_mut()[mark..] {
                path.enclose(child);
            }
        }
    }

    pub(super) fn withdraw(&self, path: Path) {
        if let Some(paths) = &self.0 {
            paths.borrow_mut().push(path);
        }
    }

    /// Whether this was withdrawn since `mark`.
    pub(super) fn contains(&self, mark: usize, path: &Path) -> bool {
        let paths = self.0.as_ref();
        paths.is_some_and(|paths| paths.borrow()[mark..].contains(path))
    }

    pub(super) fn take(&self) -> Vec<Path> {
        let paths = self.0.as_ref();
        paths.map_or(Vec::new(), |paths| core::mem::take(&mut paths.borrow_mut()))
    }

    /// Withdraws what was asked in an earlier step; what was asked in this one and is still at hand was never asked.
    pub(super) fn withdraw_all<Op>(&self, mut withdrawn: Vec<Path>, at_hand: &mut Asks<Op>) {
        if !at_hand.is_empty() && !withdrawn.is_empty() {
            let mut earlier: BTreeSet<Path> = withdrawn.into_iter().collect();
            at_hand.retain(|asked| !earlier.remove(&asked.path));
            withdrawn = earlier.into_iter().collect();
        }
        if let Some(paths) = &self.0 {
            paths.borrow_mut().append(&mut withdrawn);
        }
    }

    /// The same for what was withdrawn since `mark`.
    pub(super) fn retract<Op>(&self, mark: usize, at_hand: &mut Asks<Op>) {
        if let Some(paths) = &self.0
            && !at_hand.is_empty()
        {
            let withdrawn = paths.borrow_mut().split_off(mark);
            self.withdraw_all(withdrawn, at_hand);
        }
    }
}
