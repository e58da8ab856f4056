//! How a frame gets into the buffer of the value around it without a buffer of its own; and a described value, which is
//! written among others as a frame is.
//!
//! Serde lets a value hand over bytes, but not append them itself. So the buffer is lent to the value: inside of an
//! error, whose [`source`](Error::source) is the one thing that comes through serde with its type. The value appends to
//! it and returns the error, of which the writer takes the buffer again. Without `std` serde's errors have no source: there
//! each frame is handed over as bytes.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::{any::type_name, cell::RefCell, error::Error, fmt, mem};

use serde::{
    Serialize, Serializer,
    ser::{self, Impossible},
};

use super::{FRAME_LEVELS, Stack, TOO_DEEP, ValueError, write::Writer};
use crate::snapshot::{fill, frame_levels, reserve};

const NO_FRAME: &str = "it is not a coroutine, although it is named as one";

/// Whether a serializer with this type of errors lends its buffer, when it is asked for a unit.
pub(crate) fn lends<E>() -> bool {
    cfg!(feature = "std") && type_name::<E>() == type_name::<Unfinished>()
}

/// A frame that was not handed over as bytes.
#[derive(Debug)]
enum Unfinished {
    Lent(Lent),
    Fault(String),
}

/// A buffer to append a frame to.
#[derive(Debug)]
pub(crate) struct Lent(RefCell<Loan>);

#[derive(Debug)]
struct Loan {
    out: Vec<u8>,
    stack: Stack,
    /// The levels of the frame, once it is there.
    frame: Option<Result<usize, String>>,
}

impl Lent {
    /// The buffer inside of a serializer's error.
    #[cfg(feature = "std")]
    pub(crate) fn by(error: &impl ser::Error) -> Option<&Self> {
        error.source()?.downcast_ref()
    }

    /// There is none.
    #[cfg(not(feature = "std"))]
    pub(crate) fn by(_: &impl ser::Error) -> Option<&Self> {
        None
    }

    /// Appends what `write` does, which is told where the stack stood when the writing was begun, and gives the levels.
    pub(crate) fn append<E: fmt::Display>(
        &self,
        write: impl FnOnce(&mut Vec<u8>, Stack) -> Result<usize, E>,
    ) {
        let loan = &mut *self.0.borrow_mut();
        let written = write(&mut loan.out, loan.stack);
        loan.frame = Some(written.map_err(|error| error.to_string()));
    }
}

impl fmt::Display for Lent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NO_FRAME)
    }
}

impl Error for Lent {}

impl fmt::Display for Unfinished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfinished::Lent(lent) => lent.fmt(f),
            Unfinished::Fault(message) => f.write_str(message),
        }
    }
}

impl Error for Unfinished {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Unfinished::Lent(lent) => Some(lent),
            Unfinished::Fault(_) => None,
        }
    }
}

impl ser::Error for Unfinished {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Unfinished::Fault(message.to_string())
    }
}

impl Writer<'_> {
    /// Writes an instance, a byte string that holds a frame, or what is written alike.
    pub(super) fn frame<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        if !self.stack.has_room() {
            return Err(TOO_DEEP.into());
        }
        let length = reserve(self.out);
        let written = match value.serialize(FrameWriter(self)) {
            Ok(levels) => Ok(levels),
            Err(Unfinished::Lent(Lent(loan))) => {
                let loan = loan.into_inner();
                *self.out = loan.out;
                loan.frame.unwrap_or_else(|| Err(NO_FRAME.into()))
            }
            Err(Unfinished::Fault(message)) => Err(message),
        };
        match written {
            Ok(levels) => {
                let written = self.out.len() - length - 1;
                fill(self.out, length, written);
                self.reach(self.level + FRAME_LEVELS + levels)
            }
            Err(message) => {
                self.out.truncate(length);
                Err(ser::Error::custom(message))
            }
        }
    }
}

/// Takes one frame, and gives its levels.
struct FrameWriter<'w, 'a>(&'w mut Writer<'a>);

/// Methods that take what is not a frame.
macro_rules! no_frame {
    ($($method:ident($($argument:ty),*) $(-> $Compound:ident)?,)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<no_frame!(@ $($Compound)?), Unfinished> {
            Err(ser::Error::custom(NO_FRAME))
        }
    )*};
    (@) => { usize };
    (@ $Compound:ident) => { Self::$Compound };
}

impl Serializer for FrameWriter<'_, '_> {
    type Ok = usize;
    type Error = Unfinished;
    type SerializeSeq = Impossible<usize, Unfinished>;
    type SerializeTuple = Impossible<usize, Unfinished>;
    type SerializeTupleStruct = Impossible<usize, Unfinished>;
    type SerializeTupleVariant = Impossible<usize, Unfinished>;
    type SerializeMap = Impossible<usize, Unfinished>;
    type SerializeStruct = Impossible<usize, Unfinished>;
    type SerializeStructVariant = Impossible<usize, Unfinished>;

    fn is_human_readable(&self) -> bool {
        false
    }

    /// Asked by an instance for the buffer.
    fn serialize_unit(self) -> Result<usize, Unfinished> {
        Err(Unfinished::Lent(Lent(RefCell::new(Loan {
            out: mem::take(self.0.out),
            stack: self.0.stack,
            frame: None,
        }))))
    }

    /// Of an instance that something without its type stands around.
    fn serialize_bytes(self, frame: &[u8]) -> Result<usize, Unfinished> {
        self.0.out.extend_from_slice(frame);
        Ok(frame_levels(frame))
    }

    no_frame! {
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_str(&str),
        serialize_none(),
        serialize_unit_struct(&'static str),
        serialize_unit_variant(&'static str, u32, &'static str),
        serialize_seq(Option<usize>) -> SerializeSeq,
        serialize_tuple(usize) -> SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant,
        serialize_map(Option<usize>) -> SerializeMap,
        serialize_struct(&'static str, usize) -> SerializeStruct,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant,
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<usize, Unfinished> {
        Err(ser::Error::custom(NO_FRAME))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<usize, Unfinished> {
        Err(ser::Error::custom(NO_FRAME))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<usize, Unfinished> {
        Err(ser::Error::custom(NO_FRAME))
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use alloc::{vec, vec::Vec};

    use serde::ser::SerializeSeq;

    use super::{
        super::{DEEPEST, FRAME},
        *,
    };
    use crate::SnapshotError;

    /// An instance as something without its type, or an adapter, shows it; or something else under its name.
    enum Shown {
        Bytes(&'static [u8]),
        Unit,
        Number,
        /// Appends this, and says this of it.
        Lent(&'static [u8], Result<usize, SnapshotError>),
    }

    struct Inside<'a>(&'a Shown);

    impl Serialize for Shown {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_newtype_struct(FRAME, &Inside(self))
        }
    }

    impl Serialize for Inside<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            assert!(lends::<S::Error>());
            match self.0 {
                Shown::Bytes(bytes) => serializer.serialize_bytes(bytes),
                Shown::Unit => serializer.serialize_unit(),
                Shown::Number => serializer.serialize_u8(1),
                Shown::Lent(bytes, levels) => serializer.serialize_unit().inspect_err(|error| {
                    let lent = Lent::by(error).expect("it is lent");
                    lent.append(|out, _| {
                        out.extend_from_slice(bytes);
                        levels.clone()
                    });
                }),
            }
        }
    }

    /// Writes whichever of its items can be written.
    struct Any<'a>(&'a [Shown]);

    impl Serialize for Any<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut sequence = serializer.serialize_seq(Some(self.0.len()))?;
            for item in self.0 {
                let _ = sequence.serialize_element(item);
            }
            sequence.end()
        }
    }

    fn refused() -> SnapshotError {
        SnapshotError::Value {
            definition: "a".into(),
            variable: "b".into(),
            message: "c".into(),
        }
    }

    #[test]
    fn what_fails_leaves_nothing() {
        let items = [
            Shown::Bytes(&[2, 7]),
            Shown::Unit,
            Shown::Number,
            Shown::Lent(&[1; 200], Err(refused())),
            Shown::Lent(&[3; 200], Ok(5)),
        ];
        let mut bytes = vec![9];
        let mut writer = Writer::new(&mut bytes);
        Any(&items).serialize(&mut writer).unwrap();
        assert_eq!(writer.deepest(), 1 + FRAME_LEVELS + 5);
        let written = [&[9, 5, 2, 2, 7][..], &[0xC8, 1], &[3; 200]].concat();
        assert_eq!(bytes, written);
    }

    #[test]
    fn levels_and_errors_come_back() {
        let write = |shown: &Shown| {
            let mut bytes = Vec::new();
            let written = shown.serialize(&mut Writer::new(&mut bytes));
            written.map_err(|error| error.to_string())
        };
        assert_eq!(write(&Shown::Unit), Err(NO_FRAME.into()));
        let failed = Shown::Lent(&[], Err(refused()));
        assert_eq!(write(&failed), Err(refused().to_string()));
        let most = DEEPEST - FRAME_LEVELS;
        assert_eq!(write(&Shown::Lent(&[], Ok(most))), Ok(()));
        assert_eq!(write(&Shown::Lent(&[], Ok(most + 1))), Err(TOO_DEEP.into()));
    }
}
