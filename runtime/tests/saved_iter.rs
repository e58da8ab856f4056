//! Every iterator that a `for` loop saves, against the iterator it stands for: saved and restored at every position.

use std::{
    collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque},
    fmt::Debug,
    iter,
};

use resumable::__private::v1 as rt;
use serde::{Serialize, de::DeserializeOwned};

/// What the macro makes of the expression after `in`.
macro_rules! saved {
    ($items:expr) => {{
        #[allow(
            unused_imports,
            reason = "which of the two is used depends on the type"
        )]
        use rt::{SavedAny as _, SavedKnown as _};
        (&rt::Iterable::new($items)).into_saved()
    }};
}

/// Takes `position` items, saves, restores with `restore`, and takes the rest, at every position.
fn check_with<I, J>(make: &impl Fn() -> I, expected: &[J::Item], restore: impl Fn(&I) -> J)
where
    I: Iterator<Item = J::Item>,
    J: Iterator<Item: PartialEq + Debug>,
{
    for position in 0..=expected.len() + 1 {
        let mut items = make();
        let mut seen: Vec<_> = items.by_ref().take(position).collect();
        if position > expected.len() {
            assert!(items.next().is_none(), "an ended iterator stays ended");
        }
        let mut restored = restore(&items);
        seen.extend(restored.by_ref());
        assert_eq!(seen, expected, "restored after {position} items");
        assert!(restored.next().is_none());
    }
}

fn check<I>(make: impl Fn() -> I, expected: impl IntoIterator<Item = I::Item>)
where
    I: Iterator<Item: PartialEq + Debug> + Serialize + DeserializeOwned,
{
    let expected: Vec<_> = expected.into_iter().collect();
    check_with(&make, &expected, |items| {
        let bytes = postcard::to_allocvec(items).unwrap();
        let restored: I = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(
            postcard::to_allocvec(&restored).unwrap(),
            bytes,
            "equal states give equal bytes"
        );
        restored
    });
    check_with(&make, &expected, |items| {
        serde_json::from_str::<I>(&serde_json::to_string(items).unwrap()).unwrap()
    });
}

macro_rules! check {
    ($($items:expr),* $(,)?) => {$( check(|| saved!($items), $items); )*};
}

#[test]
fn sequences() {
    let empty: [String; 0] = [];
    check!(
        vec!["a".to_string(), "b".into(), "c".into()],
        Vec::<u8>::new(),
        vec![1, 2, 3].into_iter(),
        Box::<[u16]>::from([1, 2, 3]),
        ["a".to_string(), "b".into()],
        empty.clone(),
        [1, 2, 3].into_iter(),
        VecDeque::from([1, 2, 3]),
        VecDeque::from([1, 2, 3]).into_iter(),
        LinkedList::from([1, 2, 3]),
        LinkedList::from([1, 2, 3]).into_iter(),
        BinaryHeap::from([5, 1, 4, 2, 3]),
        BinaryHeap::from([5, 1, 4, 2, 3]).into_iter(),
        vec![1, 2, 3].into_iter().rev(),
        [1, 2, 3].into_iter().rev(),
    );
    let mut begun = vec![1, 2, 3].into_iter();
    begun.next();
    check(|| saved!(begun.clone()), [2, 3]);
}

#[test]
fn maps_and_sets() {
    let map = BTreeMap::from([(3, "c".to_string()), (1, "a".into()), (2, "b".into())]);
    let set = BTreeSet::from([(3, 'x'), (1, 'y'), (2, 'z')]);
    check!(
        map.clone(),
        map.clone().into_iter(),
        map.clone().into_keys(),
        map.clone().into_values(),
        set.clone(),
        set.clone().into_iter(),
        BTreeMap::<u8, u8>::new(),
    );
    let hash_map: HashMap<_, _> = map.into_iter().collect();
    let hash_set: HashSet<_> = set.into_iter().collect();
    check!(
        hash_map.clone(),
        hash_map.clone().into_iter(),
        hash_map.clone().into_keys(),
        hash_map.clone().into_values(),
        hash_set.clone(),
        hash_set.clone().into_iter(),
    );
}

#[test]
fn one_or_none() {
    check!(
        Some("a".to_string()),
        None::<u8>,
        Some(None::<u8>),
        Some(1).into_iter(),
        Ok::<_, ()>(1),
        Err::<u8, _>(()),
        Ok::<_, ()>(1).into_iter(),
        iter::once(1),
        iter::empty::<u8>(),
    );
}

#[test]
#[allow(clippy::reversed_empty_ranges, reason = "empty ranges are ranges, too")]
fn ranges() {
    check!(
        0..3,
        3..0,
        'a'..'e',
        0..=3,
        3..=0,
        7..=7,
        0..=u8::MAX,
        250..=u8::MAX,
        i8::MIN..=i8::MAX,
        i128::MAX - 1..=i128::MAX,
        'a'..='e',
        '\u{D7FE}'..='\u{E001}',
        char::MAX..=char::MAX,
        (0..3).rev(),
        (3..0).rev(),
        (3..4).rev(),
        (0..=3).rev(),
        (3..=0).rev(),
        (0..=u8::MAX).rev(),
        (i8::MIN..i8::MAX).rev(),
        ('a'..='e').rev(),
    );
    let mut begun = 0..=3_u64;
    begun.next();
    check(|| saved!(begun.clone()), [1, 2, 3]);
    begun.next_back();
    check(|| saved!(begun.clone().rev()), [2, 1]);
    let mut from = saved!(5_u8..);
    from.next();
    assert_eq!(postcard::to_allocvec(&from).unwrap(), [6]);
}

#[test]
#[allow(
    clippy::while_let_on_iterator,
    reason = "that is what the macro makes of a `for` loop"
)]
fn infers_the_items_later() {
    let mut total = 0;
    let mut items = saved!(vec![1, 2, 3]);
    while let Some(item) = items.next() {
        total += item;
    }
    let sixty_four: u64 = total;
    assert_eq!(sixty_four, 6);

    let limit = 300_u16;
    let mut items = saved!(0..=limit);
    assert_eq!(items.by_ref().last(), Some(limit));
    let mut bytes = Vec::new();
    let mut items = saved!((0..4).rev());
    while let Some(item) = items.next() {
        bytes.push(item);
    }
    assert_eq!(bytes, b"\x03\x02\x01\x00");
}

/// Generic code knows only the bounds.
fn collect_generic<I>(items: I) -> Vec<I::Item>
where
    I: IntoIterator<IntoIter: Serialize + DeserializeOwned>,
{
    let items = saved!(items);
    let bytes = postcard::to_allocvec(&items).unwrap();
    postcard::from_bytes::<I::IntoIter>(&bytes)
        .unwrap()
        .collect()
}

fn collect_elements<T: Serialize + DeserializeOwned>(items: Vec<T>) -> Vec<T> {
    let mut items = saved!(items);
    let mut seen: Vec<T> = items.next().into_iter().collect();
    let bytes = postcard::to_allocvec(&items).unwrap();
    items = postcard::from_bytes(&bytes).unwrap();
    seen.extend(items);
    seen
}

#[test]
fn generic_code() {
    assert_eq!(collect_generic(2..5), [2, 3, 4]);
    assert_eq!(
        collect_elements(vec!["a".to_string(), "b".into()]),
        ["a", "b"]
    );
}

/// Items without serde's traits can be iterated; only saving asks for them.
#[test]
fn asks_for_serde_only_where_it_saves() {
    struct Plain(u8);
    let mut items = saved!(vec![Plain(1), Plain(2)]);
    assert_eq!(items.next().map(|plain| plain.0), Some(1));
    assert_eq!(saved!([Plain(3)]).next().map(|plain| plain.0), Some(3));
    assert_eq!(
        saved!(vec![1, 2].into_iter().map(|n| n * 2)).sum::<i32>(),
        6
    );
}
