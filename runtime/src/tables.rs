//! What a process finds out about a definition once.

/// What is known of a definition's variables, found out when it is first needed.
#[derive(Debug)]
pub struct Tables;

impl Tables {
    /// Nothing is known yet.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "only generated code makes one")]
    pub const fn new() -> Self {
        Tables
    }
}
