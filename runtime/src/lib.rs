//! Serializable coroutines: ordinary functions that suspend, become bytes, and go on in another process.
//!
//! Mark a function, say with [`yield_!`](macro@resumable) where it waits, and calling it gives an [`Instance`]:
//! a value that runs step by step and can be written down at every step.
//!
//! ```
//! use resumable::{Instance, Step, resumable};
//!
//! /// Asks for a name, then for a number of greetings, and hands out the greetings.
//! #[resumable(yield = String, resume = String)]
//! fn greeter(opening: String) -> usize {
//!     let name = yield_!('name: format!("{opening} Who are you?"));
//!     let count = loop {
//!         let answer = yield_!('count: format!("How often shall I greet you, {name}?"));
//!         if let Ok(count) = answer.parse::<usize>() {
//!             break count;
//!         }
//!     };
//!     for greeting in 0..count {
//!         yield_!(format!("Hello {name}, number {greeting}"));
//!     }
//!     count
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Nothing has run yet; `start` runs to the first yield.
//! let mut co = greeter("Hi!".into());
//! assert_eq!(co.start(), Step::Yielded("Hi! Who are you?".into()));
//!
//! // Where it waits, and what it will need there, is all there is to save.
//! let bytes = co.snapshot()?;
//! drop(co);
//!
//! // Here, or in another process, perhaps weeks later.
//! let mut co = Instance::<greeter>::restore(&bytes)?;
//! let location = co.location().expect("a restored coroutine waits somewhere");
//! assert_eq!(location.label(), Some("name"));
//! assert_eq!(co.resume("Ada".into()), Step::Yielded("How often shall I greet you, Ada?".into()));
//!
//! // An answer it cannot use leaves it where it is.
//! assert_eq!(co.resume("twice".into()), Step::Yielded("How often shall I greet you, Ada?".into()));
//! assert_eq!(co.resume("1".into()), Step::Yielded("Hello Ada, number 0".into()));
//!
//! // An instance is also a value for any serde format, readable where the format is.
//! let json = serde_json::to_value(&co)?;
//! assert_eq!(json["state"]["name"], "Ada");
//! let mut co: Instance<greeter> = serde_json::from_value(json)?;
//! assert_eq!(co.resume(String::new()), Step::Complete(1));
//! # Ok(())
//! # }
//! ```
//!
//! # Where to look
//! - [`resumable`](macro@resumable): what a body may contain and what crosses a yield.
//! - [`Instance`]: running, saving and restoring one call.
//! - [`Coroutine`]: the trait behind it, for code that drives coroutines of any kind.
//! - [`Registry`]: restoring from a store that holds calls of many functions.
//! - [`RestoreError`]: what can be wrong with bytes that come from elsewhere.
//!
//! # Features
//! `std` (on by default): implementations for what only `std` has, such as `HashMap` in a `for` loop.
//! Without it the crate needs only `alloc`.
//!
//! `testing` (on by default, needs `std`): the module `testing`, for tests of your own resumable functions.
//!
//! `sealed`: `Instance::snapshot_sealed` and `restore_sealed`, for stores that others can write to.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;
// What `#[resumable]` makes of a test's function names the crate so.
#[cfg(test)]
extern crate self as resumable;

mod adapted;
mod again;
mod coroutine;
mod definition;
mod error;
mod held;
pub mod inspect;
mod instance;
mod iter;
mod location;
mod machine;
mod once;
mod operand;
mod registry;
pub mod schema;
#[cfg(feature = "sealed")]
mod sealed;
mod shape;
mod show;
mod snapshot;
mod tables;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
mod value;
mod yields;

pub use coroutine::{Coroutine, IntoCoroutine, Status, Step};
pub use definition::Definition;
pub use error::{RegisterError, RestoreError, ResumeError, SnapshotError, StartError};
pub use inspect::{Inspection, inspect};
pub use instance::Instance;
pub use location::Location;
pub use machine::Live;
pub use registry::Registry;
pub use resumable_macros::resumable;
pub use schema::{Schema, schema};
pub use shape::Shape;
pub use value::Value;

#[doc(hidden)]
pub mod __private {
    //! What the expansion of `#[resumable]` names. Not public API.

    /// The first interface between the macro and the runtime.
    pub mod v1 {
        pub use crate::Step;
        pub use crate::adapted::*;
        pub use crate::again::*;
        pub use crate::coroutine::{Delegate, resume_child, start_child};
        pub use crate::iter::*;
        pub use crate::location::{Former, location};
        pub use crate::machine::*;
        pub use crate::operand::{changed, moved};
        #[cfg(feature = "schema")]
        pub use crate::schema::assert_compatible;
        pub use crate::show::in_scope as show;
        pub use crate::tables::Tables;
        pub use crate::text::*;
        pub use ::core::mem::replace;
        pub use ::core::option::Option::{self, None, Some};
        pub use ::core::result::Result::{Err, Ok};
    }
}
