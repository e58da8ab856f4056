//! What a caught cancellation is, and how it goes on.

use alloc::vec::Vec;
use core::marker::PhantomData;

use serde::{Deserialize, Serialize};
use thiserror::Error as ThisError;

use super::{
    protocol::{Delivery, Events},
    rules::Never,
    wait::Awaitable,
};
use crate::{Coroutine, Location, ResumeError, SnapshotError, StartError, Status, Step};

/// What was going on has been cancelled: what a `cancel_scope_!` gives instead of its value.
///
/// What caught it can clean up, and has then the choice: to go on, to return an error, or to await it, which ends the
/// function as cancelled as if it had not been caught.
///
/// ```
/// # use resumable::resumable;
/// # use resumable::task::{Cancelled, Outcome, Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = ())]
/// # struct Book(String);
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = ())]
/// # struct Release(String);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Book(Book), Release(Release) }
/// #[resumable(request = Op)]
/// fn trip() -> u32 {
///     let booked = cancel_scope_!({
///         Book("flight".into()).await;
///         Book("hotel".into()).await;
///         2
///     });
///     match booked {
///         Ok(count) => count,
///         Err(cancelled) => {
///             Release("all".into()).await;
///             match cancelled.await {}
///         }
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(trip());
/// let update = task.cancel();
/// assert_eq!((update.withdrawn.len(), update.asked.len()), (1, 1));
///
/// // The cleanup waits, and is saved like anything else.
/// let mut task = Task::<trip>::restore(&task.snapshot()?)?;
/// let update = task.answer::<Release>(update.asked[0], ())?;
/// assert_eq!(update.outcome, Some(Outcome::Cancelled));
/// # Ok(())
/// # }
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ThisError,
)]
#[error("cancelled")]
pub struct Cancelled;

/// The value of a scope in which nothing was cancelled.
#[doc(hidden)]
#[allow(clippy::missing_errors_doc, reason = "only generated code calls this")]
pub fn scoped<T>(value: T) -> Result<T, Cancelled> {
    Ok(value)
}

impl<Op: 'static> Awaitable<Op> for Cancelled {
    type Answer = Never;
    type Coroutine = Cancelling<Op>;

    fn into_asking(self) -> Cancelling<Op> {
        Cancelling {
            over: false,
            requests: PhantomData,
        }
    }
}

/// A coroutine that ends as cancelled at once: what awaiting [`Cancelled`] makes of it.
#[derive(Serialize, Deserialize)]
#[serde(rename = "$resumable::Cancelling", bound = "")]
pub struct Cancelling<Op> {
    over: bool,
    #[serde(skip)]
    requests: PhantomData<fn() -> Op>,
}

impl<Op> Coroutine for Cancelling<Op> {
    type Yield = Events<Op>;
    type Resume = Delivery;
    type Return = Never;

    fn name(&self) -> &'static str {
        "cancelled"
    }

    fn status(&self) -> Status {
        if self.over {
            Status::Cancelled
        } else {
            Status::Ready
        }
    }

    fn location(&self) -> Option<&'static Location> {
        None
    }

    fn try_start(&mut self) -> Result<Step<Events<Op>, Never>, StartError> {
        if self.over {
            return Err(StartError::new(self.name(), self.status()));
        }
        self.over = true;
        Ok(Step::Yielded(Events::cancelled()))
    }

    fn try_resume(
        &mut self,
        delivery: Delivery,
    ) -> Result<Step<Events<Op>, Never>, ResumeError<Delivery>> {
        Err(ResumeError::new(self.name(), self.status(), delivery))
    }

    fn snapshot_into(&self, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
        out.clear();
        Err(SnapshotError::OnlyInside {
            name: self.name().into(),
        })
    }
}
