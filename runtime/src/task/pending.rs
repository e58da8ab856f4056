//! The requests that a task waits for.

use alloc::{collections::BTreeMap, vec::Vec};
use core::{fmt, slice};

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap as _};

use super::protocol::{Path, RequestId};
use crate::{Live, value::Described};

/// The requests that a task waits for, to be found by their ids and by their places.
pub(super) struct Pending<Op> {
    /// In the order of their ids, which is that in which they are put in. No more than half of them are gone, and not the last.
    entries: Vec<(RequestId, Option<Entry<Op>>)>,
    gone: usize,
    /// Their ids by their places, from the first withdrawal out of many on: most tasks never need it.
    by_path: Option<BTreeMap<Path, RequestId>>,
}

#[derive(Serialize, Deserialize)]
#[serde(bound = "Op: Live")]
struct Entry<Op> {
    path: Path,
    request: Described<Op>,
}

/// The requests that a task waits for, in the order in which they were asked: what [`Task::pending`](super::Task::pending) gives.
// A type with a name: of another one rustc would have to think that it uses the task when it is dropped.
pub struct PendingRequests<'t, Op> {
    entries: slice::Iter<'t, (RequestId, Option<Entry<Op>>)>,
}

impl<'t, Op> Iterator for PendingRequests<'t, Op> {
    type Item = (RequestId, &'t Op);

    fn next(&mut self) -> Option<Self::Item> {
        self.entries
            .find_map(|(id, entry)| Some((*id, entry.as_ref()?.request.get())))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.entries.size_hint().1)
    }
}

impl<Op> Clone for PendingRequests<'_, Op> {
    fn clone(&self) -> Self {
        PendingRequests {
            entries: self.entries.clone(),
        }
    }
}

impl<Op> fmt::Debug for PendingRequests<'_, Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.clone().map(|(id, _)| id))
            .finish()
    }
}

/// So many are searched through one by one.
const FEW: usize = 16;

impl<Op> Pending<Op> {
    pub(super) const fn new() -> Self {
        Pending {
            entries: Vec::new(),
            gone: 0,
            by_path: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.len() == self.gone
    }

    fn entries(&self) -> impl Iterator<Item = (RequestId, &Entry<Op>)> {
        let entries = self.entries.iter();
        entries.filter_map(|(id, entry)| Some((*id, entry.as_ref()?)))
    }

    pub(super) fn iter(&self) -> PendingRequests<'_, Op> {
        PendingRequests {
            entries: self.entries.iter(),
        }
    }

    /// Where each was asked, the outermost combinator first.
    pub(super) fn places(&self) -> impl Iterator<Item = (Vec<u32>, RequestId, &Op)> {
        self.entries()
            .map(|(id, entry)| (entry.path.outermost_first(), id, entry.request.get()))
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = (&Path, RequestId, &Op)> {
        self.entries()
            .map(|(id, entry)| (&entry.path, id, entry.request.get()))
    }

    fn index(&self, id: RequestId) -> Option<usize> {
        self.entries.binary_search_by_key(&id, |(id, _)| *id).ok()
    }

    pub(super) fn get(&self, id: RequestId) -> Option<&Op> {
        Some(self.find(id)?.1)
    }

    /// A request, and where it is until another one is put in or taken out.
    pub(super) fn find(&self, id: RequestId) -> Option<(usize, &Op)> {
        let index = self.index(id)?;
        let entry = self.entries[index].1.as_ref()?;
        Some((index, entry.request.get()))
    }

    /// Puts in a request whose id is above all that were put in before.
    #[inline]
    pub(super) fn insert(&mut self, id: RequestId, path: Path, request: Op) {
        if let Some(by_path) = &mut self.by_path {
            by_path.insert(path.clone(), id);
        }
        self.entries.push((
            id,
            Some(Entry {
                path,
                request: Described::new(request),
            }),
        ));
    }

    /// Takes out a request that was found there; its place.
    pub(super) fn remove(&mut self, index: usize) -> Path {
        let path = self.take(index).expect("a request that is pending");
        if let Some(by_path) = &mut self.by_path {
            by_path.remove(&path);
        }
        path
    }

    /// The place of one that is taken out.
    fn take(&mut self, index: usize) -> Option<Path> {
        let entry = if index + 1 == self.entries.len() {
            let last = self.entries.pop();
            while let Some((_, None)) = self.entries.last() {
                self.entries.pop();
                self.gone -= 1;
            }
            last?.1?
        } else {
            let entry = self.entries[index].1.take()?;
            self.gone += 1;
            if self.gone > self.entries.len() / 2 {
                self.entries.retain(|(_, entry)| entry.is_some());
                self.gone = 0;
            }
            entry
        };
        if self.entries.is_empty() {
            self.by_path = None;
        }
        Some(entry.path)
    }

    pub(super) fn withdraw(&mut self, path: &Path) -> Option<RequestId> {
        if self.by_path.is_none() && self.entries.len() > FEW {
            let by_path = self.entries().map(|(id, entry)| (entry.path.clone(), id));
            self.by_path = Some(by_path.collect());
        }
        let id = match &mut self.by_path {
            Some(by_path) => by_path.remove(path),
            None => self
                .entries()
                .find(|(_, entry)| entry.path == *path)
                .map(|(id, _)| id),
        }?;
        self.take(self.index(id)?);
        Some(id)
    }
}

impl<Op: Live> Serialize for Pending<Op> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = self.entries.len() - self.gone;
        let mut map = serializer.serialize_map(Some(count))?;
        for (id, entry) in self.entries() {
            map.serialize_entry(&id, entry)?;
        }
        map.end()
    }
}

impl<'de, Op: Live> Deserialize<'de> for Pending<Op> {
    fn deserialize<De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
        let by_id = BTreeMap::<RequestId, Entry<Op>>::deserialize(deserializer)?;
        let entries = by_id.into_iter().map(|(id, entry)| (id, Some(entry)));
        Ok(Pending {
            entries: entries.collect(),
            gone: 0,
            by_path: None,
        })
    }
}
