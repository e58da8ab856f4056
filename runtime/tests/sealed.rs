//! Snapshots that are authenticated with a key.
#![cfg(feature = "sealed")]

use resumable::{
    Coroutine, Definition, Instance, Registry, RestoreError, SnapshotError, Step, resumable,
};

const KEY: [u8; 32] = [0x4B; 32];
/// The bytes before the tag.
const HEAD: usize = 4;

#[resumable(yield = u32)]
fn counter(n: u32) -> u32 {
    for i in 0..n {
        yield_!(i);
    }
    n
}

fn started() -> Instance<counter> {
    let mut co = counter(3);
    assert_eq!(co.start(), Step::Yielded(0));
    co
}

fn sealed() -> Vec<u8> {
    started().snapshot_sealed(&KEY).expect("it waits")
}

fn refusal(bytes: &[u8], key: &[u8; 32]) -> RestoreError {
    match Instance::<counter>::restore_sealed(bytes, key) {
        Ok(co) => panic!("{bytes:?} gives {co:?}"),
        Err(error) => error,
    }
}

#[test]
fn restores_where_it_waited() {
    let bytes = sealed();
    let mut co = Instance::<counter>::restore_sealed(&bytes, &KEY).unwrap();
    assert_eq!(co.snapshot_sealed(&KEY).unwrap(), bytes);
    assert_eq!(co.resume(()), Step::Yielded(1));
}

#[test]
fn holds_the_snapshot_behind_a_head_and_a_tag() {
    let snapshot = started().snapshot().unwrap();
    assert_eq!(sealed()[HEAD + 32..], snapshot);
}

#[test]
fn every_change_of_a_bit_is_refused() {
    let whole = sealed();
    for place in 0..whole.len() {
        for bit in 0..8 {
            let mut altered = whole.clone();
            altered[place] ^= 1 << bit;
            let error = refusal(&altered, &KEY);
            let expected = match place {
                // The magic of plain snapshots is one bit away.
                2 if altered[2] == b's' => RestoreError::NotSealed,
                0..3 => RestoreError::BadMagic,
                3 => RestoreError::UnsupportedVersion { found: altered[3] },
                _ => RestoreError::BadSeal,
            };
            assert_eq!(error, expected, "bit {bit} of byte {place}");
        }
    }
}

#[test]
fn every_other_length_is_refused() {
    let whole = sealed();
    for length in 0..whole.len() {
        let expected = if length < HEAD + 32 {
            RestoreError::Truncated
        } else {
            RestoreError::BadSeal
        };
        assert_eq!(
            refusal(&whole[..length], &KEY),
            expected,
            "{length} bytes are left"
        );
    }
    assert_eq!(
        refusal(&[&whole[..], b"?"].concat(), &KEY),
        RestoreError::BadSeal
    );
}

#[test]
fn every_other_key_is_refused() {
    let bytes = sealed();
    for bit in 0..256 {
        let mut other = KEY;
        other[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(
            refusal(&bytes, &other),
            RestoreError::BadSeal,
            "bit {bit} of the key"
        );
    }
}

/// Whoever knows everything but the key cannot make a seal.
#[test]
fn a_made_up_snapshot_is_refused() {
    let mut made_up = sealed()[..HEAD + 32].to_vec();
    let mut richer = counter(1_000_000);
    let _ = richer.start();
    made_up.extend(richer.snapshot().unwrap());
    assert_eq!(refusal(&made_up, &KEY), RestoreError::BadSeal);
}

#[test]
fn plain_and_sealed_are_not_taken_for_each_other() {
    let plain = started().snapshot().unwrap();
    assert_eq!(refusal(&plain, &KEY), RestoreError::NotSealed);
    let error = Instance::<counter>::restore(&sealed()).unwrap_err();
    assert_eq!(error, RestoreError::Sealed);
    assert!(error.to_string().contains("`restore_sealed`"), "{error}");
    assert_eq!(refusal(b"neither", &KEY), RestoreError::BadMagic);
}

/// The seal is right, so what is in it is looked at.
#[test]
fn another_function_is_refused_by_name() {
    #[resumable(yield = u32)]
    fn other() {
        yield_!(0);
    }
    let bytes = other().snapshot_sealed(&KEY).unwrap();
    let expected = RestoreError::WrongDefinition {
        expected: counter::NAME.into(),
        found: other::NAME.into(),
    };
    assert_eq!(refusal(&bytes, &KEY), expected);
}

#[test]
fn a_registry_restores_sealed_calls_that_can_be_sealed_again() {
    let mut registry = Registry::new();
    registry.register::<counter>().unwrap();
    let mut co = registry.restore_sealed(&sealed(), &KEY).unwrap();
    assert_eq!(co.resume(()), Step::Yielded(1));
    let bytes = co.snapshot_sealed(&KEY).unwrap();
    let mut co = Instance::<counter>::restore_sealed(&bytes, &KEY).unwrap();
    assert_eq!(co.resume(()), Step::Yielded(2));

    let plain = started().snapshot().unwrap();
    for (bytes, expected) in [
        (plain, RestoreError::NotSealed),
        (
            started().snapshot_sealed(&[0; 32]).unwrap(),
            RestoreError::BadSeal,
        ),
    ] {
        assert_eq!(registry.restore_sealed(&bytes, &KEY).err(), Some(expected));
    }
    assert_eq!(
        registry.restore(&sealed()).err(),
        Some(RestoreError::Sealed)
    );
}

#[test]
fn what_has_ended_is_not_sealed() {
    let mut co = counter(0);
    assert_eq!(co.start(), Step::Complete(0));
    let expected = SnapshotError::NotSuspendable {
        name: counter::NAME.into(),
        status: co.status(),
    };
    assert_eq!(co.snapshot_sealed(&KEY), Err(expected.clone()));
    let boxed: &dyn Coroutine<Yield = u32, Resume = (), Return = u32> = &co;
    assert_eq!(boxed.snapshot_sealed(&KEY), Err(expected));
}
