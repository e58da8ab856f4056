//! Iterators that are made again and moved to where they were.
use resumable::__private::v1 as rt;
#[allow(unused_imports)]
use rt::{OwnedAny as _, OwnedKnown as _, OwnedNumbers as _, SliceItems as _, TextItems as _};

macro_rules! owned {
    ($items:expr) => {
        (&&rt::Iterable::new($items)).into_items()
    };
}

#[test]
fn smoke() {
    let v = vec![10, 20, 30, 40];
    let name = String::from("añb");
    let make = || {
        v.__iter()
            .enumerate()
            .filter(|(_, x)| **x != 20)
            .zip(name.__chars().rev())
    };
    let mut items = make();
    items.next();
    assert_eq!(items.next(), Some(((2, &30), 'ñ')));
    let position = serde_json::to_string(&items.into_position()).unwrap();
    println!("{position}");
    let mut items = make();
    assert_eq!(
        items.retake(serde_json::from_str(&position).unwrap()),
        ((2, &30), 'ñ')
    );
    assert_eq!(items.next(), Some(((3, &40), 'a')));

    let mut items = owned!(0..3).zip(owned!(v)).zip(owned!(
        Box::new([1u8, 2].into_iter()) as Box<dyn Iterator<Item = u8>>
    ));
    for turn in 0..3 {
        let mut x = if turn == 0 {
            owned!(0..5)
        } else {
            rt::waiting()
        };
        println!("{:?}", x.next());
    }
    items.next();
    for c in owned!('a'..='c') {
        println!("{c}");
    }
}
