//! Scopes: children whose number is not known beforehand.

use alloc::{boxed::Box, vec::Vec};
use core::{any::Any, marker::PhantomData};

use serde::{Deserialize, Serialize};

use super::{
    child::{Child, Children, Moved, Served},
    group::{Group, limited},
    local::{Local, Want},
    protocol::Delivery,
    request::misdelivered,
    rules::{All, AllOk, Rule},
    wait::{Asking, Awaitable},
};
use crate::{Coroutine, Live};

/// Awaits a body, and all children of type `C` that it spawns; its value is that of the body and the vector of theirs, in
/// the order in which they were spawned.
///
/// The body is handed a [`Spawner`], which it can hand on, to the children too. `body` is called at once and only to make
/// the coroutine. A child is a part of the scope: the scope is not over before all of them are, and cancels them if it is
/// cancelled.
///
/// ```
/// # use resumable::{Instance, resumable};
/// # use resumable::task::{Outcome, Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = Vec<String>)]
/// # struct Links(String);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Links(Links) }
/// use resumable::task::{Spawner, scope};
///
/// #[resumable(request = Op)]
/// fn visit(page: String, depth: u32, spawner: Spawner<Instance<visit>>) -> String {
///     if depth > 0 {
///         for link in Links(page.clone()).await {
///             spawner.spawn(visit(link, depth - 1, spawner)).await;
///         }
///     }
///     page
/// }
///
/// #[resumable(request = Op)]
/// fn crawl(home: String) -> usize {
///     let (_home, pages) = scope(|spawner| visit(home, 2, spawner)).limit(10).await;
///     pages.len()
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(crawl("/".into()));
/// let (id, _) = task.pending().next().unwrap();
/// let update = task.answer::<Links>(id, vec!["/a".into(), "/b".into()])?;
/// assert_eq!(update.asked.len(), 2);
/// task.answer::<Links>(update.asked[0], vec!["/c".into()])?;
/// let update = task.answer::<Links>(update.asked[1], vec![])?;
/// assert_eq!(update.outcome, Some(Outcome::Complete(3)));
/// # Ok(())
/// # }
/// ```
pub fn scope<C, B>(body: impl FnOnce(Spawner<C>) -> B) -> Scope<C, B> {
    Scope {
        body: body(Spawner::new()),
        limit: None,
        child: PhantomData,
    }
}

/// The same for a body and children that return `Result`: its value is the `Ok` of all values, or the first error, on
/// which all others are cancelled, and their cleanup is awaited.
///
/// ```
/// # use resumable::{Instance, resumable};
/// # use resumable::task::{Outcome, Request, Requests, Task};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = Result<(), String>)]
/// # struct Send(String);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Send(Send) }
/// use resumable::task::{Spawner, try_scope};
///
/// #[resumable(request = Op)]
/// fn send(to: String) -> Result<(), String> {
///     Send(to).await
/// }
///
/// #[resumable(request = Op)]
/// fn send_all(to: Vec<String>, spawner: Spawner<Instance<send>>) -> Result<usize, String> {
///     let count = to.len();
///     for one in to {
///         spawner.spawn(send(one)).await;
///     }
///     Ok(count)
/// }
///
/// #[resumable(request = Op)]
/// fn newsletter(to: Vec<String>) -> Result<usize, String> {
///     let (count, _) = try_scope(|spawner| send_all(to, spawner)).await?;
///     Ok(count)
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut task = Task::start(newsletter(vec!["ada".into(), "bob".into()]));
/// let ids: Vec<_> = task.pending().map(|(id, _)| id).collect();
/// let update = task.answer::<Send>(ids[1], Err("full".into()))?;
/// assert_eq!(update.withdrawn, [ids[0]]);
/// assert_eq!(update.outcome, Some(Outcome::Complete(Err("full".into()))));
/// # Ok(())
/// # }
/// ```
pub fn try_scope<C, B>(body: impl FnOnce(Spawner<C>) -> B) -> TryScope<C, B> {
    TryScope(scope(body))
}

/// What [`scope`] makes of a body.
#[derive(Serialize, Deserialize)]
#[serde(bound = "B: Live")]
#[must_use = "it does nothing until it is awaited"]
pub struct Scope<C, B> {
    body: B,
    limit: Option<u32>,
    #[serde(skip)]
    child: PhantomData<fn() -> C>,
}

/// What [`try_scope`] makes of a body.
#[derive(Serialize, Deserialize)]
#[serde(bound = "B: Live")]
#[must_use = "it does nothing until it is awaited"]
pub struct TryScope<C, B>(Scope<C, B>);

impl<C, B> Scope<C, B> {
    /// At most so many children wait at the same time, besides the body; the next one is started when one has ended.
    ///
    /// # Panics
    /// If `limit` is 0, as nothing would ever be started.
    #[track_caller]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = Some(limited(limit));
        self
    }
}

impl<C, B> TryScope<C, B> {
    /// At most so many children wait at the same time, besides the body; the next one is started when one has ended.
    ///
    /// # Panics
    /// If `limit` is 0, as nothing would ever be started.
    pub fn limit(self, limit: usize) -> Self {
        TryScope(self.0.limit(limit))
    }
}

macro_rules! awaitable {
    ($scope:ident, $rule:ident, |$it:ident| $inside:expr) => {
        impl<Op, C, B> Awaitable<Op> for $scope<C, B>
        where
            Op: 'static,
            C: Awaitable<Op, Answer: Live>,
            B: Awaitable<Op, Answer: Live>,
            $rule: Rule<Crew<B::Coroutine, C::Coroutine>>,
        {
            type Answer = <$rule as Rule<Crew<B::Coroutine, C::Coroutine>>>::Output;
            type Coroutine = Group<$rule, Crew<B::Coroutine, C::Coroutine>, Op>;

            fn into_asking(self) -> Self::Coroutine {
                let $it = self;
                let Scope { body, limit, .. } = $inside;
                let crew = Crew {
                    body: Child::New(body.into_asking()),
                    spawned: Vec::new(),
                };
                Group::new(crew, limit)
            }
        }
    };
}

awaitable!(Scope, All, |it| it);
awaitable!(TryScope, AllOk, |it| it.0);

/// The body of a scope and what it has spawned.
#[derive(Serialize, Deserialize)]
#[serde(
    rename = "$resumable::Crew",
    bound = "B: Live, B::Return: Live, C: Live, C::Return: Live"
)]
#[doc(hidden)]
pub struct Crew<B: Coroutine, C: Coroutine> {
    body: Child<B>,
    spawned: Vec<Child<C>>,
}

/// A child on its way to its scope.
struct Spawned<C>(C);

impl<Op, B: Asking<Op>, C: Asking<Op>> Children<Op> for Crew<B, C>
where
    B::Return: Live,
    C::Return: Live,
{
    fn count(&self) -> usize {
        1 + self.spawned.len()
    }

    fn start(&mut self, child: usize) -> Moved<Op> {
        match child {
            0 => self.body.start(),
            child => self.spawned[child - 1].start(),
        }
    }

    fn resume(&mut self, child: usize, delivery: Delivery) -> Moved<Op> {
        if child == 0 {
            return self.body.resume(delivery);
        }
        match self.spawned.get_mut(child - 1) {
            Some(child) => child.resume(delivery),
            None => misdelivered(),
        }
    }

    fn is_running(&self, child: usize) -> bool {
        match child {
            0 => self.body.is_running(),
            child => self.spawned[child - 1].is_running(),
        }
    }

    fn unlimited(&self) -> u32 {
        u32::from(!matches!(self.body, Child::Done(_) | Child::Gone))
    }

    fn serve(&mut self, wanted: Box<dyn Any + Send>) -> Served {
        match wanted.downcast::<Spawned<C>>() {
            Ok(spawned) => {
                self.spawned.push(Child::New(spawned.0));
                Served::Answer(Box::new(()))
            }
            Err(wanted) => Served::Not(wanted),
        }
    }
}

impl<B: Coroutine, C: Coroutine> Rule<Crew<B, C>> for All {
    type Output = (B::Return, Vec<C::Return>);

    fn decides(_: &Crew<B, C>, _: usize) -> bool {
        false
    }

    fn output(crew: &mut Crew<B, C>, _: Option<usize>) -> Self::Output {
        let spawned = core::mem::take(&mut crew.spawned);
        let values = spawned.into_iter().map(|mut child| child.take());
        (crew.body.take(), values.collect())
    }
}

impl<B, C, T, U, E> Rule<Crew<B, C>> for AllOk
where
    B: Coroutine<Return = Result<T, E>>,
    C: Coroutine<Return = Result<U, E>>,
{
    type Output = Result<(T, Vec<U>), E>;

    fn decides(crew: &Crew<B, C>, child: usize) -> bool {
        match child {
            0 => crew.body.value().is_some_and(Result::is_err),
            child => crew.spawned[child - 1].value().is_some_and(Result::is_err),
        }
    }

    fn output(crew: &mut Crew<B, C>, decided: Option<usize>) -> Self::Output {
        if let Some(child) = decided.filter(|child| *child > 0)
            && let Err(error) = crew.spawned[child - 1].take()
        {
            return Err(error);
        }
        let value = crew.body.take()?;
        let spawned = core::mem::take(&mut crew.spawned);
        let values = spawned.into_iter().map(|mut child| child.take());
        Ok((value, values.collect::<Result<_, _>>()?))
    }
}

/// Adds children of type `C` to the scope that it belongs to: the innermost one around for such children.
///
/// It is data: it is copied, handed to children, and saved with them. It [cannot be used](Self::spawn) where the scope is over.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Spawner<C> {
    #[serde(skip)]
    child: PhantomData<fn() -> C>,
}

impl<C> Spawner<C> {
    const fn new() -> Self {
        Spawner { child: PhantomData }
    }

    /// Adds a child to the scope. Awaiting this does not wait: the child runs beside the one that has spawned it, as soon as
    /// the limit of the scope allows.
    ///
    /// # Panics
    /// Awaiting it panics, and poisons the task, if no scope with such children is around: when a spawner was returned from
    /// its scope, or left in it through a queue. It is data like any other, so that rustc cannot see where it goes.
    pub const fn spawn(self, child: C) -> Spawn<C> {
        Spawn(child)
    }
}

// Not derived: that would ask it of `C`.
impl<C> Copy for Spawner<C> {}

impl<C> Clone for Spawner<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> core::fmt::Debug for Spawner<C> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Spawner")
    }
}

/// What [`Spawner::spawn`] makes of a child.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[must_use = "it does nothing until it is awaited"]
pub struct Spawn<C>(C);

impl<Op: 'static, C: Awaitable<Op>> Awaitable<Op> for Spawn<C> {
    type Answer = ();
    type Coroutine = Local<Spawning, Op>;

    fn into_asking(self) -> Local<Spawning, Op> {
        Local::new(Box::new(Spawned(self.0.into_asking())))
    }
}

/// Waits for the scope to have taken the child.
#[doc(hidden)]
pub enum Spawning {}

impl Want for Spawning {
    type Answer = ();
    const NAME: &'static str = "$resumable::Spawn";

    fn answer(served: Box<dyn Any + Send>) -> Option<()> {
        served.downcast().ok().map(|unit| *unit)
    }
}
