//! Machines as a good engineer writes them: no allocation, and whatever is kept is changed in place.

use resumable::Step;

use super::{Answer, Onboarded, Request, User, contender};
use crate::by_hand;

pub(super) struct ByHand;

contender!(ByHand, Step:
    by_hand::counter, by_hand::nested, by_hand::running_total, LargeState::new, Tokens::new, Onboarding::new, Tree::new);

/// See [`marked::large_state`](fn@crate::marked::large_state).
#[allow(clippy::large_enum_variant, reason = "it is what is measured")]
pub(super) enum LargeState {
    Ready { n: u64 },
    Waiting { n: u64, i: u64, buffer: [u64; 32] },
    Done,
}

impl LargeState {
    pub(super) const fn new(n: u64) -> Self {
        LargeState::Ready { n }
    }

    #[inline]
    pub(super) fn start(&mut self) -> Step<u64, u64> {
        match *self {
            LargeState::Ready { n: 0 } => {
                *self = LargeState::Done;
                Step::Complete(0)
            }
            LargeState::Ready { n } => {
                *self = LargeState::Waiting {
                    n,
                    i: 0,
                    buffer: [0; 32],
                };
                Step::Yielded(0)
            }
            _ => panic!("already started"),
        }
    }

    #[inline]
    pub(super) fn resume(&mut self, (): ()) -> Step<u64, u64> {
        let LargeState::Waiting { n, i, buffer } = self else {
            panic!("not suspended")
        };
        *i += 1;
        if i < n {
            let slot = (*i % 32) as usize;
            buffer[slot] = buffer[slot].wrapping_add(*i);
            Step::Yielded(buffer[slot])
        } else {
            let first = buffer[0];
            *self = LargeState::Done;
            Step::Complete(first)
        }
    }
}

/// See [`borrowing::marked::tokens`](fn@crate::borrowing::marked::tokens).
pub(super) struct Tokens {
    text: String,
    at: usize,
    found: u64,
    status: Status,
}

#[derive(PartialEq, Eq)]
enum Status {
    Ready,
    Waiting,
    Done,
}

impl Tokens {
    pub(super) const fn new(text: String) -> Self {
        Tokens {
            text,
            at: 0,
            found: 0,
            status: Status::Ready,
        }
    }

    #[inline]
    pub(super) fn start(&mut self) -> Step<u64, u64> {
        assert!(self.status == Status::Ready, "already started");
        self.status = Status::Waiting;
        self.turn()
    }

    #[inline]
    pub(super) fn resume(&mut self, (): ()) -> Step<u64, u64> {
        assert!(self.status == Status::Waiting, "not suspended");
        self.turn()
    }

    #[inline]
    fn turn(&mut self) -> Step<u64, u64> {
        let mut letters = self.text[self.at..].chars();
        while let Some(letter) = letters.next() {
            let Some(digit) = letter.to_digit(10) else {
                if letter != ' ' {
                    self.found += 1;
                    self.at = self.text.len() - letters.as_str().len();
                    return Step::Yielded(u64::from(letter));
                }
                continue;
            };
            let mut number = u64::from(digit);
            let mut rest = letters.as_str();
            while let Some(digit) = letters.next().and_then(|next| next.to_digit(10)) {
                number = number * 10 + u64::from(digit);
                rest = letters.as_str();
            }
            self.found += 1;
            self.at = self.text.len() - rest.len();
            return Step::Yielded(number);
        }
        self.status = Status::Done;
        Step::Complete(self.found)
    }
}

/// See [`snapshots::marked::onboarding`](fn@crate::snapshots::marked::onboarding).
pub(super) struct Onboarding {
    user: User,
    budget: u32,
    results: Vec<String>,
    phase: Phase,
}

#[derive(Clone, Copy)]
enum Phase {
    Ready,
    Warming,
    Mailing { i: usize },
    Charging { attempts: u32 },
    Sleeping { attempts: u32 },
    Notifying,
    Done,
}

impl Onboarding {
    pub(super) const fn new(user: User, budget: u32) -> Self {
        Onboarding {
            user,
            budget,
            results: Vec::new(),
            phase: Phase::Ready,
        }
    }

    #[inline]
    pub(super) fn start(&mut self) -> Step<Request, Onboarded> {
        match self.phase {
            Phase::Ready if self.budget > 5 => {
                self.phase = Phase::Warming;
                Step::Yielded(Request::Sleep(5))
            }
            Phase::Ready => self.mail(0),
            _ => panic!("already started"),
        }
    }

    #[inline]
    pub(super) fn resume(&mut self, answer: Answer) -> Step<Request, Onboarded> {
        match (self.phase, answer) {
            (Phase::Warming, Ok(_)) => self.mail(0),
            (Phase::Mailing { i }, Ok(sent)) => {
                self.results
                    .push(format!("{i}:{}:{sent}", self.user.emails[i]));
                self.mail(i + 1)
            }
            (Phase::Charging { .. }, Ok(receipt)) => {
                self.results.push(receipt);
                self.notify()
            }
            (Phase::Charging { attempts }, Err(_)) if attempts < 2 => {
                self.phase = Phase::Sleeping {
                    attempts: attempts + 1,
                };
                Step::Yielded(Request::Sleep(1 << (attempts + 1)))
            }
            (Phase::Sleeping { attempts }, Ok(_)) => self.charge(attempts),
            (Phase::Notifying, Ok(told)) => {
                let manager = self.user.manager.as_deref().unwrap_or_default();
                self.results.push(format!("{manager}={told}"));
                self.end()
            }
            (Phase::Ready | Phase::Done, _) => panic!("not suspended"),
            (_, Err(error)) => {
                self.phase = Phase::Done;
                Step::Complete(Err(error))
            }
        }
    }

    fn mail(&mut self, i: usize) -> Step<Request, Onboarded> {
        let Some(email) = self.user.emails.get(i) else {
            return self.charge(0);
        };
        self.phase = Phase::Mailing { i };
        Step::Yielded(Request::Send(email.clone()))
    }

    fn charge(&mut self, attempts: u32) -> Step<Request, Onboarded> {
        self.phase = Phase::Charging { attempts };
        Step::Yielded(Request::Charge(self.budget))
    }

    fn notify(&mut self) -> Step<Request, Onboarded> {
        let Some(manager) = &self.user.manager else {
            return self.end();
        };
        self.phase = Phase::Notifying;
        Step::Yielded(Request::Notify(manager.clone()))
    }

    fn end(&mut self) -> Step<Request, Onboarded> {
        self.phase = Phase::Done;
        Step::Complete(Ok(std::mem::take(&mut self.results)))
    }
}

/// See [`marked::tree`](fn@crate::marked::tree): with a stack of its own in place of the recursion.
pub(super) struct Tree {
    depth: u64,
    nodes: Vec<Node>,
    status: Status,
}

struct Node {
    depth: u64,
    sum: u64,
    yielded: bool,
}

impl Tree {
    pub(super) const fn new(depth: u64) -> Self {
        Tree {
            depth,
            nodes: Vec::new(),
            status: Status::Ready,
        }
    }

    #[inline]
    pub(super) fn start(&mut self) -> Step<u64, u64> {
        assert!(self.status == Status::Ready, "already started");
        self.status = Status::Waiting;
        self.descend(self.depth)
    }

    #[inline]
    pub(super) fn resume(&mut self, (): ()) -> Step<u64, u64> {
        assert!(self.status == Status::Waiting, "not suspended");
        if let Some(node) = self.nodes.last()
            && node.depth > 1
        {
            return self.descend(node.depth - 1);
        }
        let mut returned = 0;
        while let Some(mut node) = self.nodes.pop() {
            node.sum += returned;
            returned = node.sum;
            if !node.yielded {
                node.yielded = true;
                self.nodes.push(node);
                return Step::Yielded(returned);
            }
        }
        self.status = Status::Done;
        Step::Complete(returned)
    }

    /// To the first node below that yields.
    fn descend(&mut self, depth: u64) -> Step<u64, u64> {
        for depth in (1..=depth).rev() {
            self.nodes.push(Node {
                depth,
                sum: depth,
                yielded: depth == 1,
            });
        }
        Step::Yielded(1)
    }
}
