//! Saved tasks that were altered where no type tells: each is refused, with what is wrong.

use resumable::resumable;
use resumable::task::{Outcome, Receiver, Request, Requests, Sender, Task, join_all, queue};
use resumable::{join, race};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u32);

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = ())]
struct Sleep(u32);

#[derive(Debug, Serialize, Deserialize, Requests)]
enum Op {
    Load(Load),
    Sleep(Sleep),
}

#[resumable(request = Op)]
fn slow(n: u32) -> u32 {
    match cancel_scope_!({ Load(n).await }) {
        Ok(value) => value,
        Err(_) => {
            Sleep(n).await;
            0
        }
    }
}

#[resumable(request = Op)]
fn receives(items: Receiver<u32>) -> u32 {
    items.recv().await.unwrap_or(0)
}

#[resumable(request = Op)]
fn sends(items: Sender<u32>) {
    Sleep(9).await;
    let _ = items.send(1).await;
}

#[resumable(request = Op)]
fn all() -> u32 {
    let (sender, receiver) = queue(1).await;
    let many = join_all((0..3).map(slow)).limit(2);
    let ends = join!(receives(receiver), sends(sender));
    let (many, _, _) = join!(many, race!(slow(5), slow(6)), ends).await;
    many.iter().sum()
}

/// In the race of it, one has won, and the other cleans up.
fn saved() -> Value {
    let mut task = Task::start(all());
    let (id, _) = task.pending().nth(2).unwrap();
    task.answer::<Load>(id, 1).unwrap();
    serde_json::to_value(&task).unwrap()
}

#[test]
fn what_was_not_altered_is_taken() {
    let mut task: Task<all> = serde_json::from_value(saved()).unwrap();
    let mut outcome = None;
    while outcome.is_none() {
        let (id, op) = task.pending().next().unwrap();
        let update = match op {
            Op::Load(_) => task.answer::<Load>(id, 2),
            Op::Sleep(_) => task.answer::<Sleep>(id, ()),
        };
        outcome = update.unwrap().outcome;
    }
    assert_eq!(outcome, Some(Outcome::Complete(6)));
}

/// A place in `saved`, what it is altered to, and what is then said.
fn alterations() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        (
            "/state/pending/0/path",
            json!([0, 2]),
            "nothing waits for an answer to request 0",
        ),
        (
            "/state/pending/0/path",
            json!([]),
            "nothing waits for an answer to request 0",
        ),
        (
            "/state/pending/0/path",
            json!([1, 0]),
            "nothing waits for an answer to request 1",
        ),
        (
            "/state/pending/0/request",
            json!({ "Sleep": 1 }),
            "request 0, a `Sleep`",
        ),
        ("/state/next", json!(5), "the next request would be 5"),
        ("/state/next", json!(u64::MAX), "the next request would be"),
        (
            "/state/queues/next",
            json!(0),
            "the queues are not those that are used",
        ),
        (
            "/state/queues/open/0/capacity",
            json!(0),
            "the queues are not those that are used",
        ),
        (
            "/state/queues/open/0/receivers",
            json!([[1, 2]]),
            "nothing waits for a queue",
        ),
        (
            "/state/queues/open/0/receivers",
            json!([[0, 2], [0, 2]]),
            "nothing waits for a queue",
        ),
        (
            "/state/root/state/child/running",
            json!(2),
            "counted its children wrongly",
        ),
        (
            "/state/root/state/child/next",
            json!(4),
            "counted its children wrongly",
        ),
        (
            "/state/root/state/child/next",
            json!(2),
            "not started its children in their order",
        ),
        (
            "/state/root/state/child/limit",
            json!(0),
            "a combinator starts nobody",
        ),
        (
            "/state/root/state/child/stage",
            json!("Ending"),
            "not where its children are",
        ),
        (
            "/state/root/state/child/stage",
            json!("Ready"),
            "not where its children are",
        ),
        (
            "/state/root/state/child/stage",
            json!("Complete"),
            "waits for what does not wait",
        ),
        (
            "/state/root/state/child/decided",
            json!(0),
            "not where its children are",
        ),
        (
            "/state/root/state/child/children/1/Running/decided",
            json!(7),
            "not where its children are",
        ),
        (
            "/state/root/state/child/children/1/Running/decided",
            json!(1),
            "not where its children are",
        ),
        (
            "/state/root/state/child/children/1/Running/stage",
            json!("Cancelled"),
            "not where its coroutine is",
        ),
        (
            "/state/root/state/child/children/0/Running/children/2",
            json!("Gone"),
            "not started its children in their order",
        ),
        (
            "/state/root/state/child/children/0/Running/children/0/Running/state/child/state",
            json!("Answered"),
            "waits for what does not wait",
        ),
        (
            "/state/root/location",
            json!("start"),
            "the function has not been started",
        ),
    ]
}

#[test]
fn what_no_task_can_be_is_refused() {
    for (place, value, expected) in alterations() {
        let mut altered = saved();
        let shown = format!("{place}: {value}");
        *altered.pointer_mut(place).expect(place) = value;
        match serde_json::from_value::<Task<all>>(altered) {
            Ok(_) => panic!("{shown} was taken"),
            Err(error) => assert!(error.to_string().contains(expected), "{shown}: {error}"),
        }
    }
}
