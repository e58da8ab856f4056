//! The two encodings of a variable's value.

use alloc::vec::Vec;
use core::any::Any;

use serde::{Serialize, Serializer, de::DeserializeOwned};

use super::{
    Reader, Stack, ValueError, Writer,
    described::{DescribedReader, read_described, write_described},
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
    pub(crate) fn write<T: Serialize + DeserializeOwned + 'static>(
        self,
        value: &T,
        writer: &mut Writer<'_>,
    ) -> Result<(), ValueError> {
        match self {
            Encoding::Plain => match (value as &dyn Any).downcast_ref::<Vec<u8>>() {
                // As a whole: the bytes of a list are those of a byte string.
                Some(list) => writer.serialize_bytes(list),
                None => value.serialize(writer),
            },
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
    /// Where the stack stood when the snapshot was begun.
    pub(crate) stack: Stack,
}

impl<'de> Stored<'de> {
    /// A reader of the bytes.
    pub(crate) fn reader(self) -> Reader<'de> {
        Reader::within(self.bytes, self.levels, self.stack)
    }

    /// Reads the value; it must use up the bytes, and have a place for all that was saved.
    #[inline]
    pub(crate) fn read_all<T: Serialize + DeserializeOwned + 'static>(
        self,
    ) -> Result<T, ValueError> {
        match self.encoding {
            Encoding::Plain => self.read(),
            Encoding::Described => read_described(self),
        }
    }

    /// Reads the value; it must use up the bytes.
    #[inline]
    pub(crate) fn read<T: DeserializeOwned + 'static>(self) -> Result<T, ValueError> {
        let mut reader = self.reader();
        let value = match self.encoding {
            Encoding::Plain => read_plain(&mut reader)?,
            Encoding::Described => T::deserialize(DescribedReader::new(&mut reader))?,
        };
        reader.finish()?;
        Ok(value)
    }
}

#[inline]
fn read_plain<T: DeserializeOwned + 'static>(reader: &mut Reader<'_>) -> Result<T, ValueError> {
    let mut value = None::<T>;
    if let Some(list) = (&mut value as &mut dyn Any).downcast_mut::<Option<Vec<u8>>>() {
        *list = Some(reader.list_of_bytes()?.into());
    }
    match value {
        Some(list) => Ok(list),
        None => T::deserialize(reader),
    }
}

#[cfg(test)]
mod tests {
    use alloc::{collections::VecDeque, string::ToString, vec};

    use super::*;

    fn write<T: Serialize + DeserializeOwned + 'static>(value: &T) -> (Vec<u8>, usize) {
        let mut bytes = Vec::new();
        let mut writer = Writer::new(&mut bytes);
        Encoding::Plain.write(value, &mut writer).unwrap();
        let deepest = writer.deepest();
        (bytes, deepest)
    }

    fn read<T: DeserializeOwned + 'static>(bytes: &[u8], levels: usize) -> Result<T, ValueError> {
        let encoding = Encoding::Plain;
        Stored {
            bytes,
            encoding,
            levels,
            stack: Stack::here(),
        }
        .read()
    }

    #[test]
    fn a_list_of_bytes_is_as_any_other_list() {
        let list = vec![0_u8, 127, 128, 255];
        let (bytes, levels) = write(&list);
        assert_eq!(
            (bytes.clone(), levels),
            write(&VecDeque::from(list.clone()))
        );
        assert_eq!(read::<Vec<u8>>(&bytes, levels).unwrap(), list);

        let too_long = [&*bytes, &[0]].concat();
        for (wrong, levels) in [(&*bytes, 0), (&bytes[..3], 1), (&[], 1), (&too_long, 1)] {
            let error = read::<Vec<u8>>(wrong, levels).unwrap_err().to_string();
            let other = read::<VecDeque<u8>>(wrong, levels).unwrap_err();
            assert_eq!(error, other.to_string());
        }
    }
}
