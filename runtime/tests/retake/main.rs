//! Iterators that are made again and moved to where they were, against std's.

/// What the macro makes of an owned source, at first and after a resume.
macro_rules! owned {
    ($first:expr, $items:expr) => {
        if $first {
            (&&&rt::Iterable::new($items)).into_items()
        } else {
            rt::waiting()
        }
    };
}

macro_rules! front {
    ($($items:expr, $plain:expr;)*) => {$( crate::check_front(|_| $items, $plain, true); )*};
}

macro_rules! both {
    ($($items:expr, $plain:expr;)*) => {$( crate::check_both(|_| $items, $plain, true); )*};
}

mod erased;
mod laws;
mod nested;
mod sources;

use std::fmt::Debug;

use resumable::__private::v1 as rt;
use rt::{Items, Retake, RetakeBack};
use serde::{Serialize, de::DeserializeOwned};

/// Through the two kinds of formats.
pub(crate) fn sent<P: Serialize + DeserializeOwned>(position: &P, json: bool) -> P {
    if json {
        serde_json::from_str(&serde_json::to_string(position).unwrap()).unwrap()
    } else {
        let bytes = postcard::to_allocvec(position).unwrap();
        postcard::from_bytes(&bytes).unwrap()
    }
}

/// Saves and restores after every number of items from the front. `known` says if the last item can be made again.
pub(crate) fn check_front<R>(
    make: impl Fn(bool) -> Items<R>,
    plain: impl Iterator<Item = R::Item>,
    known: bool,
) where
    R: Retake<Item: PartialEq + Debug, Position: Serialize + DeserializeOwned>,
{
    let expected: Vec<_> = plain.collect();
    for json in [true, false] {
        for taken in 0..=expected.len() + 1 {
            let after = || {
                let mut items = make(true);
                assert!(items.by_ref().take(taken).count() <= expected.len());
                sent(&items.into_position(), json)
            };
            let mut items = make(false);
            items.seek(after());
            let rest = expected.get(taken..).unwrap_or(&[]);
            assert_eq!(items.collect::<Vec<_>>(), rest, "after {taken} items");

            let mut items = make(false);
            let last = Retake::retake(&mut items, after());
            if known && (1..=expected.len()).contains(&taken) {
                assert_eq!(
                    last.as_ref(),
                    expected.get(taken - 1),
                    "after {taken} items"
                );
            }
            assert_eq!(
                items.collect::<Vec<_>>(),
                rest,
                "after {taken} items, the last one made again"
            );
        }
    }
}

/// Saves and restores after every number of items from the front and from the back.
pub(crate) fn check_both<R>(
    make: impl Fn(bool) -> Items<R>,
    plain: impl Iterator<Item = R::Item>,
    known: bool,
) where
    R: RetakeBack<Item: PartialEq + Debug, Position: Serialize + DeserializeOwned>,
{
    let expected: Vec<_> = plain.collect();
    for front in 0..=expected.len() {
        for back in 0..=expected.len() - front {
            let after = |json| {
                let mut items = make(true);
                for turn in 0..front.max(back) {
                    if turn < front {
                        assert_eq!(items.next().as_ref(), expected.get(turn));
                    }
                    if turn < back {
                        let place = expected.len() - 1 - turn;
                        assert_eq!(items.next_back().as_ref(), expected.get(place));
                    }
                }
                sent(&items.into_position(), json)
            };
            let rest = &expected[front..expected.len() - back];
            let mut items = make(false);
            items.seek(after(front % 2 == 0));
            let mut rest_back: Vec<_> = items.rev().collect();
            rest_back.reverse();
            assert_eq!(
                rest_back, rest,
                "after {front} from the front and {back} from the back"
            );
            let mut items = make(false);
            let last = items.retake_back(after(back % 2 == 0));
            if known && back > 0 {
                assert_eq!(last.as_ref(), Some(&expected[expected.len() - back]));
            }
            assert_eq!(items.collect::<Vec<_>>(), rest);
            let mut items = make(false);
            let last = Retake::retake(&mut items, after(back % 2 == 1));
            if known && front > 0 {
                assert_eq!(last.as_ref(), Some(&expected[front - 1]));
            }
            assert_eq!(items.collect::<Vec<_>>(), rest);
        }
    }
    check_front(make, expected.into_iter(), known);
}

pub(crate) fn names(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("name {i}")).collect()
}
