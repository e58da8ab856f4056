//! What is allocated: nothing for a snapshot into a buffer that has been used before, little for hostile bytes.

mod common;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use common::{Collect, counter, hold};
use resumable::{Instance, resumable};

/// Counts what this thread asks for.
struct Counting;

thread_local! {
    static ASKED: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

// SAFETY: every method is the system allocator's.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (times, bytes) = ASKED.get();
        ASKED.set((times + 1, bytes + layout.size()));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often and how many bytes `work` allocates.
fn allocations<T>(work: impl FnOnce() -> T) -> (usize, usize) {
    let (times, bytes) = ASKED.get();
    let _ = work();
    let after = ASKED.get();
    (after.0 - times, after.1 - bytes)
}

#[test]
fn a_used_buffer_is_enough() {
    let mut co = counter(100_000);
    let _ = co.start();
    let mut buffer = Vec::new();
    co.snapshot_into(&mut buffer).unwrap();
    for _ in 0..1000 {
        let _ = co.resume(());
        assert_eq!(allocations(|| co.snapshot_into(&mut buffer)), (0, 0));
    }
    assert_eq!(allocations(|| co.resume(())), (0, 0));
    assert_eq!(allocations(|| co.snapshot()).0, 1);
    assert_eq!(
        allocations(|| Instance::<common::counter>::restore(&buffer)).0,
        1
    );
}

#[resumable(yield = u32)]
fn parent(n: u32) -> u32 {
    inner(n).await
}

#[resumable(yield = u32)]
fn inner(n: u32) -> u32 {
    let last = some(n).await;
    last + 1
}

#[resumable(yield = u32)]
fn some(n: u32) -> u32 {
    for i in 0..n {
        yield_!(i);
    }
    n
}

#[test]
fn coroutines_inside_need_no_buffer() {
    let mut co = parent(1000);
    let _ = co.start();
    let mut buffer = Vec::new();
    co.snapshot_into(&mut buffer).unwrap();
    for _ in 0..1000 {
        assert_eq!(allocations(|| co.snapshot_into(&mut buffer)), (0, 0));
        let _ = co.resume(());
    }
    assert_eq!(allocations(|| Instance::<parent>::restore(&buffer)).0, 3);
}

#[test]
fn hostile_lengths_allocate_little() {
    let good = hold::<Collect>(vec!["a".into()]).snapshot().unwrap();
    for index in 4..good.len() - 4 {
        for hostile in [
            &[0xFF, 0xFF, 0xFF, 0xFF, 0x0F][..],
            &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
        ] {
            let mut bytes = good[..index].to_vec();
            bytes.extend(hostile);
            bytes.extend(&good[index + 1..good.len() - 4]);
            bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
            let (_, asked) = allocations(|| Instance::<hold<Collect>>::restore(&bytes));
            assert!(
                asked < 64 * bytes.len(),
                "{asked} bytes for {}",
                bytes.len()
            );
        }
    }
}
