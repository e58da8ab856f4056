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

/// A place, what it is altered to, and what is then said.
type Alteration = (&'static str, Value, &'static str);

const LED: &str = "nothing waits for an answer to request";
const QUEUES: &str = "the queues are not those that are used";
const QUEUED: &str = "nothing waits for a queue where one serves it";
const COUNTED: &str = "counted its children wrongly";
const ORDER: &str = "not started its children in their order";
const STAGE: &str = "not where its children are";
const DECIDED: &str = "decided by a child that it has not";
const ENDED: &str = "waits for what has ended";

/// Of what is saved beside the coroutines.
fn of_the_task() -> Vec<Alteration> {
    vec![
        ("/pending/0/path", json!([0, 2]), LED),
        ("/pending/0/path", json!([]), LED),
        ("/pending/0/path", json!([1, 0]), LED),
        ("/pending/0/request", json!({ "Sleep": 1 }), LED),
        ("/next", json!(5), "the next request would be 5"),
        ("/next", json!(u64::MAX), "the next request would be"),
        ("/queues/next", json!(0), QUEUES),
        ("/queues/open/0/capacity", json!(0), QUEUES),
        ("/queues/open/0/receivers", json!([[1, 2]]), QUEUED),
        ("/queues/open/0/receivers", json!([[0, 2], [0, 2]]), QUEUED),
    ]
}

/// Of the outermost combinator.
fn of_the_child() -> Vec<Alteration> {
    let first = "/children/0/Running/children/0/Running/state/child/state";
    vec![
        ("/running", json!(2), COUNTED),
        ("/next", json!(4), COUNTED),
        ("/next", json!(2), ORDER),
        ("/limit", json!(0), "a combinator starts nobody"),
        ("/stage", json!("Ending"), STAGE),
        ("/stage", json!("Ready"), STAGE),
        ("/stage", json!("Complete"), ENDED),
        ("/decided", json!(0), STAGE),
        ("/decided", json!(7), DECIDED),
        ("/children/1/Running/decided", json!(7), DECIDED),
        ("/children/1/Running/decided", json!(1), STAGE),
        (
            "/children/1/Running/stage",
            json!("Cancelled"),
            "not where its coroutine is",
        ),
        ("/children/0/Running/children/2", json!("Gone"), ORDER),
        (first, json!("Answered"), ENDED),
    ]
}

fn refused(inside: &[&str], (place, value, expected): Alteration) {
    let mut altered = saved();
    let shown = format!("{place}: {value}");
    let part = inside
        .iter()
        .fold(&mut altered, |part, name| &mut part[*name]);
    *part.pointer_mut(place).expect("it is in there") = value;
    match serde_json::from_value::<Task<all>>(altered) {
        Ok(_) => panic!("{shown} was taken"),
        Err(error) => assert!(error.to_string().contains(expected), "{shown}: {error}"),
    }
}

#[test]
fn what_no_task_can_be_is_refused() {
    for alteration in of_the_task() {
        refused(&["state"], alteration);
    }
    for alteration in of_the_child() {
        refused(&["state", "root", "state", "child"], alteration);
    }
    let start = ("/location", json!("start"), "has not been started");
    refused(&["state", "root"], start);
}

#[test]
fn a_task_is_never_saved_at_its_start() {
    let mut altered = saved();
    altered["location"] = json!("start");
    altered["state"] = json!({});
    let error = serde_json::from_value::<Task<all>>(altered).err().unwrap();
    assert!(
        error.to_string().contains("has not been started"),
        "{error}"
    );
}
