//! Random nestings of adapters: made again, and moved to where they were, after every step.
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    reason = "the numbers are small"
)]

use std::collections::{BTreeSet, VecDeque};

use resumable::__private::v1 as rt;
use rt::{
    DequeItems as _, Items, OwnedKnown as _, OwnedNumbers as _, Retake, RetakeBack, SetItems as _,
    SliceItems as _, TextItems as _,
};

use crate::erased::{
    Any, AnyPlain, CALLS, JSON, both, called, front, peeking, plain_both, plain_front,
};

/// What an iterator can do besides `next`.
#[derive(Clone, Copy, Debug)]
struct Abilities {
    /// It runs from the back.
    back: bool,
    /// It knows its length.
    exact: bool,
    /// It makes its last item again.
    again: bool,
}

/// An iterator under test and std's, from one description.
#[derive(Clone, Debug)]
enum Nest {
    Slice(i64),
    Range(i64, i64),
    Inclusive(i64, i64),
    Reversed(i64, i64),
    Chars(usize),
    Set(i64),
    Deque(i64),
    Split(usize),
    Words(usize),
    Owned(i64),
    Enumerate(Box<Nest>),
    Rev(Box<Nest>),
    Zip(Box<Nest>, Box<Nest>),
    Chain(Box<Nest>, Box<Nest>),
    Skip(Box<Nest>, usize),
    Take(Box<Nest>, usize),
    StepBy(Box<Nest>, usize),
    Filter(Box<Nest>, i64),
    FilterMap(Box<Nest>, i64),
    Map(Box<Nest>, i64),
    Inspect(Box<Nest>),
    TakeWhile(Box<Nest>, i64),
    SkipWhile(Box<Nest>, i64),
    MapWhile(Box<Nest>, i64),
    Scan(Box<Nest>),
    Fuse(Box<Nest>),
    Peekable(Box<Nest>),
    FlatMap(Box<Nest>, i64),
    Flatten(Box<Nest>),
}

const TEXTS: [&str; 5] = ["", "a", "|", "äb| ß  c|d|||e", " 12|3 "];

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn numbers(length: i64) -> Vec<i64> {
    (0..length).map(|i| i * 7 % 11).collect()
}

fn code(text: &str) -> i64 {
    text.chars().fold(text.len() as i64, |sum, c| {
        sum * 3 + i64::from(u32::from(c))
    })
}

fn add(k: i64) -> impl Fn(i64) -> i64 {
    move |x| x.wrapping_mul(3).wrapping_add(k)
}

fn keep(k: i64) -> impl Fn(&i64) -> bool {
    move |x| x.rem_euclid(5) != k
}

fn filter_add(k: i64) -> impl Fn(i64) -> Option<i64> {
    move |x| keep(k)(&x).then(|| add(k)(x))
}

fn accumulate(sum: &mut i64, x: i64) -> Option<i64> {
    *sum = sum.wrapping_add(x);
    (*sum % 13 != 12).then_some(*sum)
}

/// Notes that it was called: on the way of `seek` it must not be.
macro_rules! watched {
    ($f:expr) => {{
        let f = $f;
        move |item| {
            called();
            f(item)
        }
    }};
}

impl Nest {
    fn abilities(&self) -> Abilities {
        let simple = Abilities {
            back: true,
            exact: true,
            again: true,
        };
        match self {
            Nest::Slice(_) | Nest::Set(_) | Nest::Deque(_) => simple,
            Nest::Range(..)
            | Nest::Inclusive(..)
            | Nest::Reversed(..)
            | Nest::Chars(_)
            | Nest::Split(_)
            | Nest::Words(_) => Abilities {
                exact: false,
                ..simple
            },
            Nest::Owned(_) => Abilities {
                again: false,
                ..simple
            },
            Nest::Enumerate(n) | Nest::Skip(n, _) | Nest::Take(n, _) | Nest::StepBy(n, _) => {
                let n = n.abilities();
                Abilities {
                    back: n.back && n.exact,
                    ..n
                }
            }
            Nest::Rev(n) | Nest::Map(n, _) | Nest::Inspect(n) | Nest::Fuse(n) => n.abilities(),
            Nest::Zip(a, b) => {
                let (a, b) = (a.abilities(), b.abilities());
                Abilities {
                    back: a.back && b.back && a.exact && b.exact,
                    exact: a.exact && b.exact,
                    again: a.again && b.again,
                }
            }
            Nest::Chain(a, b) => {
                let (a, b) = (a.abilities(), b.abilities());
                Abilities {
                    back: a.back && b.back,
                    exact: false,
                    again: a.again && b.again,
                }
            }
            Nest::Filter(n, _) | Nest::FilterMap(n, _) => Abilities {
                exact: false,
                ..n.abilities()
            },
            Nest::TakeWhile(n, _) | Nest::SkipWhile(n, _) | Nest::MapWhile(n, _) => Abilities {
                back: false,
                exact: false,
                ..n.abilities()
            },
            Nest::Peekable(n) => Abilities {
                back: false,
                again: false,
                ..n.abilities()
            },
            Nest::FlatMap(..) => Abilities {
                back: false,
                exact: false,
                again: true,
            },
            Nest::Scan(_) | Nest::Flatten(_) => Abilities {
                back: false,
                exact: false,
                again: false,
            },
        }
    }

    fn items(&self, first: bool) -> Items<Any> {
        let able = self.abilities();
        /// Runs from the back if it does.
        macro_rules! able {
            ($items:expr) => {
                if able.back {
                    both($items)
                } else {
                    front($items)
                }
            };
        }
        match self {
            Nest::Slice(n) => both(leaked(numbers(*n)).iter_across_a_yield().copied()),
            Nest::Range(a, b) => both(owned!(first, *a..*b)),
            Nest::Inclusive(a, b) => both(owned!(first, *a..=*b)),
            Nest::Reversed(a, b) => both(owned!(first, (*a..=*b).rev())),
            Nest::Chars(text) => both(
                TEXTS[*text]
                    .char_indices_across_a_yield()
                    .map(|(i, c)| i as i64 * 1000 + i64::from(u32::from(c))),
            ),
            Nest::Set(n) => both(
                leaked(numbers(*n).into_iter().collect::<BTreeSet<_>>())
                    .iter_across_a_yield()
                    .cloned(),
            ),
            Nest::Deque(n) => both(
                leaked(numbers(*n).into_iter().collect::<VecDeque<_>>())
                    .iter_across_a_yield()
                    .copied(),
            ),
            Nest::Split(text) => both(TEXTS[*text].split_across_a_yield('|').map(code)),
            Nest::Words(text) => both(TEXTS[*text].split_whitespace_across_a_yield().map(code)),
            Nest::Owned(n) => both(owned!(first, numbers(*n))),
            Nest::Enumerate(n) => able!(
                n.items(first)
                    .enumerate()
                    .map(|(i, x)| x.wrapping_add(i as i64 * 100))
            ),
            Nest::Rev(n) => both(n.items(first).rev()),
            Nest::Zip(a, b) => able!(
                a.items(first)
                    .zip(b.items(first))
                    .map(|(a, b)| a.wrapping_mul(7).wrapping_add(b))
            ),
            Nest::Chain(a, b) => able!(a.items(first).chain(b.items(first))),
            Nest::Skip(n, k) => able!(n.items(first).skip(*k)),
            Nest::Take(n, k) => able!(n.items(first).take(*k)),
            Nest::StepBy(n, k) => able!(n.items(first).step_by(*k)),
            Nest::Filter(n, k) => able!(n.items(first).filter(watched!(keep(*k)))),
            Nest::FilterMap(n, k) => able!(n.items(first).filter_map(filter_add(*k))),
            Nest::Map(n, k) => able!(n.items(first).map(add(*k))),
            Nest::Inspect(n) => able!(n.items(first).inspect(|_| called())),
            Nest::TakeWhile(n, k) => front(n.items(first).take_while(watched!(keep(*k)))),
            Nest::SkipWhile(n, k) => front(n.items(first).skip_while(watched!(keep(*k)))),
            Nest::MapWhile(n, k) => front(n.items(first).map_while(filter_add(*k))),
            Nest::Scan(n) => front(n.items(first).scan(5, |sum, x| {
                called();
                accumulate(sum, x)
            })),
            Nest::Fuse(n) => able!(n.items(first).fuse()),
            Nest::Peekable(n) => front(peeking(n.items(first))),
            Nest::FlatMap(n, k) => {
                let k = *k;
                front(
                    n.items(first)
                        .flat_map(move |x| owned!(true, x..x.wrapping_add(x.rem_euclid(k)))),
                )
            }
            Nest::Flatten(n) => front(
                n.items(first)
                    .map(|x| if x % 3 == 0 { vec![] } else { vec![x; 2] })
                    .flatten(),
            ),
        }
    }

    fn plain(&self) -> AnyPlain {
        let able = self.abilities();
        macro_rules! able {
            ($items:expr) => {
                if able.back {
                    plain_both($items)
                } else {
                    plain_front($items)
                }
            };
        }
        match self {
            Nest::Slice(n) | Nest::Owned(n) | Nest::Deque(n) => plain_both(numbers(*n).into_iter()),
            Nest::Range(a, b) => plain_both(*a..*b),
            Nest::Inclusive(a, b) => plain_both(*a..=*b),
            Nest::Reversed(a, b) => plain_both((*a..=*b).rev()),
            Nest::Chars(text) => plain_both(
                TEXTS[*text]
                    .char_indices()
                    .map(|(i, c)| i as i64 * 1000 + i64::from(u32::from(c))),
            ),
            Nest::Set(n) => {
                plain_both(numbers(*n).into_iter().collect::<BTreeSet<_>>().into_iter())
            }
            Nest::Split(text) => plain_both(TEXTS[*text].split('|').map(code)),
            Nest::Words(text) => plain_both(TEXTS[*text].split_whitespace().map(code)),
            Nest::Enumerate(n) => able!(
                n.plain()
                    .enumerate()
                    .map(|(i, x)| x.wrapping_add(i as i64 * 100))
            ),
            Nest::Rev(n) => plain_both(n.plain().rev()),
            Nest::Zip(a, b) => able!(
                a.plain()
                    .zip(b.plain())
                    .map(|(a, b)| a.wrapping_mul(7).wrapping_add(b))
            ),
            Nest::Chain(a, b) => able!(a.plain().chain(b.plain())),
            Nest::Skip(n, k) => able!(n.plain().skip(*k)),
            Nest::Take(n, k) => able!(n.plain().take(*k)),
            Nest::StepBy(n, k) => able!(n.plain().step_by(*k)),
            Nest::Filter(n, k) => able!(n.plain().filter(keep(*k))),
            Nest::FilterMap(n, k) => able!(n.plain().filter_map(filter_add(*k))),
            Nest::Map(n, k) => able!(n.plain().map(add(*k))),
            Nest::Inspect(n) => able!(n.plain().inspect(|_| ())),
            Nest::TakeWhile(n, k) => plain_front(n.plain().take_while(keep(*k))),
            Nest::SkipWhile(n, k) => plain_front(n.plain().skip_while(keep(*k))),
            Nest::MapWhile(n, k) => plain_front(n.plain().map_while(filter_add(*k))),
            Nest::Scan(n) => plain_front(n.plain().scan(5, accumulate)),
            Nest::Fuse(n) => able!(n.plain().fuse()),
            Nest::Peekable(n) => plain_front(n.plain()),
            Nest::FlatMap(n, k) => {
                let k = *k;
                plain_front(
                    n.plain()
                        .flat_map(move |x| x..x.wrapping_add(x.rem_euclid(k))),
                )
            }
            Nest::Flatten(n) => plain_front(
                n.plain()
                    .flat_map(|x| if x % 3 == 0 { vec![] } else { vec![x; 2] }),
            ),
        }
    }
}

/// A xorshift generator.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    fn size(&mut self) -> usize {
        self.below(4) as usize
    }

    fn source(&mut self) -> Nest {
        let n = [0, 1, 2, 5, 9][self.below(5) as usize];
        let end = [i64::MAX, 7][self.below(2) as usize];
        let text = self.below(5) as usize;
        match self.below(11) {
            0 | 1 => Nest::Slice(n),
            2 => Nest::Range(end - n, end),
            3 => Nest::Inclusive(end - n, end),
            4 => Nest::Reversed(end - n, end),
            5 => Nest::Chars(text),
            6 => Nest::Set(n),
            7 => Nest::Deque(n),
            8 => Nest::Split(text),
            9 => Nest::Words(text),
            _ => Nest::Owned(n),
        }
    }

    fn nest(&mut self, depth: u64) -> Nest {
        if depth == 0 {
            return self.source();
        }
        let inner = self.nest(depth - 1);
        let able = inner.abilities();
        let (n, size, k) = (Box::new(inner), self.size(), self.below(5) as i64);
        match self.below(20) {
            0 if !able.back || able.exact => Nest::Enumerate(n),
            1 | 2 if able.back => Nest::Rev(n),
            3 => Nest::Zip(n, self.nest_box(depth - 1)),
            4 => Nest::Chain(n, self.nest_box(depth - 1)),
            5 => Nest::Skip(n, size),
            6 => Nest::Take(n, size * 2),
            7 => Nest::StepBy(n, size + 1),
            8 => Nest::Filter(n, k),
            9 => Nest::FilterMap(n, k),
            10 => Nest::Inspect(n),
            11 => Nest::TakeWhile(n, k),
            12 => Nest::SkipWhile(n, k),
            13 => Nest::MapWhile(n, k),
            14 => Nest::Scan(n),
            15 => Nest::Fuse(n),
            16 if able.again => Nest::Peekable(n),
            17 if able.again => Nest::FlatMap(n, k + 1),
            18 if able.again => Nest::Flatten(n),
            _ => Nest::Map(n, k),
        }
    }

    fn nest_box(&mut self, depth: u64) -> Box<Nest> {
        let depth = self.below(depth + 1);
        Box::new(self.nest(depth))
    }
}

/// Takes items from both ends, and makes the iterator again after every one.
fn check(nest: &Nest, random: &mut Random) {
    let able = nest.abilities();
    let (mut items, mut plain) = (nest.items(true), nest.plain());
    for step in 0..40 {
        let back = able.back && random.below(3) == 0;
        let skipped = if random.below(6) == 0 {
            random.size()
        } else {
            0
        };
        let (ours, expected) = if back {
            (items.nth_back(skipped), plain.nth_back(skipped))
        } else if skipped > 0 {
            (items.nth(skipped), plain.nth(skipped))
        } else {
            (items.next(), plain.next())
        };
        assert_eq!(
            ours, expected,
            "step {step} (from the back: {back}) of {nest:?}"
        );
        if able.exact {
            assert_eq!(
                items.size_hint(),
                plain.size_hint(),
                "length after step {step} of {nest:?}"
            );
        }
        JSON.set(step % 2 == 0);
        let position = items.into_position();
        let made_again = able.again && ours.is_some();
        items = nest.items(false);
        let before = CALLS.get();
        if !made_again {
            items.seek(position);
        } else if back {
            let last = items.retake_back(position);
            assert_eq!(
                last, ours,
                "made again after step {step} from the back of {nest:?}"
            );
        } else {
            assert_eq!(
                Retake::retake(&mut items, position),
                ours,
                "made again after step {step} of {nest:?}"
            );
        }
        assert_eq!(
            CALLS.get(),
            before,
            "nothing is called for what is only passed, in {nest:?}"
        );
        if expected.is_none() && random.below(2) == 0 {
            break;
        }
    }
}

#[test]
fn random_nestings() {
    let mut random = Random(0x5eed_1234_abcd_0001);
    for turn in 0..4_000 {
        let nest = random.nest(turn % 5);
        check(&nest, &mut random);
    }
}
