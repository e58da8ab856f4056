//! How the error of a coroutine inside a value comes through serde as it was.
//!
//! A `Deserialize` can only hand a text to its error type. This one is recognised by the error type of our own
//! readers, which makes the error of it again.

use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::{Reader, Writer};
use crate::RestoreError;

/// What the text begins with.
const MARK: &str = "\u{0}resumable:";
/// An error has a list of texts.
const LEVELS: usize = 4;

/// An error as a text.
pub(crate) struct Enclosed<'a>(pub(crate) &'a RestoreError);

impl fmt::Display for Enclosed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = Vec::new();
        if self.0.serialize(&mut Writer::new(&mut bytes)).is_err() {
            return self.0.fmt(f);
        }
        f.write_str(MARK)?;
        bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The error that the text holds, if it does.
pub(super) fn opened(text: &str) -> Option<RestoreError> {
    let digits = text.strip_prefix(MARK)?;
    let byte = |index: usize| u8::from_str_radix(digits.get(2 * index..2 * index + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..digits.len() / 2).map(byte).collect::<Option<_>>()?;
    RestoreError::deserialize(&mut Reader::new(&bytes, LEVELS)).ok()
}

#[cfg(test)]
mod tests {
    use alloc::{
        string::{String, ToString},
        vec,
    };

    use super::*;

    #[test]
    fn an_error_comes_through() {
        let error = RestoreError::UnknownLocation {
            definition: "a".into(),
            found: String::from("b"),
            known: vec!["c".into(), "d".into()],
        };
        assert_eq!(opened(&Enclosed(&error).to_string()), Some(error));
        assert_eq!(opened("anything else"), None);
    }
}
