//! With corosensei: each coroutine has a stack, which is allocated when it is made.

use corosensei::{Coroutine, CoroutineResult, Yielder};

use super::{Answer, Contender, Onboarded, Request, User, by_stack};

pub(super) struct Corosensei;

/// Runs a coroutine; what it is resumed with first is not used.
fn run<R, Y, O>(mut coroutine: Coroutine<R, Y, O>, first: R, mut answer: impl FnMut(Y) -> R) -> O {
    let mut input = first;
    loop {
        match coroutine.resume(input) {
            CoroutineResult::Yield(value) => input = answer(value),
            CoroutineResult::Return(end) => return end,
        }
    }
}

impl Contender for Corosensei {
    fn counter(n: u64, answer: impl FnMut(u64)) {
        let body = move |yielder: &Yielder<(), u64>, ()| {
            by_stack::counter(n, |value| yielder.suspend(value));
        };
        run(Coroutine::new(body), (), answer);
    }

    fn nested(n: u64, answer: impl FnMut(u64)) {
        let body = move |yielder: &Yielder<(), u64>, ()| {
            by_stack::nested(n, |value| yielder.suspend(value));
        };
        run(Coroutine::new(body), (), answer);
    }

    fn running_total(n: u64, answer: impl FnMut(u64) -> u64) -> u64 {
        let body = move |yielder: &Yielder<u64, u64>, _| {
            by_stack::running_total(n, |value| yielder.suspend(value))
        };
        run(Coroutine::new(body), 0, answer)
    }

    fn large_state(n: u64, answer: impl FnMut(u64)) -> u64 {
        let body = move |yielder: &Yielder<(), u64>, ()| {
            by_stack::large_state(n, |value| yielder.suspend(value))
        };
        run(Coroutine::new(body), (), answer)
    }

    fn tokens(text: String, answer: impl FnMut(u64)) -> u64 {
        let body = move |yielder: &Yielder<(), u64>, ()| {
            by_stack::tokens(&text, |value| yielder.suspend(value))
        };
        run(Coroutine::new(body), (), answer)
    }

    fn onboarding(user: User, budget: u32, answer: impl FnMut(Request) -> Answer) -> Onboarded {
        let body = move |yielder: &Yielder<Answer, Request>, _| {
            by_stack::onboarding(&user, budget, |value| yielder.suspend(value))
        };
        run(Coroutine::new(body), Ok(String::new()), answer)
    }

    fn tree(depth: u64, answer: impl FnMut(u64)) -> u64 {
        let body = move |yielder: &Yielder<(), u64>, ()| {
            by_stack::tree(depth, &mut |value| yielder.suspend(value))
        };
        run(Coroutine::new(body), (), answer)
    }
}
