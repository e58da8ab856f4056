//! Seven programs in every way there is in Rust to write a coroutine, all driven in the same manner.

#[cfg(feature = "compiler")]
mod by_compiler;
#[cfg(feature = "peers")]
mod by_corosensei;
mod by_diapause;
#[cfg(feature = "peers")]
mod by_genawaiter;
#[cfg(feature = "peers")]
mod by_generator;
mod by_hand;
mod by_hand_boxed;
#[cfg(feature = "peers")]
mod by_next_gen;
#[cfg(feature = "peers")]
mod by_stack;
mod resumables;

use std::hint::black_box;

pub use crate::snapshots::marked::{Answer, Request, User};

/// What `onboarding` ends with.
pub type Onboarded = Result<Vec<String>, String>;

/// A way to write coroutines. Each function makes one and runs it to its end; `answer` is called with all it yields.
trait Contender {
    /// Yields `0..n`.
    fn counter(n: u64, answer: impl FnMut(u64));

    /// Yields from two loops, one in the other.
    fn nested(n: u64, answer: impl FnMut(u64));

    /// Yields a sum that the answers go into.
    fn running_total(n: u64, answer: impl FnMut(u64) -> u64) -> u64;

    /// Yields from a buffer of 256 bytes that it keeps.
    fn large_state(n: u64, answer: impl FnMut(u64)) -> u64;

    /// Yields the numbers and the signs of a formula.
    fn tokens(text: String, answer: impl FnMut(u64)) -> u64;

    /// Mails, charges and notifies.
    fn onboarding(user: User, budget: u32, answer: impl FnMut(Request) -> Answer) -> Onboarded;

    /// Yields at each node of a binary tree, between its two halves, each of which is a coroutine.
    fn tree(depth: u64, answer: impl FnMut(u64)) -> u64;
}

/// A program as one contender has it.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    /// What the program is called.
    pub program: &'static str,
    /// What the contender is called.
    pub way: &'static str,
    /// How often it yields.
    pub yields: u32,
    /// Runs it once from its start to its end: the sum of all it yields and returns.
    pub run: fn() -> u64,
}

/// The programs, in the order of the tables.
pub const PROGRAMS: [&str; 7] = [
    "counter",
    "nested",
    "running_total",
    "large_state",
    "tokens",
    "onboarding",
    "tree",
];

/// All programs of all contenders, those of a contender together.
#[must_use]
pub fn workloads() -> Vec<Workload> {
    let ours = [
        of::<resumables::Boxed>("resumable"),
        of::<resumables::Inline>("resumable inline"),
        of::<by_hand::ByHand>("by hand"),
        of::<by_hand_boxed::Boxed>("by hand, boxed"),
        of::<by_diapause::Diapause>("diapause"),
    ];
    #[cfg(feature = "peers")]
    let peers = [
        of::<by_genawaiter::Stack>("genawaiter stack"),
        of::<by_genawaiter::Rc>("genawaiter rc"),
        of::<by_next_gen::NextGen>("next-gen"),
        of::<by_corosensei::Corosensei>("corosensei"),
        of::<by_generator::Generator>("generator"),
    ];
    #[cfg(not(feature = "peers"))]
    let peers = [];
    #[cfg(feature = "compiler")]
    let compiler = [of::<by_compiler::Compiler>("rustc")];
    #[cfg(not(feature = "compiler"))]
    let compiler = [];
    ours.into_iter()
        .chain(compiler)
        .chain(peers)
        .flatten()
        .collect()
}

fn of<C: Contender>(way: &'static str) -> [Workload; 7] {
    let runs: [(u32, fn() -> u64); 7] = [
        (1024, counter::<C>),
        (2016, nested::<C>),
        (1024, running_total::<C>),
        (1024, large_state::<C>),
        (1024, tokens::<C>),
        (11, onboarding::<C>),
        (4095, tree::<C>),
    ];
    std::array::from_fn(|n| Workload {
        program: PROGRAMS[n],
        way,
        yields: runs[n].0,
        run: runs[n].1,
    })
}

/// The sum of what is yielded, each value through [`black_box`], so that no step can be folded into another.
#[derive(Default)]
struct Sum(u64);

impl Sum {
    #[inline]
    fn add(&mut self, value: u64) {
        self.0 = self.0.wrapping_add(black_box(value));
    }
}

fn counter<C: Contender>() -> u64 {
    let mut sum = Sum::default();
    C::counter(black_box(1024), |value| sum.add(value));
    sum.0
}

fn nested<C: Contender>() -> u64 {
    let mut sum = Sum::default();
    C::nested(black_box(64), |value| sum.add(value));
    sum.0
}

fn running_total<C: Contender>() -> u64 {
    let mut sum = Sum::default();
    let total = C::running_total(black_box(1024), |value| {
        sum.add(value);
        value & 7
    });
    sum.add(total);
    sum.0
}

fn large_state<C: Contender>() -> u64 {
    let mut sum = Sum::default();
    let slot = C::large_state(black_box(1024), |value| sum.add(value));
    sum.add(slot);
    sum.0
}

fn tokens<C: Contender>() -> u64 {
    let mut sum = Sum::default();
    let found = C::tokens(crate::borrowing::formula(), |value| sum.add(value));
    sum.add(found);
    sum.0
}

fn onboarding<C: Contender>() -> u64 {
    let user = User {
        emails: (0..8).map(|n| format!("{n}@example.org")).collect(),
        manager: Some("boss".into()),
    };
    let mut sum = Sum::default();
    let end = C::onboarding(user, black_box(10), |request| {
        let (cost, answer) = match black_box(request) {
            Request::Send(text) | Request::Notify(text) => {
                (text.len().try_into().unwrap_or(0), text)
            }
            Request::Charge(cost) => (cost, "receipt".into()),
            Request::Sleep(cost) => (cost, "slept".into()),
        };
        sum.add(cost.into());
        Ok(answer)
    });
    sum.add(end.map_or(0, |results| {
        results.iter().map(String::len).sum::<usize>() as u64
    }));
    sum.0
}

fn tree<C: Contender>() -> u64 {
    let mut sum = Sum::default();
    let whole = C::tree(black_box(12), |value| sum.add(value));
    sum.add(whole);
    sum.0
}

/// Runs a coroutine from its start to its end, for those that have a `start` and a `resume`.
macro_rules! run {
    ($step:ident, $coroutine:expr, $answer:ident) => {{
        let mut coroutine = $coroutine;
        let mut step = coroutine.start();
        loop {
            match step {
                $step::Yielded(value) => step = coroutine.resume($answer(value)),
                $step::Complete(end) => break end,
            }
        }
    }};
}
use run;

/// A contender whose programs are made by `$program(..)` and run by `$run!(.., answer)`.
macro_rules! contender {
    ($name:ident, $step:ident: $counter:path, $nested:path, $running_total:path, $large_state:path, $tokens:path, $onboarding:path, $tree:path) => {
        impl $crate::contenders::Contender for $name {
            fn counter(n: u64, mut answer: impl FnMut(u64)) {
                $crate::contenders::run!($step, $counter(n), answer)
            }

            fn nested(n: u64, mut answer: impl FnMut(u64)) {
                $crate::contenders::run!($step, $nested(n), answer)
            }

            fn running_total(n: u64, mut answer: impl FnMut(u64) -> u64) -> u64 {
                $crate::contenders::run!($step, $running_total(n), answer)
            }

            fn large_state(n: u64, mut answer: impl FnMut(u64)) -> u64 {
                $crate::contenders::run!($step, $large_state(n), answer)
            }

            fn tokens(text: String, mut answer: impl FnMut(u64)) -> u64 {
                $crate::contenders::run!($step, $tokens(text), answer)
            }

            fn onboarding(
                user: $crate::contenders::User,
                budget: u32,
                mut answer: impl FnMut($crate::contenders::Request) -> $crate::contenders::Answer,
            ) -> $crate::contenders::Onboarded {
                $crate::contenders::run!($step, $onboarding(user, budget), answer)
            }

            fn tree(depth: u64, mut answer: impl FnMut(u64)) -> u64 {
                $crate::contenders::run!($step, $tree(depth), answer)
            }
        }
    };
}
use contender;

#[cfg(test)]
mod tests {
    use super::{PROGRAMS, workloads};

    #[test]
    fn all_ways_agree() {
        let all = workloads();
        for program in PROGRAMS {
            let mut of_it = all.iter().filter(|workload| workload.program == program);
            let expected = of_it.next().map(|first| (first.run)());
            for workload in of_it {
                assert_eq!(
                    Some((workload.run)()),
                    expected,
                    "{program} {}",
                    workload.way
                );
            }
        }
    }
}
