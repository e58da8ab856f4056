//! What a definition saves at each point, found out once per process.

use alloc::vec::Vec;
use core::any::TypeId;

use crate::{
    Definition, Location, RestoreError,
    machine::{Machine, Slot, Source},
    once::List,
    shape::Traced,
    snapshot::{VARIABLE_HEAD, frame_head, variable_head},
};

/// The tables of the definitions that one `#[resumable]` makes: several, if it is generic.
pub struct Tables(List<(TypeId, Table)>);

impl Tables {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Tables(List::new())
    }

    /// The table of `D`.
    #[inline]
    pub(crate) fn of<D: Definition>(&self) -> &Table {
        let key = TypeId::of::<D>();
        // Almost always the first, as most are not generic.
        if let Some((known, table)) = self.0.first()
            && *known == key
        {
            return table;
        }
        &self
            .0
            .find_or_add(|(known, _)| *known == key, || (key, Table::new::<D>()))
            .1
            .1
    }
}

impl Default for Tables {
    fn default() -> Self {
        Self::new()
    }
}

/// What a definition saves at each of its points.
pub(crate) struct Table {
    points: Vec<Point>,
}

/// What is saved at a point.
pub(crate) struct Point {
    /// What stands before the variables in a frame.
    pub(crate) head: Vec<u8>,
    /// In the order of [`Location::variables`].
    pub(crate) variables: Vec<Variable>,
}

/// A variable of a point.
pub(crate) struct Variable {
    /// The low 24 bits of the crc32 of its name.
    pub(crate) id: u32,
    pub(crate) fingerprint: u32,
    /// What stands before the value in a frame.
    pub(crate) head: [u8; VARIABLE_HEAD],
    /// Nothing of one that is made again.
    pub(crate) traced: Option<&'static Traced>,
    pub(crate) former: Vec<&'static Traced>,
    pub(crate) has_default: bool,
}

impl Table {
    fn new<D: Definition>() -> Self {
        let points = D::LOCATIONS.iter().map(|location| {
            let mut probe = Probe {
                location,
                variables: Vec::new(),
            };
            // The probe reads nothing, so there is nothing to be built.
            let _ = D::machine().load(location.index(), &mut probe);
            let saved = probe
                .variables
                .iter()
                .filter(|known| known.traced.is_some());
            Point {
                head: frame_head(D::NAME, location.id(), saved.count()),
                variables: probe.variables,
            }
        });
        Table {
            points: points.collect(),
        }
    }

    /// What is saved at a point.
    #[inline]
    pub(crate) fn point(&self, index: usize) -> &Point {
        &self.points[index]
    }
}

/// Looks at the places of a point's variables.
struct Probe {
    location: &'static Location,
    variables: Vec<Variable>,
}

impl Source for Probe {
    fn load(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), RestoreError> {
        for (slot, id) in slots.iter().zip(self.location.ids()) {
            let traced = slot.traced();
            let fingerprint = traced.map_or(0, |traced| traced.fingerprint);
            self.variables.push(Variable {
                id: *id,
                fingerprint,
                head: variable_head(*id, fingerprint),
                traced,
                former: slot.former(),
                has_default: slot.has_default(),
            });
        }
        // All is known, and nothing is to be built.
        Err(RestoreError::Truncated)
    }
}
