//! The machines of [`by_hand`](super::by_hand) in a `Box<dyn Machine>`; the tree is one of machines that delegate to others.

use resumable::Step;

use super::{Answer, Onboarded, Request, contender};
use super::{User, by_hand};
use crate::by_hand as plain;

pub(super) struct Boxed;

contender!(Boxed, Step:
    counter, nested, running_total, large_state, tokens, onboarding, tree);

/// A machine of which only what it takes and gives is known.
trait Machine<Y, R, O> {
    fn start(&mut self) -> Step<Y, O>;
    fn resume(&mut self, input: R) -> Step<Y, O>;
}

macro_rules! boxed {
    ($($make:ident($($argument:ident: $T:ty),*): $machine:ty = $new:path, $Y:ty, $R:ty, $O:ty;)*) => {$(
        impl Machine<$Y, $R, $O> for $machine {
            fn start(&mut self) -> Step<$Y, $O> {
                self.start()
            }

            fn resume(&mut self, input: $R) -> Step<$Y, $O> {
                self.resume(input)
            }
        }

        fn $make($($argument: $T),*) -> Box<dyn Machine<$Y, $R, $O>> {
            Box::new($new($($argument),*))
        }
    )*};
}

boxed! {
    counter(n: u64): plain::Counter = plain::counter, u64, (), ();
    nested(n: u64): plain::Nested = plain::nested, u64, (), ();
    running_total(n: u64): plain::RunningTotal = plain::running_total, u64, u64, u64;
    large_state(n: u64): by_hand::LargeState = by_hand::LargeState::new, u64, (), u64;
    tokens(text: String): by_hand::Tokens = by_hand::Tokens::new, u64, (), u64;
    onboarding(user: User, budget: u32): by_hand::Onboarding = by_hand::Onboarding::new, Request, Answer, Onboarded;
    tree(depth: u64): Tree = Tree::new, u64, (), u64;
}

/// See [`marked::tree`](fn@crate::marked::tree).
enum Tree {
    Ready { depth: u64 },
    Left { depth: u64, left: Box<Tree> },
    Waiting { depth: u64, sum: u64 },
    Right { sum: u64, right: Box<Tree> },
    Done,
}

impl Tree {
    const fn new(depth: u64) -> Self {
        Tree::Ready { depth }
    }

    fn start(&mut self) -> Step<u64, u64> {
        let Tree::Ready { depth } = *self else {
            panic!("already started")
        };
        if depth <= 1 {
            return self.between(depth, depth);
        }
        let mut left = Box::new(Tree::new(depth - 1));
        let step = left.start();
        *self = Tree::Left { depth, left };
        self.after(step)
    }

    fn resume(&mut self, (): ()) -> Step<u64, u64> {
        match self {
            Tree::Left { left: child, .. } | Tree::Right { right: child, .. } => {
                let step = child.resume(());
                self.after(step)
            }
            &mut Tree::Waiting { depth, sum } if depth > 1 => {
                let mut right = Box::new(Tree::new(depth - 1));
                let step = right.start();
                *self = Tree::Right { sum, right };
                self.after(step)
            }
            &mut Tree::Waiting { sum, .. } => self.end(sum),
            Tree::Ready { .. } | Tree::Done => panic!("not suspended"),
        }
    }

    /// What is to be done when the child gave this.
    fn after(&mut self, step: Step<u64, u64>) -> Step<u64, u64> {
        match (step, &*self) {
            (Step::Complete(sum), &Tree::Left { depth, .. }) => self.between(depth, depth + sum),
            (Step::Complete(more), &Tree::Right { sum, .. }) => self.end(sum + more),
            (step, _) => step,
        }
    }

    fn between(&mut self, depth: u64, sum: u64) -> Step<u64, u64> {
        *self = Tree::Waiting { depth, sum };
        Step::Yielded(sum)
    }

    fn end(&mut self, sum: u64) -> Step<u64, u64> {
        *self = Tree::Done;
        Step::Complete(sum)
    }
}
