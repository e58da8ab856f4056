//! One attempt to restore bytes, and what is asked of it.

use super::Kind;
use crate::allocations::asked;

/// The memory that a restore may ask for, beside a multiple of its input.
const SPARE: usize = 1 << 20;
const MULTIPLE: usize = 16;

/// Restores the bytes; whether they are taken.
///
/// # Panics
/// If that asks for much memory, or gives a call that cannot be looked at, or saved and restored again.
pub fn attempt(kind: &Kind, bytes: &[u8]) -> bool {
    let (restored, asked) = asked(|| (kind.restore)(bytes));
    let most = MULTIPLE * bytes.len() + SPARE;
    assert!(
        asked.total <= most && asked.peak <= most,
        "{}: {asked:?} for {} bytes: {bytes:?}",
        kind.name,
        bytes.len()
    );
    let Ok(call) = restored else { return false };
    let shown = format!("{call:?}");
    let again = match call.snapshot() {
        Ok(again) => again,
        // A text at the deepest level can be read, but is not written, since it may be read as a sequence.
        Err(error) if error.to_string().contains("nested too deeply") => return true,
        Err(error) => panic!("{error}: {bytes:?}"),
    };
    let again = (kind.restore)(&again).unwrap_or_else(|error| panic!("{error}: {bytes:?}"));
    // Hash maps have no order.
    assert_eq!(format!("{again:?}").len(), shown.len(), "{bytes:?}");
    true
}

/// The bytes with a right checksum behind them.
#[must_use]
pub fn with_checksum(body: &[u8]) -> Vec<u8> {
    let checksum = crc32fast::hash(body).to_le_bytes();
    [body, &checksum].concat()
}
