//! The requests that a task waits for.

use alloc::{collections::BTreeMap, vec::Vec};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::protocol::{Path, RequestId};
use crate::{Live, value::Described};

/// The requests that a task waits for, to be found by their ids and by their places.
pub(super) struct Pending<Op> {
    by_id: BTreeMap<RequestId, Entry<Op>>,
    by_path: BTreeMap<Path, RequestId>,
}

#[derive(Serialize, Deserialize)]
#[serde(bound = "Op: Live")]
struct Entry<Op> {
    path: Path,
    request: Described<Op>,
}

impl<Op> Pending<Op> {
    pub(super) const fn new() -> Self {
        Pending {
            by_id: BTreeMap::new(),
            by_path: BTreeMap::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (RequestId, &Op)> {
        self.by_id
            .iter()
            .map(|(id, entry)| (*id, entry.request.get()))
    }

    /// Where each was asked, the outermost combinator first.
    pub(super) fn places(&self) -> impl Iterator<Item = (Vec<u32>, RequestId, &Op)> {
        let entries = self.by_id.iter();
        entries.map(|(id, entry)| (entry.path.outermost_first(), *id, entry.request.get()))
    }

    pub(super) fn get(&self, id: RequestId) -> Option<&Op> {
        self.by_id.get(&id).map(|entry| entry.request.get())
    }

    pub(super) fn insert(&mut self, id: RequestId, path: Path, request: Op) {
        self.by_path.insert(path.clone(), id);
        self.by_id.insert(
            id,
            Entry {
                path,
                request: Described::new(request),
            },
        );
    }

    /// Takes out a request that is pending; its place.
    pub(super) fn remove(&mut self, id: RequestId) -> Path {
        let entry = self.by_id.remove(&id).expect("a request that is pending");
        self.by_path.remove(&entry.path);
        entry.path
    }

    pub(super) fn withdraw(&mut self, path: &Path) -> Option<RequestId> {
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
