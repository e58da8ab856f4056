//! What a user is told when a marked function does not compile; see `tests/ui`.
