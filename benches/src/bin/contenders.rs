//! Prints instructions and times a yield for every contender, and draws the times:
//!
//! ```sh
//! cargo run --release -p benches --features peers --bin contenders
//! RUSTC_BOOTSTRAP=benches cargo run --release -p benches --features peers,compiler --bin contenders
//! ```
//!
//! The contenders take turns, round after round, and the least time of each counts: what else the machine does then falls
//! on all of them.

use std::{hint::black_box, path::Path, time::Instant};

use benches::{
    contenders::{Workload, workloads},
    iterating,
    report::{self, Error},
};
use guard::counting::{self, Measure};

/// How many turns each contender has.
const ROUNDS: u32 = 1000;
/// How long a turn is about, in nanoseconds.
const TURN: f64 = 200_000.0;
/// What takes less, in nanoseconds a yield, the optimizer has found a closed form of.
const FOLDED: f64 = 0.02;

fn main() -> Result<(), Error> {
    let all = workloads();
    let iterating = iterating::workloads();
    let counts = counting::instructions(&measures(all.iter().chain(&iterating)))?;
    let (counts, counts_iterating) = counts.split_at(all.len());
    let times = show(&all, counts);
    show(&iterating, counts_iterating);
    plot(&all, &times)
}

/// Prints the tables of some workloads; the times.
fn show(all: &[Workload], counts: &[f64]) -> Vec<f64> {
    let times = times(all);
    println!("Instructions a yield\n");
    table(all, counts, |_, count| format!("{count:.1}"));
    println!("Nanoseconds a yield\n");
    table(all, &times, |_, time| format!("{time:.2}"));
    println!("Times the fastest of the row\n");
    table(all, &times, |row, time| {
        let fastest = row.iter().copied().fold(f64::MAX, f64::min);
        if fastest < FOLDED {
            return if time < FOLDED { "1" } else { "-" }.to_owned();
        }
        format!("{:.2}", time / fastest)
    });
    times
}

fn measures<'w>(all: impl Iterator<Item = &'w Workload>) -> Vec<Measure> {
    let measure = |workload: &Workload| {
        let run = workload.run;
        let name = format!("{} {}", workload.program, workload.way);
        Measure::new(name, workload.yields, move || {
            move || {
                black_box(run());
            }
        })
    };
    all.map(measure).collect()
}

/// The least time a yield of each.
fn times(all: &[Workload]) -> Vec<f64> {
    let mut least = vec![f64::MAX; all.len()];
    let mut runs = vec![1_u32; all.len()];
    for program in programs(all) {
        for round in 0..ROUNDS {
            for (n, workload) in all.iter().enumerate() {
                if workload.program != program {
                    continue;
                }
                let start = Instant::now();
                for _ in 0..runs[n] {
                    black_box((workload.run)());
                }
                let time = start.elapsed().as_secs_f64() * 1e9 / f64::from(runs[n]);
                least[n] = least[n].min(time / f64::from(workload.yields));
                if round == 0 {
                    runs[n] = turns(time);
                }
            }
        }
    }
    least
}

/// How often something that takes so long is done in a turn.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between one and 200,000"
)]
fn turns(time: f64) -> u32 {
    (TURN / time.max(1.0)).ceil() as u32
}

/// The programs, in order.
fn programs(all: &[Workload]) -> Vec<&'static str> {
    let first = all.first().map(|workload| workload.way);
    let of_first = all.iter().filter(|workload| Some(workload.way) == first);
    of_first.map(|workload| workload.program).collect()
}

/// The contenders, in order.
fn ways(all: &[Workload]) -> Vec<&'static str> {
    let mut ways: Vec<_> = all.iter().map(|workload| workload.way).collect();
    ways.dedup();
    ways
}

/// Prints a table with a row for each program.
fn table(all: &[Workload], figures: &[f64], cell: impl Fn(&[f64], f64) -> String) {
    let rows = programs(all).into_iter().map(|program| {
        let of_it = all.iter().zip(figures);
        let row: Vec<f64> = of_it
            .filter(|(workload, _)| workload.program == program)
            .map(|(_, figure)| *figure)
            .collect();
        let cells = row.iter().map(|figure| cell(&row, *figure)).collect();
        (format!("`{program}`"), cells)
    });
    report::table("", &ways(all), rows);
}

fn plot(all: &[Workload], times: &[f64]) -> Result<(), Error> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("plots");
    std::fs::create_dir_all(&directory)?;
    let programs = programs(all);
    let of_way = ways(all).into_iter().zip(times.chunks(programs.len()));
    let series: Vec<_> = of_way
        .map(|(way, times)| (way.to_owned(), times.to_vec()))
        .collect();
    report::bars(
        &directory.join("contenders.svg"),
        "Time a yield",
        "ns",
        &programs,
        &series,
    )
}
