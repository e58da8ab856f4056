//! Where a coroutine can wait.

use core::fmt;

/// One suspension point of a resumable function, or its start.
///
/// Displays as `src/main.rs:5:24`.
///
/// ```
/// use resumable::resumable;
///
/// #[resumable(yield = u32)]
/// fn counter(n: u32) {
///     for i in 0..n {
///         yield_!('tick: i);
///     }
/// }
///
/// let mut co = counter(3);
/// co.start();
/// let location = co.location().unwrap();
/// assert_eq!(location.label(), Some("tick"));
/// assert_eq!(location.index(), 1);
/// assert_eq!(location.to_string(), format!("{}:{}:{}", location.file(), location.line(), location.column()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    index: usize,
    label: Option<&'static str>,
    identity: &'static str,
    id: u32,
    file: &'static str,
    line: u32,
    column: u32,
    variables: &'static [&'static str],
    ids: &'static [u32],
    /// Not a list that may be empty: an address in a program takes more room than none.
    former: Option<&'static [Former]>,
}

/// The id of the point at which a task as a whole waits: the checksum of `label resumable::Task`, which no label is.
pub(crate) const TASK_POINT: u32 = 0xBBBF_92B5;

/// What a point was called in an earlier version: `renamed("old" => "new")`.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Former {
    /// What a readable format called it.
    pub identity: &'static str,
    /// What a binary snapshot called it: as a label, or as the text of a yield.
    pub ids: [u32; 2],
}

/// A location, as the macro writes it down.
#[doc(hidden)]
#[must_use]
#[allow(
    clippy::too_many_arguments,
    reason = "one argument a field; only generated code calls this"
)]
pub const fn location(
    index: usize,
    label: Option<&'static str>,
    identity: &'static str,
    id: u32,
    file: &'static str,
    line: u32,
    column: u32,
    variables: &'static [&'static str],
    ids: &'static [u32],
    former: &'static [Former],
) -> Location {
    Location {
        index,
        label,
        identity,
        id,
        file,
        line,
        column,
        variables,
        ids,
        former: if former.is_empty() {
            None
        } else {
            Some(former)
        },
    }
}

impl Location {
    /// The place in [`Definition::LOCATIONS`](crate::Definition::LOCATIONS); 0 is the start of the function.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The name given with `yield_!('label: ..)` or `await_!('label: ..)`, without the quote.
    #[must_use]
    pub const fn label(&self) -> Option<&'static str> {
        self.label
    }

    /// What a snapshot in a readable format calls this point: the label (with `.await` behind it, if the point awaits), the
    /// own text of the yield or the await, or `start`.
    #[must_use]
    pub const fn identity(&self) -> &'static str {
        self.identity
    }

    /// What a binary snapshot calls this point: a checksum of the identity.
    #[must_use]
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// The source file, as `file!()` gives it.
    #[must_use]
    pub const fn file(&self) -> &'static str {
        self.file
    }

    /// The line, counted from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// The column, counted from 1.
    #[must_use]
    pub const fn column(&self) -> u32 {
        self.column
    }

    /// The ids of the variables' names: 24 bits of the crc32 of each, made by the macro so that no snapshot has to.
    pub(crate) const fn ids(&self) -> &'static [u32] {
        self.ids
    }

    /// What the point was called before.
    pub(crate) const fn former(&self) -> &'static [Former] {
        match self.former {
            Some(former) => former,
            None => &[],
        }
    }

    /// Whether a snapshot's id means this point.
    pub(crate) fn answers_to(&self, id: u32) -> bool {
        self.id == id || self.former().iter().any(|former| former.ids.contains(&id))
    }

    /// Whether what a readable format calls a point means this one.
    pub(crate) fn answers_to_text(&self, identity: &str) -> bool {
        self.identity == identity
            || self
                .former()
                .iter()
                .any(|former| former.identity == identity)
    }

    /// The names of the variables saved here.
    #[must_use]
    pub const fn variables(&self) -> &'static [&'static str] {
        self.variables
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
