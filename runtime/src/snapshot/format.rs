//! The words of the wire format: magic, version, varints and ids.

use alloc::vec::Vec;

/// What every snapshot begins with. The first byte occurs in no text.
pub(crate) const MAGIC: [u8; 3] = [0xF5, b'r', b's'];
/// What a sealed snapshot begins with instead.
pub(crate) const SEALED_MAGIC: [u8; 3] = [0xF5, b'r', b'S'];
/// The version of the format written here.
pub(super) const VERSION: u8 = 1;

/// Appends `value`, seven bits a byte, the lowest first.
#[inline]
fn push_varint(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(low_bits(value) | 0x80);
        value >>= 7;
    }
    out.push(low_bits(value));
}

#[inline]
fn low_bits(value: usize) -> u8 {
    value.to_le_bytes()[0] & 0x7F
}

/// What stands before the variables of a frame. It begins with the place for its levels.
pub(crate) fn frame_head(name: &str, point: u32, variables: usize) -> Vec<u8> {
    let mut head = Vec::new();
    reserve(&mut head);
    push_varint(&mut head, name.len());
    head.extend_from_slice(name.as_bytes());
    head.extend_from_slice(&point.to_le_bytes());
    push_varint(&mut head, variables);
    head
}

/// How many bytes stand before a value of less than 128 bytes.
pub(crate) const VARIABLE_HEAD: usize = 8;

/// What stands before the value of a variable. It ends with the place for its length.
#[inline]
pub(crate) fn variable_head(id: u32, fingerprint: u32) -> [u8; VARIABLE_HEAD] {
    let head = u64::from(id & 0x00FF_FFFF) | u64::from(fingerprint) << 24;
    head.to_le_bytes()
}

/// Keeps a place free for a varint that is known later; [`fill`] fills it.
#[inline]
pub(crate) fn reserve(out: &mut Vec<u8>) -> usize {
    out.push(0);
    out.len() - 1
}

/// Writes `value` into the place that was reserved.
///
/// The place has one byte, because almost every value is below 128; what follows moves only if it needs more.
#[inline]
pub(crate) fn fill(out: &mut Vec<u8>, place: usize, value: usize) {
    if value < 0x80 {
        out[place] = low_bits(value);
    } else {
        fill_wide(out, place, value);
    }
}

fn fill_wide(out: &mut Vec<u8>, place: usize, value: usize) {
    if value < 1 << 14 {
        out[place] = low_bits(value) | 0x80;
        return out.insert(place + 1, low_bits(value >> 7));
    }
    let end = out.len();
    push_varint(out, value);
    let width = out.len() - end;
    let mut varint = [0; 10];
    varint[..width].copy_from_slice(&out[end..]);
    out.copy_within(place + 1..end, place + width);
    out[place..place + width].copy_from_slice(&varint[..width]);
    out.truncate(end - 1 + width);
}

/// The levels that a frame claims to have. What is no frame has none.
pub(crate) fn frame_levels(frame: &[u8]) -> usize {
    Cursor::new(frame).varint().unwrap_or(0)
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

    #[inline]
    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], OutOfBytes> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(OutOfBytes)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The id and the fingerprint of a variable, and its value.
    #[inline]
    pub(super) fn variable(&mut self) -> Result<(u32, u32, &'a [u8]), OutOfBytes> {
        let head = self.rest.first_chunk::<VARIABLE_HEAD>().ok_or(OutOfBytes)?;
        // All but the length, which may be longer.
        self.rest = &self.rest[VARIABLE_HEAD - 1..];
        let (id, fingerprint) = head.split_at(3);
        let id = u32::from_le_bytes([id[0], id[1], id[2], 0]);
        let fingerprint = fingerprint.first_chunk().ok_or(OutOfBytes)?;
        Ok((
            id,
            u32::from_le_bytes(*fingerprint),
            self.length_prefixed()?,
        ))
    }

    #[inline]
    pub(super) fn u32(&mut self) -> Result<u32, OutOfBytes> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(OutOfBytes)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*taken))
    }

    #[inline]
    pub(super) fn varint(&mut self) -> Result<usize, OutOfBytes> {
        match self.rest {
            // Almost every one.
            [byte @ ..0x80, rest @ ..] => {
                self.rest = rest;
                Ok((*byte).into())
            }
            _ => self.long_varint(),
        }
    }

    fn long_varint(&mut self) -> Result<usize, OutOfBytes> {
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

    #[inline]
    pub(super) fn length_prefixed(&mut self) -> Result<&'a [u8], OutOfBytes> {
        let length = self.varint()?;
        self.bytes(length)
    }
}
