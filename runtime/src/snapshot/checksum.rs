//! CRC-32 as everyone computes it (polynomial `0xEDB8_8320`).
//!
//! The `crc32fast` crate computes it for long inputs. It takes short ones byte by byte, and most snapshots are short:
//! here they are taken eight bytes at a time.

/// What eight bytes are to the sum, each from its place: `TABLES[7 - place][byte]`.
static TABLES: [[u32; 256]; 8] = tables();

const LONG: usize = 128;

const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 * (sum & 1));
            bit += 1;
        }
        tables[0][byte] = sum;
        byte += 1;
    }
    let mut place = 1;
    while place < 8 {
        let mut byte = 0;
        while byte < 256 {
            let sum = tables[place - 1][byte];
            tables[place][byte] = (sum >> 8) ^ tables[0][(sum & 0xFF) as usize];
            byte += 1;
        }
        place += 1;
    }
    tables
}

/// The checksum of `bytes`.
#[inline]
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    if bytes.len() < LONG {
        short(bytes)
    } else {
        crc32fast::hash(bytes)
    }
}

fn short(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    let (chunks, rest) = bytes.as_chunks();
    for chunk in chunks {
        let next = (u64::from_le_bytes(*chunk) ^ u64::from(sum)).to_le_bytes();
        sum = 0;
        for (byte, table) in next.iter().zip(TABLES.iter().rev()) {
            sum ^= table[usize::from(*byte)];
        }
    }
    for byte in rest {
        sum = (sum >> 8) ^ TABLES[0][usize::from(sum.to_le_bytes()[0] ^ byte)];
    }
    !sum
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_what_crc32fast_says() {
        let bytes: alloc::vec::Vec<u8> = (0..=u8::MAX)
            .map(|byte| byte.wrapping_mul(37) ^ 11)
            .collect();
        for start in 0..9 {
            for end in start..bytes.len() {
                let bytes = &bytes[start..end];
                assert_eq!(
                    super::checksum(bytes),
                    crc32fast::hash(bytes),
                    "{} bytes",
                    bytes.len()
                );
            }
        }
    }
}
