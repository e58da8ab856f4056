//! What the plain encoding has no place for, and what it tells of itself.

use alloc::{collections::BTreeMap, string::ToString, vec, vec::Vec};

use serde::{
    Deserialize, Serialize, Serializer,
    de::IgnoredAny,
    ser::{SerializeMap, SerializeSeq},
};

use super::{DEEPEST, Reader, ValueError, Writer};

fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, ValueError> {
    let mut bytes = Vec::new();
    value.serialize(&mut Writer::new(&mut bytes))?;
    Ok(bytes)
}

fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, ValueError> {
    T::deserialize(&mut Reader::new(bytes, DEEPEST))
}

#[derive(Default, Serialize)]
struct Sparse {
    id: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<u8>,
}

#[derive(Serialize)]
enum Choice {
    Unit,
    Newtype(u8),
    Tuple(u8, u8),
    Struct {
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<u8>,
    },
}

/// A sequence, or a map, of a length that it does not say.
struct Unsaid {
    map: bool,
}

impl Serialize for Unsaid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.map {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry(&1, &2)?;
            map.end()
        } else {
            let mut sequence = serializer.serialize_seq(None)?;
            sequence.serialize_element(&1)?;
            sequence.end()
        }
    }
}

#[test]
fn what_is_not_plain_says_so_when_written() {
    let left_out = Sparse::default();
    let in_variant = Choice::Struct { note: None };
    for error in [
        write(&left_out).unwrap_err(),
        write(&vec![Some(left_out)]).unwrap_err(),
        write(&in_variant).unwrap_err(),
        write(&Unsaid { map: false }).unwrap_err(),
        write(&BTreeMap::from([(1, Unsaid { map: true })])).unwrap_err(),
    ] {
        assert!(error.is_not_plain(), "{error}");
    }
    let whole = Sparse {
        note: Some(1),
        ..Sparse::default()
    };
    assert_eq!(write(&whole).unwrap(), [0, 1, 1]);
    assert!(!write(&vec![(); 1 << 17]).unwrap_err().is_not_plain());
    let said: ValueError = serde::ser::Error::custom("the type's own");
    assert!(!said.is_not_plain());
    assert_eq!(
        write(&Sparse::default()).unwrap_err().to_string(),
        "its type leaves out a field (`skip_serializing_if` and the like)"
    );
}

#[test]
fn what_is_not_plain_says_so_when_read() {
    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[allow(dead_code, reason = "only read")]
    enum Untagged {
        Number(u8),
    }
    assert!(read::<IgnoredAny>(&[1]).unwrap_err().is_not_plain());
    assert!(read::<Untagged>(&[1]).unwrap_err().is_not_plain());
    assert!(read::<Vec<Untagged>>(&[1, 1]).unwrap_err().is_not_plain());
    assert!(!read::<bool>(&[2]).unwrap_err().is_not_plain());
    assert!(!read::<u16>(&[]).unwrap_err().is_not_plain());
}

#[test]
fn a_writer_goes_back_to_where_it_was() {
    let mut bytes = vec![9];
    let mut writer = Writer::new(&mut bytes);
    let mark = writer.mark();
    let deep = vec![vec![Some(Sparse::default())]];
    assert!(deep.serialize(&mut writer).unwrap_err().is_not_plain());
    assert_eq!(writer.deepest(), 3);
    assert!(writer.out().len() > 1);
    writer.rewind(mark);
    assert_eq!((writer.deepest(), &writer.out()[..]), (0, &[9][..]));
    Some(1).serialize(&mut writer).unwrap();
    assert_eq!((writer.deepest(), bytes), (1, vec![9, 1, 2]));
}

#[test]
fn variants_are_told_to_an_audit() {
    let mut told = Vec::new();
    let mut bytes = Vec::new();
    let mut audit = |name, index, variant| told.push((name, index, variant));
    let note = Some(1);
    let all = (
        [Choice::Unit, Choice::Newtype(1)],
        Some(Choice::Tuple(1, 2)),
        Choice::Struct { note },
        Ok::<_, u8>(()),
    );
    all.serialize(&mut Writer::auditing(&mut bytes, &mut audit))
        .unwrap();
    assert_eq!(
        told,
        [
            ("Choice", 0, "Unit"),
            ("Choice", 1, "Newtype"),
            ("Choice", 2, "Tuple"),
            ("Choice", 3, "Struct"),
            ("Result", 0, "Ok"),
        ]
    );
    assert_eq!(bytes, write(&all).unwrap());
}

#[test]
fn numbers_of_every_width_come_through() {
    for bits in 0..=u64::BITS {
        let largest = u64::MAX.checked_shr(u64::BITS - bits).unwrap_or(0);
        for number in [largest, largest.wrapping_add(1)] {
            let bytes = write(&number).unwrap();
            assert_eq!(bytes, postcard::to_allocvec(&number).unwrap());
            assert_eq!(read::<u64>(&bytes).unwrap(), number);
            assert!(read::<u64>(&bytes[..bytes.len() - 1]).is_err());
        }
    }
}

#[test]
fn numbers_that_are_too_large_are_refused() {
    for end in [&[2_u8][..], &[0x80, 0], &[0x81, 0], &[0x7F]] {
        let bytes = [&[0xFF; 9], end].concat();
        let error = read::<u64>(&bytes).unwrap_err();
        assert_eq!(error.to_string(), super::TOO_LARGE);
    }
}
