//! The combinators as they are written down: children that nothing has been made of yet.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{
    child::Child,
    group::{Group, limited},
    rules::{All, AllOk, Fastest, Rule},
    wait::Awaitable,
};
use crate::Live;

/// Awaits all of its children side by side; its value is the tuple of theirs.
///
/// The children are what `.await` takes in a function with requests: requests, calls, and further combinations, up to 12.
/// [`join_all`](crate::task::join_all) takes a vector of any length.
///
/// ```
/// # use resumable::resumable;
/// # use resumable::task::{Outcome, Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = u32)]
/// # struct Load(String);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Load(Load) }
/// use resumable::join;
///
/// #[resumable(request = Op)]
/// fn twice(name: String) -> u32 {
///     Load(name).await * 2
/// }
///
/// #[resumable(request = Op)]
/// fn total() -> u32 {
///     let (one, other) = join!(Load("one".into()), twice("other".into())).await;
///     one + other
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(total());
/// let ids: Vec<_> = task.pending().map(|(id, _)| id).collect();
/// task.answer::<Load>(ids[1], 20)?;
/// let update = task.answer::<Load>(ids[0], 2)?;
/// assert_eq!(update.outcome, Some(Outcome::Complete(42)));
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! join {
    ($($child:expr),+ $(,)?) => {
        $crate::task::__private::join(($($child,)+))
    };
}

/// Awaits children that return `Result` side by side; its value is the tuple of theirs if all are `Ok`, or the first
/// error.
///
/// On an error the other children are cancelled, and their cleanup is awaited. All children have the same type of errors.
///
/// ```
/// # use resumable::resumable;
/// # use resumable::task::{Outcome, Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = Result<u32, String>)]
/// # struct Load(String);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Load(Load) }
/// use resumable::try_join;
///
/// #[resumable(request = Op)]
/// fn total() -> Result<u32, String> {
///     let (one, other) = try_join!(Load("one".into()), Load("other".into())).await?;
///     Ok(one + other)
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(total());
/// let ids: Vec<_> = task.pending().map(|(id, _)| id).collect();
/// let update = task.answer::<Load>(ids[1], Err("not there".into()))?;
/// assert_eq!(update.withdrawn, [ids[0]]);
/// assert_eq!(update.outcome, Some(Outcome::Complete(Err("not there".into()))));
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! try_join {
    ($($child:expr),+ $(,)?) => {
        $crate::task::__private::try_join(($($child,)+))
    };
}

/// Awaits the first of its children to return; the others are cancelled, and their cleanup is awaited.
///
/// Its value is a [`Winner`](crate::task::Winner), which tells which child it was. With a request that is answered after
/// some time it is a timeout:
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
/// use resumable::{race, task::Winner};
///
/// #[resumable(request = Op)]
/// fn in_time() -> Option<u32> {
///     match race!(Load("one".into()), Sleep(60)).await {
///         Winner::First(loaded) => Some(loaded),
///         Winner::Second(()) => None,
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(in_time());
/// let ids: Vec<_> = task.pending().map(|(id, _)| id).collect();
/// let update = task.answer::<Sleep>(ids[1], ())?;
/// assert_eq!(update.withdrawn, [ids[0]]);
/// assert_eq!(update.outcome, Some(Outcome::Complete(None)));
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! race {
    ($($child:expr),+ $(,)?) => {
        $crate::task::__private::race(($($child,)+))
    };
}

/// What [`join!`](crate::join) makes of a tuple of children.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[must_use = "it does nothing until it is awaited"]
pub struct Join<T>(T);

/// What [`try_join!`](crate::try_join) makes of a tuple of children.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[must_use = "it does nothing until it is awaited"]
pub struct TryJoin<T>(T);

/// What [`race!`](crate::race) makes of a tuple of children.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[must_use = "it does nothing until it is awaited"]
pub struct Race<T>(T);

#[doc(hidden)]
pub const fn join<T>(children: T) -> Join<T> {
    Join(children)
}

#[doc(hidden)]
pub const fn try_join<T>(children: T) -> TryJoin<T> {
    TryJoin(children)
}

#[doc(hidden)]
pub const fn race<T>(children: T) -> Race<T> {
    Race(children)
}

macro_rules! awaitable_tuple {
    ($combinator:ident, $rule:ident, $($index:tt $child:ident),+) => {
        impl<Op: 'static, $($child: Awaitable<Op, Answer: Live>),+> Awaitable<Op>
            for $combinator<($($child,)+)>
        where
            $rule: Rule<($(Child<$child::Coroutine>,)+)>,
        {
            type Answer = <$rule as Rule<($(Child<$child::Coroutine>,)+)>>::Output;
            type Coroutine = Group<$rule, ($(Child<$child::Coroutine>,)+), Op>;

            fn into_asking(self) -> Self::Coroutine {
                Group::new(($(Child::New(self.0.$index.into_asking()),)+), None)
            }
        }
    };
}

macro_rules! tuple {
    ($($index:tt $child:ident),+) => {
        awaitable_tuple!(Join, All, $($index $child),+);
        awaitable_tuple!(TryJoin, AllOk, $($index $child),+);
        awaitable_tuple!(Race, Fastest, $($index $child),+);
    };
}

tuple!(0 A);
tuple!(0 A, 1 B);
tuple!(0 A, 1 B, 2 C);
tuple!(0 A, 1 B, 2 C, 3 D);
tuple!(0 A, 1 B, 2 C, 3 D, 4 E);
tuple!(0 A, 1 B, 2 C, 3 D, 4 E, 5 F);
tuple!(0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G);
tuple!(0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H);
tuple!(0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I);
tuple!(0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J);
tuple!(0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K);
tuple!(0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K, 11 L);

/// Awaits any number of children of one kind side by side; its value is the vector of theirs, in their order.
///
/// ```
/// # use resumable::resumable;
/// # use resumable::task::{Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = u32)]
/// # struct Load(u32);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Load(Load) }
/// use resumable::task::join_all;
///
/// #[resumable(request = Op)]
/// fn total(count: u32) -> u32 {
///     // No more than eight are asked at a time.
///     join_all((0..count).map(Load)).limit(8).await.iter().sum()
/// }
///
/// let task = Task::start(total(100));
/// assert_eq!(task.pending().count(), 8);
/// ```
pub fn join_all<C>(children: impl IntoIterator<Item = C>) -> JoinAll<C> {
    let children: Vec<C> = children.into_iter().collect();
    JoinAll {
        children,
        limit: None,
    }
}

/// Awaits any number of children of one kind that return `Result`; its value is the vector of theirs if all are `Ok`, or
/// the first error. On an error the others are cancelled, and their cleanup is awaited.
///
/// ```
/// # use resumable::resumable;
/// # use resumable::task::{Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = Result<u32, String>)]
/// # struct Load(u32);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Load(Load) }
/// use resumable::task::try_join_all;
///
/// #[resumable(request = Op)]
/// fn total(count: u32) -> Result<u32, String> {
///     let loaded = try_join_all((0..count).map(Load)).await?;
///     Ok(loaded.iter().sum())
/// }
///
/// let task = Task::start(total(100));
/// assert_eq!(task.pending().count(), 100);
/// ```
pub fn try_join_all<C>(children: impl IntoIterator<Item = C>) -> TryJoinAll<C> {
    let children: Vec<C> = children.into_iter().collect();
    TryJoinAll {
        children,
        limit: None,
    }
}

/// Awaits the first to return of any number of children of one kind; its value is that child's index and value. The
/// others are cancelled, and their cleanup is awaited.
///
/// ```
/// # use resumable::resumable;
/// # use resumable::task::{Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = u32)]
/// # struct Load(u32);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Load(Load) }
/// use resumable::task::race_all;
///
/// #[resumable(request = Op)]
/// fn nearest(mirrors: Vec<u32>) -> u32 {
///     let (_index, loaded) = race_all(mirrors.into_iter().map(Load)).await;
///     loaded
/// }
///
/// let task = Task::start(nearest(vec![3, 5, 8]));
/// assert_eq!(task.pending().count(), 3);
/// ```
///
/// # Panics
/// If there are no children: nobody would ever be first.
pub fn race_all<C>(children: impl IntoIterator<Item = C>) -> RaceAll<C> {
    let children: Vec<C> = children.into_iter().collect();
    assert!(
        !children.is_empty(),
        "a race of nobody would never end: give `race_all` at least one child"
    );
    RaceAll {
        children,
        limit: None,
    }
}

macro_rules! vector {
    ($(#[$doc:meta])* $combinator:ident, $rule:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[must_use = "it does nothing until it is awaited"]
        pub struct $combinator<C> {
            children: Vec<C>,
            limit: Option<u32>,
        }

        impl<C> $combinator<C> {
            /// At most so many children wait at the same time; the next one is started when one has ended.
            ///
            /// # Panics
            /// If `limit` is 0, as nothing would ever be started.
            #[track_caller]
            pub fn limit(mut self, limit: usize) -> Self {
                self.limit = Some(limited(limit));
                self
            }
        }

        impl<Op: 'static, C: Awaitable<Op, Answer: Live>> Awaitable<Op> for $combinator<C>
        where
            $rule: Rule<Vec<Child<C::Coroutine>>>,
        {
            type Answer = <$rule as Rule<Vec<Child<C::Coroutine>>>>::Output;
            type Coroutine = Group<$rule, Vec<Child<C::Coroutine>>, Op>;

            fn into_asking(self) -> Self::Coroutine {
                let children = self.children.into_iter();
                let children = children.map(|child| Child::New(child.into_asking()));
                Group::new(children.collect(), self.limit)
            }
        }
    };
}

vector!(
    /// What [`join_all`] makes of its children.
    JoinAll, All
);
vector!(
    /// What [`try_join_all`] makes of its children.
    TryJoinAll, AllOk
);
vector!(
    /// What [`race_all`] makes of its children.
    RaceAll, Fastest
);
