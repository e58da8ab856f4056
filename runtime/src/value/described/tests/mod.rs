//! Described values, written and read.

mod bytes;
mod hostile;
mod kept;
mod levels;
mod random;
mod round_trips;
mod types;

use alloc::vec::Vec;
use core::fmt::Debug;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{DescribedReader, DescribedWriter, LEVELS, tag};
use crate::value::{DEEPEST, Reader, Value, ValueError, Writer};

/// The bytes of a value, and how many levels they have.
fn write<T: Serialize + ?Sized>(value: &T) -> Result<(Vec<u8>, usize), ValueError> {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes);
    value.serialize(DescribedWriter::new(&mut writer))?;
    let levels = writer.deepest();
    Ok((bytes, levels))
}

fn bytes_of<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    write(value).unwrap().0
}

/// Reads all of the bytes as a value of at most this many levels.
fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8], levels: usize) -> Result<T, ValueError> {
    let mut reader = Reader::new(bytes, levels);
    let value = T::deserialize(DescribedReader::new(&mut reader))?;
    reader.finish()?;
    Ok(value)
}

/// The value as an inspector sees it.
fn shown(bytes: &[u8], levels: usize) -> Result<Value, ValueError> {
    Value::described(Reader::new(bytes, levels))
}

/// What is read through serde's own buffer.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Buffered<T> {
    It(T),
}

/// The value comes back from its bytes, with no more levels than were counted.
fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let (bytes, levels) = write(value).unwrap();
    assert_eq!(&read::<T>(&bytes, levels).unwrap(), value, "{bytes:02x?}");
    read::<serde::de::IgnoredAny>(&bytes, levels).unwrap();
    let value = shown(&bytes, levels).unwrap();
    assert!(levels <= DEEPEST, "{value}");
}

/// As [`round_trip`], and by way of serde's own buffer too.
fn round_trip_any_way<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    round_trip(value);
    let (bytes, levels) = write(value).unwrap();
    let Buffered::It(buffered) = read::<Buffered<T>>(&bytes, levels).unwrap();
    assert_eq!(&buffered, value, "{bytes:02x?}");
}
