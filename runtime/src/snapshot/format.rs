//! The words of the wire format: magic, version, varints and ids.

use alloc::vec::Vec;

/// What every snapshot begins with. The first byte occurs in no text.
pub(super) const MAGIC: [u8; 3] = [0xF5, b'r', b's'];
/// The version of the format written here.
pub(super) const VERSION: u8 = 1;

/// What stands for a variable's name in the bytes.
#[inline]
pub(super) fn name_id(name: &str) -> u32 {
    crc32fast::hash(name.as_bytes())
}

/// Appends `value`, seven bits a byte, the lowest first.
#[inline]
pub(super) fn push_varint(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(low_bits(value) | 0x80);
        value >>= 7;
    }
    out.push(low_bits(value));
}

#[inline]
fn low_bits(value: usize) -> u8 {
    (value & 0x7F) as u8
}

/// Appends what `write` appends, after its length.
///
/// The length is almost always below 128, so one byte is kept free for it and the rest moves only if it needs more.
pub(super) fn push_length_prefixed<E>(
    out: &mut Vec<u8>,
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    let prefix = out.len();
    out.push(0);
    write(out)?;
    let length = out.len() - prefix - 1;
    if length < 0x80 {
        out[prefix] = low_bits(length);
        return Ok(());
    }
    let end = out.len();
    out.truncate(end);
    push_varint(out, length);
    let width = out.len() - end;
    // value, length -> length, value; the free byte is dropped from the front.
    out[prefix..].rotate_right(width);
    out.remove(prefix + width);
    Ok(())
}

/// The bytes end too early, or a number in them does not fit.
#[derive(Debug)]
pub(super) struct OutOfBytes;

/// Takes bytes off the front of a slice.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Cursor { rest: bytes }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], OutOfBytes> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(OutOfBytes)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn u32(&mut self) -> Result<u32, OutOfBytes> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(OutOfBytes)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*taken))
    }

    pub(super) fn varint(&mut self) -> Result<usize, OutOfBytes> {
        let mut value = 0_usize;
        let mut shift = 0;
        loop {
            let (&byte, rest) = self.rest.split_first().ok_or(OutOfBytes)?;
            self.rest = rest;
            let bits = usize::from(byte & 0x7F);
            if shift >= usize::BITS || (bits << shift) >> shift != bits {
                return Err(OutOfBytes);
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
            shift += 7;
        }
    }

    pub(super) fn length_prefixed(&mut self) -> Result<&'a [u8], OutOfBytes> {
        let length = self.varint()?;
        self.bytes(length)
    }
}
