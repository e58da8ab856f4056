//! What a definition saves at each point, found out once per process.

use alloc::vec::Vec;
use core::any::TypeId;

use crate::{
    Location,
    held::Erased,
    machine::{Slot, Source, Unread},
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

    /// The table of a definition.
    #[inline]
    pub(crate) fn of(&self, definition: &'static Erased) -> &Table {
        // Almost always the first, as most are not generic.
        if let Some((known, table)) = self.0.first()
            && *known == definition.key
        {
            return table;
        }
        self.find_or_add(definition)
    }

    fn find_or_add(&self, definition: &'static Erased) -> &Table {
        let key = definition.key;
        let make = || (key, Table::new(definition));
        &self.0.find_or_add(|(known, _)| *known == key, make).1.1
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
    fn new(definition: &'static Erased) -> Self {
        let points = definition.locations.iter().map(|location| {
            let mut probe = Probe {
                location,
                variables: Vec::new(),
            };
            definition.probe(location, &mut probe);
            let saved = probe
                .variables
                .iter()
                .filter(|known| known.traced.is_some());
            Point {
                head: frame_head(definition.name, location.id(), saved.count()),
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
    fn load(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), Unread> {
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
        Err(Unread)
    }
}
