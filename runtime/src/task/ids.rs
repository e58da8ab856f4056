//! Lists of requests.

use core::{fmt, ops::Deref};

use smallvec::SmallVec;

use super::protocol::RequestId;

/// Requests of a task, by their ids: a list as [`Update`](super::Update) has them.
///
/// It is a slice to read from, and iterates over the ids. One or two of them take no allocation.
///
/// ```
/// # use resumable::{join, resumable};
/// # use resumable::task::{Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = u32)]
/// # struct Load(String);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Load(Load) }
/// #[resumable(request = Op)]
/// fn sum() -> u32 {
///     let (one, two) = join!(Load("one".into()), Load("two".into())).await;
///     one + two + Load("three".into()).await
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(sum());
/// let ids: Vec<_> = task.pending().map(|(id, _)| id).collect();
/// assert!(task.answer::<Load>(ids[0], 1)?.asked.is_empty());
/// for id in task.answer::<Load>(ids[1], 2)?.asked {
///     assert_eq!(id.number(), 2);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestIds(SmallVec<[RequestId; 2]>);

impl RequestIds {
    pub(super) const fn new() -> Self {
        RequestIds(SmallVec::new_const())
    }

    #[inline]
    pub(super) fn push(&mut self, id: RequestId) {
        self.0.push(id);
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    pub(super) fn retain(&mut self, keep: impl Fn(RequestId) -> bool) {
        self.0.retain(|id| keep(*id));
    }

    #[inline]
    pub(super) fn sort(&mut self) {
        self.0.sort_unstable();
    }
}

impl fmt::Debug for RequestIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Deref for RequestIds {
    type Target = [RequestId];

    #[inline]
    fn deref(&self) -> &[RequestId] {
        &self.0
    }
}

impl<T: AsRef<[RequestId]> + ?Sized> PartialEq<T> for RequestIds {
    fn eq(&self, other: &T) -> bool {
        **self == *other.as_ref()
    }
}

impl<'i> IntoIterator for &'i RequestIds {
    type Item = &'i RequestId;
    type IntoIter = core::slice::Iter<'i, RequestId>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for RequestIds {
    type Item = RequestId;
    type IntoIter = IntoIds;

    fn into_iter(self) -> IntoIds {
        IntoIds(self.0.into_iter())
    }
}

/// The ids of [`RequestIds`], one after the other.
#[derive(Clone, Debug)]
pub struct IntoIds(smallvec::IntoIter<[RequestId; 2]>);

impl Iterator for IntoIds {
    type Item = RequestId;

    fn next(&mut self) -> Option<RequestId> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for IntoIds {}

impl DoubleEndedIterator for IntoIds {
    fn next_back(&mut self) -> Option<RequestId> {
        self.0.next_back()
    }
}
