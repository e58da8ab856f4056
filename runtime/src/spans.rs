//! What runs, as spans of `tracing`.
//!
//! ```text
//! task{task="shop::checkout" id="order 17" event="answer" request=3}
//!   resume{coroutine="shop::checkout" location="src/shop.rs:40:9" event="resume"}
//!     resume{coroutine="shop::reserve" location="src/shop.rs:12:20" event="resume"}
//! ```

use tracing::{Level, Span, enabled, field, span, span::EnteredSpan};

use crate::{Location, task::RequestId};

/// A coroutine runs from where it waited to where it waits next.
pub(crate) fn resume(
    coroutine: &'static str,
    location: impl FnOnce() -> Option<&'static Location>,
    event: &'static str,
) -> EnteredSpan {
    if !enabled!(Level::DEBUG) {
        return Span::none().entered();
    }
    let location = location();
    let span = span!(
        Level::DEBUG,
        "resume",
        coroutine,
        location = location.map(field::display),
        label = location.and_then(Location::label),
        event,
    );
    span.entered()
}

/// A task is started, answered or cancelled.
pub(crate) fn task(
    task: &'static str,
    id: Option<&str>,
    event: &'static str,
    request: Option<RequestId>,
) -> EnteredSpan {
    let request = request.map(RequestId::number);
    span!(Level::DEBUG, "task", task, id, event, request).entered()
}
