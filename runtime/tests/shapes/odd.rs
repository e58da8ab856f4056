//! Types whose `Deserialize` does something of its own.

use std::cell::Cell;

use resumable::{Instance, Shape, schema};
use serde::{Deserialize, Deserializer, Serialize, de};

use super::{comes_back, described, keep, plain};

/// Accepts no made-up value.
#[derive(Clone, Debug, Serialize)]
struct Isbn(String);

impl<'de> Deserialize<'de> for Isbn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.starts_with("978") {
            Ok(Isbn(text))
        } else {
            Err(de::Error::custom("no book"))
        }
    }
}

/// Panics at made-up values.
#[derive(Debug, Serialize)]
struct Touchy(u32);

impl<'de> Deserialize<'de> for Touchy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = u32::deserialize(deserializer)?;
        assert!(value > 1_000_000, "too small");
        Ok(Touchy(value))
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Shelf {
    place: u8,
    books: Vec<Isbn>,
    kind: Kind,
}

#[derive(Debug, Serialize, Deserialize)]
enum Kind {
    Loan(Isbn),
    Sale { price: u32 },
}

#[derive(Serialize)]
struct Issn(String);
impl<'de> Deserialize<'de> for Issn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Isbn::deserialize(deserializer).map(|isbn| Issn(isbn.0))
    }
}

#[test]
fn a_type_that_accepts_nothing_is_known_by_its_name() {
    let book = || Isbn("978-0".into());
    described("Isbn", [book()]);
    described("Touchy", [Touchy(2_000_000)]);
    let kinds = [Kind::Loan(book()), Kind::Sale { price: 1 }];
    described("Kind", kinds);
    described(
        "Shelf",
        [Shelf {
            place: 1,
            books: vec![book()],
            kind: Kind::Loan(book()),
        }],
    );
    // Another type of another name, of which as much is seen.
    assert_ne!(
        Shape::of::<Isbn>().fingerprint(),
        Shape::of::<Issn>().fingerprint()
    );
}

/// Asks for nothing.
#[derive(Debug)]
struct Silent;

impl Serialize for Silent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Deserialize<'de> for Silent {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Silent)
    }
}

#[test]
fn a_type_that_asks_for_nothing() {
    plain("()", [Silent]);
    plain("[()]", [vec![Silent, Silent]]);
}

thread_local! {
    static READ: Cell<usize> = const { Cell::new(0) };
    static DROPPED: Cell<usize> = const { Cell::new(0) };
}

/// Counts how often it is read and dropped.
#[derive(Debug, Serialize)]
struct Watched(u32);

impl<'de> Deserialize<'de> for Watched {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READ.set(READ.get() + 1);
        u32::deserialize(deserializer).map(Watched)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        DROPPED.set(DROPPED.get() + 1);
    }
}

#[test]
fn a_type_is_looked_at_once_and_its_values_are_not_dropped() {
    let mut co = keep(Watched(1));
    let _ = co.start();
    let bytes = co.snapshot().unwrap();
    let looked = READ.get();
    assert!((1..=2).contains(&looked), "{looked}");
    for _ in 0..10 {
        assert_eq!(co.snapshot().unwrap(), bytes);
    }
    let _ = keep(vec![Watched(1)]).snapshot();
    assert_eq!(
        (READ.get(), DROPPED.get()),
        (looked + 2, 1),
        "the list, not the type, is new"
    );
    let again = Instance::<keep<Watched>>::restore(&bytes).unwrap();
    assert_eq!((READ.get(), DROPPED.get()), (looked + 3, 1));
    drop(again);
    assert_eq!(DROPPED.get(), 2);
}

#[test]
fn instances_are_known_by_their_own_points() {
    type Holder = keep<Vec<Instance<keep<u8>>>>;
    assert_eq!(
        Shape::of::<Vec<Instance<keep<u8>>>>().to_string(),
        "[Instance<keep>]"
    );
    let inner = schema::<Holder>().coroutines;
    assert_eq!(inner.len(), 1, "though both have one name");
    assert_eq!(
        Shape::of::<Instance<keep<u8>>>().fingerprint(),
        Shape::of::<Instance<keep<i8>>>().fingerprint()
    );
    assert!(!comes_back(vec![keep(1_u8)]));
}
