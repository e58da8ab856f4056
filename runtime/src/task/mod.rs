//! Tasks: many waits in one snapshot, errors up, cancellation down.
//!
//! A *request* is a value of the user's with the type of its answer. A function that is marked with
//! `#[resumable(request = Op)]` awaits requests, other such functions, and combinations of both; a [`Task`] runs one,
//! says what it waits for, and takes the answers in any order.
//!
//! The chapter `docs/workflows.md` of the repository is the guide: combinators, cancelling, ids, restarts, and what you can rely on,
//! each point with its test.
//!
//! ```
//! use resumable::{join, resumable};
//! use resumable::task::{Outcome, Request, Requests, Task};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize, Request)]
//! #[request(answer = Result<String, String>)]
//! struct Charge { cents: u32 }
//!
//! #[derive(Serialize, Deserialize, Request)]
//! #[request(answer = bool)]
//! struct AskHuman(String);
//!
//! #[derive(Serialize, Deserialize, Requests)]
//! enum Op { Charge(Charge), AskHuman(AskHuman) }
//!
//! #[resumable(request = Op)]
//! fn checkout(cents: u32) -> Result<String, String> {
//!     let (receipt, sure) = join!(Charge { cents }, AskHuman("really?".into())).await;
//!     if sure { receipt } else { Err("not wanted".into()) }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let task = Task::start(checkout(1200));
//! let bytes = task.snapshot()?;
//!
//! // In another process: the same requests, under the same ids.
//! let mut task = Task::<checkout>::restore(&bytes)?;
//! let ids: Vec<_> = task.pending().map(|(id, _)| id).collect();
//! task.answer::<AskHuman>(ids[1], true)?;
//! let update = task.answer::<Charge>(ids[0], Ok("paid".into()))?;
//! assert_eq!(update.outcome, Some(Outcome::Complete(Ok("paid".into()))));
//! # Ok(())
//! # }
//! ```
//!
//! # The protocol
//! There is no second kind of coroutine. What is marked with `request = Op` is a coroutine that yields [`Events<Op>`] and
//! is resumed with a [`Delivery`]:
//!
//! ```text
//! start()              -> Yielded(Events: these were asked)   | Complete(value)
//! resume(answer, path) -> Yielded(Events: these were asked)   | Complete(value)
//! resume(cancel)       -> Yielded(Events: asked for cleanup)  | Complete(value: it was caught)  | Yielded(Events: cancelled)
//! ```
//!
//! - A request is the leaf: it yields itself once, and completes with its answer.
//! - A combinator is a node: it holds its children, and its number of each stands in the *path* of what the child asks. The
//!   path of an answer leads back down, one index a level, so that no child is searched for.
//! - A function is a node with one child at a time, which is no part of a path.
//! - The [`Task`] is the root: it gives each request an id and keeps the request, its id and its path.
//! - What a child wants of the scope around it is asked along the same path and served there; what it wants of a queue is
//!   served by the task. Neither is seen by a driver.
//!
//! **Withdrawn** requests go beside the events: a race can be over in the very step that cancels its losers, and then there
//! is no yield that could tell. So a delivery has an outbox, and what it passes through writes into it.
//!
//! **Cancelled** is a way to end that is neither a value nor a panic. A coroutine that has ended so says it in its last
//! `Events`; whoever awaits it ends likewise, and the variables drop on the way out as they do on `return`. At a
//! `cancel_scope_!` it becomes an `Err(Cancelled)`, and nothing is left of it.
//!
//! # Cancelling
//! - It is delivered to what waits. A coroutine that has not been started is dropped, one that has ended is left alone.
//! - A function that catches it goes on, waits where it likes, and may end with a value.
//! - A combinator that is cancelled cancels its children, waits for their cleanup, and ends as cancelled, whatever they
//!   ended with. It does so too if it was only waiting for the losers of a decision.
//! - Dropping an [`Instance`](crate::Instance) is not cancelling it.

// protocol: what goes up and down; request, local: the leaves; cancelled: a leaf that ends as cancelled; wait: what
// `.await` takes; child, group: a node and its children; rules: when a group is done, and with what; combine, scope,
// timeout: the combinators; queue: queues; driver: the root; pending: its requests; ids: lists of them; saved: the root as
// bytes; tree, walk: the root as a person reads it; check, probe, seen: whether a root that was read is one; look: how both
// look at it; error: answers that are refused.

mod cancelled;
mod check;
mod child;
mod combine;
mod driver;
mod error;
mod group;
mod ids;
mod local;
mod look;
mod pending;
mod probe;
mod protocol;
mod queue;
mod request;
mod rules;
mod saved;
mod scope;
mod seen;
mod timeout;
mod tree;
mod wait;
mod walk;

pub use crate::{join, race, try_join};
pub use cancelled::{Cancelled, Cancelling};
pub use combine::{
    Join, JoinAll, Race, RaceAll, TryJoin, TryJoinAll, join_all, race_all, try_join_all,
};
pub use driver::{Outcome, Task, TaskDefinition, Update};
pub use error::AnswerError;
pub use ids::{IntoIds, RequestIds};
pub use pending::PendingRequests;
pub use protocol::{Delivery, Events, RequestId};
pub use queue::{Closed, Queue, Receive, Receiver, Send, Sender, queue};
pub use request::{Ask, Request, Requests, answer_to_bytes};
pub use resumable_macros::{Request, Requests};
pub use rules::{Never, Winner};
pub(crate) use saved::saved_point;
pub use scope::{Scope, Spawn, Spawner, TryScope, scope, try_scope};
pub use timeout::{Elapsed, Timeout, timeout};
pub use tree::{TaskNode, TaskTree};
pub use wait::{Asking, Awaitable};
pub(crate) use walk::{ASK, CREW, GROUP, waits_at_queue};

#[doc(hidden)]
pub mod __private {
    //! What `join!`, `race!` and the derives name. Not public API.
    pub use super::cancelled::scoped;
    pub use super::combine::{join, race, try_join};
    pub use super::request::{Answer, AnswerSource, answer_name, read_answer};
    pub use super::wait::DelegateIn;
    pub use ::alloc::string::String;
}
