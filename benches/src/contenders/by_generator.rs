//! With generator: each coroutine has a stack, which is allocated when it is made.

use generator::Gn;
use resumable::Step;

use super::{Answer, Contender, Onboarded, Request, User, by_stack};

pub(super) struct Generator;

/// What a coroutine yields and what it ends with have to be of one type.
fn run<R, Y, O>(
    mut coroutine: generator::Generator<'static, R, Step<Y, O>>,
    mut answer: impl FnMut(Y) -> R,
) -> O {
    let mut input = None;
    loop {
        match coroutine.raw_send(input) {
            Some(Step::Yielded(value)) => input = Some(answer(value)),
            Some(Step::Complete(end)) => return end,
            None => unreachable!("it was not resumed after its end"),
        }
    }
}

/// A coroutine whose body calls the program with what yields.
macro_rules! coroutine {
    ($R:ty, |$yield_:ident| $program:expr) => {
        Gn::<$R>::new_scoped(move |mut scope| {
            let $yield_ = |value| {
                let answer = scope.yield_(Step::Yielded(value));
                answer.expect("each resume has an answer")
            };
            Step::Complete($program)
        })
    };
}

impl Contender for Generator {
    fn counter(n: u64, answer: impl FnMut(u64)) {
        run(
            coroutine!((), |yield_| by_stack::counter(n, yield_)),
            answer,
        );
    }

    fn nested(n: u64, answer: impl FnMut(u64)) {
        run(coroutine!((), |yield_| by_stack::nested(n, yield_)), answer);
    }

    fn running_total(n: u64, answer: impl FnMut(u64) -> u64) -> u64 {
        run(
            coroutine!(u64, |yield_| by_stack::running_total(n, yield_)),
            answer,
        )
    }

    fn large_state(n: u64, answer: impl FnMut(u64)) -> u64 {
        run(
            coroutine!((), |yield_| by_stack::large_state(n, yield_)),
            answer,
        )
    }

    fn tokens(text: String, answer: impl FnMut(u64)) -> u64 {
        run(
            coroutine!((), |yield_| by_stack::tokens(&text, yield_)),
            answer,
        )
    }

    fn onboarding(user: User, budget: u32, answer: impl FnMut(Request) -> Answer) -> Onboarded {
        run(
            coroutine!(Answer, |yield_| by_stack::onboarding(&user, budget, yield_)),
            answer,
        )
    }

    fn tree(depth: u64, answer: impl FnMut(u64)) -> u64 {
        run(
            coroutine!((), |yield_| {
                let mut yield_ = yield_;
                by_stack::tree(depth, &mut yield_)
            }),
            answer,
        )
    }
}
