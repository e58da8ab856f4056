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

thread_local! {
    static TOTAL: Cell<usize> = const { Cell::new(0) };
    /// What is held now, and the most that was. What is given back may have been asked for before.
    static HELD: Cell<(isize, isize)> = const { Cell::new((0, 0)) };
}

// SAFETY: every method is the system allocator's.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let size = layout.size();
        TOTAL.set(TOTAL.get() + size);
        let (held, peak) = HELD.get();
        let held = held + size.cast_signed();
        HELD.set((held, if held > peak { held } else { peak }));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let (held, peak) = HELD.get();
        HELD.set((held - layout.size().cast_signed(), peak));
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// What `work` gives, and what this thread asked for meanwhile.
pub fn asked<T>(work: impl FnOnce() -> T) -> (T, Asked) {
    TOTAL.set(0);
    HELD.set((0, 0));
    let made = work();
    let asked = Asked {
        total: TOTAL.get(),
        peak: HELD.get().1.cast_unsigned(),
    };
    (made, asked)
}
