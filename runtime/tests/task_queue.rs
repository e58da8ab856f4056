//! Queues between the coroutines of a task, with a restart before every answer.

mod common {
    pub mod tasks;
}

use common::tasks::{again, id};
use resumable::task::{
    Closed, Outcome, Receiver, Request, Requests, Sender, Spawner, Task, TaskDefinition, join_all,
    queue, scope,
};
use resumable::{Instance, Status, join, race, resumable};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u32);

#[derive(Debug, Clone, Serialize, Deserialize, Requests)]
enum Op {
    Load(Load),
}

/// Answers every request with its own number, the last one first; restored before each.
fn drive<D: TaskDefinition<Requests = Op>>(task: Task<D>) -> Outcome<D::Return> {
    let mut task = task;
    loop {
        task = again(&task);
        let (id, Op::Load(Load(n))) = task.pending().last().expect("not stuck");
        let n = *n;
        if let Some(outcome) = task.answer::<Load>(id, n).unwrap().outcome {
            return outcome;
        }
    }
}

#[resumable(request = Op)]
fn produce(from: u32, count: u32, items: Sender<u32>) -> u32 {
    for k in from..from + count {
        let item = Load(k).await;
        if items.send(item).await.is_err() {
            return k - from;
        }
    }
    count
}

#[resumable(request = Op)]
fn consume(items: Receiver<u32>) -> Vec<u32> {
    let mut found = vec![];
    while let Some(item) = items.recv().await {
        found.push(item);
    }
    found
}

#[resumable(request = Op)]
fn many_to_one() -> Vec<u32> {
    let (sender, receiver) = queue(1).await;
    let producers = (0..3).map(|k| produce(10 * k, 3, sender.clone()));
    let (counts, mut found) = join!(join_all(producers), consume(receiver)).await;
    found.sort_unstable();
    found.extend(counts);
    found
}

#[resumable(request = Op)]
fn late(large: u128, negative: i128, items: Sender<u32>) -> i128 {
    let item = Load(7).await;
    let _ = items.send(item).await;
    negative + i128::try_from(large).unwrap_or(0)
}

#[resumable(request = Op)]
fn beside_large_numbers() -> (i128, Vec<u32>) {
    let (sender, receiver) = queue(1).await;
    join!(late(3, -1, sender), consume(receiver)).await
}

#[test]
fn a_sender_beside_large_numbers_is_one() {
    let ended = drive(Task::start(beside_large_numbers()));
    assert_eq!(ended, Outcome::Complete((2, vec![7])));
}

#[resumable(request = Op)]
fn reply(orders: Receiver<Sender<u32>>) -> u32 {
    let first = Load(1).await;
    while let Some(answer) = orders.recv().await {
        let _ = answer.send(first).await;
    }
    first
}

#[resumable(request = Op)]
fn order(orders: Sender<Sender<u32>>) -> Vec<u32> {
    let (answer, answers) = queue(1).await;
    let _ = orders.send(answer).await;
    consume(answers).await
}

#[resumable(request = Op)]
fn ordered() -> (u32, Vec<u32>) {
    let (sender, receiver) = queue(1).await;
    join!(reply(receiver), order(sender)).await
}

#[test]
fn a_sender_that_waits_in_a_queue_is_one() {
    let ended = drive(Task::start(ordered()));
    assert_eq!(ended, Outcome::Complete((1, vec![1])));
}

#[test]
fn a_queue_ends_with_its_last_sender() {
    let expected = vec![0, 1, 2, 10, 11, 12, 20, 21, 22, 3, 3, 3];
    assert_eq!(
        drive(Task::start(many_to_one())),
        Outcome::Complete(expected)
    );
}

#[resumable(request = Op)]
fn takes(count: u32, items: Receiver<u32>) -> u32 {
    let mut sum = 0;
    for _ in 0..count {
        sum += items.recv().await.unwrap_or(0);
    }
    sum
}

#[resumable(request = Op)]
fn receiver_leaves_early() -> (u32, u32) {
    let (sender, receiver) = queue(1).await;
    join!(produce(1, 9, sender), takes(2, receiver)).await
}

#[test]
fn sending_to_nobody_is_an_error() {
    // The receiver is gone after two; the third item has room, and the fourth is refused.
    let outcome = drive(Task::start(receiver_leaves_early()));
    assert_eq!(outcome, Outcome::Complete((3, 3)));
}

#[resumable(request = Op)]
fn each_waits_for_the_other() -> u32 {
    let (to_a, from_b) = queue::<u32>(1).await;
    let (to_b, from_a) = queue::<u32>(1).await;
    let (one, other) = join!(echo(from_b, to_b), echo(from_a, to_a)).await;
    one + other
}

#[resumable(request = Op)]
fn echo(from: Receiver<u32>, to: Sender<u32>) -> u32 {
    let item = from.recv().await.unwrap_or(7);
    let _sent = to.send(item + 1).await;
    Load(item).await
}

#[test]
fn a_deadlock_is_reported_and_can_be_cancelled() {
    let task = Task::start(each_waits_for_the_other());
    let mut task = again(&task);
    assert_eq!(task.pending().count(), 0);
    let stuck = task.deadlocked().expect("nobody can go on").to_string();
    assert_eq!(
        stuck.matches("waits to receive from a queue").count(),
        2,
        "{stuck}"
    );
    assert_eq!(stuck.matches("task_queue::echo at ").count(), 2, "{stuck}");
    let update = task.cancel();
    assert_eq!(update.outcome, Some(Outcome::Cancelled));
    assert_eq!(update.deadlocked, None);
    assert_eq!(task.status(), Status::Cancelled);
}

#[resumable(request = Op)]
fn loses(sender: Sender<u32>) -> u32 {
    // Fills the queue, and waits there until the race is over.
    sender.send(1).await.unwrap_or(());
    sender.send(2).await.unwrap_or(());
    0
}

#[resumable(request = Op)]
fn cancelled_at_a_queue() -> (Vec<u32>, Result<(), Closed>) {
    let (sender, receiver) = queue(1).await;
    let _winner = race!(loses(sender.clone()), Load(5)).await;
    // What was sent is there, and what waited to be sent is not.
    let first = receiver.recv().await;
    let sent = sender.send(3).await;
    let second = receiver.recv().await;
    (first.into_iter().chain(second).collect(), sent)
}

#[test]
fn who_is_cancelled_at_a_queue_sends_nothing() {
    let outcome = drive(Task::start(cancelled_at_a_queue()));
    assert_eq!(outcome, Outcome::Complete((vec![1, 3], Ok(()))));
}

#[resumable(request = Op)]
fn feeds(jobs: Sender<u32>, spawner: Spawner<Instance<works>>, from: Receiver<u32>) -> u32 {
    for _ in 0..3 {
        spawner.spawn(works(from.clone())).await;
    }
    for n in 0..10 {
        if jobs.send(n).await.is_err() {
            break;
        }
    }
    10
}

#[resumable(request = Op)]
fn works(jobs: Receiver<u32>) -> u32 {
    let mut sum = 0;
    while let Some(n) = jobs.recv().await {
        sum += Load(n).await;
    }
    sum
}

#[resumable(request = Op)]
fn pool() -> u32 {
    let (sender, receiver) = queue(2).await;
    let (_, sums) = scope(|spawner| feeds(sender, spawner, receiver)).await;
    sums.into_iter().sum()
}

#[test]
fn a_pool_of_workers() {
    let mut task = Task::start(pool());
    assert_eq!(task.pending().count(), 3);
    assert!(task.answer::<Load>(id(9), 1).is_err());
    task = again(&task);
    assert_eq!(drive(task), Outcome::Complete(45));
}
