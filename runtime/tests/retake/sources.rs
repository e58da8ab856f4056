//! Every source and every adapter.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
use std::ops::Bound;

use resumable::__private::v1 as rt;
use rt::{
    DequeItems as _, ListItems as _, MapItems as _, OptionItems as _, OwnedKnown as _,
    OwnedNumbers as _, ResultItems as _, SetItems as _, SliceItems as _, TextItems as _,
};

use crate::{check_both, check_front, names, sent};

#[test]
fn slices() {
    for n in [0, 1, 2, 5] {
        let v = names(n);
        let boxed: Box<[String]> = v.clone().into();
        both! {
            v.iter_across_a_yield(), v.iter();
            rt::items(&v), v.iter();
            rt::items(&v[..]), v.iter();
            rt::items(&boxed), v.iter();
            v.chunks_across_a_yield(2), v.chunks(2);
            v.chunks_exact_across_a_yield(2), v.chunks_exact(2);
            v.rchunks_across_a_yield(2), v.rchunks(2);
            v.rchunks_exact_across_a_yield(2), v.rchunks_exact(2);
            v.windows_across_a_yield(2), v.windows(2);
            v.iter_across_a_yield().enumerate(), v.iter().enumerate();
            v.iter_across_a_yield().zip(v.iter_across_a_yield().skip(1)), v.iter().zip(v.iter().skip(1));
            v.iter_across_a_yield().rev().enumerate(), v.iter().rev().enumerate();
            v.iter_across_a_yield().map(|s| &s[1..]), v.iter().map(|s| &s[1..]);
            v.iter_across_a_yield().cloned(), v.iter().cloned();
            v.iter_across_a_yield().map(String::len).step_by(2), v.iter().map(String::len).step_by(2);
            v.iter_across_a_yield().chain(rt::items(&v[..1.min(n)])), v.iter().chain(&v[..1.min(n)]);
        }
    }
    let array = [1, 2, 3];
    both! {
        array.iter_across_a_yield(), array.iter();
        rt::items(&array), array.iter();
    }
}

/// An iterator of mutable borrows cannot be made twice at once, so that this one is gone through by hand.
#[test]
fn mutable_items() {
    let mut v = vec![1, 2, 3, 4, 5];
    let mut items = v
        .iter_mut_across_a_yield()
        .enumerate()
        .filter(|(_, x)| **x % 2 == 1);
    assert_eq!(items.next(), Some((0, &mut 1)));
    *items.next().unwrap().1 = 30;
    let position = sent(&items.into_position(), false);
    let mut items = v
        .iter_mut_across_a_yield()
        .enumerate()
        .filter(|(_, x)| **x % 2 == 1);
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
    let mut items = map.iter_mut_across_a_yield().rev();
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
        option.iter_mut_across_a_yield(),
        v[3..].chunks_mut_across_a_yield(1).map(|c| &mut c[0])
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
            owned.chars_across_a_yield(), text.chars();
            owned.char_indices_across_a_yield(), text.char_indices();
            owned.bytes_across_a_yield(), text.bytes();
            text.lines_across_a_yield(), text.lines();
            text.split_whitespace_across_a_yield(), text.split_whitespace();
            text.split_ascii_whitespace_across_a_yield(), text.split_ascii_whitespace();
            text.split_across_a_yield(','), text.split(',');
            text.split_across_a_yield(char::is_whitespace), text.split(char::is_whitespace);
            text.split_across_a_yield(|c: char| !c.is_alphabetic()), text.split(|c: char| !c.is_alphabetic());
            text.split_across_a_yield([',', 'b']), text.split([',', 'b']);
            text.split_across_a_yield(&[',', 'b'][..]), text.split(&[',', 'b'][..]);
            text.split_across_a_yield(&[',', 'b']), text.split(&[',', 'b']);
            text.split_terminator_across_a_yield(','), text.split_terminator(',');
            text.split_inclusive_across_a_yield(','), text.split_inclusive(',');
            text.rsplit_across_a_yield(','), text.rsplit(',');
            text.rsplit_terminator_across_a_yield(','), text.rsplit_terminator(',');
            text.matches_across_a_yield(char::is_alphabetic), text.matches(char::is_alphabetic);
            text.match_indices_across_a_yield('b'), text.match_indices('b');
        }
        for pattern in ["", ",", ",,", "b"] {
            let string = pattern.to_string();
            front! {
                text.split_across_a_yield(pattern), text.split(pattern);
                text.split_across_a_yield(&string), text.split(&string);
                text.rsplit_across_a_yield(&pattern), text.rsplit(&pattern);
                text.split_inclusive_across_a_yield(pattern), text.split_inclusive(pattern);
                text.split_terminator_across_a_yield(pattern), text.split_terminator(pattern);
                text.matches_across_a_yield(pattern), text.matches(pattern);
                text.match_indices_across_a_yield(pattern), text.match_indices(pattern);
            }
            for n in 0..4 {
                front! {
                    text.splitn_across_a_yield(n, pattern), text.splitn(n, pattern);
                    text.rsplitn_across_a_yield(n, pattern), text.rsplitn(n, pattern);
                }
            }
        }
    }
    let mut items = "ab c".chars_across_a_yield();
    let rest = items.as_str();
    items.next();
    assert_eq!((rest, items.as_str()), ("ab c", "b c"));
    let mut indices = "ab c".char_indices_across_a_yield();
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
            deque.iter_across_a_yield(), deque.iter();
            rt::items(&deque), deque.iter();
            list.iter_across_a_yield(), list.iter();
            rt::items(&heap), heap.iter();
            set.iter_across_a_yield(), set.iter();
            rt::items(&set), set.iter();
            set.range_across_a_yield::<str, _>(part), set.range::<str, _>(part);
            map.iter_across_a_yield(), map.iter();
            rt::items(&map).enumerate(), map.iter().enumerate();
            map.keys_across_a_yield(), map.keys();
            map.values_across_a_yield(), map.values();
            map.range_across_a_yield("name 1".to_string()..), map.range("name 1".to_string()..);
            some.iter_across_a_yield(), some.iter();
            rt::items(&some), some.iter();
            result.iter_across_a_yield(), result.iter();
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
        set.iter_across_a_yield(), set.iter();
        set.range_across_a_yield(None..=Some(1)), set.range(None..=Some(1));
        empty.iter_across_a_yield().fuse().chain(set.iter_across_a_yield()), empty.iter().chain(&set);
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
        |first| owned!(first, 0..=2).zip(v.iter_across_a_yield()),
        (0..=2).zip(&v),
        true,
    );
    check_front(
        |first| owned!(first, 0..).step_by(3).zip(v.iter_across_a_yield()),
        (0..).step_by(3).zip(&v),
        true,
    );
}

#[test]
fn adapters() {
    let v = names(7);
    let short = |s: &&String| s.as_str() < "name 4";
    front! {
        v.iter_across_a_yield().filter(short).rev(), v.iter().filter(short).rev();
        v.iter_across_a_yield().take_while(short), v.iter().take_while(short);
        v.iter_across_a_yield().skip_while(short), v.iter().skip_while(short);
        v.iter_across_a_yield().map_while(|s| s.strip_suffix('0')), v.iter().map_while(|s| s.strip_suffix('0'));
        v.iter_across_a_yield().filter_map(|s| s.strip_suffix('3')), v.iter().filter_map(|s| s.strip_suffix('3'));
        v.iter_across_a_yield().flat_map(|s| s.chars_across_a_yield().rev()), v.iter().flat_map(|s| s.chars().rev());
        v.chunks_across_a_yield(3).flatten().enumerate(), v.chunks(3).flatten().enumerate();
        v.iter_across_a_yield().skip(2).step_by(2).take(2), v.iter().skip(2).step_by(2).take(2);
        v.iter_across_a_yield().take(2).cycle().take(9), v.iter().take(2).cycle().take(9);
        v.iter_across_a_yield().fuse().inspect(|_| ()), v.iter();
    }
    check_front(
        |_| v.iter_across_a_yield().map(|s| s.find('3')).flatten(),
        v.iter().filter_map(|s| s.find('3')),
        false,
    );
    check_front(
        |_| {
            v.iter_across_a_yield().scan(0, |sum, s| {
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
