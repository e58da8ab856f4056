//! The tree as data, and as the resumable function that runs it.

use resumable::task::{
    Cancelled, Receiver, Request, Requests, Sender, Spawner, Winner, join_all, queue, race_all,
    scope, try_join_all, try_scope,
};
use resumable::{Instance, join, race, resumable, try_join};
use serde::{Deserialize, Serialize};

pub(crate) type Value = Result<u32, u32>;

#[derive(Debug, Clone, Serialize, Deserialize, Request)]
#[request(answer = Result<u32, u32>)]
pub(crate) struct Ask;

#[derive(Debug, Clone, Serialize, Deserialize, Requests)]
pub(crate) enum Op {
    Ask(Ask),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Tree {
    Value(u32),
    Ask,
    /// Ends as cancelled by itself.
    GiveUp,
    Sequence(Vec<Tree>),
    Join(Vec<Tree>, Option<usize>),
    TryJoin(Vec<Tree>, Option<usize>),
    Race(Vec<Tree>),
    /// A body, what is done if it is cancelled, and whether the cancellation goes on then.
    CancelScope(Box<Tree>, Box<Tree>, bool),
    /// The body of a scope, and whether an error ends it.
    Scope(Box<Tree>, bool, Option<usize>),
    /// Is spawned into the innermost scope around. Only inside of one.
    Spawn(Box<Tree>),
    /// The capacity of a queue, what each sends, what each does with an item and how many it takes, and whether a sender is
    /// kept besides, so that the queue is not closed.
    Pipe(usize, Vec<Vec<Tree>>, Vec<(Tree, u32)>, bool),
    /// What is sent to the queue of this number. Only the model has these two.
    Produce(u64, Vec<Tree>),
    Consume(u64, Box<Tree>, u32),
}

pub(crate) fn plain(value: Value) -> u32 {
    value.unwrap_or_else(|error| 1000 + error)
}

/// Spawns what it does.
type Crew = Option<Spawner<Instance<node>>>;

#[resumable(request = Op)]
fn produce(parts: Vec<Tree>, sender: Sender<u32>, crew: Crew) -> Value {
    let mut sent = 0;
    for part in parts {
        let item = node(part, crew).await?;
        if sender.send(item).await.is_err() {
            return Ok(500 + sent);
        }
        sent += 1;
    }
    Ok(sent)
}

#[resumable(request = Op)]
fn consume(each: Tree, most: u32, receiver: Receiver<u32>, crew: Crew) -> Value {
    let mut sum = 0;
    for _ in 0..most {
        let Some(item) = receiver.recv().await else {
            break;
        };
        sum += item + node(each.clone(), crew).await?;
    }
    Ok(sum)
}

#[resumable(request = Op)]
fn pipe(
    capacity: usize,
    producers: Vec<Vec<Tree>>,
    consumers: Vec<(Tree, u32)>,
    keeps: bool,
    crew: Crew,
) -> Value {
    let (sender, receiver) = queue(capacity).await;
    let kept = keeps.then(|| sender.clone());
    let producers = producers.into_iter();
    let producers = join_all(producers.map(|parts| produce(parts, sender.clone(), crew)));
    let consumers = consumers.into_iter();
    let consumers =
        join_all(consumers.map(|(each, most)| consume(each, most, receiver.clone(), crew)));
    let (sent, received) = join!(producers, consumers).await;
    // Saved until here.
    assert_eq!(kept.is_some(), keeps);
    Ok(sent.into_iter().chain(received).map(plain).sum())
}

#[resumable(request = Op)]
pub(crate) fn node(tree: Tree, crew: Crew) -> Value {
    match tree {
        Tree::Value(value) => Ok(value),
        Tree::Ask => Ask.await,
        Tree::GiveUp => match Cancelled.await {},
        Tree::Sequence(parts) => {
            let mut sum = 0;
            for part in parts {
                sum += node(part, crew).await?;
            }
            Ok(sum)
        }
        Tree::Join(mut children, None) if children.len() == 2 => {
            let (second, first) = (children.remove(1), children.remove(0));
            let (one, other) = join!(node(first, crew), node(second, crew)).await;
            Ok(plain(one) + plain(other))
        }
        Tree::Join(children, limit) => {
            let children = join_all(children.into_iter().map(|child| node(child, crew)));
            let values = children.limit(limit.unwrap_or(100)).await;
            Ok(values.into_iter().map(plain).sum())
        }
        Tree::TryJoin(mut children, None) if children.len() == 2 => {
            let (second, first) = (children.remove(1), children.remove(0));
            let (one, other) = try_join!(node(first, crew), node(second, crew)).await?;
            Ok(one + other)
        }
        Tree::TryJoin(children, limit) => {
            let children = try_join_all(children.into_iter().map(|child| node(child, crew)));
            let values = children.limit(limit.unwrap_or(100)).await?;
            Ok(values.into_iter().sum())
        }
        Tree::Race(mut children) if children.len() == 2 => {
            let (second, first) = (children.remove(1), children.remove(0));
            match race!(node(first, crew), node(second, crew)).await {
                Winner::First(value) => value,
                Winner::Second(value) => value.map(|value| 100 + value),
            }
        }
        Tree::Race(children) => {
            let children = children.into_iter().map(|child| node(child, crew));
            let (index, value) = race_all(children).await;
            value.map(|value| 100 * u32::try_from(index).unwrap() + value)
        }
        Tree::CancelScope(body, cleanup, goes_on) => {
            match cancel_scope_!({ node(*body, crew).await? }) {
                Ok(value) => Ok(value),
                Err(cancelled) => {
                    let cleaned = node(*cleanup, crew).await?;
                    if goes_on {
                        match cancelled.await {}
                    }
                    Ok(cleaned + 10)
                }
            }
        }
        Tree::Scope(body, false, limit) => {
            let inside = scope(|spawner| node(*body, Some(spawner)));
            let (value, spawned) = inside.limit(limit.unwrap_or(100)).await;
            Ok(plain(value) + spawned.into_iter().map(plain).sum::<u32>())
        }
        Tree::Scope(body, true, limit) => {
            let inside = try_scope(|spawner| node(*body, Some(spawner)));
            let (value, spawned) = inside.limit(limit.unwrap_or(100)).await?;
            Ok(value + spawned.into_iter().sum::<u32>())
        }
        Tree::Spawn(child) => {
            let spawner = crew.expect("inside of a scope");
            spawner.spawn(node(*child, crew)).await;
            Ok(1)
        }
        Tree::Pipe(capacity, producers, consumers, keeps) => {
            pipe(capacity, producers, consumers, keeps, crew).await
        }
        Tree::Produce(..) | Tree::Consume(..) => unreachable!("only the model has them"),
    }
}

/// A random tree: `inside` of a scope or not.
pub(crate) fn random_tree(rng: &mut fastrand::Rng, depth: u32, inside: bool) -> Tree {
    if depth == 0 {
        return match rng.u8(..40) {
            0..5 => Tree::Value(rng.u32(..9)),
            5 => Tree::GiveUp,
            _ => Tree::Ask,
        };
    }
    let mut shallower = |inside: bool| {
        let depth = depth - 1 - rng.u32(0..depth) / 2;
        random_tree(rng, depth, inside)
    };
    let mut several: Vec<Tree> = (0..4).map(|_| shallower(inside)).collect();
    let body = Box::new(shallower(true));
    let cleanup = Box::new(random_tree(rng, depth / 2, inside));
    let limit = (rng.u8(..4) == 0).then(|| rng.usize(1..3));
    let (kind, flag, count) = (rng.u8(..14), rng.bool(), rng.usize(1..5));
    match kind {
        5 => Tree::Race(several.split_off(several.len() - count.max(2))),
        6 | 7 => Tree::CancelScope(Box::new(several.remove(0)), cleanup, flag),
        8 => Tree::Scope(body, flag, limit),
        9 | 10 if inside => Tree::Spawn(Box::new(several.remove(0))),
        9 | 10 => {
            let children = vec![*body, Tree::Spawn(cleanup)];
            Tree::Scope(Box::new(Tree::Join(children, None)), flag, limit)
        }
        _ => {
            several.truncate(count);
            match kind {
                0 | 1 => Tree::Sequence(several),
                2 | 3 => Tree::Join(several, limit),
                4 => Tree::TryJoin(several, limit),
                11 => {
                    several.insert(0, Tree::Spawn(cleanup));
                    Tree::Scope(Box::new(Tree::Sequence(several)), flag, limit)
                }
                _ => random_pipe(rng, several, *cleanup),
            }
        }
    }
}

fn random_pipe(rng: &mut fastrand::Rng, mut parts: Vec<Tree>, other: Tree) -> Tree {
    let mut producers = vec![parts.split_off(rng.usize(..parts.len()))];
    producers.push(parts);
    if rng.bool() {
        producers.push(vec![Tree::Ask, Tree::Value(3), other]);
    }
    let capacity = rng.usize(1..4);
    let consumers = (0..rng.usize(..3)).map(|_| {
        let each = if rng.bool() {
            Tree::Ask
        } else {
            Tree::Value(2)
        };
        (each, rng.u32(1..6))
    });
    let consumers = consumers.collect();
    Tree::Pipe(capacity, producers, consumers, rng.u8(..4) == 0)
}
