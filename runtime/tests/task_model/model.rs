//! The tree as the rules have it, which are written down with all of the tree in view: whatever waits has a number, and is
//! found by searching for it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::mem::replace;

use super::tree::{Tree, Value, plain};

mod groups;

/// A part of the tree that is running.
pub(crate) enum Running {
    Waiting(usize),
    Sequence(Vec<Tree>, Box<Running>, u32),
    Group(Group),
    Body(Box<Running>, Tree, bool),
    Cleanup(Box<Running>, bool),
    /// Waits for a queue.
    Pipe(usize, Vec<Vec<Tree>>, Vec<(Tree, u32)>, bool),
    /// Has a sender, and does not use it.
    Keeping(u64, Box<Running>),
    /// Makes an item: what comes after, and how many were sent.
    Making(u64, Vec<Tree>, Box<Running>, u32),
    Sending(u64, Vec<Tree>, usize, u32),
    Receiving(u64, Tree, usize, Taken),
    Handling(u64, Tree, Box<Running>, Taken),
}

/// How many more items are taken, and the sum so far.
#[derive(Clone, Copy)]
pub(crate) struct Taken {
    more: u32,
    sum: u32,
}

pub(crate) struct Group {
    rule: Rule,
    /// The first one is the body if this is a scope.
    children: Vec<Child>,
    is_scope: bool,
    limit: usize,
    decided: Option<usize>,
    cancelled: bool,
    /// Whether the children have been told that they are not wanted any more.
    told: bool,
    /// Who has spawned and goes on.
    served: VecDeque<usize>,
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
pub(crate) enum Is {
    Waiting(Running),
    Done(Value),
    Cancelled,
}

/// What somebody waits for.
#[derive(Clone)]
enum Want {
    Answer,
    Spawn(Tree),
    Queue(usize),
    Send(u64, u32),
    Receive(u64),
}

/// What somebody is handed.
#[derive(Clone, Copy)]
pub(crate) enum Handed {
    Answer(Value),
    Spawned,
    Queue(u64),
    Sent(bool),
    Received(Option<u32>),
}

#[derive(Default)]
struct Queue {
    capacity: usize,
    items: VecDeque<u32>,
    senders: VecDeque<(usize, u32)>,
    receivers: VecDeque<usize>,
}

#[derive(Default)]
pub(crate) struct Model {
    /// All that has ever been waited for, and whether it still is.
    wants: Vec<(Want, bool)>,
    /// What has been wanted in this step and not been looked at.
    new: Vec<usize>,
    /// What was asked of the driver, by id.
    ids: Vec<usize>,
    queues: BTreeMap<u64, Queue>,
    queues_made: u64,
    served: VecDeque<(usize, Handed)>,
    pub(crate) seen: Seen,
}

/// How often something has happened.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) spawned: usize,
    pub(crate) closed: usize,
    pub sent_to_nobody: usize,
    pub cleanups_cancelled: usize,
}

/// Runs a tree from the outside.
impl Model {
    pub(crate) fn begin(&mut self, tree: Tree) -> Is {
        let is = self.start(tree);
        self.run(is)
    }

    pub(crate) fn answered(&mut self, running: Running, id: usize, value: Value) -> Is {
        let is = self.hand(running, self.ids[id], Handed::Answer(value));
        self.run(is)
    }

    pub(crate) fn cancelled(&mut self, running: Running) -> Is {
        let is = self.cancel(running);
        self.run(is)
    }

    /// Whether each id that was ever given is still pending.
    pub(crate) fn pending(&self) -> Vec<bool> {
        self.ids
            .iter()
            .map(|number| self.wants[*number].1)
            .collect()
    }

    /// Goes on until nothing moves by itself.
    fn run(&mut self, mut is: Is) -> Is {
        loop {
            self.forget();
            for number in std::mem::take(&mut self.new) {
                if self.wants[number].1 {
                    self.want(number);
                }
            }
            let Is::Waiting(running) = is else { return is };
            if self.served.is_empty() {
                self.close(&running);
            }
            match self.served.pop_front() {
                Some((number, handed)) => is = self.hand(running, number, handed),
                None => return Is::Waiting(running),
            }
        }
    }

    fn want(&mut self, number: usize) {
        match self.wants[number].0.clone() {
            Want::Answer => self.ids.push(number),
            Want::Spawn(_) => panic!("a scope is around"),
            Want::Queue(capacity) => {
                let queue = Queue {
                    capacity,
                    ..Queue::default()
                };
                self.queues.insert(self.queues_made, queue);
                self.served
                    .push_back((number, Handed::Queue(self.queues_made)));
                self.queues_made += 1;
            }
            Want::Send(queue, item) => match self.queues.get_mut(&queue) {
                Some(queue) => queue.senders.push_back((number, item)),
                None => self.served.push_back((number, Handed::Sent(false))),
            },
            Want::Receive(queue) => match self.queues.get_mut(&queue) {
                Some(queue) => queue.receivers.push_back(number),
                None => self.served.push_back((number, Handed::Received(None))),
            },
        }
        self.flow();
    }

    fn flow(&mut self) {
        for queue in self.queues.values_mut() {
            loop {
                if !queue.items.is_empty() && !queue.receivers.is_empty() {
                    let number = queue.receivers.pop_front().unwrap();
                    let item = queue.items.pop_front();
                    self.served.push_back((number, Handed::Received(item)));
                } else if queue.items.len() < queue.capacity && !queue.senders.is_empty() {
                    let (number, item) = queue.senders.pop_front().unwrap();
                    queue.items.push_back(item);
                    self.served.push_back((number, Handed::Sent(true)));
                } else {
                    break;
                }
            }
        }
    }

    /// Forgets who does not wait any more.
    fn forget(&mut self) {
        let wants = &self.wants;
        for queue in self.queues.values_mut() {
            queue.senders.retain(|(number, _)| wants[*number].1);
            queue.receivers.retain(|number| wants[*number].1);
        }
        self.served.retain(|(number, _)| wants[*number].1);
        self.flow();
    }

    /// Closes the queues of which an end is gone, if somebody waits at any.
    fn close(&mut self, running: &Running) {
        let mut queues = self.queues.values();
        if !queues.any(|queue| !queue.senders.is_empty() || !queue.receivers.is_empty()) {
            return;
        }
        let mut ends = Ends::default();
        ends.of_running(running);
        let mut nobody = vec![];
        self.queues.retain(|number, queue| {
            let sent = ends.senders.contains(number) || !queue.senders.is_empty();
            let received = ends.receivers.contains(number) || !queue.receivers.is_empty();
            if !received {
                nobody.extend(queue.senders.drain(..));
            } else if !sent && queue.items.is_empty() {
                for number in queue.receivers.drain(..) {
                    self.seen.closed += 1;
                    self.served.push_back((number, Handed::Received(None)));
                }
            }
            received && (sent || !queue.items.is_empty())
        });
        for (number, _) in nobody {
            self.seen.sent_to_nobody += 1;
            self.served.push_back((number, Handed::Sent(false)));
        }
    }
}

/// The ends of queues that somebody holds.
#[derive(Default)]
struct Ends {
    senders: BTreeSet<u64>,
    receivers: BTreeSet<u64>,
}

impl Ends {
    fn of_running(&mut self, running: &Running) {
        match running {
            Running::Waiting(_) | Running::Pipe(..) => {}
            Running::Sequence(_, part, _) | Running::Body(part, ..) | Running::Cleanup(part, _) => {
                self.of_running(part);
            }
            Running::Making(queue, _, part, _) | Running::Keeping(queue, part) => {
                self.senders.insert(*queue);
                self.of_running(part);
            }
            Running::Sending(queue, ..) => {
                self.senders.insert(*queue);
            }
            Running::Receiving(queue, ..) => {
                self.receivers.insert(*queue);
            }
            Running::Handling(queue, _, part, _) => {
                self.receivers.insert(*queue);
                self.of_running(part);
            }
            Running::Group(group) => {
                for child in &group.children {
                    match child {
                        Child::New(tree) => self.of_tree(tree),
                        Child::Running(part) => self.of_running(part),
                        Child::Done(_) | Child::Gone => {}
                    }
                }
            }
        }
    }

    /// What has not been started is handed its ends already.
    fn of_tree(&mut self, tree: &Tree) {
        match tree {
            Tree::Produce(queue, _) => {
                self.senders.insert(*queue);
            }
            Tree::Consume(queue, ..) => {
                self.receivers.insert(*queue);
            }
            Tree::Join(children, _) => children.iter().for_each(|child| self.of_tree(child)),
            _ => {}
        }
    }
}

/// Runs parts of the tree.
impl Model {
    fn wait(&mut self, want: Want) -> usize {
        self.wants.push((want, true));
        self.new.push(self.wants.len() - 1);
        self.wants.len() - 1
    }

    fn start(&mut self, tree: Tree) -> Is {
        match tree {
            Tree::Value(value) => Is::Done(Ok(value)),
            Tree::Ask => Is::Waiting(Running::Waiting(self.wait(Want::Answer))),
            Tree::Spawn(child) => Is::Waiting(Running::Waiting(self.wait(Want::Spawn(*child)))),
            Tree::GiveUp => Is::Cancelled,
            Tree::Sequence(mut parts) => {
                parts.reverse();
                self.sequence(parts, 0)
            }
            Tree::Join(children, limit) => self.group(Rule::Join, children, limit, false),
            Tree::TryJoin(children, limit) => self.group(Rule::TryJoin, children, limit, false),
            Tree::Race(children) => self.group(Rule::Race, children, None, false),
            Tree::Scope(body, true, limit) => self.group(Rule::TryJoin, vec![*body], limit, true),
            Tree::Scope(body, false, limit) => self.group(Rule::Join, vec![*body], limit, true),
            Tree::CancelScope(body, cleanup, goes_on) => {
                let body = self.start(*body);
                self.body(body, *cleanup, goes_on)
            }
            Tree::Pipe(capacity, producers, consumers, keeps) => {
                let number = self.wait(Want::Queue(capacity));
                Is::Waiting(Running::Pipe(number, producers, consumers, keeps))
            }
            Tree::Produce(queue, mut parts) => {
                parts.reverse();
                self.produce(queue, parts, 0)
            }
            Tree::Consume(queue, each, more) => self.consume(queue, *each, Taken { more, sum: 0 }),
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

    fn produce(&mut self, queue: u64, mut rest: Vec<Tree>, sent: u32) -> Is {
        match rest.pop() {
            None => Is::Done(Ok(sent)),
            Some(part) => {
                let part = self.start(part);
                self.in_produce(queue, rest, part, sent)
            }
        }
    }

    fn in_produce(&mut self, queue: u64, rest: Vec<Tree>, part: Is, sent: u32) -> Is {
        match part {
            Is::Waiting(part) => Is::Waiting(Running::Making(queue, rest, Box::new(part), sent)),
            Is::Done(Ok(item)) => {
                let number = self.wait(Want::Send(queue, item));
                Is::Waiting(Running::Sending(queue, rest, number, sent))
            }
            ended => ended,
        }
    }

    fn consume(&mut self, queue: u64, each: Tree, taken: Taken) -> Is {
        if taken.more == 0 {
            return Is::Done(Ok(taken.sum));
        }
        let number = self.wait(Want::Receive(queue));
        Is::Waiting(Running::Receiving(queue, each, number, taken))
    }

    fn in_consume(&mut self, queue: u64, each: Tree, part: Is, taken: Taken) -> Is {
        match part {
            Is::Waiting(part) => Is::Waiting(Running::Handling(queue, each, Box::new(part), taken)),
            Is::Done(Ok(value)) => {
                let taken = Taken {
                    more: taken.more - 1,
                    sum: taken.sum + value,
                };
                self.consume(queue, each, taken)
            }
            ended => ended,
        }
    }

    fn keeping(queue: u64, part: Is) -> Is {
        match part {
            Is::Waiting(part) => Is::Waiting(Running::Keeping(queue, Box::new(part))),
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
}
