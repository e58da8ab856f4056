//! With genawaiter, which turns `async` functions into generators.

use genawaiter::{GeneratorState, rc, stack::let_gen_using};

use super::{Answer, Contender, Onboarded, Request, User};

pub(super) struct Rc;
pub(super) struct Stack;

/// The programs for one kind of `Co`.
macro_rules! programs {
    ($Co:ident<$($lifetime:lifetime)?>: $kind:ident) => {
        use std::pin::Pin;

        use genawaiter::$kind::Co;

        use crate::contenders::{Answer, Onboarded, Request, User};

        pub(super) async fn counter(n: u64, co: Co<$($lifetime,)? u64>) {
            for i in 0..n {
                co.yield_(i).await;
            }
        }

        pub(super) async fn nested(n: u64, co: Co<$($lifetime,)? u64>) {
            for i in 0..n {
                for j in 0..i {
                    co.yield_(i ^ j).await;
                }
            }
        }

        pub(super) async fn running_total(n: u64, co: Co<$($lifetime,)? u64, u64>) -> u64 {
            let mut sum: u64 = 0;
            for i in 0..n {
                let bonus = co.yield_(sum).await;
                sum = sum.wrapping_add(i).wrapping_add(bonus);
            }
            sum
        }

        pub(super) async fn large_state(n: u64, co: Co<$($lifetime,)? u64>) -> u64 {
            let mut buffer = [0_u64; 32];
            for i in 0..n {
                let slot = (i % 32) as usize;
                buffer[slot] = buffer[slot].wrapping_add(i);
                co.yield_(buffer[slot]).await;
            }
            buffer[0]
        }

        pub(super) async fn tokens(text: String, co: Co<$($lifetime,)? u64>) -> u64 {
            let mut letters = text.chars().peekable();
            let mut found = 0;
            while let Some(letter) = letters.next() {
                let Some(digit) = letter.to_digit(10) else {
                    if letter != ' ' {
                        found += 1;
                        co.yield_(u64::from(letter)).await;
                    }
                    continue;
                };
                let mut number = u64::from(digit);
                while let Some(digit) = letters.peek().and_then(|next| next.to_digit(10)) {
                    number = number * 10 + u64::from(digit);
                    letters.next();
                }
                found += 1;
                co.yield_(number).await;
            }
            found
        }

        pub(super) async fn onboarding(
            user: User,
            budget: u32,
            co: Co<$($lifetime,)? Request, Answer>,
        ) -> Onboarded {
            let mut results = Vec::new();
            if budget > 5 {
                co.yield_(Request::Sleep(5)).await?;
            }
            for (i, email) in user.emails.iter().enumerate() {
                let res = co.yield_(Request::Send(email.clone())).await?;
                results.push(format!("{i}:{email}:{res}"));
            }
            let mut attempts = 0;
            let receipt = loop {
                match co.yield_(Request::Charge(budget)).await {
                    Ok(r) => break r,
                    Err(_) if attempts < 2 => {
                        attempts += 1;
                        co.yield_(Request::Sleep(1 << attempts)).await?;
                    }
                    Err(e) => return Err(e),
                }
            };
            results.push(receipt);
            if let Some(m) = &user.manager {
                let ack = co.yield_(Request::Notify(m.clone())).await?;
                results.push(format!("{m}={ack}"));
            }
            Ok(results)
        }

        pub(super) async fn tree(depth: u64, co: Co<$($lifetime,)? u64>) -> u64 {
            node(depth, &co).await
        }

        type Node<'a> = Pin<Box<dyn Future<Output = u64> + 'a>>;

        #[allow(clippy::elidable_lifetime_names, reason = "only one `Co` has one of its own")]
        fn node<'a>(depth: u64, co: &'a Co<$($lifetime,)? u64>) -> Node<'a> {
            Box::pin(async move {
                let mut sum = depth;
                if depth > 1 {
                    sum += node(depth - 1, co).await;
                }
                co.yield_(sum).await;
                if depth > 1 {
                    sum += node(depth - 1, co).await;
                }
                sum
            })
        }
    };
}

mod on_rc {
    programs!(Co<>: rc);
}

mod on_stack {
    programs!(Co<'_>: stack);
}

/// Runs a generator; what it is resumed with first is not used.
macro_rules! run {
    ($generator:ident, $answer:ident, $first:expr) => {{
        let mut input = $first;
        loop {
            match $generator.resume_with(input) {
                GeneratorState::Yielded(value) => input = $answer(value),
                GeneratorState::Complete(end) => break end,
            }
        }
    }};
}

macro_rules! contender {
    ($name:ident, $module:ident, $make:ident) => {
        impl Contender for $name {
            fn counter(n: u64, mut answer: impl FnMut(u64)) {
                $make!(generator, |co| $module::counter(n, co));
                run!(generator, answer, ())
            }

            fn nested(n: u64, mut answer: impl FnMut(u64)) {
                $make!(generator, |co| $module::nested(n, co));
                run!(generator, answer, ())
            }

            fn running_total(n: u64, mut answer: impl FnMut(u64) -> u64) -> u64 {
                $make!(generator, |co| $module::running_total(n, co));
                run!(generator, answer, 0)
            }

            fn large_state(n: u64, mut answer: impl FnMut(u64)) -> u64 {
                $make!(generator, |co| $module::large_state(n, co));
                run!(generator, answer, ())
            }

            fn tokens(text: String, mut answer: impl FnMut(u64)) -> u64 {
                $make!(generator, |co| $module::tokens(text, co));
                run!(generator, answer, ())
            }

            fn onboarding(
                user: User,
                budget: u32,
                mut answer: impl FnMut(Request) -> Answer,
            ) -> Onboarded {
                $make!(generator, |co| $module::onboarding(user, budget, co));
                run!(generator, answer, Ok(String::new()))
            }

            fn tree(depth: u64, mut answer: impl FnMut(u64)) -> u64 {
                $make!(generator, |co| $module::tree(depth, co));
                run!(generator, answer, ())
            }
        }
    };
}

macro_rules! let_rc {
    ($name:ident, $producer:expr) => {
        let mut $name = rc::Gen::new($producer);
    };
}

contender!(Rc, on_rc, let_rc);
contender!(Stack, on_stack, let_gen_using);
