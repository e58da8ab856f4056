//! The bytes, one by one.

use alloc::{collections::BTreeMap, string::String, vec, vec::Vec};

use serde::Serialize;
use serde_bytes::{ByteBuf, Bytes};

use super::{
    bytes_of, read,
    types::{Color, Maybe, Meters, Pair, Shape, Sparse, Unit},
    write,
};
use crate::value::DEEPEST;

fn check<T: Serialize + ?Sized>(value: &T, expected: &[u8]) {
    assert_eq!(bytes_of(value), expected);
}

#[test]
fn of_single_values() {
    check(&(), &[1]);
    check(&Unit, &[1]);
    check(&false, &[2]);
    check(&true, &[3]);
    check(&7_u8, &[4, 7]);
    check(&7_i64, &[4, 7]);
    check(&300_u16, &[4, 0xAC, 2]);
    check(&u128::MAX, &[&[4][..], &[0xFF; 18], &[3]].concat());
    check(&-1_i8, &[5, 0]);
    check(&-129_i128, &[5, 0x80, 1]);
    check(&i128::MIN, &[&[5][..], &[0xFF; 18], &[1]].concat());
    check(&1.5_f32, &[6, 0, 0, 0xC0, 0x3F]);
    check(&Meters(-2.0), &[7, 0, 0, 0, 0, 0, 0, 0, 0xC0]);
    check(&'ß', &[8, 2, 0xC3, 0x9F]);
    check("ab", &[9, 2, b'a', b'b']);
    check(Bytes::new(&[1, 0]), &[10, 2, 1, 0]);
    check(&None::<u8>, &[11]);
    check(&Some(Some(())), &[12, 12, 1]);
    check(&Maybe(Some(1)), &[12, 4, 1]);
}

#[test]
fn of_what_holds_values() {
    check(&[1_u8, 2][..], &[13, 4, 1, 4, 2, 0]);
    check(&[1_u8, 2], &[14, 4, 1, 4, 2, 0]);
    check(&Pair(-2, 'x'), &[14, 5, 1, 8, 1, b'x', 0]);
    check(&BTreeMap::from([(1, true)]), &[15, 4, 1, 3, 0]);
    let mut sparse = Sparse {
        id: 1,
        note: None,
        tags: vec![],
        cache: 9,
        kind: Color::Green,
    };
    let green = *b"\x11\x05Green";
    let expected = [
        b"\x10\x09\x02id\x04\x01\x09\x04type".as_slice(),
        &green,
        &[0],
    ]
    .concat();
    check(&sparse, &expected);
    sparse.tags = vec![String::new()];
    let expected = [
        b"\x10\x09\x02id\x04\x01\x09\x04tags\x0D\x09\0\0\x09\x04type".as_slice(),
        &green,
        &[0],
    ]
    .concat();
    check(&sparse, &expected);
}

#[test]
fn of_variants() {
    check(&Shape::Nothing, b"\x11\x07Nothing");
    check(
        &Shape::Circle(Meters(0.0)),
        b"\x12\x06Circle\x07\0\0\0\0\0\0\0\0",
    );
    check(&Shape::Line(1, -1), b"\x12\x04Line\x0E\x04\x01\x05\0\0");
    check(&Shape::Empty(), b"\x12\x05Empty\x0E\0");
    check(&Shape::Unit(()), b"\x12\x04Unit\x01");
    check(&Shape::Maybe(None), b"\x12\x05Maybe\x0B");
    let text = Shape::Text {
        text: "t".into(),
        at: None,
    };
    check(
        &text,
        b"\x12\x04Text\x10\x09\x04text\x09\x01t\x09\x02at\x0B\0",
    );
}

/// What a type writes in one way it may read in another, as from JSON.
#[test]
fn that_another_type_wrote() {
    fn becomes<T, U>(from: &T, to: &U)
    where
        T: Serialize + ?Sized,
        U: serde::de::DeserializeOwned + PartialEq + core::fmt::Debug,
    {
        let (bytes, levels) = write(from).unwrap();
        assert_eq!(&read::<U>(&bytes, levels).unwrap(), to);
    }
    becomes(&300_u32, &300_i64);
    becomes(&2_u8, &2.0_f64);
    becomes(Bytes::new(&[1, 2]), &vec![1_u8, 2]);
    becomes(Bytes::new(&[1, 2]), &[1_u8, 2]);
    becomes(&[1_u8, 2][..], &ByteBuf::from([1, 2]));
    becomes(&'x', &String::from("x"));
    becomes("x", &'x');
    becomes("Red", &Color::Red);
    becomes(&Color::Red, &String::from("Red"));
    becomes(&BTreeMap::from([("Line", (1, -1))]), &Shape::Line(1, -1));
    becomes(&Pair(1, 'x'), &(1_u8, 'x'));
    becomes(&Some(3), &3_u8);
    becomes(&3, &Some(3_u8));
    becomes(&(), &None::<u8>);
    becomes(&Some("x"), &String::from("x"));
    becomes(&Some([1]), &vec![1_u8]);
    becomes(&Some(Color::Red), &Color::Red);
}

#[test]
fn that_do_not_fit_are_refused() {
    let refused = |bytes: &[u8]| read::<Shape>(bytes, DEEPEST).unwrap_err();
    assert!(read::<u8>(&bytes_of(&256), 0).is_err());
    assert!(read::<u64>(&bytes_of(&u128::MAX), 0).is_err());
    assert!(read::<u64>(&bytes_of(&-1), 0).is_err());
    assert!(read::<i128>(&bytes_of(&u128::MAX), 0).is_err());
    assert!(read::<i128>(&[&[5][..], &[0xFF; 18], &[3]].concat(), 0).is_err());
    assert!(read::<(u8, u8)>(&bytes_of(&(1, 2, 3)), DEEPEST).is_err());
    assert!(read::<(u8, u8)>(&bytes_of(&(1,)), DEEPEST).is_err());
    assert!(read::<[u8; 2]>(&bytes_of(Bytes::new(&[1, 2, 3])), DEEPEST).is_err());
    assert!(read::<Option<Option<u8>>>(&bytes_of(&3), DEEPEST).is_err());
    assert!(read::<u8>(&[4, 1, 4], 0).is_err());
    assert!(read::<char>(&bytes_of("ab"), 0).is_err());
    for bytes in [
        b"\x12\x07Nothing\x04\x01".as_slice(),
        b"\x11\x06Circle",
        b"\x11\x08NoCircle",
        b"\x12\x04Line\x0E\x04\x01\x05\0\x05\0\0",
        b"\x12\x04Line\x10\x09\x01a\x04\x01\0",
        b"\x0F\x09\x07Nothing\x01\x09\x07Nothing\x01\0",
        b"\x0F\0",
        b"\x04\0",
        b"\x13",
        b"\0",
        b"",
    ] {
        assert!(!refused(bytes).is_not_plain(), "{bytes:02x?}");
    }
}

#[test]
fn are_the_same_again() {
    let value: Vec<_> = (0..9).map(|n| (n, Shape::Line(1, n))).collect();
    assert_eq!(bytes_of(&value), bytes_of(&value.clone()));
}
