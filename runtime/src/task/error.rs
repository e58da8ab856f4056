//! Answers that are refused.

use alloc::string::String;

use thiserror::Error as ThisError;

use super::protocol::RequestId;
use crate::Status;

/// Why an answer was refused. Nothing has changed: the task waits as it did.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum AnswerError {
    /// The task has never asked a request of this id.
    #[error("the task `{task}` has not asked a request {id}; `pending` lists what it waits for")]
    Unknown {
        /// The name of the task's coroutine.
        task: &'static str,
        /// The id that was answered.
        id: RequestId,
    },
    /// The request has been answered already, or was withdrawn.
    #[error(
        "the request {id} of `{task}` is no longer pending: it was answered already, or withdrawn; \
        drop this answer"
    )]
    NotPending {
        /// The name of the task's coroutine.
        task: &'static str,
        /// The id that was answered.
        id: RequestId,
    },
    /// The request is of another type than the one that was answered.
    #[error("the request {id} of `{task}` is a `{request}`, and was answered as a `{answered}`")]
    WrongType {
        /// The name of the task's coroutine.
        task: &'static str,
        /// The id that was answered.
        id: RequestId,
        /// The name of the request that is pending.
        request: &'static str,
        /// The type of request that was answered.
        answered: &'static str,
    },
    /// The answer's bytes are no value of the answer's type.
    #[error(
        "the answer to the request {id} of `{task}`, a `{request}`, is no `{expected}`: {message}"
    )]
    Malformed {
        /// The name of the task's coroutine.
        task: &'static str,
        /// The id that was answered.
        id: RequestId,
        /// The name of the request that is pending.
        request: &'static str,
        /// The type of its answer.
        expected: &'static str,
        /// What the answer's `Deserialize` said.
        message: String,
    },
    /// The task does not wait any more.
    #[error("the task `{task}` takes no answers: it is {status}")]
    Ended {
        /// The name of the task's coroutine.
        task: &'static str,
        /// Its status.
        status: Status,
    },
}
