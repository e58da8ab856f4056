//! Iterators that are made again and moved to where they were: every source and adapter, against std's.

use std::{
    cell::Cell,
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque},
    fmt::Debug,
    ops::Bound,
};

use resumable::__private::v1 as rt;
use rt::{
    DequeItems as _, Items, ListItems as _, MapItems as _, OptionItems as _, OwnedKnown as _,
    OwnedNumbers as _, ResultItems as _, Retake, RetakeBack, SetItems as _, SliceItems as _,
    TextItems as _,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

macro_rules! owned {
    ($first:expr, $items:expr) => {
        if $first {
            (&&&rt::Iterable::new($items)).into_items()
        } else {
            rt::waiting()
        }
    };
}

/// Through the two kinds of formats.
fn sent<P: Serialize + DeserializeOwned>(position: &P, json: bool) -> P {
    if json {
        serde_json::from_str(&serde_json::to_string(position).unwrap()).unwrap()
    } else {
        let bytes = postcard::to_allocvec(position).unwrap();
        postcard::from_bytes(&bytes).unwrap()
    }
}

/// Saves and restores after every number of items from the front. `known` says if the last item can be made again.
fn check_front<R>(
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
fn check_both<R>(make: impl Fn(bool) -> Items<R>, plain: impl Iterator<Item = R::Item>, known: bool)
where
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

macro_rules! front {
    ($($items:expr, $plain:expr;)*) => {$( check_front(|_| $items, $plain, true); )*};
}

macro_rules! both {
    ($($items:expr, $plain:expr;)*) => {$( check_both(|_| $items, $plain, true); )*};
}

fn names(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("name {i}")).collect()
}

#[test]
fn slices() {
    for n in [0, 1, 2, 5] {
        let v = names(n);
        let boxed: Box<[String]> = v.clone().into();
        both! {
            v.__iter(), v.iter();
            rt::items(&v), v.iter();
            rt::items(&v[..]), v.iter();
            rt::items(&boxed), v.iter();
            v.__chunks(2), v.chunks(2);
            v.__chunks_exact(2), v.chunks_exact(2);
            v.__rchunks(2), v.rchunks(2);
            v.__rchunks_exact(2), v.rchunks_exact(2);
            v.__windows(2), v.windows(2);
            v.__iter().enumerate(), v.iter().enumerate();
            v.__iter().zip(v.__iter().skip(1)), v.iter().zip(v.iter().skip(1));
            v.__iter().rev().enumerate(), v.iter().rev().enumerate();
            v.__iter().map(|s| &s[1..]), v.iter().map(|s| &s[1..]);
            v.__iter().cloned(), v.iter().cloned();
            v.__iter().map(String::len).step_by(2), v.iter().map(String::len).step_by(2);
            v.__iter().chain(rt::items(&v[..1.min(n)])), v.iter().chain(&v[..1.min(n)]);
        }
    }
    let array = [1, 2, 3];
    both! {
        array.__iter(), array.iter();
        rt::items(&array), array.iter();
    }
}

/// An iterator of mutable borrows cannot be made twice at once, so that this one is gone through by hand.
#[test]
fn mutable_items() {
    let mut v = vec![1, 2, 3, 4, 5];
    let mut items = v.__iter_mut().enumerate().filter(|(_, x)| **x % 2 == 1);
    assert_eq!(items.next(), Some((0, &mut 1)));
    *items.next().unwrap().1 = 30;
    let position = sent(&items.into_position(), false);
    let mut items = v.__iter_mut().enumerate().filter(|(_, x)| **x % 2 == 1);
    let last = items.retake(position);
    assert_eq!(last, (2, &mut 30));
    *last.1 += 1;
    assert_eq!(items.next(), Some((4, &mut 5)));
    assert_eq!(items.next(), None);
    assert_eq!(v, [1, 2, 31, 4, 5]);

    let mut map = BTreeMap::from([(1, 'a'), (2, 'b'), (3, 'c')]);
    let mut items = rt::items(&mut map).rev();
    items.next();
    items.next();
    let position = sent(&items.into_position(), true);
    let mut items = map.__iter_mut().rev();
    assert_eq!(items.retake(position), (&2, &mut 'b'));
    assert_eq!(items.next(), Some((&1, &mut 'a')));

    let (mut deque, mut linked, mut option) =
        (VecDeque::from([1, 2]), LinkedList::from([1, 2]), Some(1));
    v[3] = 1;
    macro_rules! first_again {
        ($($items:expr),*) => {$({
            let mut items = $items;
            *items.next().unwrap() += 5;
            let position = sent(&items.into_position(), true);
            let mut items = $items;
            assert_eq!(*items.retake(position), 6);
        })*};
    }
    first_again!(
        rt::items(&mut deque),
        rt::items(&mut linked),
        option.__iter_mut(),
        v[3..].__chunks_mut(1).map(|c| &mut c[0])
    );
}

#[test]
fn texts() {
    for text in [
        "",
        "a",
        "añ ß\u{1F600}b",
        "\n",
        "a\r\nb\n\n c d \r\n",
        " x  yz\u{2003}w ",
        ",",
        "a,b,,c,",
        ",,",
    ] {
        let owned = text.to_string();
        both! {
            owned.__chars(), text.chars();
            owned.__char_indices(), text.char_indices();
            owned.__bytes(), text.bytes();
            text.__lines(), text.lines();
            text.__split_whitespace(), text.split_whitespace();
            text.__split_ascii_whitespace(), text.split_ascii_whitespace();
            text.__split(','), text.split(',');
            text.__split(char::is_whitespace), text.split(char::is_whitespace);
            text.__split(|c: char| !c.is_alphabetic()), text.split(|c: char| !c.is_alphabetic());
            text.__split([',', 'b']), text.split([',', 'b']);
            text.__split(&[',', 'b'][..]), text.split(&[',', 'b'][..]);
            text.__split(&[',', 'b']), text.split(&[',', 'b']);
            text.__split_terminator(','), text.split_terminator(',');
            text.__split_inclusive(','), text.split_inclusive(',');
            text.__rsplit(','), text.rsplit(',');
            text.__rsplit_terminator(','), text.rsplit_terminator(',');
            text.__matches(char::is_alphabetic), text.matches(char::is_alphabetic);
            text.__match_indices('b'), text.match_indices('b');
        }
        for pattern in ["", ",", ",,", "b"] {
            let string = pattern.to_string();
            front! {
                text.__split(pattern), text.split(pattern);
                text.__split(&string), text.split(&string);
                text.__rsplit(&pattern), text.rsplit(&pattern);
                text.__split_inclusive(pattern), text.split_inclusive(pattern);
                text.__split_terminator(pattern), text.split_terminator(pattern);
                text.__matches(pattern), text.matches(pattern);
                text.__match_indices(pattern), text.match_indices(pattern);
            }
            for n in 0..4 {
                front! {
                    text.__splitn(n, pattern), text.splitn(n, pattern);
                    text.__rsplitn(n, pattern), text.rsplitn(n, pattern);
                }
            }
        }
    }
    let mut items = "ab c".__chars();
    let rest = items.as_str();
    items.next();
    assert_eq!((rest, items.as_str()), ("ab c", "b c"));
    let mut indices = "ab c".__char_indices();
    indices.next();
    assert_eq!((indices.offset(), indices.as_str()), (1, "b c"));
}

#[test]
fn collections() {
    for n in [0, 1, 2, 6] {
        let v = names(n);
        let mut deque: VecDeque<_> = v.iter().cloned().collect();
        deque.rotate_left(n / 2);
        let list: LinkedList<_> = v.iter().cloned().collect();
        let heap: BinaryHeap<_> = v.iter().cloned().collect();
        let set: BTreeSet<_> = v.iter().cloned().collect();
        let map: BTreeMap<_, _> = v.iter().cloned().zip(0..).collect();
        let (some, result) = (v.first().cloned(), v.first().cloned().ok_or(()));
        let part = (Bound::Excluded("name 0"), Bound::Included("name 3"));
        both! {
            deque.__iter(), deque.iter();
            rt::items(&deque), deque.iter();
            list.__iter(), list.iter();
            rt::items(&heap), heap.iter();
            set.__iter(), set.iter();
            rt::items(&set), set.iter();
            set.__range::<str, _>(part), set.range::<str, _>(part);
            map.__iter(), map.iter();
            rt::items(&map).enumerate(), map.iter().enumerate();
            map.__keys(), map.keys();
            map.__values(), map.values();
            map.__range("name 1".to_string()..), map.range("name 1".to_string()..);
            some.__iter(), some.iter();
            rt::items(&some), some.iter();
            result.__iter(), result.iter();
        }
        front!(rt::counted(v.iter().filter(|x| *x != "name 1")), v.iter().filter(|x| *x != "name 1"););
    }
}

/// In JSON, `Some(None)` and `None` look the same.
#[test]
fn keys_that_are_none() {
    let set = BTreeSet::from([None, Some(1), Some(2)]);
    let empty = BTreeSet::from([None::<i32>]);
    both! {
        set.__iter(), set.iter();
        set.__range(None..=Some(1)), set.range(None..=Some(1));
        empty.__iter().fuse().chain(set.__iter()), empty.iter().chain(&set);
    }
}

#[test]
fn owned_sources() {
    let v = || vec!["a".to_string(), "b".into(), "c".into()];
    check_both(
        |first| owned!(first, v()).enumerate(),
        v().into_iter().enumerate(),
        false,
    );
    check_both(
        |first| owned!(first, v().into_iter().rev()),
        v().into_iter().rev(),
        false,
    );
    check_both(
        |first| owned!(first, ["a", "b"].map(String::from)),
        v().into_iter().take(2),
        false,
    );
    check_both(
        |first| owned!(first, VecDeque::from(v())).rev(),
        v().into_iter().rev(),
        false,
    );
    check_both(
        |first| owned!(first, Some(5)).chain(owned!(first, [6, 7])),
        5..8,
        false,
    );
    check_front(
        |first| owned!(first, v()).cycle().take(7),
        v().into_iter().cycle().take(7),
        false,
    );
    check_front(
        |first| owned!(first, vec![v(), vec![], v()]).flatten(),
        vec![v(), vec![], v()].into_iter().flatten(),
        false,
    );
    check_front(
        |first| owned!(first, v()).flat_map(|s| owned!(true, 0..s.len() * 2)),
        v().into_iter().flat_map(|s| 0..s.len() * 2),
        true,
    );
    check_front(
        |first| owned!(first, v()).zip(owned!(first, 1..)),
        v().into_iter().zip(1..),
        false,
    );
    check_front(
        |first| owned!(first, 250u8..).take(3),
        [250, 251, 252].into_iter(),
        true,
    );
}

/// Where both ends of an inclusive range have met, it knows only which item was taken last of all.
macro_rules! inclusive {
    ($($range:expr;)*) => {$(
        check_both(|first| owned!(first, $range), $range, false);
        check_front(|first| owned!(first, $range), $range, true);
        check_front(|first| owned!(first, $range).rev(), $range.rev(), true);
    )*};
}

#[test]
#[allow(clippy::reversed_empty_ranges, reason = "one is empty on purpose")]
fn ranges() {
    inclusive! {
        253..=u8::MAX;
        7..=7;
        7..=6;
        (250..=u8::MAX).rev();
        (0u64..4).rev();
        '\u{D7FE}'..='\u{E001}';
    }
    check_both(|first| owned!(first, i8::MIN..-126), i8::MIN..-126, true);
    check_both(|first| owned!(first, 'a'..'e'), 'a'..'e', true);
    check_both(
        |first| owned!(first, 0u64..4).rev().map(|x| x + 1),
        (0u64..4).rev().map(|x| x + 1),
        true,
    );
    let v = [10, 20, 30];
    check_front(
        |first| owned!(first, 0..=2).zip(v.__iter()),
        (0..=2).zip(&v),
        true,
    );
    check_front(
        |first| owned!(first, 0..).step_by(3).zip(v.__iter()),
        (0..).step_by(3).zip(&v),
        true,
    );
}

#[test]
fn adapters() {
    let v = names(7);
    let short = |s: &&String| s.as_str() < "name 4";
    front! {
        v.__iter().filter(short).rev(), v.iter().filter(short).rev();
        v.__iter().take_while(short), v.iter().take_while(short);
        v.__iter().skip_while(short), v.iter().skip_while(short);
        v.__iter().map_while(|s| s.strip_suffix('0')), v.iter().map_while(|s| s.strip_suffix('0'));
        v.__iter().filter_map(|s| s.strip_suffix('3')), v.iter().filter_map(|s| s.strip_suffix('3'));
        v.__iter().flat_map(|s| s.__chars().rev()), v.iter().flat_map(|s| s.chars().rev());
        v.__chunks(3).flatten().enumerate(), v.chunks(3).flatten().enumerate();
        v.__iter().skip(2).step_by(2).take(2), v.iter().skip(2).step_by(2).take(2);
        v.__iter().take(2).cycle().take(9), v.iter().take(2).cycle().take(9);
        v.__iter().fuse().inspect(|_| ()), v.iter();
    }
    check_front(
        |_| v.__iter().map(|s| s.find('3')).flatten(),
        v.iter().filter_map(|s| s.find('3')),
        false,
    );
    check_front(
        |_| {
            v.__iter().scan(0, |sum, s| {
                *sum += s.len();
                Some(*sum)
            })
        },
        v.iter().scan(0, |sum, s| {
            *sum += s.len();
            Some(*sum)
        }),
        false,
    );
}

#[test]
fn peeked_items() {
    let v = names(4);
    // Borrowed: the peeked item is made again, and so is the one taken before it.
    for taken in 1..=v.len() {
        let mut items = v.__iter().enumerate().peekable();
        for _ in 0..taken {
            items.next();
        }
        items.peek();
        let position = sent(&items.into_position(), true);
        let mut items = v.__iter().enumerate().peekable();
        assert_eq!(items.retake(position), (taken - 1, &v[taken - 1]));
        assert_eq!(items.peek(), v.get(taken).map(|s| (taken, s)).as_ref());
        assert_eq!(items.len(), v.len() - taken);
    }
    // After `filter` the peeked item is known, and not the one before it.
    let mut items = v.__iter().filter(|s| !s.ends_with('1')).peekable();
    assert!(items.next_if(|s| s.ends_with('0')).is_some());
    assert_eq!(items.next_if_eq(&&v[0]), None);
    let position = sent(&items.into_position(), false);
    let mut items = v.__iter().filter(|s| !s.ends_with('1')).peekable();
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
        v.__iter()
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
    let mut items = set.__iter();
    items.nth(59_999);
    items.nth_back(9_999);
    assert_eq!(
        (COMPARED.get(), CLONED.get()),
        (0, 0),
        "iterating costs what it costs in std"
    );
    let position = items.into_position();
    assert_eq!(CLONED.get(), 2);
    let mut items = set.__iter();
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
        v.__iter().enumerate().map(|(i, _)| i).rev(),
        v.__iter().zip(deque.__iter()).filter(|_| true).chain(v[..0].__iter().zip(deque.__iter())),
        v.__chunks(1).step_by(1).skip(0).take(MANY),
        set.__iter().rev().peekable(),
        text.__lines(),
        text.__split('e').skip(1),
        text.__split_whitespace().map(str::len),
        text.__char_indices().step_by(5),
        text.__bytes().step_by(5),
        text.__lines().flat_map(|line| line.__chars().take(1)),
    }
}

#[test]
fn positions_are_small_and_can_be_saved() {
    fn live(_: &impl resumable::Live) {}
    let v = names(5);
    let mut items = v
        .__iter()
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
            .__split(' ')
            .zip(v.__iter().peekable())
            .into_position(),
    );
    let mut items = v.__iter();
    items.next();
    assert_eq!(
        serde_json::to_string(&items.into_position()).unwrap(),
        r#"{"front":1,"back":0}"#
    );
}

#[test]
fn what_was_changed_meanwhile_is_noticed() {
    let v = names(5);
    let mut items = v.__iter();
    items.nth(3);
    let position = items.into_position();
    let outcome = std::panic::catch_unwind(|| v[..2].__iter().seek(position));
    assert!(outcome.is_err());
}

#[test]
fn again_with_or_without_the_item() {
    let v = names(3);
    for wanted in [true, false] {
        let mut items = v.__iter();
        items.next();
        let position = items.into_position();
        let mut items = v.__iter();
        assert_eq!(
            rt::again(&mut items, position, wanted),
            wanted.then_some(&v[0])
        );
        assert_eq!(items.next(), Some(&v[1]));
    }
}
