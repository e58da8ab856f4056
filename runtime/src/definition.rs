//! What the macro makes of one function.

use crate::{
    Location,
    storage::{HeldIn, Storage},
    tables::Tables,
};

/// A resumable function as a type: what `#[resumable] fn counter` makes beside the function, under the same name.
///
/// Only the macro implements it. Use it to write code over every resumable function:
///
/// ```
/// use resumable::{Definition, resumable};
///
/// #[resumable(yield = u32)]
/// fn counter(n: u32) {
///     for i in 0..n {
///         yield_!(i);
///     }
/// }
///
/// fn points<D: Definition>() -> Vec<&'static str> {
///     D::LOCATIONS.iter().map(|location| location.identity()).collect()
/// }
///
/// assert!(counter::NAME.ends_with("::counter"));
/// assert_eq!(points::<counter>().len(), 2); // the start and the yield
/// ```
pub trait Definition: Sized + 'static {
    /// The parameters, as a tuple.
    type Args;
    /// What a yield hands out.
    type Yield;
    /// What a resume hands in.
    type Resume;
    /// What the function returns.
    type Return;

    /// What snapshots call this function: its module path and name, unless the attribute pins another.
    const NAME: &'static str;
    /// The start of the function, followed by every yield.
    const LOCATIONS: &'static [Location];

    /// Whether the function is marked with `request = ..`.
    // Without it rustc asks of each step of every coroutine, in memory, whether it is the last.
    #[doc(hidden)]
    const REQUESTS: bool = false;

    /// Whether a call that yields this has ended, as cancelled: only one with requests can.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    fn is_cancelled(_: &Self::Yield) -> bool {
        false
    }

    /// What an instance holds the state of the body in.
    #[doc(hidden)]
    type Storage: Storage + Send + 'static;

    /// Where what is found out about the variables is kept.
    #[doc(hidden)]
    fn tables() -> &'static Tables;

    /// The body.
    #[doc(hidden)]
    fn machine() -> impl HeldIn<
        Self::Storage,
        Args = Self::Args,
        Yield = Self::Yield,
        Resume = Self::Resume,
        Return = Self::Return,
        State: Send,
    >;
}
