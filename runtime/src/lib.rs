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
//! - [`RestoreError`]: what can be wrong with bytes that come from elsewhere, or from before an edit.
//! - [`schema`](mod@schema): what snapshots of a function depend on, and the test that fails when an edit would strand
//!   waiting calls, `assert_compatible!`.
//! - [`inspect`](mod@inspect): what is in a snapshot, without restoring it.
//! - [`task`]: typed requests, many of them at a time, and cancellation.
//! - `testing`: tests of your own functions, with a restart at every yield.
//!
//! # When the code changes
//! A saved call goes on in a later build of the program exactly where it was and with what it knew, or is refused by an
//! error that names the function, the point and the variable. Label the yields at which calls wait long, pin the
//! function's name, and guard it by a test:
//!
//! ```
//! use resumable::{Instance, Step, resumable};
//!
//! mod before {
//!     use resumable::resumable;
//!
//!     #[resumable(name = "shop::order", yield = &'static str, resume = u32)]
//!     pub fn order(item: String) -> String {
//!         let count = yield_!('count: "how many?");
//!         format!("{count} of {item}")
//!     }
//! }
//!
//! /// Later there are wrappings, and the question is another.
//! #[resumable(name = "shop::order", yield = &'static str, resume = u32)]
//! fn order(item: String, #[default("none".into())] wrapping: String) -> String {
//!     let count = yield_!('count: "how many, and how urgent?");
//!     format!("{count} of {item}, wrapping: {wrapping}")
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut waiting = before::order("lamp".into());
//! let _ = waiting.start();
//! let bytes = waiting.snapshot()?;
//!
//! let mut waiting = Instance::<order>::restore(&bytes)?;
//! assert_eq!(waiting.resume(2), Step::Complete("2 of lamp, wrapping: none".into()));
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//! - `std` (on by default): implementations for what only `std` has, such as `HashMap` in a `for` loop. Without it the
//!   crate needs only `alloc`.
//! - `schema` (on by default, needs `std`): schemas as JSON, and `assert_compatible!`. Without it there are still
//!   [`schema()`](fn@schema) and [`Schema`], which any serde format can hold.
//! - `testing` (on by default, needs `std`): the module `testing`, for tests of your own resumable functions.
//! - `sealed`: `Instance::snapshot_sealed` and `restore_sealed`, for stores that others can write to.
//! - `tracing`: each resume is a span of [`tracing`](https://docs.rs/tracing) with the coroutine's name and place, inside of one
//!   for the task, its id and the request that is answered. The level is `DEBUG`.

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
mod awaited;
mod coroutine;
mod definition;
mod error;
mod held;
mod in_place;
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
#[cfg(feature = "tracing")]
mod spans;
mod storage;
mod tables;
pub mod task;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
mod value;
mod waiting;
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
        pub use crate::adapted::*;
        pub use crate::again::*;
        pub use crate::awaited::{InState, is_cancelled};
        pub use crate::coroutine::{Delegate, resume_child, start_child};
        pub use crate::in_place::{Array, Framed, InPlace, Place, Whole, stays};
        pub use crate::iter::*;
        pub use crate::location::{Former, location};
        pub use crate::machine::*;
        pub use crate::operand::{changed, moved};
        #[cfg(feature = "schema")]
        pub use crate::schema::assert_compatible;
        pub use crate::show::in_scope as show;
        pub use crate::storage::{Boxed, HeldIn, Inline, Inlined};
        pub use crate::tables::Tables;
        pub use crate::task::{__private::DelegateIn, Cancelled};
        pub use crate::text::*;
        pub use crate::waiting::{put_by, restored, restored_apart, taken_apart};
        pub use crate::{Instance, Step};
        pub use ::alloc::{string::String, vec::Vec};
        pub use ::core::mem::replace;
        pub use ::core::option::Option::{self, None, Some};
        pub use ::core::result::Result::{Err, Ok};
    }
}
