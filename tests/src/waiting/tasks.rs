//! Tasks of all forms that wait for requests, at queues and in scopes.

use resumable::task::{
    Receiver, Request, Requests, Sender, Spawner, Winner, join_all, queue, try_scope,
};
use resumable::{Instance, join, race, resumable};
use serde::{Deserialize, Serialize};

use super::driven::{after, attempt};

/// A definition of a task without its types.
pub struct TaskKind {
    pub name: &'static str,
    /// A snapshot of one that waits.
    pub snapshot: fn() -> Vec<u8>,
    /// Restores one and drives it on, as often as is said; whether it was taken.
    pub attempt: fn(&[u8], usize) -> bool,
}

/// Kinds by a name, their definition, a call of it, and the steps after its start.
macro_rules! kinds {
    ($($name:literal, $Definition:ty: $call:expr, $steps:expr;)*) => {
        [$(TaskKind {
            name: $name,
            snapshot: || after::<$Definition>($call, &$steps),
            attempt: attempt::<$Definition>,
        }),*]
    };
}

/// One or more of each kind.
#[must_use]
pub fn task_kinds() -> [TaskKind; 10] {
    kinds! {
        "asks", asks: asks("ab".to_owned()), [];
        "sides", sides: sides(), [];
        "sides-on", sides: sides(), [2, 0];
        "races", races: races(), [];
        // Decided, and cleaning up.
        "races-decided", races: races(), [2];
        "races-cancelled", races: races(), [3];
        "crawls", crawls: crawls(), [0];
        "crawls-on", crawls: crawls(), [0, 1];
        "pipes", pipes: pipes(), [];
        "pipes-full", pipes: pipes(), [0, 0, 0];
    }
}

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = u32)]
pub(super) struct Load(pub(super) u8);

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = Result<(), String>)]
pub(super) struct Tell(pub(super) u8);

#[derive(Debug, Serialize, Deserialize, Requests)]
pub(super) enum Op {
    Load(Load),
    Tell(Tell),
}

#[resumable(name = "asks", request = Op)]
fn asks(name: String) -> Result<u32, String> {
    let first = Load(1).await;
    Tell(2).await?;
    Ok(first ^ u32::from(name.is_empty()))
}

#[resumable(name = "sides", request = Op)]
fn sides() -> u32 {
    let many = join_all((0..4).map(Load)).limit(2);
    let (one, other, all) = join!(asks("a".to_owned()), Tell(3), many).await;
    one.map_or(0, |one| {
        one ^ u32::from(other.is_ok()) ^ all.iter().fold(0, |a, b| a ^ b)
    })
}

#[resumable(name = "undoes", request = Op)]
fn undoes(n: u8) -> u32 {
    match cancel_scope_!({ Load(n).await }) {
        Ok(value) => value,
        Err(cancelled) => {
            let _ = Tell(n).await;
            match cancelled.await {}
        }
    }
}

#[resumable(name = "races", request = Op)]
fn races() -> u32 {
    match race!(undoes(1), undoes(2), Load(3)).await {
        Winner::First(value) | Winner::Second(value) | Winner::Third(value) => value,
    }
}

#[resumable(name = "visits", request = Op)]
fn visits(depth: u8, spawner: Spawner<Instance<visits>>) -> Result<u32, String> {
    Tell(depth).await?;
    if depth > 0 && depth < 4 {
        spawner.spawn(visits(depth - 1, spawner)).await;
        spawner.spawn(visits(depth - 1, spawner)).await;
    }
    Ok(Load(depth).await)
}

#[resumable(name = "crawls", request = Op)]
fn crawls() -> Result<u32, String> {
    let (first, others) = try_scope(|spawner| visits(2, spawner)).limit(2).await?;
    Ok(others.iter().fold(first, |a, b| a ^ b))
}

#[resumable(name = "produces", request = Op)]
fn produces(items: Sender<u32>) -> u8 {
    for k in 0..3 {
        let item = Load(k).await;
        if items.send(item).await.is_err() {
            return k;
        }
    }
    3
}

#[resumable(name = "consumes", request = Op)]
fn consumes(items: Receiver<u32>) -> u32 {
    let mut sum = 0;
    while let Some(item) = items.recv().await {
        sum ^= item;
        let _ = Tell(0).await;
    }
    sum
}

#[resumable(name = "pipes", request = Op)]
fn pipes() -> u32 {
    let (sender, receiver) = queue(1).await;
    let both = join_all([produces(sender.clone()), produces(sender)]);
    let (_, sum) = join!(both, consumes(receiver)).await;
    sum
}
