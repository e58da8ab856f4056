//! Numbers of which small ones take few bytes.

use core::array;

use super::{
    TOO_LARGE, ValueError,
    read::{ENDS_EARLY, Reader},
    write::Writer,
};

/// How many bytes a number of 64 bits takes at most.
const VARINT_BYTES: usize = 10;

impl Writer<'_> {
    #[inline]
    pub(super) fn varint(&mut self, value: u64) {
        if value < 0x80 {
            self.out.push(value.to_le_bytes()[0]);
        } else {
            self.long_varint(value);
        }
    }

    /// Appends a number of at least two bytes, for which the buffer is asked for room once.
    fn long_varint(&mut self, value: u64) {
        match value.ilog2() / 7 {
            0 | 1 => self.wide_varint::<2>(value),
            2 => self.wide_varint::<3>(value),
            3 => self.wide_varint::<4>(value),
            4 => self.wide_varint::<5>(value),
            5 => self.wide_varint::<6>(value),
            6 => self.wide_varint::<7>(value),
            7 => self.wide_varint::<8>(value),
            8 => self.wide_varint::<9>(value),
            _ => self.wide_varint::<VARINT_BYTES>(value),
        }
    }

    /// Appends a varint that takes `N` bytes.
    fn wide_varint<const N: usize>(&mut self, value: u64) {
        let mut bytes =
            array::from_fn::<u8, N, _>(|index| (value >> (7 * index)).to_le_bytes()[0] | 0x80);
        bytes[N - 1] &= 0x7F;
        self.out.extend_from_slice(&bytes);
    }

    pub(super) fn varint_u128(&mut self, mut value: u128) {
        while value >= 0x80 {
            self.out.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.out.push(value.to_le_bytes()[0]);
    }
}

impl Reader<'_> {
    #[inline]
    pub(super) fn varint(&mut self) -> Result<u64, ValueError> {
        let mut value = 0;
        for (index, byte) in self.rest.iter().take(VARINT_BYTES).enumerate() {
            // Of the last one only the lowest bit has a place left.
            if index == VARINT_BYTES - 1 && *byte > 1 {
                return Err(TOO_LARGE.into());
            }
            value |= u64::from(byte & 0x7F) << (7 * index);
            if *byte < 0x80 {
                self.rest = &self.rest[index + 1..];
                return Ok(value);
            }
        }
        Err(ENDS_EARLY.into())
    }

    pub(super) fn varint_u128(&mut self) -> Result<u128, ValueError> {
        let mut value = 0;
        let mut shift = 0;
        loop {
            let byte = self.byte()?;
            let bits = u128::from(byte & 0x7F);
            if shift >= u128::BITS || (bits << shift) >> shift != bits {
                return Err(TOO_LARGE.into());
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
            shift += 7;
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::{string::ToString, vec::Vec};

    use super::{super::DEEPEST, *};

    #[test]
    fn every_width_comes_back() {
        for bits in 0..=64 {
            let least = if bits == 0 { 0 } else { 1 << (bits - 1) };
            let most = u64::MAX.checked_shr(64 - bits).unwrap_or(0);
            for value in [least, most, most & 0x5555_5555_5555_5555 | least] {
                let mut bytes = Vec::new();
                Writer::new(&mut bytes).varint(value);
                let mut expected = Vec::new();
                Writer::new(&mut expected).varint_u128(value.into());
                assert_eq!(bytes, expected, "{value:#x}");
                for after in [&[][..], &[0x80; 9]] {
                    let all = [&bytes, after].concat();
                    let mut reader = Reader::new(&all, DEEPEST);
                    assert_eq!(reader.varint().unwrap(), value);
                    assert_eq!(reader.rest, after);
                }
            }
        }
    }

    #[test]
    fn what_is_no_number_of_64_bits() {
        let read = |bytes: &[u8]| {
            let read = Reader::new(bytes, DEEPEST).varint();
            read.map_err(|error| error.to_string())
        };
        for length in 0..10 {
            assert_eq!(read(&[0xFF; 10][..length]), Err(ENDS_EARLY.into()));
            assert_eq!(read(&[&[0x80; 10][..length], &[0]].concat()), Ok(0));
        }
        for last in 2..=255 {
            let bytes = [&[0x80; 9][..], &[last, 0]].concat();
            assert_eq!(read(&bytes), Err(TOO_LARGE.into()));
            assert_eq!(read(&bytes[..10]), Err(TOO_LARGE.into()));
        }
        assert_eq!(read(&[&[0xFF; 9][..], &[1]].concat()), Ok(u64::MAX));
    }
}
