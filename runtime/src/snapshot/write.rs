//! From a state to bytes.

use alloc::{string::ToString, vec::Vec};
use core::any::Any;

use super::format::{MAGIC, VERSION, name_id, push_length_prefixed, push_varint};
use crate::{
    Definition, Location, SnapshotError,
    instance::save,
    machine::{Saved, Sink},
};

/// Appends a whole snapshot; `state` waits somewhere.
pub(crate) fn write_snapshot<D: Definition>(
    state: &dyn Any,
    out: &mut Vec<u8>,
) -> Result<(), SnapshotError> {
    let begin = out.len();
    out.extend_from_slice(&MAGIC);
    out.push(VERSION);
    write_frame::<D>(state, out)?;
    let checksum = crc32fast::hash(&out[begin..]);
    out.extend_from_slice(&checksum.to_le_bytes());
    Ok(())
}

/// Appends what distinguishes one snapshot from another.
pub(super) fn write_frame<D: Definition>(
    state: &dyn Any,
    out: &mut Vec<u8>,
) -> Result<(), SnapshotError> {
    push_varint(out, D::NAME.len());
    out.extend_from_slice(D::NAME.as_bytes());
    let mut frame = Frame {
        definition: D::NAME,
        locations: D::LOCATIONS,
        out,
        result: Ok(()),
    };
    save::<D>(state, &mut frame);
    frame.result
}

struct Frame<'a> {
    definition: &'static str,
    locations: &'static [Location],
    out: &'a mut Vec<u8>,
    result: Result<(), SnapshotError>,
}

impl Sink for Frame<'_> {
    fn save(&mut self, point: usize, variables: &[&dyn Saved]) {
        let location = &self.locations[point];
        self.out.extend_from_slice(&location.id().to_le_bytes());
        push_varint(self.out, variables.len());
        for (variable, name) in variables.iter().zip(location.variables()) {
            self.out.extend_from_slice(&name_id(name).to_le_bytes());
            let written = push_length_prefixed(self.out, |out| variable.write_postcard(out));
            if let Err(error) = written {
                self.result = Err(SnapshotError::Value {
                    definition: self.definition.into(),
                    variable: (*name).into(),
                    message: error.to_string(),
                });
                return;
            }
        }
    }
}
