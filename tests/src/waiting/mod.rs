//! Calls and tasks of many kinds that wait, for tests of what comes back from bytes that were changed.

mod attempt;
mod calls;
mod described;
mod driven;
mod tasks;
mod values;
mod walks;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::time::Duration;

use resumable::{Definition, Instance, RestoreError, Schema, SnapshotError, Step};

pub use attempt::{attempt, with_checksum};
use calls::{archive, desk, office, sprout};
use described::{Key, Move, Parcel, Place, lookup, moves, parcels};
pub use driven::is_of_an_item;
pub use tasks::{TaskKind, task_kinds};
use values::{
    Address, Chain, Line, Mark, Order, Shape, Tree, Wide, bytes, clock, counter, empty, links,
    maps, numbers, options, orders, shapes, texts, trees, wide,
};
use walks::{countdown, letters, pairs, remaining, words};

/// A call of any definition, which waits.
pub trait Waiting: Debug + erased_serde::Serialize {
    /// Its snapshot.
    ///
    /// # Errors
    /// If it cannot be written.
    fn snapshot(&self) -> Result<Vec<u8>, SnapshotError>;
}

erased_serde::serialize_trait_object!(Waiting);

impl<D: Definition> Waiting for Instance<D> {
    fn snapshot(&self) -> Result<Vec<u8>, SnapshotError> {
        Instance::snapshot(self)
    }
}

/// A definition without its types.
pub struct Kind {
    pub name: &'static str,
    /// A call of it that waits.
    pub call: fn() -> Box<dyn Waiting>,
    pub restore: fn(&[u8]) -> Made<RestoreError>,
    pub schema: fn() -> Schema,
    /// Reads it from JSON.
    pub from_json: fn(&[u8]) -> Made<serde_json::Error>,
    /// Reads it from any other format.
    pub deserialize: Deserialize,
}

impl Kind {
    /// The snapshot of a call of it that waits.
    ///
    /// # Panics
    /// If it cannot be written.
    #[must_use]
    pub fn snapshot(&self) -> Vec<u8> {
        (self.call)().snapshot().expect("it can be written")
    }
}

/// A call that came back, or why none did.
type Made<E> = Result<Box<dyn Waiting>, E>;

type Deserialize = fn(&mut dyn erased_serde::Deserializer<'_>) -> Made<erased_serde::Error>;

/// Kinds by their definition, a call of it, and how often that is resumed.
macro_rules! kinds {
    ($($Definition:ty: $call:expr, $resumes:literal;)*) => {
        [$(Kind {
            name: stringify!($Definition),
            call: || Box::new(waiting::<$Definition>($call, $resumes)),
            restore: |bytes| Ok(Box::new(Instance::<$Definition>::restore(bytes)?)),
            schema: resumable::schema::<$Definition>,
            from_json: |json| {
                let instance: Instance<$Definition> = serde_json::from_slice(json)?;
                Ok(Box::new(instance))
            },
            deserialize: |deserializer| {
                let instance: Instance<$Definition> = erased_serde::deserialize(deserializer)?;
                Ok(Box::new(instance))
            },
        }),*]
    };
}

/// The call after its start and so many resumes.
fn waiting<D: Definition<Resume = ()>>(mut call: Instance<D>, resumes: usize) -> Instance<D> {
    let mut step = call.start();
    for _ in 0..resumes {
        step = call.resume(());
    }
    assert!(matches!(step, Step::Yielded(_)), "{} has ended", D::NAME);
    call
}

/// One of each kind.
#[must_use]
#[rustfmt::skip]
pub fn kinds() -> [Kind; 25] {
    kinds! {
        counter: counter(300), 3;
        texts: texts(vec!["a".to_owned(), "häuser".to_owned()], None), 0;
        numbers: numbers(), 0;
        bytes: bytes([1, 2, 3, 255], vec![0, 127, 128]), 0;
        options: options(Some(None), Err(7)), 0;
        orders: orders(order()), 0;
        shapes: shapes(vec![Shape::Dot, Shape::Circle(2), Shape::Box { width: 3, height: -1 }]), 0;
        maps: maps(BTreeMap::from([("a".to_owned(), vec![1, 2]), ("b".to_owned(), vec![])])), 0;
        empty: empty(vec![(); 3], HashMap::from([((), ())]), vec![Mark; 2]), 0;
        links: links(Chain::of(4)), 0;
        trees: trees(Tree::of(2)), 0;
        wide: wide(Wide::default()), 0;
        clock: clock(Duration::new(3, 5)), 0;
        letters: letters("nüt x".to_owned()), 2;
        words: words(vec!["a b".to_owned(), "c".to_owned()]), 1;
        remaining: remaining(vec![3, 1, 2]), 1;
        pairs: pairs(BTreeMap::from([(1, 'a'), (2, 'b'), (3, 'ü')])), 1;
        countdown: countdown(4), 1;
        archive: archive(1), 1;
        sprout: sprout(3), 3;
        desk: desk(vec![2, 3]), 1;
        office: office(vec![office(vec![]), office(vec![office(vec![])])]), 0;
        parcels: parcels(vec![Parcel::new(1), Parcel::new(2)]), 0;
        lookup: lookup(vec![Key::Number(4), Key::Text("a".to_owned()), Key::Pair(1, 2)]), 0;
        moves: moves(vec![Move::Go { steps: 2 }, Move::Stop], Place::At(3)), 0;
    }
}

fn order() -> Order {
    let line = |name: &str, price| Line {
        name: name.to_owned(),
        price,
    };
    Order {
        id: 7,
        lines: vec![line("nut", 3), line("bolt", 400)],
        address: Some(Address {
            street: "Side".to_owned(),
            number: (4, 'b'),
        }),
    }
}
