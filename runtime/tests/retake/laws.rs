//! What is called again, what a resume costs, what a position takes, and what is noticed.

use std::{
    cell::Cell,
    cmp::Ordering,
    collections::{BTreeSet, VecDeque},
};

use resumable::__private::v1 as rt;
use rt::{
    DequeItems as _, OwnedKnown as _, Retake, SetItems as _, SliceItems as _, TextItems as _,
};
use serde::{Deserialize, Serialize};

use crate::{names, sent};

#[test]
fn peeked_items() {
    let v = names(4);
    // Borrowed: the peeked item is made again, and so is the one taken before it.
    for taken in 1..=v.len() {
        let mut items = v.iter_across_a_yield().enumerate().peekable();
        for _ in 0..taken {
            items.next();
        }
        items.peek();
        let position = sent(&items.into_position(), true);
        let mut items = v.iter_across_a_yield().enumerate().peekable();
        assert_eq!(items.retake(position), (taken - 1, &v[taken - 1]));
        assert_eq!(items.peek(), v.get(taken).map(|s| (taken, s)).as_ref());
        assert_eq!(items.len(), v.len() - taken);
    }
    // After `filter` the peeked item is known, and not the one before it.
    let mut items = v
        .iter_across_a_yield()
        .filter(|s| !s.ends_with('1'))
        .peekable();
    assert!(items.next_if(|s| s.ends_with('0')).is_some());
    assert_eq!(items.next_if_eq(&&v[0]), None);
    let position = sent(&items.into_position(), false);
    let mut items = v
        .iter_across_a_yield()
        .filter(|s| !s.ends_with('1'))
        .peekable();
    items.seek(position);
    assert_eq!(items.peek(), Some(&&v[2]));
    // Owned: the peeked item is saved, also as it was changed.
    let calls = Cell::new(0);
    let make = |first| {
        owned!(first, names(3))
            .map(|s| {
                calls.set(calls.get() + 1);
                s + "!"
            })
            .peekable()
    };
    let mut items = make(true);
    items.next();
    items.peek_mut().unwrap().push('?');
    let position = sent(&items.into_position(), true);
    assert_eq!(calls.replace(0), 2);
    let mut items = make(false);
    items.seek(position);
    assert_eq!(calls.get(), 0, "what made a saved item is not called again");
    assert_eq!(items.collect::<Vec<_>>(), ["name 1!?", "name 2!"]);
}

#[test]
fn closures_that_run_again() {
    let v: Vec<u32> = (0..100).collect();
    let calls = [const { Cell::new(0) }; 4];
    let called = |i: usize| calls[i].set(calls[i].get() + 1);
    let forget = || {
        for calls in &calls {
            calls.set(0);
        }
    };
    let make = || {
        v.iter_across_a_yield()
            .inspect(|_| called(0))
            .filter(|x| {
                called(1);
                **x % 3 == 0
            })
            .map(|x| {
                called(2);
                x
            })
            .skip_while(|x| {
                called(3);
                **x < 30
            })
    };
    let after = || {
        let mut items = make();
        items.nth(10);
        sent(&items.into_position(), false)
    };
    let position = after();
    forget();
    let mut items = make();
    items.seek(position);
    assert_eq!(
        calls.each_ref().map(Cell::get),
        [0; 4],
        "`seek` calls nothing"
    );
    assert_eq!(items.next(), Some(&63));
    let position = after();
    forget();
    assert_eq!(make().retake(position), &60);
    assert_eq!(
        calls.each_ref().map(Cell::get),
        [0, 0, 1, 0],
        "`retake` calls what made the item, once"
    );
}

/// A number that counts how often it is compared and cloned.
#[derive(Serialize, Deserialize, PartialEq, Eq, Debug)]
struct Watched(u32);

thread_local! {
    static COMPARED: Cell<usize> = const { Cell::new(0) };
    static CLONED: Cell<usize> = const { Cell::new(0) };
}

impl Ord for Watched {
    fn cmp(&self, other: &Self) -> Ordering {
        COMPARED.set(COMPARED.get() + 1);
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Watched {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Clone for Watched {
    fn clone(&self) -> Self {
        CLONED.set(CLONED.get() + 1);
        Watched(self.0)
    }
}

#[test]
fn a_tree_is_searched_and_not_walked() {
    let set: BTreeSet<_> = (0..100_000).map(Watched).collect();
    COMPARED.set(0);
    let mut items = set.iter_across_a_yield();
    items.nth(59_999);
    items.nth_back(9_999);
    assert_eq!(
        (COMPARED.get(), CLONED.get()),
        (0, 0),
        "iterating costs what it costs in std"
    );
    let position = items.into_position();
    assert_eq!(CLONED.get(), 2);
    let mut items = set.iter_across_a_yield();
    assert_eq!(items.retake(position), &Watched(59_999));
    assert!(COMPARED.get() < 1_000, "{} comparisons", COMPARED.get());
    assert_eq!(
        (items.len(), items.next(), items.next_back()),
        (30_000, Some(&Watched(60_000)), Some(&Watched(89_999)))
    );
}

/// Walking to the place at every yield would take hours.
#[test]
fn a_yield_at_every_item_is_not_quadratic() {
    const MANY: usize = 200_000;
    let text = "line\n".repeat(MANY);
    let v: Vec<_> = (0..MANY).collect();
    let set: BTreeSet<_> = v.iter().copied().collect();
    let deque: VecDeque<_> = v.iter().copied().collect();
    macro_rules! at_every_item {
        ($($items:expr),* $(,)?) => {$({
            let make = || $items;
            let mut items = make();
            let mut taken = 0;
            while items.next().is_some() {
                let position = items.into_position();
                items = make();
                Retake::retake(&mut items, position);
                taken += 1;
            }
            assert_eq!(taken, MANY);
        })*};
    }
    at_every_item! {
        v.iter_across_a_yield().enumerate().map(|(i, _)| i).rev(),
        v.iter_across_a_yield().zip(deque.iter_across_a_yield()).filter(|_| true).chain(v[..0].iter_across_a_yield().zip(deque.iter_across_a_yield())),
        v.chunks_across_a_yield(1).step_by(1).skip(0).take(MANY),
        set.iter_across_a_yield().rev().peekable(),
        text.lines_across_a_yield(),
        text.split_across_a_yield('e').skip(1),
        text.split_whitespace_across_a_yield().map(str::len),
        text.char_indices_across_a_yield().step_by(5),
        text.bytes_across_a_yield().step_by(5),
        text.lines_across_a_yield().flat_map(|line| line.chars_across_a_yield().take(1)),
    }
}

#[test]
fn positions_are_small_and_can_be_saved() {
    fn live(_: &impl resumable::Live) {}
    let v = names(5);
    let mut items = v
        .iter_across_a_yield()
        .enumerate()
        .filter(|(i, _)| i % 2 == 0)
        .peekable();
    items.next();
    assert_eq!(
        postcard::to_allocvec(&items.into_position()).unwrap().len(),
        4
    );
    live(
        &"a b"
            .split_across_a_yield(' ')
            .zip(v.iter_across_a_yield().peekable())
            .into_position(),
    );
    let mut items = v.iter_across_a_yield();
    items.next();
    assert_eq!(
        serde_json::to_string(&items.into_position()).unwrap(),
        r#"{"front":1,"back":0}"#
    );
}

#[test]
fn what_was_changed_meanwhile_is_noticed() {
    let v = names(5);
    let mut items = v.iter_across_a_yield();
    items.nth(3);
    let position = items.into_position();
    let outcome = std::panic::catch_unwind(|| v[..2].iter_across_a_yield().seek(position));
    assert!(outcome.is_err());
}

#[test]
fn again_with_or_without_the_item() {
    let v = names(3);
    for wanted in [true, false] {
        let mut items = v.iter_across_a_yield();
        items.next();
        let position = items.into_position();
        let mut items = v.iter_across_a_yield();
        assert_eq!(
            rt::again(&mut items, position, wanted),
            wanted.then_some(&v[0])
        );
        assert_eq!(items.next(), Some(&v[1]));
    }
}
