//! Calls that wait for other calls, or hold them.

use resumable::{Instance, resumable};

use super::values::counter;

#[resumable(name = "sign")]
fn sign(page: u32) -> String {
    let names = vec!["Ada".to_owned()];
    yield_!('first: ());
    yield_!('second: ());
    format!("{page} by {names:?}")
}

#[resumable(name = "contract")]
fn contract(id: u32) -> String {
    let title = format!("contract {id}");
    format!("{title}: {}", sign(id + 1).await)
}

#[resumable(name = "archive")]
pub(super) fn archive(shelf: u32) -> String {
    format!("{shelf}: {}", contract(shelf + 1).await)
}

#[resumable(name = "sprout")]
pub(super) fn sprout(depth: u32) -> u32 {
    yield_!('before: ());
    if depth == 0 {
        return 1;
    }
    let left = sprout(depth - 1).await;
    yield_!('between: ());
    left + sprout(depth - 1).await
}

#[resumable(name = "desk")]
pub(super) fn desk(lengths: Vec<u32>) -> u32 {
    let mut waiting: Vec<Instance<counter>> = lengths.into_iter().map(counter).collect();
    let spare = Some(counter(1));
    let mut sum = 0;
    while let Some(next) = waiting.pop() {
        sum += next.await;
    }
    sum + spare.map_or(0, |spare| spare.count() as u32)
}

/// Holds calls of itself.
#[resumable(name = "office")]
pub(super) fn office(rooms: Vec<Instance<office>>) -> usize {
    yield_!();
    rooms.len()
}
