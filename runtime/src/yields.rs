//! `yield_!` and `await_!` outside of a resumable function.

/// Suspends a resumable function, handing a value out; its own value is what the function is resumed with.
///
/// Only has a meaning in the body of a function that is marked with [`#[resumable]`](macro@crate::resumable), which
/// rewrites it before it is looked up: it need not be imported there. Anywhere else it is an error.
///
/// ```
/// use resumable::{Step, resumable};
///
/// #[resumable(yield = &'static str, resume = u32)]
/// fn add() -> u32 {
///     let a = yield_!("a?");
///     let b = yield_!('second: "b?"); // a name for this yield, by which saved calls find it again
///     a + b
/// }
///
/// let mut co = add();
/// assert_eq!(co.start(), Step::Yielded("a?"));
/// assert_eq!(co.resume(1), Step::Yielded("b?"));
/// assert_eq!(co.resume(2), Step::Complete(3));
/// ```
#[macro_export]
macro_rules! yield_ {
    ($($operand:tt)*) => {
        ::core::compile_error!(
            "`yield_!` suspends a function that is marked with `#[resumable(yield = ..)]`; this one is not, or it is \
             another function or macro inside of it"
        )
    };
}

/// Awaits at a place with a name: `await_!('label: callee(..))` is `callee(..).await`.
///
/// A saved call that waits at an `.await` is found again by the text of the awaited expression, and is refused when that
/// has been edited. With a label it is found by the label. `await_!(callee(..))` is `callee(..).await` in every respect.
///
/// Only has a meaning in the body of a function that is marked with [`#[resumable]`](macro@crate::resumable), which
/// rewrites it before it is looked up: it need not be imported there. Anywhere else it is an error.
///
/// ```
/// use resumable::{Location, Step, resumable};
///
/// #[resumable(yield = String, resume = String)]
/// fn sign(line: u32) -> String {
///     yield_!(format!("Who signs in line {line}?"))
/// }
///
/// #[resumable(yield = String, resume = String)]
/// fn contract(id: u32) -> String {
///     let name = await_!('signature: sign(id + 3)); // may become `sign(page(id))` while calls wait here
///     format!("contract {id}, signed by {name}")
/// }
///
/// let mut co = contract(1);
/// assert_eq!(co.start(), Step::Yielded("Who signs in line 4?".into()));
/// assert_eq!(co.location().and_then(Location::label), Some("signature"));
/// assert_eq!(co.resume("Ada".into()), Step::Complete("contract 1, signed by Ada".into()));
/// ```
///
/// In a function with `request = ..` it names what a task waits for:
///
/// ```
/// use resumable::resumable;
/// use resumable::task::{Request, Requests, Task};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Request)]
/// #[request(answer = bool)]
/// struct Ask(String);
///
/// #[derive(Serialize, Deserialize, Requests)]
/// enum Op {
///     Ask(Ask),
/// }
///
/// #[resumable(request = Op)]
/// fn buy(item: String) -> bool {
///     await_!('manager: Ask(format!("may we buy {item}?")))
/// }
///
/// let task = Task::start(buy("lamp".into()));
/// assert!(task.tree().to_string().contains("'manager"));
/// ```
#[macro_export]
macro_rules! await_ {
    ($($operand:tt)*) => {
        ::core::compile_error!(
            "`await_!` waits in a function that is marked with `#[resumable]`; this one is not, or it is another function \
             or macro inside of it"
        )
    };
}
