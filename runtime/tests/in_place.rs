//! Variables that stay in places of their own: large arrays, and what is marked `#[in_place]`.

#![allow(clippy::large_stack_arrays, reason = "they are what is tried")]

use resumable::testing::Torture;
use resumable::{Instance, Status, Step, resumable};
use serde::{Deserialize, Serialize};

#[resumable(yield = u64)]
fn boxed(n: u64) -> u64 {
    let mut page: [u64; 8192] = [1; 8192];
    for i in 0..n {
        page[usize::try_from(i).unwrap() % 8192] += i;
        yield_!(page[0]);
    }
    page.iter().sum()
}

#[resumable(inline, yield = u64)]
fn inline(n: u64) -> u64 {
    let mut page: [u64; 8192] = [1; 8192];
    for i in 0..n {
        page[usize::try_from(i).unwrap() % 8192] += i;
        yield_!(page[0]);
    }
    page.iter().sum()
}

#[test]
fn as_large_as_64_kib() {
    Torture::of(boxed(3)).script([(); 3]).processes(false).run();
    Torture::of(inline(3))
        .script([(); 3])
        .processes(false)
        .run();
    assert_eq!(size_of::<Instance<boxed>>(), 24);
    assert!(size_of::<Instance<inline>>() >= 8192 * 8);
}

/// Plain data of the user's own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Matrix {
    cells: [f64; 16],
    turned: bool,
}

#[resumable(yield = f64, resume = f64)]
fn turns(by: f64) -> Matrix {
    #[in_place]
    let mut matrix: Matrix = Matrix {
        cells: [by; 16],
        turned: false,
    };
    while !matrix.turned {
        matrix.cells[3] += yield_!(matrix.cells[3]);
        matrix.turned = matrix.cells[3] > 9.0;
    }
    matrix
}

#[test]
fn what_is_marked() {
    Torture::of(turns(2.0)).script([1.5, 3.0, 4.0]).run();
}

#[resumable(yield = T)]
fn rotate<T: resumable::Live + Copy>(first: T, second: T) -> [T; 40] {
    #[in_place]
    let mut ring: [T; 40] = [first; 40];
    ring[1] = second;
    for _ in 0..2 {
        yield_!(ring[0]);
        ring.rotate_left(1);
    }
    ring
}

#[test]
fn generic_items() {
    Torture::of(rotate('a', 'b')).script([(); 2]).run();
}

#[resumable(yield = u8)]
fn fails(limit: u8) {
    let mut seen: [u8; 100] = [0; 100];
    for i in 0..200 {
        seen[i] = 1;
        yield_!(seen[0] + limit);
    }
}

#[test]
fn a_panic_poisons_and_the_last_snapshot_is_good() {
    let mut call = fails(1);
    let _ = call.start();
    for _ in 0..99 {
        let _ = call.resume(());
    }
    let saved = call.snapshot().unwrap();
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| call.resume(())));
    assert!(failed.is_err());
    assert_eq!(
        Instance::<fails>::restore(&saved).unwrap().status(),
        Status::Suspended
    );
}

/// The same variable, with a type that serde has and that is moved.
#[resumable(name = "moved", yield = u32)]
fn moved() -> u32 {
    let page = vec![[5_u32; 4]].remove(0);
    yield_!(1);
    page[3]
}

#[resumable(name = "moved", yield = u32)]
fn stays() -> u32 {
    let page: [u32; 4] = [5; 4];
    yield_!(1);
    page[3]
}

#[test]
fn snapshots_do_not_tell_where_a_variable_was() {
    let (mut one, mut other) = (moved(), stays());
    let _ = (one.start(), other.start());
    assert_eq!(one.snapshot(), other.snapshot());
    assert_eq!(
        serde_json::to_string(&one).unwrap(),
        serde_json::to_string(&other).unwrap()
    );
    let mut other = Instance::<stays>::restore(&one.snapshot().unwrap()).unwrap();
    assert_eq!(other.resume(()), Step::Complete(5));
    assert_eq!(
        format!("{one:?}").split_once('{').unwrap().1,
        " page: (5, 5, 5, 5) }"
    );
}

#[test]
fn an_array_that_is_too_short_is_refused() {
    let mut call = stays();
    let _ = call.start();
    let text = serde_json::to_string(&call).unwrap();
    let short = text.replace("[5,5,5,5]", "[5,5,5]");
    let long = text.replace("[5,5,5,5]", "[5,5,5,5,5]");
    assert_ne!(text, short);
    for wrong in [short, long] {
        assert!(serde_json::from_str::<Instance<stays>>(&wrong).is_err());
    }
}
