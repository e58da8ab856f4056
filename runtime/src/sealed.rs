//! Snapshots that are authenticated with a key.
//!
//! ```text
//! sealed = magic (3) version (1) tag (32) snapshot
//! ```
//!
//! The tag is the keyed BLAKE3 hash of the snapshot. Its key is derived from the caller's, so that a key which is also
//! used for something else signs nothing here by accident, and another version of this format has other tags.

use alloc::vec::Vec;

use blake3::Hash;

use crate::{
    Definition, Instance, RestoreError, SnapshotError,
    snapshot::{MAGIC, SEALED_MAGIC},
};

/// The version of the format written here.
const VERSION: u8 = 1;
/// What the derived key is for. It is part of the format.
const CONTEXT: &str = "resumable 2026-11-22 sealed snapshots, version 1";

impl<D: Definition> Instance<D> {
    /// A [`snapshot`](Self::snapshot) that only someone who has the key could have made, for
    /// [`restore_sealed`](Self::restore_sealed).
    ///
    /// For a store that others can write to. Without a seal, whoever writes to it can make up any state: a price
    /// already agreed on, a check already passed.
    ///
    /// ```
    /// use resumable::{Instance, RestoreError, Step, resumable};
    ///
    /// #[resumable(yield = u32, resume = bool)]
    /// fn sale(price: u32) -> Option<u32> {
    ///     yield_!(price).then_some(price)
    /// }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let key = [7; 32];
    /// // let key: [u8; 32] = .. from where secrets are kept ..;
    /// let mut co = sale(100);
    /// assert_eq!(co.start(), Step::Yielded(100));
    /// let mut bytes = co.snapshot_sealed(&key)?;
    ///
    /// let mut again = Instance::<sale>::restore_sealed(&bytes, &key)?;
    /// assert_eq!(again.resume(true), Step::Complete(Some(100)));
    ///
    /// *bytes.last_mut().unwrap() ^= 1;
    /// assert_eq!(Instance::<sale>::restore_sealed(&bytes, &key).unwrap_err(), RestoreError::BadSeal);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # What a seal does not do
    /// - It hides nothing: the variables stand in the bytes as in any snapshot. Encrypt them if others must not read
    ///   them.
    /// - It does not say that a snapshot is the newest. Whoever can write to the store can put an older one back, or
    ///   that of one call in the place of another's. If that matters, keep a number or a name in a variable of the
    ///   function and compare it with what is kept elsewhere.
    ///
    /// # The key
    /// 32 bytes from a random number generator that is made for keys; not a password. With another key, what was
    /// sealed before is refused.
    ///
    /// # Errors
    /// If it has ended, or one of its variables does not serialize.
    pub fn snapshot_sealed(&self, key: &[u8; 32]) -> Result<Vec<u8>, SnapshotError> {
        Ok(seal(&self.snapshot()?, key))
    }

    /// The coroutine that [`snapshot_sealed`](Self::snapshot_sealed) was called on, waiting where it waited.
    ///
    /// The seal is checked before anything else of the bytes is looked at, in a time that does not tell how much of it
    /// was right.
    ///
    /// # Errors
    /// [`NotSealed`](RestoreError::NotSealed) for a snapshot without a seal, [`BadSeal`](RestoreError::BadSeal) if the
    /// bytes were altered or the key is another one; otherwise as [`restore`](Self::restore).
    pub fn restore_sealed(bytes: &[u8], key: &[u8; 32]) -> Result<Self, RestoreError> {
        Self::restore(unseal(bytes, key)?)
    }
}

/// The sealed form of a snapshot.
pub(crate) fn seal(snapshot: &[u8], key: &[u8; 32]) -> Vec<u8> {
    let tag = tag(snapshot, key);
    [&SEALED_MAGIC[..], &[VERSION], tag.as_bytes(), snapshot].concat()
}

/// The snapshot in a sealed one, if this key has sealed it.
pub(crate) fn unseal<'a>(bytes: &'a [u8], key: &[u8; 32]) -> Result<&'a [u8], RestoreError> {
    let Some(rest) = bytes.strip_prefix(&SEALED_MAGIC) else {
        return Err(if bytes.starts_with(&MAGIC) {
            RestoreError::NotSealed
        } else if SEALED_MAGIC.starts_with(bytes) {
            RestoreError::Truncated
        } else {
            RestoreError::BadMagic
        });
    };
    let (&version, rest) = rest.split_first().ok_or(RestoreError::Truncated)?;
    if version != VERSION {
        return Err(RestoreError::UnsupportedVersion { found: version });
    }
    let (&found, snapshot) = rest.split_first_chunk().ok_or(RestoreError::Truncated)?;
    // `Hash` compares in constant time: <https://docs.rs/blake3/1.8.7/blake3/struct.Hash.html>.
    if Hash::from_bytes(found) == tag(snapshot, key) {
        Ok(snapshot)
    } else {
        Err(RestoreError::BadSeal)
    }
}

fn tag(snapshot: &[u8], key: &[u8; 32]) -> Hash {
    blake3::keyed_hash(&blake3::derive_key(CONTEXT, key), snapshot)
}

#[cfg(test)]
mod tests {
    use alloc::{format, vec::Vec};

    use super::{seal, unseal};

    /// The tag is what other programs compute: with Python's `blake3`,
    /// `blake3(b"snapshot", key=blake3(bytes([7] * 32), derive_key_context=CONTEXT).digest())`.
    #[test]
    fn the_bytes_are_as_specified() {
        let sealed = seal(b"snapshot", &[7; 32]);
        let hex = sealed.iter().map(|byte| format!("{byte:02x}"));
        let hex = hex.collect::<Vec<_>>().concat();
        let tag = "2f99b9b3aceee8d9114ac778131c704b8b0266b91fad08fe3390fdba6b39b07a";
        assert_eq!(hex, ["f5725301", tag, "736e617073686f74"].concat());
        assert_eq!(unseal(&sealed, &[7; 32]), Ok(&b"snapshot"[..]));
    }
}
