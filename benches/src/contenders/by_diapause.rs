//! With diapause.

use diapause::Coroutine as _;

use super::contender;
use crate::{DiapauseStep, by_diapause, snapshots};

pub(super) struct Diapause;

contender!(Diapause, DiapauseStep:
    by_diapause::counter, by_diapause::nested, by_diapause::running_total, by_diapause::large_state, by_diapause::tokens,
    snapshots::by_diapause::onboarding, by_diapause::tree);
