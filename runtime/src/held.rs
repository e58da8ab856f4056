//! Calls and definitions without their types.
//!
//! What saves and restores is compiled once and not once a definition, of which a program may have hundreds.

use alloc::vec::Vec;
use core::{
    any::{Any, TypeId},
    fmt,
};

use crate::{
    Definition, Location, SnapshotError, Status,
    machine::{Saved, Sink, Slot, Source, Unread},
    snapshot::write_snapshot,
    storage::{HeldIn, Storage},
    tables::{Table, Tables},
};

/// A definition as a value.
pub(crate) struct Erased {
    pub(crate) name: &'static str,
    pub(crate) locations: &'static [Location],
    /// The definition's type.
    pub(crate) key: TypeId,
    tables: fn() -> &'static Tables,
    save: fn(&dyn Any, &mut dyn Sink),
    probe: fn(usize, &mut dyn Source),
}

/// What an instance is read into.
pub(crate) trait Place {
    /// Reads the state that waits at `point`.
    fn load(&mut self, point: usize, source: &mut dyn Source) -> Result<(), Unread>;
}

/// A place for a definition's `Storage`. The code that reads into it is compiled once for all definitions that have the same.
pub(crate) struct Reading<S: Storage> {
    load: Load<S>,
    read: Option<S::Read>,
}

type Load<S> = fn(usize, &mut dyn Source) -> Result<<S as Storage>::Read, Unread>;

impl<S: Storage> Place for Reading<S> {
    fn load(&mut self, point: usize, source: &mut dyn Source) -> Result<(), Unread> {
        self.read = Some((self.load)(point, source)?);
        Ok(())
    }
}

impl<S: Storage> Reading<S> {
    /// Nothing yet, of this definition.
    pub(crate) fn of<D: Definition<Storage = S>>() -> Self {
        Reading {
            load: D::load,
            read: None,
        }
    }

    /// What was read.
    pub(crate) fn end<E>(self, status: Result<Status, E>) -> Result<(S::Read, Status), E> {
        match (status, self.read) {
            (Ok(status), Some(read)) => Ok((read, status)),
            (Ok(_), None) => unreachable!("a state was read"),
            (Err(error), _) => Err(error),
        }
    }
}

/// An instance to be looked at.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) definition: &'static Erased,
    /// The definition's `Storage`.
    pub(crate) storage: &'a dyn Any,
    pub(crate) status: Status,
}

/// What is read of an instance.
pub(crate) type Read<D> = <<D as Definition>::Storage as Storage>::Read;

/// Makes a definition a value.
///
/// All that is compiled once a definition for that is a method of this trait: rustc puts a trait's own methods where the
/// type is defined, hence beside the function's machine, and what is alike for several functions can become one there.
pub(crate) trait Erase: Definition {
    /// Not inlined, for what it gives, the table of locations too, would be in the program once more with each copy.
    #[inline(never)]
    fn erased() -> &'static Erased {
        &Erased {
            name: Self::NAME,
            locations: Self::LOCATIONS,
            key: const { TypeId::of::<Self>() },
            tables: Self::tables,
            save: Self::save,
            probe: Self::probe,
        }
    }

    /// Hands the point and the variables of what an instance holds to `sink`.
    fn save(storage: &dyn Any, sink: &mut dyn Sink) {
        match storage.downcast_ref() {
            Some(storage) => Self::machine().save_held(storage, sink),
            None => other_state(),
        }
    }

    /// The state that waits at `point`.
    fn load(point: usize, source: &mut dyn Source) -> Result<Read<Self>, Unread> {
        Self::made(Self::machine(), point, source).map(Into::into)
    }

    /// Not a part of `load`: how the state goes on is not in here, so functions with alike variables share the code.
    #[inline(never)]
    fn made<M: HeldIn<Self::Storage>>(
        machine: M,
        point: usize,
        source: &mut dyn Source,
    ) -> Result<M::Made, Unread> {
        machine.load_held(point, source)
    }

    /// Shows what the variables of `point` are read into to `source`, which reads nothing: so there is no state.
    fn probe(point: usize, source: &mut dyn Source) {
        let _ = Self::load(point, source).map(core::mem::forget);
    }
}

impl<D: Definition> Erase for D {}

#[cold]
pub(crate) fn other_state() -> ! {
    unreachable!("an instance holds the state of its own definition")
}

impl Erased {
    /// What is saved at each of the locations.
    #[inline]
    pub(crate) fn table(&'static self) -> &'static Table {
        (self.tables)().of(self)
    }

    /// Shows what the variables of a point are read into to `source`, which reads nothing.
    pub(crate) fn probe(&self, location: &Location, source: &mut dyn Source) {
        (self.probe)(location.index(), source);
    }
}

impl dyn Place + '_ {
    /// Reads the call that waits at `location`.
    pub(crate) fn read(
        &mut self,
        location: &Location,
        source: &mut dyn Source,
    ) -> Result<Status, Unread> {
        self.load(location.index(), source)?;
        Ok(match location.index() {
            0 => Status::Ready,
            _ => Status::Suspended,
        })
    }

    /// Holds what stands for an instance in a made-up value: it can only be dropped.
    pub(crate) fn unreal(&mut self) -> Result<Status, Unread> {
        struct Nothing;
        impl Source for Nothing {
            fn load(&mut self, _: &mut [&mut dyn Slot]) -> Result<(), Unread> {
                Err(Unread)
            }
        }
        self.load(usize::MAX, &mut Nothing)?;
        Ok(Status::Poisoned)
    }
}

impl Call<'_> {
    /// Hands the point and the variables to `sink`; nothing, if it waits nowhere.
    #[inline]
    pub(crate) fn save(self, sink: &mut dyn Sink) {
        (self.definition.save)(self.storage, sink);
    }

    /// Whether there is a state to save.
    #[inline]
    pub(crate) fn check_waiting(self) -> Result<(), SnapshotError> {
        match self.status {
            Status::Ready | Status::Suspended => Ok(()),
            status => Err(SnapshotError::NotSuspendable {
                name: self.definition.name.into(),
                status,
            }),
        }
    }

    pub(crate) fn location(self) -> Option<&'static Location> {
        let mut found = None;
        self.visit(|location, _| found = Some(location));
        found
    }

    pub(crate) fn snapshot(self) -> Result<Vec<u8>, SnapshotError> {
        let mut out = Vec::with_capacity(self.definition.name.len() + 48);
        self.snapshot_into(&mut out)?;
        Ok(out)
    }

    pub(crate) fn snapshot_into(self, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
        out.clear();
        self.check_waiting()?;
        write_snapshot(self, out).inspect_err(|_| out.clear())
    }

    /// Shows the location and the saved variables, if it waits somewhere.
    fn visit(self, show: impl FnMut(&'static Location, &[&dyn Saved])) {
        struct Visit<F>(F, &'static [Location]);
        impl<F: FnMut(&'static Location, &[&dyn Saved])> Sink for Visit<F> {
            fn save(&mut self, point: usize, variables: &[&dyn Saved]) {
                (self.0)(&self.1[point], variables);
            }
        }
        self.save(&mut Visit(show, self.definition.locations));
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.definition.name;
        let name = name.rsplit("::").next().unwrap_or(name);
        if self.check_waiting().is_err() {
            return write!(f, "{name} ({})", self.status);
        }
        let mut result = Ok(());
        self.visit(|location, variables| result = debug_waiting(f, name, location, variables));
        result
    }
}

fn debug_waiting(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    location: &Location,
    variables: &[&dyn Saved],
) -> fmt::Result {
    match location.index() {
        0 => write!(f, "{name} at start")?,
        _ => write!(f, "{name} at {location}")?,
    }
    // `debug_struct` writes the braces and the spaces around them.
    let mut fields = f.debug_struct("");
    let named = location.variables().iter().zip(variables);
    for (name, variable) in named.filter(|(_, variable)| variable.is_present()) {
        fields.field(name, &serde_fmt::to_debug(variable.as_serialize()));
    }
    fields.finish()
}
