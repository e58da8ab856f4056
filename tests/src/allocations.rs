//! How much memory a thread asks for.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// An allocator that counts; a test that wants to know makes it the global one.
pub struct Counting;

/// What was asked for while something ran.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// All of it together.
    pub total: usize,
    /// The most of it at one time.
    pub peak: usize,
}

#[derive(Clone, Copy)]
struct Counts {
    total: usize,
    /// What is given back may have been asked for before.
    held: isize,
    peak: isize,
}

thread_local! {
    static COUNTS: Cell<Counts> = const { Cell::new(Counts { total: 0, held: 0, peak: 0 }) };
}

// SAFETY: every method is the system allocator's.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let counts = COUNTS.get();
        let held = counts.held + layout.size().cast_signed();
        COUNTS.set(Counts {
            total: counts.total + layout.size(),
            held,
            peak: counts.peak.max(held),
        });
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let counts = COUNTS.get();
        COUNTS.set(Counts {
            held: counts.held - layout.size().cast_signed(),
            ..counts
        });
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// What `work` gives, and what this thread asked for meanwhile.
pub fn asked<T>(work: impl FnOnce() -> T) -> (T, Asked) {
    COUNTS.set(Counts {
        total: 0,
        held: 0,
        peak: 0,
    });
    let made = work();
    let counts = COUNTS.get();
    let asked = Asked {
        total: counts.total,
        peak: counts.peak.cast_unsigned(),
    };
    (made, asked)
}
