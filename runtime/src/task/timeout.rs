//! Children that have to be in time.

use serde::{Deserialize, Serialize};
use thiserror::Error as ThisError;

use super::{
    child::Child,
    group::Group,
    rules::{Named, Rule},
    wait::Awaitable,
};
use crate::{Coroutine, Live};

/// Awaits a child, until something else is over: then the child is cancelled, its cleanup awaited, and the value is
/// `Err(Elapsed)`.
///
/// What time is, is the driver's affair: `until` is a request of your own, which it answers when the time has come. It is
/// withdrawn if the child is in time.
///
/// ```
/// # use resumable::resumable;
/// # use resumable::task::{Outcome, Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = u32)]
/// # struct Load(String);
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = ())]
/// # struct Sleep(u64);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Load(Load), Sleep(Sleep) }
/// use resumable::task::timeout;
///
/// #[resumable(request = Op)]
/// fn in_time() -> u32 {
///     timeout(Load("one".into()), Sleep(60)).await.unwrap_or(0)
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(in_time());
/// let ids: Vec<_> = task.pending().map(|(id, _)| id).collect();
/// let update = task.answer::<Load>(ids[0], 7)?;
/// assert_eq!(update.withdrawn, [ids[1]]);
/// assert_eq!(update.outcome, Some(Outcome::Complete(7)));
/// # Ok(())
/// # }
/// ```
pub const fn timeout<C, T>(child: C, until: T) -> Timeout<C, T> {
    Timeout(child, until)
}

/// What [`timeout`] makes of a child.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[must_use = "it does nothing until it is awaited"]
pub struct Timeout<C, T>(C, T);

/// A child was not in time, and has been cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ThisError)]
#[error("it took too long, and was cancelled")]
pub struct Elapsed;

/// The value of the first child, if the second one is not over before.
#[doc(hidden)]
pub enum InTime {}

impl Named for InTime {
    const NAME: &'static str = "timeout";
}

impl<C: Coroutine, T: Coroutine> Rule<(Child<C>, Child<T>)> for InTime {
    type Output = Result<C::Return, Elapsed>;

    fn decides(_: &(Child<C>, Child<T>), _: usize) -> bool {
        true
    }

    fn output(children: &mut (Child<C>, Child<T>), decided: Option<usize>) -> Self::Output {
        match decided {
            Some(0) => Ok(children.0.take()),
            _ => Err(Elapsed),
        }
    }
}

impl<Op, C, T> Awaitable<Op> for Timeout<C, T>
where
    Op: 'static,
    C: Awaitable<Op, Answer: Live>,
    T: Awaitable<Op, Answer: Live>,
{
    type Answer = Result<C::Answer, Elapsed>;
    type Coroutine = Group<InTime, (Child<C::Coroutine>, Child<T::Coroutine>), Op>;

    fn into_asking(self) -> Self::Coroutine {
        let child = Child::New(self.0.into_asking());
        Group::new((child, Child::New(self.1.into_asking())), None)
    }
}
