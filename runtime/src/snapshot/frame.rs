//! What a snapshot is made of: its frame, and the variables in it.

use super::format::{Cursor, MAGIC, OutOfBytes, SEALED_MAGIC, VERSION};
use crate::{RestoreError, value::Stack};

impl From<OutOfBytes> for RestoreError {
    fn from(_: OutOfBytes) -> Self {
        RestoreError::Truncated
    }
}

/// The frame of bytes that are intact.
pub(crate) fn whole_frame(bytes: &[u8]) -> Result<Frame<'_>, RestoreError> {
    if bytes.starts_with(&SEALED_MAGIC) {
        return Err(RestoreError::Sealed);
    }
    let mut cursor = Cursor::new(bytes);
    let magic = cursor.bytes(bytes.len().min(MAGIC.len()))?;
    if !MAGIC.starts_with(magic) {
        return Err(RestoreError::BadMagic);
    }
    match cursor.bytes(1)? {
        [VERSION] => {}
        version => return Err(RestoreError::UnsupportedVersion { found: version[0] }),
    }
    let frame = Frame::parse(&mut cursor, Stack::here())?;
    let covered = &bytes[..bytes.len() - cursor.rest().len()];
    let checksum = cursor.u32()?;
    if crc32fast::hash(covered) != checksum {
        return Err(RestoreError::Checksum);
    }
    match cursor.rest().len() {
        0 => Ok(frame),
        count => Err(RestoreError::TrailingBytes { count }),
    }
}

/// The name of the function that a whole snapshot is of, as it stands in the bytes.
pub(crate) fn snapshot_name(bytes: &[u8]) -> Result<&[u8], RestoreError> {
    whole_frame(bytes).map(|frame| frame.name)
}

/// A frame whose lengths are known to be right.
#[derive(Clone)]
pub(crate) struct Frame<'a> {
    pub(crate) levels: usize,
    /// Where the stack stood when the snapshot was begun.
    pub(crate) stack: Stack,
    pub(crate) name: &'a [u8],
    pub(crate) point: u32,
    pub(crate) variables: Variables<'a>,
}

impl<'a> Frame<'a> {
    #[inline]
    fn parse(from: &mut Cursor<'a>, stack: Stack) -> Result<Self, OutOfBytes> {
        let mut cursor = *from;
        let levels = cursor.varint()?;
        let name = cursor.length_prefixed()?;
        let point = cursor.u32()?;
        let count = cursor.varint()?;
        let variables = Variables {
            cursor,
            left: count,
        };
        for _ in 0..count {
            cursor.variable()?;
        }
        *from = cursor;
        Ok(Frame {
            levels,
            stack,
            name,
            point,
            variables,
        })
    }

    /// The frame that is all of `bytes`, inside of something that was begun where the stack stood so.
    pub(crate) fn whole(bytes: &'a [u8], stack: Stack) -> Result<Self, RestoreError> {
        let mut cursor = Cursor::new(bytes);
        let frame = Frame::parse(&mut cursor, stack)?;
        match cursor.rest().len() {
            0 => Ok(frame),
            count => Err(RestoreError::TrailingBytes { count }),
        }
    }
}

/// A variable of a frame.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) id: u32,
    pub(crate) fingerprint: u32,
    pub(crate) value: &'a [u8],
}

/// The variables of a frame.
#[derive(Clone)]
pub(crate) struct Variables<'a> {
    cursor: Cursor<'a>,
    left: usize,
}

impl<'a> Iterator for Variables<'a> {
    type Item = Found<'a>;

    #[inline]
    fn next(&mut self) -> Option<Found<'a>> {
        self.left = self.left.checked_sub(1)?;
        let (id, fingerprint, value) = self.cursor.variable().ok()?;
        Some(Found {
            id,
            fingerprint,
            value,
        })
    }
}
