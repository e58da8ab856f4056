//! A combinator as it runs: children side by side, and a rule that says when it is over.

use alloc::{boxed::Box, collections::VecDeque, vec::Vec};
use core::{any::Any, marker::PhantomData};

use serde::{Deserialize, Serialize};

use super::{
    child::{Children, Moved, Served},
    protocol::{Asked, Asks, Delivery, Event, Events, Outbox, Path, Wanted, What, index},
    request::misdelivered,
    rules::{Mark, Named, Rule},
};
use crate::{Coroutine, Live, Location, ResumeError, SnapshotError, StartError, Status, Step};

/// Children that run side by side until the rule `R` is satisfied.
#[derive(Serialize, Deserialize)]
#[serde(rename = "$resumable::Group", bound = "R: Named, K: Live")]
#[doc(hidden)]
pub struct Group<R, K, Op> {
    rule: Mark<R>,
    children: K,
    /// The first child that has not been started.
    next: u32,
    /// How many wait.
    running: u32,
    /// How many may wait at the same time.
    limit: Option<u32>,
    /// The child that has settled the outcome.
    decided: Option<u32>,
    stage: Stage,
    /// Whether a child is being run, or has panicked.
    #[serde(skip)]
    busy: bool,
    /// Whether a child has ended as cancelled without having been told to, so that all of this does.
    #[serde(skip)]
    fallen: bool,
    /// What children wanted and have not been handed yet.
    #[serde(skip)]
    answers: VecDeque<(u32, Path, Box<dyn Any + Send>)>,
    #[serde(skip)]
    types: PhantomData<fn() -> Op>,
}

/// How many children may wait at the same time.
#[track_caller]
pub(super) fn limited(limit: usize) -> u32 {
    assert!(
        limit > 0,
        "a limit of 0 would start nobody: give at least 1"
    );
    index(limit)
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Stage {
    Ready,
    Waiting,
    /// The outcome is known: waits for the cleanup of the others.
    Ending,
    /// Waits for the cleanup of its children, to end as cancelled.
    Cancelling,
    Complete,
    Cancelled,
}

impl<R, K, Op> Group<R, K, Op> {
    pub(super) const fn new(children: K, limit: Option<u32>) -> Self {
        Group {
            rule: Mark(PhantomData),
            children,
            next: 0,
            running: 0,
            limit,
            decided: None,
            stage: Stage::Ready,
            busy: false,
            fallen: false,
            answers: VecDeque::new(),
            types: PhantomData,
        }
    }
}

impl<R: Rule<K>, K: Children<Op>, Op> Group<R, K, Op> {
    /// Starts one more, if one more may run.
    fn start_next(&mut self, asked: &mut Asks<Op>) -> bool {
        let limited = self.running.saturating_sub(self.children.unlimited());
        let may = self.limit.is_none_or(|limit| limited < limit);
        if !may || self.next as usize >= self.children.count() {
            return false;
        }
        let child = self.next;
        self.next += 1;
        self.running += 1;
        let moved = self.children.start(child as usize);
        self.note(child, moved, asked);
        true
    }

    fn note(&mut self, child: u32, moved: Moved<Op>, asked: &mut Asks<Op>) {
        match moved {
            Moved::Yielded(Events(Event::Waits(wanted))) => {
                self.ask(child, Path::default(), wanted, asked);
            }
            Moved::Yielded(Events(Event::Asked(more))) => {
                asked.reserve(more.len());
                for Asked { path, wanted } in more {
                    self.ask(child, path, wanted, asked);
                }
            }
            Moved::Done => {
                self.running -= 1;
                let decides = self.stage == Stage::Waiting
                    && self.decided.is_none()
                    && R::decides(&self.children, child as usize);
                if decides {
                    self.decided = Some(child);
                }
            }
            Moved::Yielded(Events(Event::Cancelled)) => {
                self.running -= 1;
                self.fallen |= self.stage == Stage::Waiting && self.decided.is_none();
            }
        }
    }

    /// Serves what a child wants, or hands it on.
    fn ask(&mut self, child: u32, mut path: Path, wanted: Wanted<Op>, asked: &mut Asks<Op>) {
        let wanted = match wanted {
            Wanted::Request(request) => Wanted::Request(request),
            Wanted::Local(wanted) => match self.children.serve(wanted) {
                Served::Not(wanted) => Wanted::Local(wanted),
                Served::Answer(answer) => {
                    self.answers.push_back((child, path, answer));
                    return;
                }
            },
        };
        path.enclose(child as usize);
        asked.push(Asked { path, wanted });
    }

    /// Hands a child what it waits for.
    fn deliver(&mut self, child: u32, what: What, asked: &mut Asks<Op>, outbox: &Outbox) {
        let mark = outbox.mark();
        let delivery = Delivery {
            what,
            outbox: outbox.clone(),
        };
        let moved = self.children.resume(child as usize, delivery);
        if outbox.mark() > mark {
            self.answers
                .retain(|(of, path, _)| *of != child || !outbox.contains(mark, path));
            outbox.enclose(mark, child as usize);
        }
        self.note(child, moved, asked);
    }

    /// Cancels all that wait.
    fn cancel_running(&mut self, asked: &mut Asks<Op>, outbox: &Outbox) {
        let (inside, mut cleanup) = (Outbox::new(), Asks::new());
        for child in 0..self.next {
            if self.running == 0 {
                break;
            }
            if self.children.is_running(child as usize) {
                self.deliver(child, What::Cancel, &mut cleanup, &inside);
            }
        }
        outbox.withdraw_all(inside.take(), asked);
        asked.append(&mut cleanup);
    }

    /// Goes on after a child has moved, until nothing moves by itself.
    fn settle(&mut self, mut asked: Asks<Op>, outbox: &Outbox) -> Step<Events<Op>, R::Output> {
        loop {
            if let Some((child, path, answer)) = self.answers.pop_front() {
                let (mark, mut more) = (outbox.mark(), Asks::new());
                self.deliver(child, What::Answer(path, answer), &mut more, outbox);
                outbox.retract(mark, &mut asked);
                asked.append(&mut more);
            } else if self.stage != Stage::Waiting {
                break;
            } else if self.fallen || self.decided.is_some() {
                self.stage = if self.fallen {
                    Stage::Cancelling
                } else {
                    Stage::Ending
                };
                self.cancel_running(&mut asked, outbox);
            } else if !self.start_next(&mut asked) {
                break;
            }
        }
        self.busy = false;
        if self.running > 0 {
            return Step::Yielded(Events::asked(asked));
        }
        if self.stage == Stage::Cancelling {
            self.stage = Stage::Cancelled;
            return Step::Yielded(Events::cancelled());
        }
        self.stage = Stage::Complete;
        let decided = self.decided.map(|child| child as usize);
        Step::Complete(R::output(&mut self.children, decided))
    }
}

impl<R: Rule<K>, K: Children<Op>, Op> Coroutine for Group<R, K, Op> {
    type Yield = Events<Op>;
    type Resume = Delivery;
    type Return = R::Output;

    fn name(&self) -> &'static str {
        R::NAME
    }

    fn status(&self) -> Status {
        match self.stage {
            _ if self.busy => Status::Poisoned,
            Stage::Ready => Status::Ready,
            Stage::Waiting | Stage::Ending | Stage::Cancelling => Status::Suspended,
            Stage::Complete => Status::Complete,
            Stage::Cancelled => Status::Cancelled,
        }
    }

    fn location(&self) -> Option<&'static Location> {
        None
    }

    fn try_start(&mut self) -> Result<Step<Events<Op>, R::Output>, StartError> {
        if self.status() != Status::Ready {
            return Err(StartError::new(R::NAME, self.status()));
        }
        self.stage = Stage::Waiting;
        self.busy = true;
        // Nothing was asked in an earlier step, so nothing is withdrawn from outside.
        Ok(self.settle(Asks::new(), &Outbox::new()))
    }

    fn try_resume(
        &mut self,
        delivery: Delivery,
    ) -> Result<Step<Events<Op>, R::Output>, ResumeError<Delivery>> {
        if self.status() != Status::Suspended {
            return Err(ResumeError::new(R::NAME, self.status(), delivery));
        }
        self.busy = true;
        let Delivery { what, outbox } = delivery;
        let mut asked = Asks::new();
        match what {
            What::Cancel => {
                self.stage = Stage::Cancelling;
                self.cancel_running(&mut asked, &outbox);
            }
            What::Answer(mut path, answer) => {
                let Some(child) = path.descend() else {
                    misdelivered()
                };
                let what = What::Answer(path, answer);
                self.deliver(index(child), what, &mut asked, &outbox);
            }
        }
        Ok(self.settle(asked, &outbox))
    }

    fn snapshot_into(&self, out: &mut Vec<u8>) -> Result<(), SnapshotError> {
        out.clear();
        Err(SnapshotError::OnlyInside {
            name: R::NAME.into(),
        })
    }
}
