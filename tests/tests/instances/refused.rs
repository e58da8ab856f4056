//! What cannot be restored.

use std::collections::BTreeMap;

use resumable::{Definition, Instance, RestoreError};

use super::{Shape, counter, divider, dividers, shapes, survey};

#[test]
fn bytes_of_another_function_are_refused_by_name() {
    let bytes = counter(3).snapshot().unwrap();
    match Instance::<divider>::restore(&bytes) {
        Err(RestoreError::WrongDefinition { expected, found }) => {
            assert_eq!(expected, divider::NAME);
            assert_eq!(found, counter::NAME);
        }
        other => panic!("{other:?}"),
    }
}

/// Snapshots of different functions at different places.
#[allow(
    clippy::type_complexity,
    reason = "a table of snapshots and what restores them"
)]
fn snapshots() -> Vec<(Vec<u8>, fn(&[u8]) -> Result<Vec<u8>, RestoreError>)> {
    fn again<D: Definition>(bytes: &[u8]) -> Result<Vec<u8>, RestoreError> {
        Instance::<D>::restore(bytes).map(|co| co.snapshot().unwrap())
    }
    let blob = Shape::Blob(
        Some("x".to_owned()),
        BTreeMap::from([("k".to_owned(), vec![1, 2, 3])]),
    );
    let mut shaped = shapes(vec![Shape::Square { side: 3 }, blob.clone(), blob]);
    let _ = shaped.start();
    let mut asking = survey("Ada".to_owned());
    let _ = asking.start();
    let _ = asking.resume("36".to_owned());
    let mut delegating = dividers(9);
    let _ = delegating.start();
    vec![
        (counter(3).snapshot().unwrap(), again::<counter>),
        (shaped.snapshot().unwrap(), again::<shapes>),
        (asking.snapshot().unwrap(), again::<survey>),
        (delegating.snapshot().unwrap(), again::<dividers>),
    ]
}

#[test]
fn every_truncation_is_refused() {
    for (bytes, restore) in snapshots() {
        assert_eq!(restore(&bytes).as_ref(), Ok(&bytes));
        for length in 0..bytes.len() {
            let error = restore(&bytes[..length]).unwrap_err();
            assert!(
                matches!(error, RestoreError::Truncated | RestoreError::Checksum),
                "{length}: {error:?}"
            );
        }
    }
}

#[test]
fn every_flipped_bit_is_refused() {
    for (bytes, restore) in snapshots() {
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            restore(&changed).unwrap_err();
        }
    }
}

#[test]
fn appended_and_foreign_bytes_are_refused() {
    for (bytes, restore) in snapshots() {
        let longer = [&bytes[..], &[0]].concat();
        restore(&longer).unwrap_err();
        restore(&[&bytes[..], &bytes[..]].concat()).unwrap_err();
        let error = restore(b"this is no snapshot at all, but long enough to be one").unwrap_err();
        assert_eq!(error, RestoreError::BadMagic);
    }
}

#[test]
fn json_that_does_not_fit_is_refused() {
    let mut co = counter(3);
    let _ = co.start();
    let json = serde_json::to_string(&co).unwrap();
    for (from, to) in [
        ("\"n\":3", "\"n\":\"three\""),
        ("\"n\":3", "\"m\":3"),
        ("counter", "kounter"),
        ("yield_!(i)", "yield_!(j)"),
    ] {
        assert!(json.contains(from), "{from} in {json}");
        let error = serde_json::from_str::<Instance<counter>>(&json.replace(from, to)).unwrap_err();
        println!("{error}");
    }
    for text in ["null", "{}", "[]", "3", r#"{"coroutine":"counter"}"#] {
        serde_json::from_str::<Instance<counter>>(text).unwrap_err();
    }
}
