//! Tasks against a model of the rules: random trees, answered and cancelled in random order, restored at every step.
//!
//! The tree is data. [`node`] runs it as a resumable function; [`Model`] runs it by the rules as they are written down,
//! with all of the tree in view: no paths, no events, and every request found by searching for it.

use resumable::task::{
    Cancelled, Outcome, Request, RequestId, Requests, Task, Winner, join_all, race_all,
    try_join_all,
};
use resumable::{join, race, resumable, try_join};
use serde::{Deserialize, Serialize};

type Value = Result<u32, u32>;

#[derive(Debug, Clone, Serialize, Deserialize, Request)]
#[request(answer = Result<u32, u32>)]
struct Ask;

#[derive(Debug, Clone, Serialize, Deserialize, Requests)]
enum Op {
    Ask(Ask),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Tree {
    Value(u32),
    Ask,
    /// Ends as cancelled by itself.
    GiveUp,
    Sequence(Vec<Tree>),
    Join(Vec<Tree>, Option<usize>),
    TryJoin(Vec<Tree>, Option<usize>),
    Race(Vec<Tree>),
    /// A body, what is done if it is cancelled, and whether the cancellation goes on then.
    Scope(Box<Tree>, Box<Tree>, bool),
}

fn plain(value: Value) -> u32 {
    value.unwrap_or_else(|error| 1000 + error)
}

#[resumable(request = Op)]
fn node(tree: Tree) -> Value {
    match tree {
        Tree::Value(value) => Ok(value),
        Tree::Ask => Ask.await,
        Tree::GiveUp => match Cancelled.await {},
        Tree::Sequence(parts) => {
            let mut sum = 0;
            for part in parts {
                sum += node(part).await?;
            }
            Ok(sum)
        }
        Tree::Join(mut children, None) if children.len() == 2 => {
            let (second, first) = (children.remove(1), children.remove(0));
            let (one, other) = join!(node(first), node(second)).await;
            Ok(plain(one) + plain(other))
        }
        Tree::Join(children, limit) => {
            let children = join_all(children.into_iter().map(node));
            let values = match limit {
                Some(limit) => children.limit(limit).await,
                None => children.await,
            };
            Ok(values.into_iter().map(plain).sum())
        }
        Tree::TryJoin(mut children, None) if children.len() == 2 => {
            let (second, first) = (children.remove(1), children.remove(0));
            let (one, other) = try_join!(node(first), node(second)).await?;
            Ok(one + other)
        }
        Tree::TryJoin(children, limit) => {
            let children = try_join_all(children.into_iter().map(node));
            let values = match limit {
                Some(limit) => children.limit(limit).await?,
                None => children.await?,
            };
            Ok(values.into_iter().sum())
        }
        Tree::Race(mut children) if children.len() == 2 => {
            let (second, first) = (children.remove(1), children.remove(0));
            match race!(node(first), node(second)).await {
                Winner::First(value) => value,
                Winner::Second(value) => value.map(|value| 100 + value),
            }
        }
        Tree::Race(children) => {
            let (index, value) = race_all(children.into_iter().map(node)).await;
            value.map(|value| 100 * u32::try_from(index).unwrap() + value)
        }
        Tree::Scope(body, cleanup, goes_on) => match cancel_scope_!({ node(*body).await? }) {
            Ok(value) => Ok(value),
            Err(cancelled) => {
                let cleaned = node(*cleanup).await?;
                if goes_on {
                    match cancelled.await {}
                }
                Ok(cleaned + 10)
            }
        },
    }
}

/// A part of the tree that is running.
enum Running {
    Ask(usize),
    Sequence(Vec<Tree>, Box<Running>, u32),
    Group(Group),
    Body(Box<Running>, Tree, bool),
    Cleanup(Box<Running>, bool),
}

struct Group {
    rule: Rule,
    children: Vec<Child>,
    limit: usize,
    decided: Option<usize>,
    cancelled: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Rule {
    Join,
    TryJoin,
    Race,
}

enum Child {
    New(Tree),
    Running(Running),
    Done(Value),
    Gone,
}

/// What has become of a part.
enum Is {
    Waiting(Running),
    Done(Value),
    Cancelled,
}

#[derive(Default)]
struct Model {
    /// All questions of this step and before, by number, and whether each is still open.
    open: Vec<bool>,
}

impl Model {
    fn start(&mut self, tree: Tree) -> Is {
        match tree {
            Tree::Value(value) => Is::Done(Ok(value)),
            Tree::Ask => {
                self.open.push(true);
                Is::Waiting(Running::Ask(self.open.len() - 1))
            }
            Tree::GiveUp => Is::Cancelled,
            Tree::Sequence(mut parts) => {
                parts.reverse();
                self.sequence(parts, 0)
            }
            Tree::Join(children, limit) => self.group(Rule::Join, children, limit),
            Tree::TryJoin(children, limit) => self.group(Rule::TryJoin, children, limit),
            Tree::Race(children) => self.group(Rule::Race, children, None),
            Tree::Scope(body, cleanup, goes_on) => {
                let body = self.start(*body);
                self.body(body, *cleanup, goes_on)
            }
        }
    }

    fn sequence(&mut self, mut rest: Vec<Tree>, sum: u32) -> Is {
        match rest.pop() {
            None => Is::Done(Ok(sum)),
            Some(part) => {
                let part = self.start(part);
                self.in_sequence(part, rest, sum)
            }
        }
    }

    fn in_sequence(&mut self, part: Is, rest: Vec<Tree>, sum: u32) -> Is {
        match part {
            Is::Waiting(part) => Is::Waiting(Running::Sequence(rest, Box::new(part), sum)),
            Is::Done(Ok(value)) => self.sequence(rest, sum + value),
            ended => ended,
        }
    }

    fn body(&mut self, body: Is, cleanup: Tree, goes_on: bool) -> Is {
        match body {
            Is::Waiting(body) => Is::Waiting(Running::Body(Box::new(body), cleanup, goes_on)),
            Is::Done(value) => Is::Done(value),
            Is::Cancelled => {
                let cleanup = self.start(cleanup);
                Self::cleanup(cleanup, goes_on)
            }
        }
    }

    fn cleanup(cleanup: Is, goes_on: bool) -> Is {
        match cleanup {
            Is::Waiting(part) => Is::Waiting(Running::Cleanup(Box::new(part), goes_on)),
            Is::Done(Ok(_)) if goes_on => Is::Cancelled,
            Is::Done(value) => Is::Done(value.map(|value| value + 10)),
            Is::Cancelled => Is::Cancelled,
        }
    }

    fn group(&mut self, rule: Rule, children: Vec<Tree>, limit: Option<usize>) -> Is {
        self.settle(Group {
            rule,
            children: children.into_iter().map(Child::New).collect(),
            limit: limit.unwrap_or(usize::MAX),
            decided: None,
            cancelled: false,
        })
    }

    fn note(group: &mut Group, index: usize, is: Is) {
        let told = group.cancelled || group.decided.is_some();
        group.children[index] = match is {
            Is::Waiting(running) => Child::Running(running),
            Is::Done(value) => {
                let decides =
                    group.rule == Rule::Race || group.rule == Rule::TryJoin && value.is_err();
                if decides && !told {
                    group.decided = Some(index);
                }
                Child::Done(value)
            }
            Is::Cancelled => {
                group.cancelled |= !told;
                Child::Gone
            }
        };
    }

    fn waiting(group: &Group) -> usize {
        let waiting = group.children.iter();
        waiting
            .filter(|child| matches!(child, Child::Running(_)))
            .count()
    }

    fn settle(&mut self, mut group: Group) -> Is {
        let told = group.cancelled || group.decided.is_some();
        if !told {
            for index in 0..group.children.len() {
                let settled = group.cancelled || group.decided.is_some();
                if settled || Self::waiting(&group) >= group.limit {
                    break;
                }
                if let Child::New(tree) = &group.children[index] {
                    let is = self.start(tree.clone());
                    Self::note(&mut group, index, is);
                }
            }
            if group.cancelled || group.decided.is_some() {
                self.cancel_children(&mut group);
            }
        }
        Self::finish(group)
    }

    fn finish(mut group: Group) -> Is {
        if Self::waiting(&group) > 0 {
            return Is::Waiting(Running::Group(group));
        }
        if group.cancelled {
            return Is::Cancelled;
        }
        let taken = |child: &mut Child| match std::mem::replace(child, Child::Gone) {
            Child::Done(value) => value,
            _ => panic!("ended with a value"),
        };
        Is::Done(match (group.rule, group.decided) {
            (Rule::Race, Some(index)) => {
                let value = taken(&mut group.children[index]);
                value.map(|value| value + 100 * u32::try_from(index).unwrap())
            }
            (Rule::TryJoin, Some(index)) => taken(&mut group.children[index]),
            (Rule::TryJoin, None) => group.children.iter_mut().map(taken).sum(),
            (Rule::Join, _) => Ok(group.children.iter_mut().map(taken).map(plain).sum()),
            (Rule::Race, None) => panic!("somebody was first"),
        })
    }

    fn cancel_children(&mut self, group: &mut Group) {
        for index in 0..group.children.len() {
            let child = &mut group.children[index];
            if matches!(child, Child::Running(_))
                && let Child::Running(running) = std::mem::replace(child, Child::Gone)
            {
                let is = self.cancel(running);
                Self::note(group, index, is);
            }
        }
    }

    fn cancel(&mut self, running: Running) -> Is {
        match running {
            Running::Ask(number) => {
                self.open[number] = false;
                Is::Cancelled
            }
            Running::Sequence(rest, part, sum) => {
                let part = self.cancel(*part);
                self.in_sequence(part, rest, sum)
            }
            Running::Group(mut group) => {
                group.cancelled = true;
                self.cancel_children(&mut group);
                Self::finish(group)
            }
            Running::Body(body, cleanup, goes_on) => {
                let body = self.cancel(*body);
                self.body(body, cleanup, goes_on)
            }
            Running::Cleanup(part, goes_on) => {
                let part = self.cancel(*part);
                Self::cleanup(part, goes_on)
            }
        }
    }

    fn waits_for(running: &Running, number: usize) -> bool {
        match running {
            Running::Ask(own) => *own == number,
            Running::Sequence(_, part, _) | Running::Body(part, ..) | Running::Cleanup(part, _) => {
                Self::waits_for(part, number)
            }
            Running::Group(group) => group.children.iter().any(
                |child| matches!(child, Child::Running(part) if Self::waits_for(part, number)),
            ),
        }
    }

    fn answer(&mut self, running: Running, number: usize, value: Value) -> Is {
        match running {
            Running::Ask(_) => {
                self.open[number] = false;
                Is::Done(value)
            }
            Running::Sequence(rest, part, sum) => {
                let part = self.answer(*part, number, value);
                self.in_sequence(part, rest, sum)
            }
            Running::Body(body, cleanup, goes_on) => {
                let body = self.answer(*body, number, value);
                self.body(body, cleanup, goes_on)
            }
            Running::Cleanup(part, goes_on) => {
                let part = self.answer(*part, number, value);
                Self::cleanup(part, goes_on)
            }
            Running::Group(mut group) => {
                let index = group.children.iter().position(
                    |child| matches!(child, Child::Running(part) if Self::waits_for(part, number)),
                );
                let index = index.expect("somebody waits for it");
                let child = std::mem::replace(&mut group.children[index], Child::Gone);
                let Child::Running(part) = child else {
                    panic!("it waits")
                };
                let told = group.cancelled || group.decided.is_some();
                let is = self.answer(part, number, value);
                Self::note(&mut group, index, is);
                if told {
                    return Self::finish(group);
                }
                if group.cancelled || group.decided.is_some() {
                    self.cancel_children(&mut group);
                    return Self::finish(group);
                }
                self.settle(group)
            }
        }
    }
}

fn random_tree(rng: &mut fastrand::Rng, depth: u32) -> Tree {
    if depth == 0 {
        return match rng.u8(..40) {
            0..5 => Tree::Value(rng.u32(..9)),
            5 => Tree::GiveUp,
            _ => Tree::Ask,
        };
    }
    let mut children = |least: usize| -> Vec<Tree> {
        let count = rng.usize(least..5);
        let mut child = || {
            let shallower = depth - 1 - rng.u32(0..depth) / 2;
            random_tree(rng, shallower)
        };
        (0..count).map(|_| child()).collect()
    };
    let (any, some) = (children(1), children(2));
    let limit = (rng.u8(..4) == 0).then(|| rng.usize(1..3));
    match rng.u8(..7) {
        0 => Tree::Sequence(any),
        1 | 2 => Tree::Join(any, limit),
        3 => Tree::TryJoin(any, limit),
        4 => Tree::Race(some),
        _ => Tree::Scope(
            Box::new(random_tree(rng, depth - 1)),
            Box::new(random_tree(rng, depth / 2)),
            rng.bool(),
        ),
    }
}

fn check(seed: u64) -> usize {
    let rng = &mut fastrand::Rng::with_seed(seed);
    let depth = rng.u32(2..6);
    let tree = random_tree(rng, depth);
    let mut model = Model::default();
    let mut now = model.start(tree.clone());
    let mut task = Task::start(node(tree.clone()));
    let mut outcome = task.take_outcome();
    // What the ids of the task are in the model, by their numbers.
    let mut numbers: Vec<usize> = (0..model.open.len()).filter(|n| model.open[*n]).collect();
    let mut steps = 0;
    let context = || format!("seed {seed}: {tree:?}");
    loop {
        let pending: Vec<usize> = task
            .pending()
            .map(|(id, _)| numbers[usize::try_from(id.number()).unwrap()])
            .collect();
        let expected: Vec<_> = (0..model.open.len()).filter(|n| model.open[*n]).collect();
        assert_eq!(pending, expected, "{}", context());
        let running = match now {
            Is::Waiting(running) => running,
            Is::Done(value) => {
                assert_eq!(outcome, Some(Outcome::Complete(value)), "{}", context());
                break;
            }
            Is::Cancelled => {
                assert_eq!(outcome, Some(Outcome::Cancelled), "{}", context());
                break;
            }
        };
        assert_eq!(outcome, None, "{}", context());
        let bytes = task.snapshot().unwrap();
        task = Task::restore(&bytes).unwrap();
        assert_eq!(task.snapshot().unwrap(), bytes);
        steps += 1;
        let before = model.open.clone();
        let update = if rng.u8(..24) == 0 {
            now = model.cancel(running);
            task.cancel()
        } else {
            let ids: Vec<RequestId> = task.pending().map(|(id, _)| id).collect();
            let id = ids[rng.usize(..ids.len())];
            let number = numbers[usize::try_from(id.number()).unwrap()];
            let value = if rng.u8(..12) == 0 {
                Err(rng.u32(..9))
            } else {
                Ok(rng.u32(..9))
            };
            now = model.answer(running, number, value);
            let update = task.answer::<Ask>(id, value).unwrap();
            assert!(task.answer::<Ask>(id, value).is_err(), "{}", context());
            assert!(!update.withdrawn.contains(&id));
            let update_and_answered = update.withdrawn.len() + 1;
            let closed = (0..before.len()).filter(|n| before[*n] && !model.open[*n]);
            assert_eq!(update_and_answered, closed.count(), "{}", context());
            update
        };
        let asked: Vec<_> = (before.len()..model.open.len())
            .filter(|n| model.open[*n])
            .collect();
        assert_eq!(update.asked.len(), asked.len(), "{}", context());
        numbers.extend(asked);
        outcome = update.outcome;
    }
    steps
}

#[test]
fn random_trees_follow_the_rules() {
    let steps: usize = (0..3_000).map(check).sum();
    assert!(steps > 10_000, "{steps} steps are too few to show anything");
}
