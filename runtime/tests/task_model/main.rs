//! Tasks against a model of the rules: random trees, answered and cancelled in random order, restored at every step.
//!
//! The tree is data. [`tree::node`](fn@tree::node) runs it as a resumable function, [`Model`] by the rules.

mod model;
mod tree;

use resumable::task::{Outcome, RequestId, Task, Update};

use model::{Is, Model, Seen};
use tree::{Ask, Tree, Value, random_tree};

/// How many trees there are.
const TREES: u64 = 1_000;

/// What has been tried.
#[derive(Debug, Default)]
struct Tried {
    steps: usize,
    cancelled: usize,
    cancelled_twice: usize,
    withdrawn: usize,
    deadlocked: usize,
    spawned: usize,
    closed: usize,
    sent_to_nobody: usize,
    cleanups_cancelled: usize,
}

impl Tried {
    fn add(&mut self, seen: Seen) {
        self.spawned += seen.spawned;
        self.closed += seen.closed;
        self.sent_to_nobody += seen.sent_to_nobody;
        self.cleanups_cancelled += seen.cleanups_cancelled;
    }
}

fn id(index: usize) -> RequestId {
    RequestId::new(index as u64)
}

/// The ids of which this is so.
fn ids(count: usize, is_so: impl Fn(usize) -> bool) -> Vec<RequestId> {
    (0..count).filter(|index| is_so(*index)).map(id).collect()
}

fn random_value(rng: &mut fastrand::Rng) -> Value {
    match rng.u8(..12) {
        0 => Err(rng.u32(..9)),
        _ => Ok(rng.u32(..9)),
    }
}

/// Answers one that is pending; then that and a withdrawn one cannot be answered.
fn answer(
    task: &mut Task<tree::node>,
    id: RequestId,
    value: Value,
    context: &str,
) -> Update<Value> {
    let update = task.answer::<Ask>(id, value).unwrap();
    for late in update.withdrawn.iter().chain([&id]) {
        assert!(task.answer::<Ask>(*late, value).is_err(), "{context}");
    }
    update
}

fn check(seed: u64, tried: &mut Tried) {
    let rng = &mut fastrand::Rng::with_seed(seed);
    let depth = rng.u32(1..6);
    let tree = random_tree(rng, depth, false);
    let context = format!("seed {seed}: {tree:?}");
    run(tree, rng, tried, &context);
}

fn run(tree: Tree, rng: &mut fastrand::Rng, tried: &mut Tried, context: &str) {
    let mut model = Model::default();
    let mut now = model.begin(tree.clone());
    let mut task = Task::start(tree::node(tree, None));
    let mut outcome = task.take_outcome();
    let mut cancelled = false;
    loop {
        let pending = model.pending();
        let expected = ids(pending.len(), |id| pending[id]);
        let found: Vec<_> = task.pending().map(|(id, _)| id).collect();
        assert_eq!(found, expected, "{context}");
        let running = match now {
            Is::Waiting(running) => running,
            Is::Done(value) => {
                assert_eq!(outcome, Some(Outcome::Complete(value)), "{context}");
                break;
            }
            Is::Cancelled => {
                assert_eq!(outcome, Some(Outcome::Cancelled), "{context}");
                break;
            }
        };
        assert_eq!(outcome, None, "{context}");
        assert_eq!(task.deadlocked().is_some(), found.is_empty(), "{context}");
        tried.deadlocked += usize::from(found.is_empty());
        let bytes = task.snapshot().unwrap();
        task = Task::restore(&bytes).unwrap();
        assert_eq!(task.snapshot().unwrap(), bytes);
        tried.steps += 1;
        // More likely while what was cancelled cleans up.
        let often = if cancelled { 3 } else { 20 };
        let mut answered = None;
        let update = if found.is_empty() || rng.u8(..often) == 0 {
            tried.cancelled += 1;
            tried.cancelled_twice += usize::from(cancelled);
            cancelled = true;
            now = model.cancelled(running);
            let update = task.cancel();
            for late in &update.withdrawn {
                assert!(task.answer::<Ask>(*late, Ok(1)).is_err(), "{context}");
            }
            update
        } else {
            let id = found[rng.usize(..found.len())];
            let value = random_value(rng);
            answered = Some(id);
            now = model.answered(running, usize::try_from(id.number()).unwrap(), value);
            answer(&mut task, id, value, context)
        };
        let after = model.pending();
        let asked = ids(after.len(), |id| after[id] && id >= pending.len());
        assert_eq!(update.asked, asked, "{context}");
        let is_withdrawn = |index: usize| pending[index] && !after[index];
        let mut withdrawn = ids(pending.len(), is_withdrawn);
        withdrawn.retain(|id| Some(*id) != answered);
        assert_eq!(update.withdrawn, withdrawn, "{context}");
        tried.withdrawn += withdrawn.len();
        outcome = update.outcome;
    }
    tried.add(model.seen);
}

/// A race is decided in the step in which the others have asked, by a child that is served by a scope around.
#[test]
fn what_is_withdrawn_as_it_is_asked_is_never_pending() {
    let race = Tree::Race(vec![Tree::Ask, Tree::Spawn(Box::new(Tree::Ask))]);
    let tree = Tree::Scope(Box::new(race), false, None);
    let task = Task::start(tree::node(tree.clone(), None));
    assert_eq!(task.pending().count(), 1);
    let rng = &mut fastrand::Rng::with_seed(0);
    run(tree, rng, &mut Tried::default(), "a race");
}

#[test]
fn random_trees_follow_the_rules() {
    let mut tried = Tried::default();
    for seed in 0..TREES {
        check(seed, &mut tried);
    }
    eprintln!("{TREES} trees: {tried:?}");
    let Tried {
        steps,
        cancelled,
        cancelled_twice,
        withdrawn,
        deadlocked,
        spawned,
        closed,
        sent_to_nobody,
        cleanups_cancelled,
    } = tried;
    assert!(steps > 3_000, "{steps} steps are too few to show anything");
    let all = [
        cancelled,
        cancelled_twice,
        withdrawn,
        deadlocked,
        spawned,
        closed,
        sent_to_nobody,
        cleanups_cancelled,
    ];
    assert!(all.iter().all(|count| *count > 20), "too few of some");
}
