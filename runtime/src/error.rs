//! What can go wrong, as data.

use alloc::{string::String, vec::Vec};
use core::{error::Error, fmt};

use serde::{Deserialize, Serialize};
use thiserror::Error as ThisError;

use crate::Status;

/// Why a coroutine could not be saved.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum SnapshotError {
    /// It has ended, or a panic has ended it, so that no variables are left to save.
    #[error("`{name}` cannot be saved: it is {status}")]
    NotSuspendable {
        /// The coroutine's name.
        name: String,
        /// Its status.
        status: Status,
    },
    /// It is a part of a coroutine around it, and is saved with that one only.
    #[error("`{name}` cannot be saved by itself; save the task that it is a part of")]
    OnlyInside {
        /// What it is.
        name: String,
    },
    /// A variable's `Serialize` failed.
    #[error(
        "`{definition}` cannot be saved: the variable `{variable}` does not serialize: {message}"
    )]
    Value {
        /// The coroutine's name.
        definition: String,
        /// The variable.
        variable: String,
        /// What its `Serialize` said.
        message: String,
    },
}

/// Why bytes could not be made a coroutine again.
///
/// Found before any code of the coroutine's body has run.
///
/// ```
/// use resumable::{Instance, RestoreError, resumable};
///
/// #[resumable(yield = u32)]
/// fn counter(n: u32) {
///     for i in 0..n {
///         yield_!(i);
///     }
/// }
///
/// #[resumable]
/// fn other() {
///     yield_!();
/// }
///
/// let bytes = counter(3).snapshot().unwrap();
/// let truncated = &bytes[..bytes.len() - 1];
/// assert_eq!(Instance::<counter>::restore(truncated).unwrap_err(), RestoreError::Truncated);
/// assert!(matches!(
///     Instance::<other>::restore(&bytes),
///     Err(RestoreError::WrongDefinition { found, .. }) if found == counter_name()
/// ));
/// # fn counter_name() -> &'static str { <counter as resumable::Definition>::NAME }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, ThisError, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RestoreError {
    /// The bytes are not a snapshot.
    #[error("not a snapshot of a resumable coroutine")]
    BadMagic,
    /// The snapshot was written by a version of this crate with another format.
    #[error(
        "the snapshot has format version {found}, which this version of `resumable` does not read"
    )]
    UnsupportedVersion {
        /// The version in the bytes.
        found: u8,
    },
    /// The bytes end too early.
    #[error("the snapshot is truncated")]
    Truncated,
    /// The bytes are not the ones that were written.
    #[error("the snapshot is corrupted: its checksum does not match")]
    Checksum,
    /// More bytes follow the snapshot.
    #[error("{count} bytes follow the end of the snapshot")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// The snapshot is of another function.
    #[error(
        "the snapshot is of `{found}`, not of `{expected}`; a function that was moved keeps its name with \
        `#[resumable(name = \"..\")]`"
    )]
    WrongDefinition {
        /// The name of the function asked for.
        expected: String,
        /// The name in the snapshot.
        found: String,
    },
    /// The function has no such suspension point any more.
    #[error(
        "`{definition}` has no suspension point {found}; it has {}; `renamed(\"old\" => \"new\")` in its \
        `#[resumable(..)]` maps one that has another name now",
        Listed(known)
    )]
    UnknownLocation {
        /// The function.
        definition: String,
        /// The point in the snapshot: its text in a readable format, its id in bytes.
        found: String,
        /// The points the function has.
        known: Vec<String>,
    },
    /// The variables are nested more deeply than a snapshot may be.
    #[error("the variables of `{definition}` are nested too deeply to be restored")]
    TooDeep {
        /// The function.
        definition: String,
    },
    /// The suspension point now needs a variable that it did not need when the snapshot was taken.
    #[error(
        "`{definition}` needs the variable `{variable}` at {location}, and the snapshot does not have it; \
        `#[default(..)]` on its `let` or parameter gives it a value then"
    )]
    MissingVariable {
        /// The function.
        definition: String,
        /// The suspension point.
        location: String,
        /// The variable.
        variable: String,
    },
    /// A variable has another type than when the snapshot was taken.
    #[error(
        "the variable `{variable}` of `{definition}` at {location} is now `{expected}`, and was saved as {}; \
        `#[was(OldType)]` on its `let` or parameter converts it",
        Quoted(found)
    )]
    TypeChanged {
        /// The function.
        definition: String,
        /// The suspension point.
        location: String,
        /// The variable.
        variable: String,
        /// The shape of its type now.
        expected: String,
        /// The shape that it had, if it is one of the common ones; else its fingerprint.
        found: String,
    },
    /// A variable's bytes are not a value of its type.
    #[error("the variable `{variable}` of `{definition}` at {location} does not decode: {message}")]
    Malformed {
        /// The function.
        definition: String,
        /// The suspension point.
        location: String,
        /// The variable.
        variable: String,
        /// What its `Deserialize` said.
        message: String,
    },
    /// A registry was given the snapshot of a function that is not registered.
    #[error(
        "the snapshot is of `{found}`, which is not registered; {}",
        Registered(known)
    )]
    UnknownDefinition {
        /// The name in the snapshot.
        found: String,
        /// The names that are registered, sorted.
        known: Vec<String>,
    },
    /// The snapshot is sealed, and was to be restored without a key.
    #[error("the snapshot is sealed: it is restored with `restore_sealed` and its key")]
    Sealed,
    /// The snapshot is not sealed, and was to be restored with a key: whoever can write to the store made it.
    #[error("the snapshot is not sealed: it may come from anyone who can write to the store")]
    NotSealed,
    /// The snapshot was altered after it was sealed, or was sealed with another key.
    #[error("the snapshot's seal does not fit: it was altered, or sealed with another key")]
    BadSeal,
}

/// Why a function could not be added to a registry.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum RegisterError {
    /// A function of this name is there already, so that a snapshot would not say which of them it is of.
    #[error(
        "`{name}` is registered already, as `{registered}`: `{refused}` needs another name, \
         from `#[resumable(name = \"..\")]` or, if it is generic, from a function around it that is not; {}",
        Registered(known)
    )]
    Duplicate {
        /// The name of both.
        name: String,
        /// The type that is registered.
        registered: String,
        /// The type that was to be registered, which may be the same one.
        refused: String,
        /// The names that are registered, sorted.
        known: Vec<String>,
    },
}

struct Registered<'a>(&'a [String]);

impl fmt::Display for Registered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => f.write_str("nothing is registered"),
            known => write!(f, "registered are {}", Listed(known)),
        }
    }
}

/// A type in backquotes, or a fingerprint as it is.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.strip_prefix("0x") {
            Some(_) => write!(f, "another type (fingerprint {})", self.0),
            None => write!(f, "`{}`", self.0),
        }
    }
}

struct Listed<'a>(&'a [String]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().enumerate() {
            write!(f, "{}{name}", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// Why a coroutine could not be started: it had been started before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartError {
    name: &'static str,
    status: Status,
}

impl StartError {
    /// The error for a coroutine of this name and status.
    #[must_use]
    pub const fn new(name: &'static str, status: Status) -> Self {
        StartError { name, status }
    }

    /// The coroutine's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The coroutine's status.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot start `{}`: it is {}", self.name, self.status)?;
        if self.status == Status::Suspended {
            f.write_str(" and waits for `resume`")?;
        }
        Ok(())
    }
}

impl Error for StartError {}

/// Why a coroutine could not be resumed: it was not suspended. Gives the value back.
///
/// ```
/// use resumable::{Status, resumable};
///
/// #[resumable(resume = String)]
/// fn ask() -> String {
///     yield_!()
/// }
///
/// let mut co = ask();
/// let error = co.try_resume("early".to_string()).unwrap_err();
/// assert_eq!(error.status(), Status::Ready);
/// assert_eq!(error.into_value(), "early");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ResumeError<R> {
    name: &'static str,
    status: Status,
    value: R,
}

impl<R> ResumeError<R> {
    /// The error for a coroutine of this name and status that was to be resumed with `value`.
    #[must_use]
    pub const fn new(name: &'static str, status: Status, value: R) -> Self {
        ResumeError {
            name,
            status,
            value,
        }
    }

    /// The coroutine's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The coroutine's status.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// The value that was to be handed in.
    #[must_use]
    pub fn into_value(self) -> R {
        self.value
    }
}

impl<R> fmt::Debug for ResumeError<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResumeError")
            .field("name", &self.name)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl<R> fmt::Display for ResumeError<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot resume `{}`: it is {}", self.name, self.status)?;
        if self.status == Status::Ready {
            f.write_str(" and waits for `start`")?;
        }
        Ok(())
    }
}

impl<R> Error for ResumeError<R> {}
