//! Functions whose variables are not saved, or are restored as others.

use resumable::testing::{Torture, torture};
use resumable::{Definition, resumable};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use crate::{assert_says, failure};

/// Its count is not saved.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Forgetful {
    name: String,
    #[serde(skip)]
    count: u32,
}

#[test]
fn a_field_that_is_not_saved() {
    #[resumable(yield = u32)]
    fn remembers() -> u32 {
        let thing = Forgetful {
            name: "it".into(),
            count: 7,
        };
        yield_!(1);
        thing.count
    }
    let text = failure(|| torture::<remembers>((), [()]));
    assert_says(
        &text,
        &[
            "restored at every yield, at resume 1: it returned something else",
            "{ thing: Forgetful { name: \"it\" } }",
            "returned 7",
            "returned 0",
            "something that it needs is not in its snapshot",
        ],
    );
}

/// A value that is read as another one than was written.
#[derive(Debug, Serialize)]
struct Misread(Vec<u32>);

impl<'de> Deserialize<'de> for Misread {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut values = Vec::deserialize(deserializer)?;
        values.reverse();
        Ok(Misread(values))
    }
}

#[resumable(yield = usize)]
fn misread(values: Vec<u32>) -> usize {
    let values = Misread(values);
    yield_!(0);
    values.0.len()
}

#[test]
fn a_value_that_is_read_as_another_one() {
    let text = failure(|| torture::<misread>((vec![1, 2],), [()]));
    assert_says(
        &text,
        &[
            misread::NAME,
            "restored at every yield, at resume 1: what was restored is not what was saved",
            "waited   misread at",
            "{ values: Misread([1, 2]) }",
            "waited   misread at",
            "{ values: Misread([2, 1]) }",
            "in another order",
        ],
    );
    // It is a matter of order, for those who do not care.
    Torture::of(misread(vec![1, 2]))
        .script([()])
        .any_order()
        .processes(false)
        .run();
}

#[test]
fn a_last_value_that_is_read_as_another_one() {
    let text = failure(|| torture::<misread>((vec![1, 2],), []));
    assert_says(
        &text,
        &["at resume 1: what was restored is not what was saved"],
    );
}

/// A value that loses a part when it is read.
#[derive(Debug, Serialize)]
struct Clipped(Vec<u32>);

impl<'de> Deserialize<'de> for Clipped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut values = Vec::deserialize(deserializer)?;
        values.pop();
        Ok(Clipped(values))
    }
}

#[test]
fn a_value_that_loses_a_part() {
    #[resumable]
    fn clipped() -> usize {
        let values = Clipped(vec![1, 2]);
        yield_!();
        values.0.len()
    }
    let text = failure(|| torture::<clipped>((), [()]));
    assert_says(
        &text,
        &[
            "{ values: Clipped([1, 2]) }",
            "{ values: Clipped([1]) }",
            "each other's reverse",
        ],
    );
}

/// Counts how often it was read, which its `Debug` text does not show.
#[derive(Debug)]
struct Counted(u32);

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = if serializer.is_human_readable() {
            0
        } else {
            self.0
        };
        serializer.serialize_u32(shown)
    }
}

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Counted(u32::deserialize(deserializer)? + 1))
    }
}

#[test]
fn bytes_that_differ_unseen() {
    #[resumable]
    fn counted() -> u32 {
        let value = Counted(1);
        yield_!();
        value.0
    }
    let text = failure(|| torture::<counted>((), [()]));
    assert_says(
        &text,
        &[
            "at resume 1: what was restored has another snapshot than what was saved, although it looks alike",
            "writes more than",
        ],
    );
}

#[derive(Debug)]
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(ser::Error::custom("it is of stone"))
    }
}

impl<'de> Deserialize<'de> for Unwritable {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Unwritable)
    }
}

#[test]
fn a_value_that_is_not_written() {
    #[resumable]
    fn unwritable() -> (String, Unwritable) {
        let name = String::from("a tablet");
        let value = Unwritable;
        yield_!();
        (name, value)
    }
    let text = failure(|| torture::<unwritable>((), [()]));
    assert_says(
        &text,
        &[
            unwritable::NAME,
            "uninterrupted, at resume 1: it has no snapshot where it waits",
            "the variable `value` does not serialize: it is of stone",
            "waited   unwritable at",
            "name: \"a tablet\"",
        ],
    );
}

#[derive(Debug, Serialize)]
struct Unreadable(u8);

impl<'de> Deserialize<'de> for Unreadable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u8::deserialize(deserializer)? {
            77 => Err(de::Error::custom("the ink is gone")),
            value => Ok(Unreadable(value)),
        }
    }
}

#[test]
fn a_value_that_is_not_read() {
    #[resumable]
    fn unreadable() -> Unreadable {
        let value = Unreadable(77);
        yield_!();
        value
    }
    let text = failure(|| torture::<unreadable>((), [()]));
    assert_says(
        &text,
        &[
            "restored at every yield, at resume 1: its snapshot does not restore",
            "the ink is gone",
            "waited   unreadable at",
            "{ value: Unreadable(77) }",
        ],
    );
}
