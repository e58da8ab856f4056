//! The two encodings of a variable's value.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    Reader, ValueError, Writer,
    described::{DescribedReader, write_described},
};

/// How a value is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As postcard does: without names and kinds.
    Plain,
    /// With the kind of every value and the name of every field: for types that ask the bytes what they hold.
    Described,
}

impl Encoding {
    /// Appends a value.
    #[inline]
    pub(crate) fn write<T: Serialize + DeserializeOwned>(
        self,
        value: &T,
        writer: &mut Writer<'_>,
    ) -> Result<(), ValueError> {
        match self {
            Encoding::Plain => value.serialize(writer),
            Encoding::Described => write_described(value, writer),
        }
    }
}

/// A value in a snapshot.
#[derive(Clone, Copy)]
pub struct Stored<'de> {
    pub(crate) bytes: &'de [u8],
    pub(crate) encoding: Encoding,
    /// How many levels it may have.
    pub(crate) levels: usize,
}

impl<'de> Stored<'de> {
    /// Reads the value; it must use up the bytes.
    pub(crate) fn read<T: Deserialize<'de>>(self) -> Result<T, ValueError> {
        let mut reader = Reader::new(self.bytes, self.levels);
        let value = match self.encoding {
            Encoding::Plain => T::deserialize(&mut reader)?,
            Encoding::Described => T::deserialize(DescribedReader::new(&mut reader))?,
        };
        reader.finish()?;
        Ok(value)
    }
}
