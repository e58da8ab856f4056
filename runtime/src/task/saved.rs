//! A task as bytes: a snapshot like any other, of a coroutine that has three variables and one point.

use alloc::vec::Vec;
use core::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    driver::{Task, TaskDefinition},
    pending::Pending,
    protocol::RequestId,
    queue::Queues,
};
use crate::{
    Definition, Instance, Location, RestoreError, Shape, SnapshotError, Status, Step,
    held::{Call, Erase},
    location::{TASK_POINT, location},
    machine::{Loaded, Machine, Sink, Source, Unread, live, slot, vacant},
    schema::{Point, Variable},
    storage::{HeldIn, Storage},
    tables::Tables,
};

/// What the one point of a task is called.
const POINT: &str = "resumable::Task";

/// What a schema would say of the one point of a task whose function has this name.
pub(crate) fn saved_point(function: &str) -> Point {
    let shapes = [
        Shape::of::<RequestId>(),
        // The requests describe themselves, so that their type does not matter.
        Shape::of::<Pending<()>>(),
        Shape::of::<Queues>(),
        Shape::Coroutine(function.into()),
    ];
    let variables = VARIABLES.iter().zip(IDS).zip(shapes);
    let variables = variables.map(|((name, id), shape)| Variable {
        name: (*name).into(),
        id: *id,
        fingerprint: shape.fingerprint(),
        shape,
        was: Vec::new(),
        default: false,
    });
    Point {
        identity: POINT.into(),
        label: None,
        id: TASK_POINT,
        former: Vec::new(),
        file: file!().into(),
        line: line!(),
        column: 1,
        variables: variables.collect(),
    }
}

/// What is saved there.
const VARIABLES: &[&str] = &["next", "pending", "queues", "root"];
/// The checksums of the names, as the macro makes them.
const IDS: &[u32] = &[0x2F_103C, 0xD5_7AB9, 0xCA_0296, 0xF4_F95B];

/// A task that waits.
pub(super) struct Waiting<D: TaskDefinition> {
    pub(super) root: Instance<D>,
    /// The id of the next request.
    pub(super) next: RequestId,
    pub(super) pending: Pending<D::Requests>,
    pub(super) queues: Queues,
}

impl<D: TaskDefinition> Waiting<D> {
    pub(super) fn new(root: Instance<D>) -> Self {
        Waiting {
            root,
            next: RequestId::new(0),
            pending: Pending::new(),
            queues: Queues::default(),
        }
    }
}

impl<D: TaskDefinition> Task<D> {
    /// The coroutines of the task and the requests that are pending, as bytes for [`restore`](Self::restore).
    ///
    /// # Errors
    /// If it has ended, or one of its variables does not serialize.
    pub fn snapshot(&self) -> Result<Vec<u8>, SnapshotError> {
        let mut out = Vec::new();
        self.snapshot_into(&mut out)?;
        Ok(out)
    }

    /// Replaces what `out` holds by the [`snapshot`](Self::snapshot).
    ///
    /// # Errors
    /// If it has ended, or one of its variables does not serialize; `out` is then empty.
    pub fn snapshot_into(&self, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
        out.clear();
        match self.status() {
            Status::Suspended => self.call().snapshot_into(out),
            status => Err(SnapshotError::NotSuspendable {
                name: D::NAME.into(),
                status,
            }),
        }
    }

    /// The task that [`snapshot`](Self::snapshot) was taken of, with the same requests pending under the same ids.
    ///
    /// # Errors
    /// If the bytes are not a whole snapshot of a task of this function that fits what the function needs where it waits.
    /// Any bytes may be given: none make it panic, and nothing of the body runs. What is restored can be driven: all that is
    /// pending leads to what waits for it. Only the items of its queues are read later, by who receives them. And calls
    /// that wait in each other more than some thirty deep may be too deep to be compared with what is pending: there the
    /// bytes are taken at their word.
    pub fn restore(bytes: &[u8]) -> Result<Self, RestoreError> {
        let waiting = Instance::<Saved<D>>::restore(bytes)?.into_storage();
        waiting.check()?;
        Ok(Task::from_waiting(waiting))
    }

    /// A [`snapshot`](Self::snapshot) that only someone who has the key could have made, as
    /// [`Instance::snapshot_sealed`].
    ///
    /// # Errors
    /// If it has ended, or one of its variables does not serialize.
    #[cfg(feature = "sealed")]
    pub fn snapshot_sealed(&self, key: &[u8; 32]) -> Result<Vec<u8>, SnapshotError> {
        Ok(crate::sealed::seal(&self.snapshot()?, key))
    }

    /// The task that [`snapshot_sealed`](Self::snapshot_sealed) was taken of.
    ///
    /// # Errors
    /// As [`Instance::restore_sealed`], and as [`restore`](Self::restore).
    #[cfg(feature = "sealed")]
    pub fn restore_sealed(bytes: &[u8], key: &[u8; 32]) -> Result<Self, RestoreError> {
        Self::restore(crate::sealed::unseal(bytes, key)?)
    }

    fn call(&self) -> Call<'_> {
        Call {
            definition: Saved::<D>::erased(),
            storage: &self.waiting,
            status: self.status(),
        }
    }
}

impl<D: TaskDefinition> Serialize for Task<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.call().serialize(serializer)
    }
}

impl<'de, D: TaskDefinition> Deserialize<'de> for Task<D> {
    fn deserialize<De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
        let waiting = Instance::<Saved<D>>::deserialize(deserializer)?.into_storage();
        waiting.check().map_err(de::Error::custom)?;
        Ok(Task::from_waiting(waiting))
    }
}

/// The definition that a task's snapshot is of. It is never run.
struct Saved<D>(PhantomData<fn() -> D>);

impl<D: TaskDefinition> Definition for Saved<D> {
    type Args = ();
    type Yield = ();
    type Resume = ();
    type Return = ();

    /// That of the function: whoever has nothing but the bytes should know whose they are.
    const NAME: &'static str = D::NAME;
    const LOCATIONS: &'static [Location] = &[
        location(
            0,
            None,
            "start",
            0x9F79_558F,
            file!(),
            line!(),
            1,
            &[],
            &[],
            &[],
        ),
        location(
            1,
            None,
            POINT,
            TASK_POINT,
            file!(),
            line!(),
            1,
            VARIABLES,
            IDS,
            &[],
        ),
    ];

    type Storage = Waiting<D>;

    fn tables() -> &'static Tables {
        static TABLES: Tables = Tables::new();
        &TABLES
    }

    fn machine()
    -> impl HeldIn<Waiting<D>, Args = (), Yield = (), Resume = (), Return = (), State: Send> {
        Keeper(PhantomData)
    }
}

struct Keeper<D>(PhantomData<fn() -> D>);

impl<D: TaskDefinition> Machine for Keeper<D> {
    type State = Waiting<D>;
    type Args = ();
    type Yield = ();
    type Resume = ();
    type Return = ();

    fn start(&self, (): ()) -> Waiting<D> {
        vacant()
    }

    fn step(&self, _: &mut Waiting<D>, _: Option<()>) -> Step<(), ()> {
        vacant()
    }

    fn save(&self, state: &Waiting<D>, sink: &mut dyn Sink) {
        let Waiting {
            root,
            next,
            pending,
            queues,
        } = state;
        sink.save(1, &[live(next), live(pending), live(queues), live(root)]);
    }

    fn load(&self, point: usize, source: &mut dyn Source) -> Result<Waiting<D>, Unread> {
        if point != 1 {
            return Ok(Waiting::new(Instance::unreal()?));
        }
        let (mut next, mut pending) = (Loaded::empty(), Loaded::empty());
        let (mut queues, mut root) = (Loaded::empty(), Loaded::empty());
        source.load(&mut [
            slot(&mut next),
            slot(&mut pending),
            slot(&mut queues),
            slot(&mut root),
        ])?;
        Ok(Waiting {
            next: next.take()?,
            pending: pending.take()?,
            queues: queues.take()?,
            root: root.take()?,
        })
    }
}

impl<D: TaskDefinition> Storage for Waiting<D> {
    type Read = Self;

    fn restored(read: Self, _: Status) -> Self {
        read
    }
}

impl<D: TaskDefinition> HeldIn<Waiting<D>> for Keeper<D> {
    type Made = Waiting<D>;

    fn hold(self, state: Waiting<D>) -> Waiting<D> {
        state
    }

    fn load_held(self, point: usize, source: &mut dyn Source) -> Result<Waiting<D>, Unread> {
        self.load(point, source)
    }

    fn status(&self, _: &Waiting<D>) -> Status {
        Status::Suspended
    }

    fn step_awaited(&self, state: &mut Waiting<D>, input: Option<()>) -> Step<(), ()> {
        self.step(state, input)
    }

    fn note_cancelled(&self, _: &mut Waiting<D>) {
        vacant()
    }

    fn step_held(&self, state: &mut Waiting<D>, input: Option<()>) -> Step<(), ()> {
        self.step(state, input)
    }

    fn save_held(&self, state: &Waiting<D>, sink: &mut dyn Sink) {
        self.save(state, sink);
    }
}
