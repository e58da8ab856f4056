//! The part of the model that has children side by side.

use super::*;

impl Model {
    pub(super) fn group(
        &mut self,
        rule: Rule,
        children: Vec<Tree>,
        limit: Option<usize>,
        is_scope: bool,
    ) -> Is {
        self.settle(Group {
            rule,
            children: children.into_iter().map(Child::New).collect(),
            is_scope,
            limit: limit.unwrap_or(usize::MAX),
            decided: None,
            cancelled: false,
            told: false,
            served: VecDeque::new(),
        })
    }

    /// Runs a child, and takes from what it wants what this scope serves.
    fn run_child(&mut self, group: &mut Group, index: usize, run: impl FnOnce(&mut Self) -> Is) {
        let before = self.new.len();
        let is = run(self);
        if group.is_scope {
            for number in self.new.split_off(before) {
                match &self.wants[number] {
                    (Want::Spawn(child), true) => {
                        group.children.push(Child::New(child.clone()));
                        group.served.push_back(number);
                        self.seen.spawned += 1;
                    }
                    _ => self.new.push(number),
                }
            }
        }
        group.children[index] = match is {
            Is::Waiting(running) => Child::Running(running),
            Is::Done(value) => {
                let decides =
                    group.rule == Rule::Race || group.rule == Rule::TryJoin && value.is_err();
                if decides && !group.told && group.decided.is_none() {
                    group.decided = Some(index);
                }
                Child::Done(value)
            }
            Is::Cancelled => {
                group.cancelled |= !group.told && group.decided.is_none();
                Child::Gone
            }
        };
    }

    fn settle(&mut self, mut group: Group) -> Is {
        loop {
            if let Some(number) = group.served.pop_front() {
                if self.wants[number].1 {
                    self.hand_down(&mut group, number, Handed::Spawned);
                }
            } else if group.told {
                break;
            } else if group.cancelled || group.decided.is_some() {
                group.told = true;
                self.cancel_children(&mut group);
            } else if let Some(index) = group.next() {
                let Child::New(tree) = replace(&mut group.children[index], Child::Gone) else {
                    panic!("it is new")
                };
                self.run_child(&mut group, index, |model| model.start(tree));
            } else {
                break;
            }
        }
        group.finish()
    }

    fn cancel_children(&mut self, group: &mut Group) {
        for index in 0..group.children.len() {
            let child = &mut group.children[index];
            if child.is_running()
                && let Child::Running(running) = replace(child, Child::Gone)
            {
                self.run_child(group, index, |model| model.cancel(running));
            }
        }
    }

    pub(super) fn cancel(&mut self, running: Running) -> Is {
        match running {
            Running::Waiting(number)
            | Running::Pipe(number, ..)
            | Running::Sending(_, _, number, _)
            | Running::Receiving(_, _, number, _) => {
                self.wants[number].1 = false;
                Is::Cancelled
            }
            Running::Cleanup(part, goes_on) => {
                self.seen.cleanups_cancelled += 1;
                let part = self.cancel(*part);
                Self::cleanup(part, goes_on)
            }
            Running::Group(mut group) => {
                group.cancelled = true;
                group.told = true;
                self.cancel_children(&mut group);
                self.settle(group)
            }
            other => self.pass(other, Self::cancel),
        }
    }

    /// Does something to what a part is waiting for that has one at a time.
    fn pass(&mut self, running: Running, run: impl FnOnce(&mut Self, Running) -> Is) -> Is {
        match running {
            Running::Sequence(rest, part, sum) => {
                let part = run(self, *part);
                self.in_sequence(part, rest, sum)
            }
            Running::Body(body, cleanup, goes_on) => {
                let body = run(self, *body);
                self.body(body, cleanup, goes_on)
            }
            Running::Cleanup(part, goes_on) => Self::cleanup(run(self, *part), goes_on),
            Running::Making(queue, rest, part, sent) => {
                let part = run(self, *part);
                self.in_produce(queue, rest, part, sent)
            }
            Running::Keeping(queue, part) => Self::keeping(queue, run(self, *part)),
            Running::Handling(queue, each, part, taken) => {
                let part = run(self, *part);
                self.in_consume(queue, each, part, taken)
            }
            _ => panic!("it has no part"),
        }
    }

    pub(super) fn hand(&mut self, running: Running, number: usize, handed: Handed) -> Is {
        match (running, handed) {
            (Running::Waiting(own), _) => {
                assert_eq!(own, number);
                self.wants[number].1 = false;
                match handed {
                    Handed::Answer(value) => Is::Done(value),
                    Handed::Spawned => Is::Done(Ok(1)),
                    _ => panic!("it is no queue"),
                }
            }
            (Running::Pipe(_, producers, consumers, keeps), Handed::Queue(queue)) => {
                self.wants[number].1 = false;
                let producers = producers.into_iter();
                let producers = producers.map(|parts| Tree::Produce(queue, parts)).collect();
                let consumers = consumers.into_iter();
                let consumers =
                    consumers.map(|(each, most)| Tree::Consume(queue, Box::new(each), most));
                let sides = vec![
                    Tree::Join(producers, None),
                    Tree::Join(consumers.collect(), None),
                ];
                let both = self.group(Rule::Join, sides, None, false);
                if keeps {
                    return Self::keeping(queue, both);
                }
                both
            }
            (Running::Sending(queue, rest, _, sent), Handed::Sent(taken)) => {
                self.wants[number].1 = false;
                if !taken {
                    return Is::Done(Ok(500 + sent));
                }
                self.produce(queue, rest, sent + 1)
            }
            (Running::Receiving(queue, each, _, mut taken), Handed::Received(item)) => {
                self.wants[number].1 = false;
                let Some(item) = item else {
                    return Is::Done(Ok(taken.sum));
                };
                taken.sum += item;
                let part = self.start(each.clone());
                self.in_consume(queue, each, part, taken)
            }
            (Running::Group(mut group), _) => {
                self.hand_down(&mut group, number, handed);
                self.settle(group)
            }
            (other, _) => self.pass(other, |model, part| model.hand(part, number, handed)),
        }
    }

    fn hand_down(&mut self, group: &mut Group, number: usize, handed: Handed) {
        let waits = |child: &Child| matches!(child, Child::Running(part) if part.waits_for(number));
        let index = group.children.iter().position(waits);
        let index = index.expect("somebody waits for it");
        let Child::Running(part) = replace(&mut group.children[index], Child::Gone) else {
            panic!("it waits")
        };
        self.run_child(group, index, |model| model.hand(part, number, handed));
    }
}

impl Running {
    fn waits_for(&self, number: usize) -> bool {
        match self {
            Running::Waiting(own)
            | Running::Pipe(own, ..)
            | Running::Sending(_, _, own, _)
            | Running::Receiving(_, _, own, _) => *own == number,
            Running::Sequence(_, part, _)
            | Running::Body(part, ..)
            | Running::Cleanup(part, _)
            | Running::Keeping(_, part)
            | Running::Making(_, _, part, _)
            | Running::Handling(_, _, part, _) => part.waits_for(number),
            Running::Group(group) => group
                .children
                .iter()
                .any(|child| matches!(child, Child::Running(part) if part.waits_for(number))),
        }
    }
}

impl Child {
    fn is_running(&self) -> bool {
        matches!(self, Child::Running(_))
    }
}

impl Group {
    fn waiting(&self) -> usize {
        let children = self.children.iter();
        children.filter(|child| child.is_running()).count()
    }

    /// Who is to be started, if one more may be.
    fn next(&self) -> Option<usize> {
        // The body of a scope does not count.
        let body = self.is_scope && self.children[0].is_running();
        if self.waiting() - usize::from(body) >= self.limit {
            return None;
        }
        let mut children = self.children.iter();
        children.position(|child| matches!(child, Child::New(_)))
    }

    fn finish(mut self) -> Is {
        if self.waiting() > 0 {
            return Is::Waiting(Running::Group(self));
        }
        if self.cancelled {
            return Is::Cancelled;
        }
        let taken = |child: &mut Child| match replace(child, Child::Gone) {
            Child::Done(value) => value,
            _ => panic!("ended with a value"),
        };
        Is::Done(match (self.rule, self.decided) {
            (Rule::Race, Some(index)) => {
                let value = taken(&mut self.children[index]);
                value.map(|value| value + 100 * u32::try_from(index).unwrap())
            }
            (Rule::TryJoin, Some(index)) => taken(&mut self.children[index]),
            (Rule::TryJoin, None) => self.children.iter_mut().map(taken).sum(),
            (Rule::Join, _) => Ok(self.children.iter_mut().map(taken).map(plain).sum()),
            (Rule::Race, None) => panic!("somebody was first"),
        })
    }
}
