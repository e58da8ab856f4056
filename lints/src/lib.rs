//! Resumable functions of all forms under every lint that makes sense: what the attribute generates adds no warning.
//!
//! `cargo clippy` checks it; there is nothing to run.

#![deny(
    warnings,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    future_incompatible,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    refining_impl_trait,
    rust_2018_compatibility,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unused
)]
#![deny(
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    deprecated_in_future,
    deprecated_safe_2024,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    if_let_rescope,
    impl_trait_redundant_captures,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    tail_expr_drop_order,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused_crate_dependencies,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]

use std::collections::BTreeMap;
use std::fmt::Display;

use resumable::{Live, resumable};
use serde::{Deserialize, Serialize};

/// A loop, a condition, assignments.
#[resumable(yield = u32)]
pub fn counter(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        yield_!(i);
        i += 1;
    }
    i
}

/// Labels, `break` with a value, `continue`.
#[resumable(yield = u32, resume = u32)]
pub fn labelled(limit: u32) -> Option<u32> {
    let mut total = 0_u32;
    let found = 'search: loop {
        let wanted = 'block: {
            let answer = yield_!('ask: total);
            if answer == 0 {
                break 'block 1;
            }
            for step in 0..answer {
                if step > limit {
                    break 'search None;
                }
                total = total.checked_add(yield_!(step))?;
                if total % 2 == 0 {
                    continue 'search;
                }
            }
            answer
        };
        if total > wanted {
            break 'search Some(total);
        }
    };
    found.filter(|found| *found > limit)
}

/// Answers of a person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Answer {
    /// Agreed.
    Yes,
    /// Refused, with the reasons.
    No(Vec<String>),
    /// Something else.
    Question {
        /// What is asked.
        text: String,
    },
}

/// A `match` whose arms yield, guards, bindings, `let else`, an early return, `?`.
///
/// # Errors
/// Where the second answer is no number.
#[resumable(yield = String, resume = Answer)]
pub fn conversation(name: String) -> Result<usize, std::num::ParseIntError> {
    let mut reasons = Vec::new();
    let questions = loop {
        match yield_!(format!("{name}?")) {
            Answer::Yes => break 0,
            Answer::No(more) if more.is_empty() => return Ok(reasons.len()),
            Answer::No(more) => {
                for reason in more {
                    let _ = yield_!(reason.clone());
                    reasons.push(reason);
                }
            }
            Answer::Question { text } => {
                let Answer::No(said) = yield_!(text) else {
                    let _ = yield_!(String::from("what?"));
                    break 1;
                };
                let first = said.first().map_or("", String::as_str);
                break first.parse::<usize>()?;
            }
        }
    };
    Ok(questions + reasons.len())
}

/// Shadowing, destructuring, blocks with values.
#[resumable(yield = (u32, String), resume = Option<u32>)]
pub fn shadowing((first, second): (u32, String), [third, _]: [u8; 2]) -> String {
    let value = first + u32::from(third);
    let text = {
        let value = yield_!((value, second.clone()));
        let value = value.map_or_else(String::new, |value| value.to_string());
        let _ = yield_!((first, value.clone()));
        value
    };
    let value = if let Some(value) = yield_!((value, text.clone())) {
        let more = yield_!((value, second));
        value + more.unwrap_or_default()
    } else if text.is_empty() {
        value
    } else {
        let text = text.clone();
        yield_!((0, text)).unwrap_or(value)
    };
    format!("{text}{value}")
}

/// Delegation, recursion, an `Instance` held in a variable.
#[resumable(yield = u32)]
pub fn delegation(depth: u32) -> u64 {
    if depth == 0 {
        yield_!(depth);
        return 1;
    }
    let child = counter(depth);
    let below = delegation(depth - 1).await;
    let counted = await_!('counted: child);
    below + u64::from(counted)
}

/// Generic, with bounds in both places, constants, `impl Trait`.
#[resumable(yield = T)]
pub fn generic<T, const N: usize>(
    items: Vec<T>,
    name: impl Into<String> + Live,
    numbers: Vec<impl Display + Live>,
) -> (String, [usize; N])
where
    T: Live + Clone + Ord,
{
    let greatest = items.iter().max().cloned();
    for item in items {
        if Some(&item) == greatest.as_ref() {
            yield_!(item.clone());
        }
        yield_!(item);
    }
    let numbers: String = numbers.iter().map(ToString::to_string).collect();
    (name.into() + &numbers, [N; N])
}

/// Yields as operands, in conditions, in arguments.
#[resumable(yield = u32, resume = u32)]
pub async fn operands(n: u32) -> u32 {
    let sum = n + yield_!(n) * yield_!(n + 1);
    let list = [sum, yield_!(sum)];
    while yield_!(list[0]) > 0 && (n > 3 || yield_!(n) != 1) {
        let pair = (yield_!(1), u64::from(yield_!(2)));
        if pair.1 > u64::from(pair.0) {
            return u32::max(yield_!(3), pair.0);
        }
    }
    list[1].min(sum.max(yield_!(0)))
}

/// Collections, maps, closures, deferred initialization.
#[resumable(yield = String)]
pub fn collections(words: Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let longest;
    for word in words {
        yield_!(word.clone());
        *counts.entry(word).or_insert(0) += 1;
    }
    {
        let length = |(word, _): (&String, &usize)| word.len();
        longest = counts.iter().map(length).max().unwrap_or_default();
    }
    yield_!(longest.to_string());
    while let Some((word, count)) = counts.pop_first() {
        if count > 1 {
            yield_!(format!("{word}: {count}"));
        } else if word.len() == longest {
            drop(word);
            yield_!(String::from("the longest"));
            break;
        }
    }
    counts
}

/// Closures that are made again, and not called before.
#[resumable(yield = u32, resume = u32)]
pub fn closures(rate: u32) -> u32 {
    let doubled = |count: u32| count * rate * 2;
    let answer = yield_!(rate);
    if answer > 7 {
        let tripled = move |count: u32| count * rate * 3;
        return tripled(yield_!(answer)) + tripled(1);
    }
    doubled(answer)
}

/// Public, with methods of all kinds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    owner: String,
    balance: u32,
}

#[resumable]
impl Account {
    /// What every withdrawal costs.
    pub const FEE: u32 = 1;

    /// A new account.
    #[must_use]
    pub const fn new(owner: String, balance: u32) -> Self {
        Self { owner, balance }
    }

    fn describe(&self) -> String {
        format!("{} {}", self.owner, self.balance)
    }

    /// Asks before every withdrawal.
    ///
    /// # Errors
    /// With the amount that is too much.
    #[resumable(yield = String, resume = bool)]
    pub fn withdraw(mut self, amounts: Vec<u32>) -> Result<Self, u32> {
        for amount in amounts {
            let rest = self.balance.checked_sub(amount + Self::FEE).ok_or(amount)?;
            if yield_!(format!("{self:?} {} - {amount}?", self.describe())) {
                self.balance = rest;
            }
        }
        Ok(self)
    }

    /// Opens one.
    #[resumable(yield = String, resume = bool)]
    pub fn open(owner: String) -> Option<Self> {
        if !yield_!(format!("open for {owner}?")) {
            return None;
        }
        let account = Self::new(owner, 10);
        account.withdraw(vec![1, 2]).await.ok()
    }

    /// Boxed.
    #[resumable(yield = u32)]
    pub fn spend(mut self: Box<Self>) -> String {
        while self.balance > 0 {
            self.balance -= 1;
            yield_!(self.balance);
        }
        self.owner
    }
}

/// Generic, with a method that has parameters of its own.
#[derive(Clone, Debug)]
pub struct Stack<T, const N: usize>(pub [Option<T>; N]);

#[resumable]
impl<T, const N: usize> Stack<T, N>
where
    T: Live + Clone,
{
    /// Yields pairs of what is given.
    #[resumable(yield = (T, U))]
    pub fn each<U: Live + Clone>(items: Vec<T>, with: U, more: impl Into<u64> + Live) -> u64 {
        for item in items {
            yield_!((item, with.clone()));
        }
        more.into()
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> usize {
        N
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        N == 0
    }
}

/// Private, with a method that is not.
#[derive(Debug, Serialize, Deserialize)]
struct Hidden {
    n: u32,
}

#[resumable]
impl Hidden {
    #[resumable(yield = u32)]
    pub(crate) fn count_down(mut self) {
        while self.n > 0 {
            yield_!(self.n);
            self.n -= 1;
        }
    }
}

/// Calls what is private.
#[resumable(yield = u32)]
pub fn caller(n: u32) {
    Hidden { n }.count_down().await;
    inner::visible(n).await;
}

#[allow(
    clippy::redundant_pub_crate,
    reason = "the opposite of `unreachable_pub`"
)]
mod inner {
    /// Attributes and restricted visibility.
    #[must_use]
    #[resumable::resumable(yield = u32)]
    #[inline]
    pub(super) fn visible(n: u32) {
        yield_!(n);
        if n > 1 {
            yield_!(n - 1);
        }
    }
}

/// An amount that used to be a number.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Amount {
    /// A hundredth each.
    pub cents: u64,
}

impl From<u32> for Amount {
    fn from(units: u32) -> Self {
        Self {
            cents: u64::from(units) * 100,
        }
    }
}

const fn retries() -> u8 {
    3
}

/// Variables that get something from snapshots of other builds, some of them never saved.
#[resumable(yield = u64, name = "lints::edited", renamed("greeting" => "total", "yield_!(1)" => "total"))]
pub fn edited(#[was(u32)] amount: Amount, #[default(retries())] retries_left: u8) -> Vec<String> {
    #[default(Vec::new())]
    let mut log = vec![amount.cents.to_string()];
    #[default(None)]
    #[was(u64)]
    let mut last: Option<u64> = None;
    #[default(String::new())]
    let name = format!("{amount:?}");
    #[was(u8)]
    let count: u16 = 5;
    log.push(count.to_string());
    #[default(Box::new(1))]
    let boxed = Box::new(amount.cents);
    yield_!('total: amount.cents + u64::from(retries_left));
    last = last.or(Some(*boxed));
    log.push(format!("{name} {last:?}"));
    yield_!(u64::from(retries_left));
    log
}

/// Holds its state, and that of what it awaits, without a box.
#[resumable(inline, yield = u8, resume = u8)]
pub fn inline<T: Live + Clone>(items: Vec<T>, limit: u8) -> Option<(T, u8)> {
    let mut best: Option<T> = None;
    let mut count = 0_u8;
    for item in items {
        count = count.checked_add(yield_!(count))?;
        best = Some(item);
    }
    for step in 0..=limit {
        yield_!(step);
    }
    let total: u8 = in_place(count).await;
    best.map(|best| (best, total))
}

/// Keeps variables where they are.
#[resumable(inline, yield = u8, resume = u8)]
pub fn in_place(first: u8) -> u8 {
    let mut buffer: [u8; 64] = [0; 64];
    let fixed: [u8; 2] = [first, 2];
    #[in_place]
    let mut range: (u8, u8) = (0, 9);
    while range.0 < range.1 {
        buffer[usize::from(range.0)] += yield_!(fixed[1]);
        range.0 += 1;
    }
    buffer.iter().copied().max().unwrap_or(fixed[0])
}

/// More points than a state has that is taken apart without methods.
#[resumable(yield = u8, resume = u8)]
pub fn many_points(first: u8, second: String) -> (usize, [u8; 36]) {
    let answers = [
        yield_!(first),
        yield_!(1),
        yield_!(2),
        yield_!(3),
        yield_!(4),
        yield_!(5),
        yield_!(6),
        yield_!(7),
        yield_!(8),
        yield_!(10),
        yield_!(11),
        yield_!(12),
        yield_!(13),
        yield_!(14),
        yield_!(15),
        yield_!(16),
        yield_!(17),
        yield_!(18),
        yield_!(20),
        yield_!(21),
        yield_!(22),
        yield_!(23),
        yield_!(24),
        yield_!(25),
        yield_!(26),
        yield_!(27),
        yield_!(28),
        yield_!(30),
        yield_!(31),
        yield_!(32),
        yield_!(33),
        yield_!(34),
        yield_!(35),
        yield_!(36),
        yield_!(37),
        yield_!(38),
    ];
    (second.len(), answers)
}
