//! Snapshots as bytes: what they restore to, and every way in which they can be refused.

mod common;

use common::{
    Collect, Digit, Grandparent, Parent, Picky, Relabelled, Renamed, Retyped, counter, hold,
};
use resumable::{Definition, Instance, Live, RestoreError, Shape, SnapshotError, Status, Step};

fn suspended_counter() -> Instance<counter> {
    let mut co = counter(3);
    assert_eq!(co.start(), Step::Yielded(0));
    co
}

fn collected() -> Vec<u8> {
    let mut co = hold::<Collect>(vec!["a".into(), "b".into()]);
    let _ = co.start();
    co.snapshot().unwrap()
}

/// What a value of type `T` has before its length.
fn tag<T: Live>(name: &str) -> Vec<u8> {
    let id = crc32fast::hash(name.as_bytes()).to_le_bytes();
    let fingerprint = Shape::of::<T>().fingerprint().to_le_bytes();
    [&id[..3], &fingerprint].concat()
}

fn refusal<D: Definition>(bytes: &[u8]) -> RestoreError {
    match Instance::<D>::restore(bytes) {
        Ok(co) => panic!("{bytes:?} gives {co:?}"),
        Err(error) => error,
    }
}

#[test]
fn restores_in_each_status_that_can_be_saved() {
    let bytes = counter(2).snapshot().unwrap();
    let mut co = Instance::<counter>::restore(&bytes).unwrap();
    assert_eq!(co.status(), Status::Ready);
    assert_eq!(co.snapshot().unwrap(), bytes);
    assert_eq!(co.start(), Step::Yielded(0));

    let bytes = co.snapshot().unwrap();
    let mut co = Instance::<counter>::restore(&bytes).unwrap();
    assert_eq!(co.status(), Status::Suspended);
    assert_eq!(co.snapshot().unwrap(), bytes);
    assert_eq!(co.resume(()), Step::Yielded(1));

    assert_eq!(co.resume(()), Step::Complete(2));
    let error = co.snapshot().unwrap_err();
    let expected = SnapshotError::NotSuspendable {
        name: "tests::counter".into(),
        status: Status::Complete,
    };
    assert_eq!(error, expected);
    assert_eq!(
        error.to_string(),
        "`tests::counter` cannot be saved: it is complete"
    );
}

#[test]
fn the_bytes_are_as_specified() {
    let bytes = suspended_counter().snapshot().unwrap();
    let mut expected = b"\xF5rs\x01\x00\x0Etests::counter\x22\x22\x22\x22\x02".to_vec();
    for (name, value) in [("n", 3), ("i", 0)] {
        expected.extend(tag::<u32>(name));
        expected.extend([1, value]);
    }
    expected.extend(crc32fast::hash(&expected).to_le_bytes());
    assert_eq!(bytes, expected);
    assert!(bytes.len() <= 48);
}

#[test]
fn a_buffer_is_replaced() {
    let mut buffer = b"old".to_vec();
    let mut co = suspended_counter();
    co.snapshot_into(&mut buffer).unwrap();
    assert_eq!(buffer, co.snapshot().unwrap());
    co.by_ref().for_each(drop);
    assert!(co.snapshot_into(&mut buffer).is_err());
    assert!(buffer.is_empty());
}

#[test]
fn long_values_have_long_lengths() {
    for length in [126, 127, 128, 16_383, 16_384, 100_000] {
        let co = hold::<Collect>(vec!["x".repeat(length)]);
        let bytes = co.snapshot().unwrap();
        let mut co = Instance::<hold<Collect>>::restore(&bytes).unwrap();
        assert_eq!(co.snapshot().unwrap(), bytes);
        let _ = co.start();
        assert_eq!(co.resume("end".into()), Step::Complete("x".repeat(length)));
    }
}

#[test]
fn instances_in_instances() {
    let mut co = hold::<Grandparent>(hold(counter(2)));
    let mut step = co.start();
    let mut steps = 0;
    while step.is_yielded() {
        steps += 1;
        let bytes = co.snapshot().unwrap();
        co = Instance::restore(&bytes).unwrap();
        assert_eq!(co.snapshot().unwrap(), bytes);
        step = co.resume("on".into());
    }
    assert_eq!((steps, step), (2, Step::Complete("2".into())));
}

#[test]
fn no_bytes_at_all() {
    assert_eq!(refusal::<counter>(b""), RestoreError::Truncated);
    assert_eq!(
        refusal::<counter>(b"{\"coroutine\":1}"),
        RestoreError::BadMagic
    );
    assert_eq!(refusal::<counter>(b"{"), RestoreError::BadMagic);
}

#[test]
fn truncated_anywhere() {
    let bytes = suspended_counter().snapshot().unwrap();
    for length in 0..bytes.len() {
        assert_eq!(
            refusal::<counter>(&bytes[..length]),
            RestoreError::Truncated,
            "after {length}"
        );
    }
}

#[test]
fn any_byte_changed() {
    for bytes in [suspended_counter().snapshot().unwrap(), collected()] {
        for index in 0..bytes.len() {
            for change in 1..=u8::MAX {
                let mut bytes = bytes.clone();
                bytes[index] ^= change;
                let error = refusal::<counter>(&bytes);
                assert!(
                    matches!(
                        (index, &error),
                        (0..3, RestoreError::BadMagic)
                            | (2, RestoreError::Sealed)
                            | (3, RestoreError::UnsupportedVersion { .. })
                            | (4.., RestoreError::Checksum | RestoreError::Truncated)
                    ),
                    "{index}: {error}"
                );
            }
        }
    }
}

#[test]
fn another_version() {
    let mut bytes = counter(3).snapshot().unwrap();
    bytes[3] = 2;
    let error = refusal::<counter>(&bytes);
    assert_eq!(error, RestoreError::UnsupportedVersion { found: 2 });
    assert!(error.to_string().contains("format version 2"));
}

#[test]
fn trailing_bytes() {
    let mut bytes = counter(3).snapshot().unwrap();
    bytes.extend(*b"more");
    assert_eq!(
        refusal::<counter>(&bytes),
        RestoreError::TrailingBytes { count: 4 }
    );
}

#[test]
fn another_definition() {
    let error = refusal::<counter>(&collected());
    assert_eq!(
        error.to_string(),
        "the snapshot is of `tests::collect`, not of `tests::counter`; a function that was moved keeps its name with \
         `#[resumable(name = \"..\")]`"
    );
}

#[test]
fn a_point_that_is_gone() {
    let error = refusal::<hold<Relabelled>>(&collected());
    assert_eq!(
        error.to_string(),
        "`tests::collect` has no suspension point 0x00000002; it has `start` (src/hold.rs:1:1), `kept` (src/hold.rs:2:5); \
         `renamed(\"old\" => \"new\")` in its `#[resumable(..)]` maps one that has another name now"
    );
    assert!(matches!(error, RestoreError::UnknownLocation { known, .. } if known.len() == 2));
}

#[test]
fn a_variable_that_is_new() {
    let error = refusal::<hold<Renamed>>(&collected());
    let expected = RestoreError::MissingVariable {
        definition: "tests::collect".into(),
        location: "`held` (src/hold.rs:2:5)".into(),
        variable: "words".into(),
    };
    assert_eq!(error, expected);
    assert_eq!(
        error.to_string(),
        "`tests::collect` needs the variable `words` at `held` (src/hold.rs:2:5), and the snapshot does not have it; \
         `#[default(..)]` on its `let` or parameter gives it a value then"
    );
}

/// Builds a snapshot of [`counter`] from its parts, with a right checksum.
fn forged(variables: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = b"\xF5rs\x01\x00\x0Etests::counter\x22\x22\x22\x22".to_vec();
    bytes.push(variables.len().try_into().unwrap());
    for (name, value) in variables {
        bytes.extend(tag::<u32>(name));
        bytes.push(value.len().try_into().unwrap());
        bytes.extend(*value);
    }
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    bytes
}

#[test]
fn variables_in_any_order_and_more_of_them() {
    let bytes = forged(&[("gone", b"?"), ("i", &[1]), ("also", b""), ("n", &[3])]);
    let mut co = Instance::<counter>::restore(&bytes).unwrap();
    assert_eq!(
        format!("{co:?}"),
        "counter at src/main.rs:5:24 { n: 3, i: 1 }"
    );
    assert_eq!(co.resume(()), Step::Yielded(2));
}

#[test]
fn a_value_of_another_type() {
    let error = refusal::<counter>(&forged(&[("n", &[3]), ("i", b"\xFF\xFF\xFF\xFF\xFF")]));
    assert!(
        matches!(&error, RestoreError::Malformed { variable, .. } if variable == "i"),
        "{error}"
    );
    // One byte too many, and one too few.
    let error = refusal::<counter>(&forged(&[("n", &[3, 0]), ("i", &[0])]));
    assert!(
        matches!(&error, RestoreError::Malformed { variable, .. } if variable == "n"),
        "{error}"
    );
    let error = refusal::<counter>(&forged(&[("n", &[]), ("i", &[0])]));
    assert!(
        matches!(&error, RestoreError::Malformed { variable, .. } if variable == "n"),
        "{error}"
    );
}

#[test]
fn a_variable_of_another_type() {
    let error = refusal::<hold<Retyped>>(&collected());
    let expected = RestoreError::TypeChanged {
        definition: "tests::collect".into(),
        location: "`held` (src/hold.rs:2:5)".into(),
        variable: "value".into(),
        expected: "bool".into(),
        found: "[String]".into(),
    };
    assert_eq!(error, expected);
    assert_eq!(
        error.to_string(),
        "the variable `value` of `tests::collect` at `held` (src/hold.rs:2:5) is now `bool`, and was saved as \
         `[String]`; `#[was(OldType)]` on its `let` or parameter converts it"
    );
}

#[test]
fn values_that_refuse() {
    let error = hold::<Picky>(vec![Digit(1), Digit(10)])
        .snapshot()
        .unwrap_err();
    assert!(
        matches!(&error, SnapshotError::Value { variable, .. } if variable == "value"),
        "{error}"
    );
    let bytes = hold::<Picky>(vec![Digit(7)]).snapshot().unwrap();
    let error = refusal::<hold<Picky>>(&bytes);
    assert!(
        matches!(&error, RestoreError::Malformed { variable, .. } if variable == "value"),
        "{error}"
    );
}

/// Whatever stands where a length or a count stands.
#[test]
fn hostile_envelopes() {
    let good = suspended_counter().snapshot().unwrap();
    for index in 4..=good.len() - 4 {
        for hostile in [
            &[0xFF; 12][..],
            &[0x80; 12],
            &[0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
            &[0],
        ] {
            let mut bytes = good[..index].to_vec();
            bytes.extend(hostile);
            bytes.extend(&good[index..good.len() - 4]);
            bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
            let _ = Instance::<counter>::restore(&bytes);
        }
    }
}

/// An instance inside has no checksum of its own: the outer one covers it.
#[test]
fn an_instance_inside_of_another_definition() {
    let mut co = hold::<Parent>(counter(2));
    let _ = co.start();
    let mut bytes = co.snapshot().unwrap();
    let at = bytes
        .windows(7)
        .position(|window| window == b"counter")
        .unwrap();
    bytes[at] = b'k';
    let end = bytes.len() - 4;
    let checksum = crc32fast::hash(&bytes[..end]).to_le_bytes();
    bytes[end..].copy_from_slice(&checksum);
    let error = refusal::<hold<Parent>>(&bytes);
    let expected = RestoreError::WrongDefinition {
        expected: "tests::counter".into(),
        found: "tests::kounter".into(),
    };
    assert_eq!(error, expected);
}
