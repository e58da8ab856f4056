//! A snapshot in its parts, to be made from others.

use tests::waiting::with_checksum;

/// What stands in a frame.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Frame {
    pub(crate) levels: usize,
    pub(crate) name: Vec<u8>,
    pub(crate) point: [u8; 4],
    pub(crate) variables: Vec<Variable>,
}

/// The name's id with the type's fingerprint, and the value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variable {
    pub(crate) tag: [u8; 7],
    pub(crate) value: Vec<u8>,
}

const HEAD: &[u8] = b"\xF5rs\x01";

impl Frame {
    /// The frame of a good snapshot.
    pub(crate) fn of(snapshot: &[u8]) -> Frame {
        let body = snapshot.strip_prefix(HEAD).expect("a snapshot");
        Frame::parse(&body[..body.len() - 4])
    }

    pub(crate) fn parse(bytes: &[u8]) -> Frame {
        let mut rest = bytes;
        let levels = take_varint(&mut rest);
        let length = take_varint(&mut rest);
        let name = take(&mut rest, length).to_vec();
        let point = take(&mut rest, 4).try_into().expect("four");
        let mut variables = vec![];
        for _ in 0..take_varint(&mut rest) {
            let tag = take(&mut rest, 7).try_into().expect("seven");
            let length = take_varint(&mut rest);
            let value = take(&mut rest, length).to_vec();
            variables.push(Variable { tag, value });
        }
        assert_eq!(rest, b"");
        Frame {
            levels,
            name,
            point,
            variables,
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = varint(self.levels);
        bytes.extend(prefixed(&self.name));
        bytes.extend(self.point);
        bytes.extend(varint(self.variables.len()));
        for variable in &self.variables {
            bytes.extend(variable.tag);
            bytes.extend(prefixed(&variable.value));
        }
        bytes
    }

    /// A snapshot with a right checksum.
    pub(crate) fn snapshot(&self) -> Vec<u8> {
        with_checksum(&[HEAD, &self.bytes()].concat())
    }
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (taken, left) = rest.split_at(count);
    *rest = left;
    taken
}

fn take_varint(rest: &mut &[u8]) -> usize {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let byte = usize::from(take(rest, 1)[0]);
        value |= (byte & 0x7F) << shift;
        if byte < 0x80 {
            break;
        }
    }
    value
}

/// A number, seven bits a byte.
pub(crate) fn varint(mut value: usize) -> Vec<u8> {
    let mut bytes = vec![];
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// Bytes behind their number.
pub(crate) fn prefixed(bytes: &[u8]) -> Vec<u8> {
    [&varint(bytes.len()), bytes].concat()
}

#[test]
fn parts_are_put_together_again() {
    for (kind, bytes) in super::snapshots() {
        assert_eq!(Frame::of(&bytes).snapshot(), bytes, "{}", kind.name);
    }
}
