//! `yield_!` outside of a resumable function.

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
