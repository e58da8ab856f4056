//! From a state to bytes.

use alloc::{string::ToString, vec::Vec};

use super::format::{MAGIC, VERSION, fill, push_point, push_variable, push_varint, reserve};
use crate::{
    SnapshotError,
    held::{Call, Erased},
    machine::{Saved, Sink},
    shape::{DESCRIBED, encoding},
    tables::Variable,
    value::{Encoding, Stack, ValueError, Writer},
};

/// Appends a whole snapshot; `call` waits somewhere.
#[inline]
pub(crate) fn write_snapshot(call: Call<'_>, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
    let begin = out.len();
    out.extend_from_slice(&MAGIC);
    out.push(VERSION);
    write_frame(call, out, Stack::here())?;
    let checksum = crc32fast::hash(&out[begin..]);
    out.extend_from_slice(&checksum.to_le_bytes());
    Ok(())
}

/// Appends what distinguishes one snapshot from another, inside of something that was begun where the stack stood so;
/// its levels.
#[inline]
pub(super) fn write_frame(
    call: Call<'_>,
    out: &mut Vec<u8>,
    stack: Stack,
) -> Result<usize, SnapshotError> {
    let name = call.definition.name;
    let levels = reserve(out);
    push_varint(out, name.len());
    out.extend_from_slice(name.as_bytes());
    let mut frame = Frame {
        definition: call.definition,
        writer: Writer::within(out, stack),
        result: Ok(()),
    };
    call.save(&mut frame);
    let (deepest, result) = (frame.writer.deepest(), frame.result);
    fill(out, levels, deepest);
    result.map(|()| deepest)
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
        let counted = push_point(self.writer.out(), location.id());
        let mut count = 0;
        assert_eq!(known.len(), variables.len(), "a table lists what is saved");
        for (index, (variable, known)) in variables.iter().zip(known).enumerate() {
            if !variable.is_present() {
                continue;
            }
            count += 1;
            if let Err(error) = write_variable(*variable, known, &mut self.writer) {
                let name = location.variables()[index];
                self.result = Err(refused(self.definition, name, &error));
                return;
            }
        }
        fill(self.writer.out(), counted, count);
    }
}

#[cold]
fn refused(definition: &Erased, variable: &str, error: &ValueError) -> SnapshotError {
    SnapshotError::Value {
        definition: definition.name.into(),
        variable: variable.into(),
        message: error.to_string(),
    }
}

#[inline]
fn write_variable(
    variable: &dyn Saved,
    known: &Variable,
    writer: &mut Writer<'_>,
) -> Result<(), ValueError> {
    let mark = writer.mark();
    let fingerprint = known.fingerprint;
    let encoding = encoding(fingerprint);
    match write_value(variable, known.id, fingerprint, encoding, writer) {
        // A value of which the type alone does not tell that it needs the other encoding.
        Err(error) if encoding == Encoding::Plain && error.is_not_plain() => {
            writer.rewind(mark);
            write_value(
                variable,
                known.id,
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
    id: u32,
    fingerprint: u32,
    encoding: Encoding,
    writer: &mut Writer<'_>,
) -> Result<(), ValueError> {
    let length = push_variable(writer.out(), id, fingerprint);
    writer.begin();
    variable.write(writer, encoding)?;
    let out = writer.out();
    let written = out.len() - length - 1;
    fill(out, length, written);
    Ok(())
}
