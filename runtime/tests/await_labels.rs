//! `await_!('label: ..)`: what a label means to snapshots, to schemas and in a task.

use resumable::task::{Outcome, Request, Requests, Task, TaskNode};
use resumable::{Instance, Location, RestoreError, Step, join, resumable, schema};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u32);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Requests)]
enum Op {
    Load(Load),
}

#[resumable(name = "sign", yield = u32, resume = u32)]
fn sign(line: u32) -> u32 {
    yield_!('name: line) + line
}

mod before {
    use super::{resumable, sign};

    #[resumable(name = "contract", yield = u32, resume = u32)]
    pub(super) fn contract(id: u32) -> u32 {
        await_!('signature: sign(id + 1)) + id
    }
}

#[allow(dead_code, reason = "only its definition is used")]
mod edited {
    use super::{resumable, sign};

    #[resumable(name = "contract", yield = u32, resume = u32)]
    pub(super) fn contract(id: u32) -> u32 {
        let line = 2 * id;
        await_!('signature: sign(line)) * id
    }
}

#[allow(dead_code, reason = "only its definition is used")]
mod written_out {
    use super::resumable;

    #[resumable(name = "contract", yield = u32, resume = u32)]
    pub(super) fn contract(id: u32) -> u32 {
        yield_!('signature: id + 1) + id
    }
}

/// A call that waits for its signature.
fn waiting() -> Instance<before::contract> {
    let mut call = before::contract(7);
    assert_eq!(call.start(), Step::Yielded(8));
    call
}

#[test]
fn an_edited_await_goes_on_under_its_label() {
    let call = waiting();
    let location = call.location().unwrap();
    assert_eq!(location.label(), Some("signature"));
    assert_eq!(location.identity(), "signature.await");

    let bytes = call.snapshot().unwrap();
    let mut call = Instance::<edited::contract>::restore(&bytes).unwrap();
    assert_eq!(call.resume(1), Step::Complete((1 + 8) * 7));

    let json = serde_json::to_value(waiting()).unwrap();
    assert_eq!(json["location"], "signature.await");
    let mut call: Instance<edited::contract> = serde_json::from_value(json).unwrap();
    assert_eq!(call.resume(1), Step::Complete((1 + 8) * 7));
}

/// The answer is one for `sign`, wherever that is by now, and not for the yield.
#[test]
fn a_yield_does_not_take_the_place_of_an_await() {
    let bytes = waiting().snapshot().unwrap();
    let refused = Instance::<written_out::contract>::restore(&bytes).unwrap_err();
    assert!(
        matches!(&refused, RestoreError::UnknownLocation { definition, .. } if *definition == "contract"),
        "{refused}"
    );
    let json = serde_json::to_value(waiting()).unwrap();
    let refused = serde_json::from_value::<Instance<written_out::contract>>(json).unwrap_err();
    let text = refused.to_string();
    assert!(
        text.contains("no suspension point signature.await"),
        "{text}"
    );
}

#[test]
fn a_schema_knows_labels_of_awaits() {
    let before = schema::<before::contract>();
    let edited = schema::<edited::contract>();
    assert!(before.strands(&edited).is_empty());
    let stranded = before.strands(&schema::<written_out::contract>());
    let stranded: Vec<_> = stranded.iter().map(ToString::to_string).collect();
    assert_eq!(stranded.len(), 1, "{stranded:?}");
    assert!(stranded[0].contains("`signature.await`"), "{stranded:?}");
}

#[resumable(request = Op)]
fn sum(first: u32) -> u32 {
    first + await_!('of_the_sum: Load(first))
}

#[resumable(request = Op)]
fn fallback(n: u32) -> u32 {
    let (one, other) = await_!('both: join!(
        sum(cancel_scope_!({ await_!('tried: Load(n)) }).unwrap_or(100)),
        Load(n + 1),
    ));
    one + other
}

fn labels(task: &Task<fallback>) -> Vec<&'static str> {
    let tree = task.tree();
    let location = |node: &TaskNode| node.location.and_then(Location::label);
    tree.nodes().iter().filter_map(location).collect()
}

#[test]
fn a_task_shows_labels_and_scopes_stand_in_labelled_awaits() {
    let restored = |task: &Task<fallback>| {
        let bytes = task.snapshot().unwrap();
        Task::<fallback>::restore(&bytes).unwrap()
    };
    for cancelled in [false, true] {
        let mut task = restored(&Task::start(fallback(5)));
        assert_eq!(labels(&task), ["tried"]);
        let (id, _) = task.pending().next().unwrap();
        let update = if cancelled {
            task.cancel()
        } else {
            task.answer::<Load>(id, 3).unwrap()
        };
        let first = if cancelled { 100 } else { 3 };
        task = restored(&task);
        assert_eq!(labels(&task), ["both", "of_the_sum"]);
        assert_eq!(task.request(update.asked[0]), Some(&Op::Load(Load(first))));
        task.answer::<Load>(update.asked[1], 20).unwrap();
        task = restored(&task);
        let update = task.answer::<Load>(update.asked[0], 1).unwrap();
        assert_eq!(update.outcome, Some(Outcome::Complete(first + 21)));
    }
}

macro_rules! contract {
    ($name:ident, $label:lifetime, $callee:expr) => {
        #[resumable(yield = u32, resume = u32)]
        fn $name(id: u32) -> u32 {
            await_!($label: $callee) * id
        }
    };
}

contract!(made_by_a_macro, 'made, sign(2 + 3));

#[test]
fn a_macro_may_write_the_label() {
    let mut call = made_by_a_macro(2);
    assert_eq!(call.start(), Step::Yielded(5));
    let location = call.location().unwrap();
    assert_eq!(location.label(), Some("made"));
    let mut call = Instance::<made_by_a_macro>::restore(&call.snapshot().unwrap()).unwrap();
    assert_eq!(call.resume(1), Step::Complete(12));
}
