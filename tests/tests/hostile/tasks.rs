//! Tasks that nobody wrote: they are refused, or can be driven on without a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use resumable::task::{
    Receiver, Request, Requests, Sender, Spawner, Task, TaskDefinition, Winner, join_all, queue,
    try_scope,
};
use resumable::{Instance, join, race, resumable};
use serde::{Deserialize, Serialize};
use tests::allocations::asked;
use tests::waiting::with_checksum;

use super::{body, in_a_small_thread, mutate};

/// How many bytes are changed at random.
const MUTATIONS: usize = 10_000;
/// How often a task that is taken is answered.
const ANSWERS: usize = 4;

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u8);

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = Result<(), String>)]
struct Tell(u8);

#[derive(Debug, Serialize, Deserialize, Requests)]
enum Op {
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

/// Answers the one of these that are pending, or cancels if none is; whether it has ended.
fn step<D: TaskDefinition<Requests = Op>>(task: &mut Task<D>, which: usize) -> bool {
    let pending: Vec<_> = task
        .pending()
        .map(|(id, op)| (id, matches!(op, Op::Load(_))))
        .collect();
    let update = match pending.get(which % (pending.len() + 1)) {
        Some((id, true)) => task.answer::<Load>(*id, 7).expect("it is pending"),
        Some((id, false)) => task.answer::<Tell>(*id, Ok(())).expect("it is pending"),
        None => task.cancel(),
    };
    update.outcome.is_some()
}

/// A task after some steps.
fn after<D: TaskDefinition<Requests = Op>>(call: Instance<D>, steps: &[usize]) -> Vec<u8> {
    let mut task = Task::start(call);
    for which in steps {
        assert!(!step(&mut task, *which));
    }
    task.snapshot().expect("it can be saved")
}

/// Restores a task and drives it on in two ways; whether it was taken.
fn attempt<D: TaskDefinition<Requests = Op>>(bytes: &[u8]) -> bool {
    let (restored, asked) = asked(|| Task::<D>::restore(bytes));
    assert!(
        asked.total <= 16 * bytes.len() + (1 << 20),
        "{asked:?}: {bytes:?}"
    );
    let Ok(task) = restored else { return false };
    let shown = format!("{task:?}");
    for first in [0, task.pending().count()] {
        let driven = catch_unwind(AssertUnwindSafe(|| {
            let mut task = Task::<D>::restore(bytes).expect("it was taken before");
            // Until it has ended, or so often.
            let _ = (first..first + ANSWERS).any(|which| step(&mut task, which));
        }));
        if let Err(panic) = driven {
            let message = panic.downcast_ref::<String>().map_or("", |message| message);
            // Its type is known only to who receives it.
            assert!(
                message.starts_with("an item of a queue is not of the type"),
                "{message}: {shown}: {bytes:?}"
            );
        }
    }
    true
}

struct Kind {
    bytes: Vec<u8>,
    attempt: fn(&[u8]) -> bool,
}

fn kinds() -> Vec<Kind> {
    let mut kinds = vec![];
    let mut add = |bytes, attempt| kinds.push(Kind { bytes, attempt });
    add(after(asks("ab".to_owned()), &[]), attempt::<asks>);
    add(after(sides(), &[]), attempt::<sides>);
    add(after(sides(), &[2, 0]), attempt::<sides>);
    add(after(races(), &[]), attempt::<races>);
    // Decided, and cleaning up.
    add(after(races(), &[2]), attempt::<races>);
    add(after(races(), &[3]), attempt::<races>);
    add(after(crawls(), &[0]), attempt::<crawls>);
    add(after(crawls(), &[0, 1]), attempt::<crawls>);
    add(after(pipes(), &[]), attempt::<pipes>);
    add(after(pipes(), &[0, 0, 0]), attempt::<pipes>);
    kinds
}

#[test]
fn unchanged_tasks() {
    for kind in kinds() {
        assert!((kind.attempt)(&kind.bytes));
    }
}

#[test]
fn truncated_tasks() {
    for kind in kinds() {
        for length in 0..body(&kind.bytes).len() {
            assert!(!(kind.attempt)(&kind.bytes[..length]));
            (kind.attempt)(&with_checksum(&kind.bytes[..length]));
        }
    }
}

#[test]
fn tasks_with_one_byte_changed() {
    in_a_small_thread(|| {
        for kind in kinds() {
            let mut body = body(&kind.bytes).to_vec();
            for index in 0..body.len() {
                let before = body[index];
                // Those that are likely to be another number, and some others.
                let changes = (0..8).chain([
                    before ^ 1,
                    before ^ 0x80,
                    before.wrapping_add(1),
                    before.wrapping_sub(1),
                    255,
                ]);
                for change in changes {
                    body[index] = change;
                    (kind.attempt)(&with_checksum(&body));
                }
                body[index] = before;
            }
        }
    });
}

#[test]
fn tasks_changed_at_random() {
    in_a_small_thread(|| {
        let kinds = kinds();
        let bodies: Vec<&[u8]> = kinds.iter().map(|kind| body(&kind.bytes)).collect();
        let mut dice = fastrand::Rng::with_seed(6);
        let mut taken = 0;
        for _ in 0..MUTATIONS {
            let chosen = dice.usize(..bodies.len());
            let body = mutate::mutated(&mut dice, &bodies, chosen);
            taken += usize::from((kinds[chosen].attempt)(&with_checksum(&body)));
        }
        assert!(taken > 20, "{taken} were taken");
    });
}
