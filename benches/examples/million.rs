//! What a million live `counter`s take, in each of the ways: bytes each, by the resident size of the process, and the time
//! to save them all into one buffer, one after the other.
//!
//! ```sh
//! cargo run --release -p benches --example million
//! ```

use std::{fs, time::Instant};

use benches::{
    inline, marked,
    snapshots::{Kept, Postcard, by_diapause, by_hand},
};
use diapause::Coroutine as _;

const MANY: u32 = 1_000_000;

fn main() {
    show("resumable", || {
        let mut counter = marked::counter(1024);
        let _ = counter.start();
        counter
    });
    show("resumable inline", || {
        let mut counter = inline::counter(1024);
        let _ = counter.start();
        counter
    });
    show("by hand", || {
        Postcard(by_hand::Counter::Waiting { i: 0, n: 1024 })
    });
    show("diapause", || {
        let mut counter = by_diapause::counter(1024);
        let _ = counter.start();
        Postcard(counter)
    });
}

/// Makes them and saves them.
fn show<K: Kept>(way: &str, make: impl Fn() -> K) {
    let before = resident();
    let mut all = Vec::with_capacity(MANY as usize);
    all.extend((0..MANY).map(|_| make()));
    let each = (resident() - before) / f64::from(MANY);
    let mut buffer = Vec::new();
    all[0].write_into(&mut buffer);
    let start = Instant::now();
    for one in &all {
        one.write_into(&mut buffer);
    }
    let time = start.elapsed().as_secs_f64();
    println!(
        "{way}: {} bytes in place, {each:.0} in all; saved in {:.0} ms, {} bytes each",
        size_of::<K>(),
        time * 1e3,
        all[0].write().len(),
    );
    // What is given back could be where the next ones are put.
    std::mem::forget(all);
}

/// The bytes of memory that the process has.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux says so");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next());
    let kibibytes: f64 = kibibytes
        .and_then(|number| number.parse().ok())
        .unwrap_or(0.0);
    kibibytes * 1024.0
}
