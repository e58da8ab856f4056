//! One attempt to restore, and what is asked of it.

use tests::allocations::asked;
use tests::waiting::Kind;

/// The stack of a thread as the standard library makes it.
const STACK: usize = 2 << 20;
/// The memory that any restore may ask for, beside a multiple of its input.
const SPARE: usize = 1 << 20;
const MULTIPLE: usize = 16;

/// Runs `work` where little stack is left to overflow.
pub(crate) fn in_a_small_thread(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    if let Err(panic) = thread.expect("a thread").join() {
        std::panic::resume_unwind(panic);
    }
}

/// Restores the bytes; whether they are taken. What they give has to be one that can be looked at and saved.
pub(crate) fn attempt(kind: &Kind, bytes: &[u8]) -> bool {
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
    let again = call.snapshot();
    let again = (kind.restore)(&again).unwrap_or_else(|error| panic!("{error}: {bytes:?}"));
    // Hash maps have no order.
    assert_eq!(format!("{again:?}").len(), shown.len(), "{bytes:?}");
    true
}
