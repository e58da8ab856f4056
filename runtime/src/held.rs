//! Calls and definitions without their types.
//!
//! What saves and restores is compiled once and not once a definition, of which a program may have hundreds.

use alloc::{boxed::Box, vec::Vec};
use core::{any::Any, fmt};

use crate::{
    Definition, Location, RestoreError, SnapshotError, Status,
    machine::{Machine, Saved, Sink, Slot, Source},
    snapshot::write_snapshot,
    storage::HeldIn,
    tables::Table,
};

/// A definition as a value.
pub(crate) struct Erased {
    pub(crate) name: &'static str,
    pub(crate) locations: &'static [Location],
    /// What is saved at each of them.
    pub(crate) table: fn() -> &'static Table,
    save: fn(&dyn Any, &mut dyn Sink),
    load: Load,
}

type Load = fn(usize, &mut dyn Source) -> Result<Box<dyn Any + Send>, RestoreError>;

/// What an instance is made of, as it was read.
pub(crate) struct Held {
    /// For [`HeldIn::recover`] of `D::machine()`.
    pub(crate) state: Box<dyn Any + Send>,
    pub(crate) status: Status,
}

/// An instance to be looked at.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) definition: &'static Erased,
    /// The definition's `Storage`.
    pub(crate) storage: &'a dyn Any,
    pub(crate) status: Status,
}

/// Makes a definition a value.
pub(crate) trait Erase {
    const ERASED: &'static Erased;
}

impl<D: Definition> Erase for D {
    const ERASED: &'static Erased = &Erased {
        name: D::NAME,
        locations: D::LOCATIONS,
        table: || D::tables().of::<D>(),
        save: save::<D>,
        load: load::<D>,
    };
}

#[cold]
pub(crate) fn other_state() -> ! {
    unreachable!("an instance holds the state of its own definition")
}

impl Erased {
    /// The call that waits at `location`.
    pub(crate) fn load(
        &self,
        location: &Location,
        source: &mut dyn Source,
    ) -> Result<Held, RestoreError> {
        let state = (self.load)(location.index(), source)?;
        let status = match location.index() {
            0 => Status::Ready,
            _ => Status::Suspended,
        };
        Ok(Held { state, status })
    }

    /// What stands for an instance in a made-up value: it can only be dropped.
    pub(crate) fn unreal(&self) -> Result<Held, RestoreError> {
        struct Nothing;
        impl Source for Nothing {
            fn load(&mut self, _: &mut [&mut dyn Slot]) -> Result<(), RestoreError> {
                Err(RestoreError::Truncated)
            }
        }
        Ok(Held {
            state: (self.load)(usize::MAX, &mut Nothing)?,
            status: Status::Poisoned,
        })
    }
}

/// Hands the point and the variables of what an instance holds to `sink`.
fn save<D: Definition>(storage: &dyn Any, sink: &mut dyn Sink) {
    match storage.downcast_ref() {
        Some(storage) => D::machine().save_held(storage, sink),
        None => other_state(),
    }
}

/// The state that waits at `point`.
fn load<D: Definition>(
    point: usize,
    source: &mut dyn Source,
) -> Result<Box<dyn Any + Send>, RestoreError> {
    let machine = D::machine();
    match machine.load(point, source) {
        Ok(state) => Ok(machine.erase(state)),
        Err(error) => Err(error),
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
