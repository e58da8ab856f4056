//! Tasks that nobody wrote: they are refused, or can be driven on without a panic.

use tests::waiting::{TaskKind, task_kinds, with_checksum};

use super::{body, in_a_small_thread, mutate, parts::Frame};

/// How many bytes are changed at random.
const MUTATIONS: usize = 10_000;
/// How often a task that is taken is answered or cancelled.
const STEPS: usize = 4;

/// Every kind with a snapshot of it.
pub(crate) fn tasks() -> Vec<(TaskKind, Vec<u8>)> {
    let snapshot = |kind: TaskKind| {
        let bytes = (kind.snapshot)();
        (kind, bytes)
    };
    task_kinds().into_iter().map(snapshot).collect()
}

/// Restores bytes with a right checksum, and drives what is taken.
fn attempt(kind: &TaskKind, body: &[u8]) -> bool {
    (kind.attempt)(&with_checksum(body), STEPS)
}

#[test]
fn unchanged_tasks() {
    for (kind, bytes) in tasks() {
        assert!(attempt(&kind, body(&bytes)), "{}", kind.name);
    }
}

/// Where a function waits that has not been started, and a saved task never does: the fuzzer has found it.
const START: [u8; 4] = 0x9F79_558F_u32.to_le_bytes();

#[test]
fn tasks_at_their_start() {
    for (kind, bytes) in tasks() {
        let mut frame = Frame::of(&bytes);
        frame.point = START;
        assert!(!(kind.attempt)(&frame.snapshot(), STEPS), "{}", kind.name);
        frame.variables.clear();
        assert!(!(kind.attempt)(&frame.snapshot(), STEPS), "{}", kind.name);
    }
}

#[test]
fn truncated_tasks() {
    for (kind, bytes) in tasks() {
        for length in 0..body(&bytes).len() {
            assert!(!(kind.attempt)(&bytes[..length], STEPS));
            attempt(&kind, &bytes[..length]);
        }
    }
}

#[test]
fn tasks_with_one_byte_changed() {
    in_a_small_thread(|| {
        for (kind, bytes) in tasks() {
            let mut body = body(&bytes).to_vec();
            for index in 0..body.len() {
                let before = body[index];
                // Those that are likely to be another number, and some others.
                let changes = (0..8).chain([
                    before ^ 1,
                    before ^ 0x80,
                    before.wrapping_add(1),
                    before.wrapping_sub(1),
                    255,
                ]);
                for change in changes {
                    body[index] = change;
                    attempt(&kind, &body);
                }
                body[index] = before;
            }
        }
    });
}

#[test]
fn tasks_changed_at_random() {
    in_a_small_thread(|| {
        let tasks = tasks();
        let bodies: Vec<&[u8]> = tasks.iter().map(|(_, bytes)| body(bytes)).collect();
        let mut dice = fastrand::Rng::with_seed(6);
        let mut taken = 0;
        for _ in 0..MUTATIONS {
            let chosen = dice.usize(..bodies.len());
            let body = mutate::mutated(&mut dice, &bodies, chosen);
            taken += usize::from(attempt(&tasks[chosen].0, &body));
        }
        assert!(taken > 20, "{taken} were taken");
    });
}
