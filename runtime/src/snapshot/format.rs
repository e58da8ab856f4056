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
pub(super) fn push_varint(out: &mut Vec<u8>, mut value: usize) {
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

/// Appends what stands before the variables of a frame; the place kept free for how many they are.
#[inline]
pub(super) fn push_point(out: &mut Vec<u8>, id: u32) -> usize {
    out.extend_from_slice(&u64::from(id).to_le_bytes()[..5]);
    out.len() - 1
}

/// Appends what stands before the value of a variable; the place kept free for its length.
#[inline]
pub(super) fn push_variable(out: &mut Vec<u8>, id: u32, fingerprint: u32) -> usize {
    let head = u64::from(id & 0x00FF_FFFF) | u64::from(fingerprint) << 24;
    out.extend_from_slice(&head.to_le_bytes());
    out.len() - 1
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

    /// Three bytes.
    #[inline]
    pub(super) fn u24(&mut self) -> Result<u32, OutOfBytes> {
        let (taken, rest) = self.rest.split_first_chunk::<3>().ok_or(OutOfBytes)?;
        self.rest = rest;
        Ok(u32::from_le_bytes([taken[0], taken[1], taken[2], 0]))
    }

    #[inline]
    pub(super) fn u32(&mut self) -> Result<u32, OutOfBytes> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(OutOfBytes)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*taken))
    }

    #[inline]
    pub(super) fn varint(&mut self) -> Result<usize, OutOfBytes> {
        match self.rest.split_first() {
            // Almost every one.
            Some((&byte @ ..0x80, rest)) => {
                self.rest = rest;
                Ok(byte.into())
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
