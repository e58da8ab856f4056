//! Saves or restores one program again and again, for a tool that counts instructions or allocations:
//!
//! ```sh
//! cargo build --release -p benches --example snapshots
//! valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect='*::repeated*' \
//!     target/release/examples/snapshots counter resumable restore 100
//! ```
//!
//! The first two arguments name one bench of `benches/snapshots.rs`; `bytes` as the third prints the size. `counters NUMBER`
//! makes so many live counters.

use std::hint::black_box;
use std::process::ExitCode;

use benches::snapshots::{Kept, Visit, programs};

/// What the command line asks for.
struct Wanted {
    program: String,
    way: String,
    operation: String,
    times: u32,
    found: bool,
}

impl Visit for Wanted {
    fn one<K: Kept>(&mut self, program: &str, way: &str, kept: K) {
        if program != self.program || way != self.way {
            return;
        }
        let bytes = kept.write();
        let mut buffer = Vec::new();
        kept.write_into(&mut buffer);
        drop(K::read(&bytes));
        self.found = true;
        match &*self.operation {
            "bytes" => println!("{program} {way} {}", bytes.len()),
            "snapshot" => repeated(self.times, || kept.write()),
            "snapshot_into" => repeated(self.times, || kept.write_into(black_box(&mut buffer))),
            "restore" => repeated(self.times, || K::read(black_box(&bytes))),
            _ => self.found = false,
        }
    }
}

/// What is counted.
#[inline(never)]
fn repeated<T>(times: u32, mut operation: impl FnMut() -> T) {
    for _ in 0..times {
        black_box(operation());
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |text: &String| text.parse().unwrap_or(0);
    let found = match &arguments[..] {
        [what, times] if what == "counters" => {
            let counters = (0..number(times)).map(|_| programs::waiting_counter());
            black_box(counters.collect::<Vec<_>>());
            true
        }
        [program, way, operation, times] => {
            let mut wanted = Wanted {
                program: program.clone(),
                way: way.clone(),
                operation: operation.clone(),
                times: number(times),
                found: false,
            };
            programs::visit(&mut wanted);
            wanted.found
        }
        _ => false,
    };
    if found {
        ExitCode::SUCCESS
    } else {
        eprintln!(
            "usage: snapshots PROGRAM WAY bytes|snapshot|snapshot_into|restore NUMBER, or snapshots counters NUMBER"
        );
        ExitCode::FAILURE
    }
}
