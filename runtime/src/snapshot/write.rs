//! From a state to bytes.

use alloc::{string::ToString, vec::Vec};

use super::format::{MAGIC, VARIABLE_HEAD, VERSION, fill, variable_head};
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
    let mut frame = Frame {
        definition: call.definition,
        writer: Writer::within(out, stack),
        result: Ok(()),
    };
    call.save(&mut frame);
    let deepest = frame.writer.deepest();
    frame.result.map(|()| deepest)
}

struct Frame<'a> {
    definition: &'static Erased,
    writer: Writer<'a>,
    result: Result<(), SnapshotError>,
}

impl Sink for Frame<'_> {
    fn save(&mut self, point: usize, variables: &[&dyn Saved]) {
        let known = self.definition.table().point(point);
        let levels = self.writer.out().len();
        self.writer.out().extend_from_slice(&known.head);
        let known = &known.variables;
        assert_eq!(known.len(), variables.len(), "a table lists what is saved");
        for (index, known) in known.iter().enumerate() {
            if known.traced.is_none() {
                continue;
            }
            if let Err(error) = write_variable(variables[index], known, &mut self.writer) {
                let name = self.definition.locations[point].variables()[index];
                self.result = Err(refused(self.definition, name, &error));
                return;
            }
        }
        let deepest = self.writer.deepest();
        fill(self.writer.out(), levels, deepest);
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
    let begin = writer.out().len();
    writer.out().extend_from_slice(&known.head);
    writer.begin();
    let encoding = encoding(known.fingerprint);
    if let Err(error) = variable.write(writer, encoding) {
        if encoding == Encoding::Described || !error.is_not_plain() {
            return Err(error);
        }
        writer.rewind(mark);
        write_described(variable, known, writer)?;
    }
    let out = writer.out();
    let written = out.len() - begin - VARIABLE_HEAD;
    fill(out, begin + VARIABLE_HEAD - 1, written);
    Ok(())
}

/// Writes a value of which the type alone does not tell that it needs the other encoding.
#[cold]
fn write_described(
    variable: &dyn Saved,
    known: &Variable,
    writer: &mut Writer<'_>,
) -> Result<(), ValueError> {
    let head = variable_head(known.id, known.fingerprint | DESCRIBED);
    writer.out().extend_from_slice(&head);
    writer.begin();
    variable.write(writer, Encoding::Described)
}
