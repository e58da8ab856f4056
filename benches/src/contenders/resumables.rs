//! With `#[resumable]`.

use resumable::Step;

use super::contender;
use crate::{borrowing, inline, marked, snapshots};

/// As it is by default: the state is in a box.
pub(super) struct Boxed;

contender!(Boxed, Step:
    marked::counter, marked::nested, marked::running_total, marked::large_state, borrowing::marked::tokens,
    snapshots::marked::onboarding, marked::tree);

/// With the state in the instance.
pub(super) struct Inline;

contender!(Inline, Step:
    inline::counter, inline::nested, inline::running_total, inline::large_state, inline::tokens, inline::onboarding,
    inline::tree);
