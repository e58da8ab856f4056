//! Bytes that nobody wrote: whatever they are, a restore gives a call or an error, and asks for little memory.

mod deep_tasks;
mod formats;
mod inspected;
mod mutate;
mod nested;
mod parts;
mod seeds;
mod tasks;

use tests::allocations::Counting;
use tests::waiting::{Kind, attempt, kinds, with_checksum};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many bytes are changed at random.
const MUTATIONS: usize = 200_000;

/// The stack of a thread as the standard library makes it.
const STACK: usize = 2 << 20;

/// Runs `work` where little stack is left to overflow.
fn in_a_small_thread(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    if let Err(panic) = thread.expect("a thread").join() {
        std::panic::resume_unwind(panic);
    }
}

/// Every kind with a snapshot of it.
fn snapshots() -> Vec<(Kind, Vec<u8>)> {
    let snapshot = |kind: Kind| {
        let bytes = kind.snapshot();
        (kind, bytes)
    };
    kinds().into_iter().map(snapshot).collect()
}

/// The bytes that a checksum covers.
fn body(snapshot: &[u8]) -> &[u8] {
    &snapshot[..snapshot.len() - 4]
}

#[test]
fn unchanged() {
    for (kind, bytes) in snapshots() {
        assert!(attempt(&kind, &bytes), "{}", kind.name);
        assert_eq!(with_checksum(body(&bytes)), bytes);
    }
}

#[test]
fn truncated_anywhere() {
    in_a_small_thread(|| {
        for (kind, bytes) in snapshots() {
            for length in 0..bytes.len() {
                assert!(!attempt(&kind, &bytes[..length]), "{} {length}", kind.name);
            }
            for length in 0..body(&bytes).len() {
                attempt(&kind, &with_checksum(&bytes[..length]));
            }
        }
    });
}

#[test]
fn one_byte_changed_without_its_checksum() {
    in_a_small_thread(|| {
        for (kind, mut bytes) in snapshots() {
            for index in 0..bytes.len() {
                for _ in 0..255 {
                    bytes[index] = bytes[index].wrapping_add(1);
                    assert!(!attempt(&kind, &bytes), "{} {index}", kind.name);
                }
                bytes[index] = bytes[index].wrapping_add(1);
            }
        }
    });
}

/// Changes every byte of some of the kinds, by the remainder of their number, so that two threads share the work.
fn change_every_byte(remainder: usize) {
    in_a_small_thread(move || {
        for (kind, bytes) in snapshots().into_iter().skip(remainder).step_by(2) {
            let mut body = body(&bytes).to_vec();
            for index in 0..body.len() {
                for _ in 0..255 {
                    body[index] = body[index].wrapping_add(1);
                    attempt(&kind, &with_checksum(&body));
                }
                body[index] = body[index].wrapping_add(1);
            }
        }
    });
}

#[test]
fn one_byte_changed_with_its_checksum() {
    change_every_byte(0);
}

#[test]
fn one_byte_changed_with_its_checksum_of_others() {
    change_every_byte(1);
}

#[test]
fn changed_at_random() {
    in_a_small_thread(|| {
        let snapshots = snapshots();
        let bodies: Vec<&[u8]> = snapshots.iter().map(|(_, bytes)| body(bytes)).collect();
        let mut dice = fastrand::Rng::with_seed(4);
        for _ in 0..MUTATIONS {
            let chosen = dice.usize(..bodies.len());
            let body = mutate::mutated(&mut dice, &bodies, chosen);
            attempt(&snapshots[chosen].0, &with_checksum(&body));
        }
    });
}
