//! From a state to bytes.

use alloc::{string::ToString, vec::Vec};

use super::format::{MAGIC, VERSION, fill, push_u24, push_varint, reserve};
use crate::{
    SnapshotError,
    held::{Call, Erased},
    machine::{Saved, Sink},
    shape::{DESCRIBED, encoding},
    tables::Variable,
    value::{Encoding, ValueError, Writer},
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
        definition: call.definition,
        writer: Writer::new(out),
        result: Ok(()),
    };
    call.save(&mut frame);
    let (deepest, result) = (frame.writer.deepest(), frame.result);
    fill(out, levels, deepest);
    result
}

struct Frame<'a> {
    definition: &'static Erased,
    writer: Writer<'a>,
    result: Result<(), SnapshotError>,
}

impl Sink for Frame<'_> {
    fn save(&mut self, point: usize, variables: &[&dyn Saved]) {
        let location = &self.definition.locations[point];
        let known = (self.definition.table)().point(point);
        let out = self.writer.out();
        out.extend_from_slice(&location.id().to_le_bytes());
        let counted = reserve(out);
        let mut count = 0;
        assert_eq!(known.len(), variables.len(), "a table lists what is saved");
        for (index, (variable, known)) in variables.iter().zip(known).enumerate() {
            if !variable.is_present() {
                continue;
            }
            count += 1;
            if let Err(error) = write_variable(*variable, known, &mut self.writer) {
                self.result = Err(SnapshotError::Value {
                    definition: self.definition.name.into(),
                    variable: location.variables()[index].into(),
                    message: error.to_string(),
                });
                return;
            }
        }
        fill(self.writer.out(), counted, count);
    }
}

#[inline]
fn write_variable(
    variable: &dyn Saved,
    known: &Variable,
    writer: &mut Writer<'_>,
) -> Result<(), ValueError> {
    push_u24(writer.out(), known.id);
    let mark = writer.mark();
    let fingerprint = known.fingerprint;
    let encoding = encoding(fingerprint);
    match write_value(variable, fingerprint, encoding, writer) {
        // A value of which the type alone does not tell that it needs the other encoding.
        Err(error) if encoding == Encoding::Plain && error.is_not_plain() => {
            writer.rewind(mark);
            write_value(
                variable,
                fingerprint | DESCRIBED,
                Encoding::Described,
                writer,
            )
        }
        result => result,
    }
}

#[inline]
fn write_value(
    variable: &dyn Saved,
    fingerprint: u32,
    encoding: Encoding,
    writer: &mut Writer<'_>,
) -> Result<(), ValueError> {
    writer.out().extend_from_slice(&fingerprint.to_le_bytes());
    let length = reserve(writer.out());
    writer.begin();
    variable.write(writer, encoding)?;
    let out = writer.out();
    let written = out.len() - length - 1;
    fill(out, length, written);
    Ok(())
}
