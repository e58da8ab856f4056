//! What `.await` takes in a function with requests.

use super::protocol::{Delivery, Events};
use crate::{Coroutine, IntoCoroutine, Live};

/// A coroutine that asks requests of `Op`: a call of a function that is marked with `request = Op`, a request, or a
/// combination of these.
///
/// Implemented for every coroutine that qualifies.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be awaited in a function with `request = {Op}`",
    label = "not a coroutine that asks requests of `{Op}`",
    note = "a plain coroutine, with `yield` and `resume`, is run in a loop that makes requests of its yields",
    note = "a `Future` is for an `async` driver: make a request of what it does, and let the driver run it"
)]
pub trait Asking<Op>: Coroutine<Yield = Events<Op>, Resume = Delivery> + Live {}

#[diagnostic::do_not_recommend]
impl<Op, C> Asking<Op> for C where C: Coroutine<Yield = Events<Op>, Resume = Delivery> + Live {}

/// What can be awaited in a function that is marked with `request = Op`, and be a child of a combinator there.
///
/// Use it as the bound of a child of any kind:
///
/// ```
/// use resumable::{Live, join, resumable};
/// use resumable::task::{Awaitable, Request, Requests};
/// use serde::{Deserialize, Serialize};
///
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = u32)]
/// # struct Load(u32);
/// #[derive(Serialize, Deserialize, Requests)]
/// enum Op { Load(Load) }
///
/// #[resumable(request = Op)]
/// fn beside<C: Awaitable<Op, Answer = u32> + Live>(child: C) -> u32 {
///     let (one, other) = join!(child, Load(2)).await;
///     one + other
/// }
///
/// let _calls = (beside(Load(1)), beside(beside(Load(1))));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be awaited in a function with `request = {Op}`",
    label = "neither a request of `{Op}` nor a coroutine that asks such requests",
    note = "a request type derives `Request`, and is the type of a variant of `{Op}`, which derives `Requests`",
    note = "a plain coroutine, with `yield` and `resume`, is run in a loop that makes requests of its yields"
)]
pub trait Awaitable<Op>: Sized {
    /// What awaiting it gives.
    type Answer;
    /// The coroutine that does the work.
    type Coroutine: Asking<Op> + Coroutine<Return = Self::Answer>;

    /// Makes the coroutine.
    fn into_asking(self) -> Self::Coroutine;
}

#[diagnostic::do_not_recommend]
impl<Op, T> Awaitable<Op> for T
where
    T: IntoCoroutine,
    T::Coroutine: Asking<Op>,
{
    type Answer = <T::Coroutine as Coroutine>::Return;
    type Coroutine = T::Coroutine;

    fn into_asking(self) -> T::Coroutine {
        self.into_coroutine()
    }
}

/// What stands before `.await` in a function with requests.
#[doc(hidden)]
pub trait DelegateIn: Sized {
    /// The coroutine to delegate to.
    fn __delegate_in<Op>(self) -> <Self as Awaitable<Op>>::Coroutine
    where
        Self: Awaitable<Op>,
    {
        self.into_asking()
    }
}

impl<T> DelegateIn for T {}
