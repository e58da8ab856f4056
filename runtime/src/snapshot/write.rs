//! From a state to bytes.

use alloc::{string::ToString, vec::Vec};

use super::format::{MAGIC, VERSION, fill, push_varint, reserve};
use crate::{
    Location, SnapshotError,
    held::Call,
    machine::{Saved, Sink},
    value::Writer,
};

/// Appends a whole snapshot; `call` waits somewhere.
#[inline]
pub(crate) fn write_snapshot(call: Call<'_>, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
    let begin = out.len();
    out.extend_from_slice(&MAGIC);
    out.push(VERSION);
    write_frame(call, out)?;
    let checksum = crc32fast::hash(&out[begin..]);
    out.extend_from_slice(&checksum.to_le_bytes());
    Ok(())
}

/// Appends what distinguishes one snapshot from another.
#[inline]
pub(super) fn write_frame(call: Call<'_>, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
    let name = call.definition.name;
    let levels = reserve(out);
    push_varint(out, name.len());
    out.extend_from_slice(name.as_bytes());
    let mut frame = Frame {
        definition: name,
        locations: call.definition.locations,
        writer: Writer::new(out),
        result: Ok(()),
    };
    call.save(&mut frame);
    let (deepest, result) = (frame.writer.deepest(), frame.result);
    fill(out, levels, deepest);
    result
}

struct Frame<'a> {
    definition: &'static str,
    locations: &'static [Location],
    writer: Writer<'a>,
    result: Result<(), SnapshotError>,
}

impl Sink for Frame<'_> {
    fn save(&mut self, point: usize, variables: &[&dyn Saved]) {
        let location = &self.locations[point];
        let out = self.writer.out();
        out.extend_from_slice(&location.id().to_le_bytes());
        let counted = reserve(out);
        let mut count = 0;
        for ((variable, name), id) in variables
            .iter()
            .zip(location.variables())
            .zip(location.ids())
        {
            if !variable.is_present() {
                continue;
            }
            count += 1;
            let out = self.writer.out();
            out.extend_from_slice(&id.to_le_bytes());
            let length = reserve(out);
            if let Err(error) = variable.write(&mut self.writer) {
                self.result = Err(SnapshotError::Value {
                    definition: self.definition.into(),
                    variable: (*name).into(),
                    message: error.to_string(),
                });
                return;
            }
            let out = self.writer.out();
            let written = out.len() - length - 1;
            fill(out, length, written);
        }
        fill(self.writer.out(), counted, count);
    }
}
