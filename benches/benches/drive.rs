//! Each program driven from its start to its end, in each of the ways.
//!
//! - `PROGRAM/*`: the yields are summed, and the optimizer sees everything;
//! - `PROGRAM_each/*`: each yield goes through [`black_box`], so that no step can be folded into another;
//! - `PROGRAM_hidden/*`: the coroutine itself goes through [`black_box`] before its start, as if it came from elsewhere.

use std::hint::black_box;
use std::time::Duration;

use benches::by_hand::Machine;
use benches::{by_diapause, by_hand, drive, marked};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use diapause::Coroutine as _;

/// Yields of `counter` and `running_total`.
const N: u64 = 1024;
/// The argument of `nested`, which yields `NESTED * (NESTED - 1) / 2` times.
const NESTED: u64 = 64;

fn group<'c>(
    criterion: &'c mut Criterion,
    name: &str,
    yields: u64,
) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(yields));
    group.warm_up_time(Duration::from_secs(1));
    group.measurement_time(Duration::from_secs(3));
    group
}

/// Measures one program in all ways; `$input` and `$output` as in [`drive!`].
macro_rules! program {
    ($criterion:ident, $program:ident($n:expr), $yields:expr, |$y:ident| $input:expr, |$value:pat_param| $output:expr) => {
        let mut summed = group($criterion, stringify!($program), $yields);
        let n = || black_box($n);
        summed.bench_function("resumable", |b| {
            b.iter(|| drive!(marked::$program(n()), Step, |$y| $input, |$value| $output));
        });
        summed.bench_function("by_hand", |b| {
            b.iter(|| drive!(by_hand::$program(n()), Step, |$y| $input, |$value| $output));
        });
        summed.bench_function("by_hand_boxed", |b| {
            b.iter(|| {
                drive!(
                    Box::new(by_hand::$program(n())),
                    Step,
                    |$y| $input,
                    |$value| $output
                )
            });
        });
        summed.bench_function("diapause", |b| {
            b.iter(|| {
                drive!(
                    by_diapause::$program(n()),
                    DiapauseStep,
                    |$y| $input,
                    |$value| $output
                )
            });
        });
        summed.finish();

        let mut each = group($criterion, concat!(stringify!($program), "_each"), $yields);
        each.bench_function("resumable", |b| {
            b.iter(|| {
                drive!(marked::$program(n()), Step, each | $y | $input, |$value| {
                    $output
                })
            });
        });
        each.bench_function("by_hand", |b| {
            b.iter(|| {
                drive!(by_hand::$program(n()), Step, each | $y | $input, |$value| {
                    $output
                })
            });
        });
        each.bench_function("by_hand_boxed", |b| {
            b.iter(|| {
                drive!(
                    Box::new(by_hand::$program(n())),
                    Step,
                    each | $y | $input,
                    |$value| $output
                )
            });
        });
        each.bench_function("diapause", |b| {
            b.iter(|| {
                drive!(
                    by_diapause::$program(n()),
                    DiapauseStep,
                    each | $y | $input,
                    |$value| $output
                )
            });
        });
        each.finish();

        let mut hidden = group(
            $criterion,
            concat!(stringify!($program), "_hidden"),
            $yields,
        );
        hidden.bench_function("resumable", |b| {
            b.iter(|| {
                drive!(
                    black_box(marked::$program(n())),
                    Step,
                    |$y| $input,
                    |$value| $output
                )
            });
        });
        hidden.bench_function("by_hand_dyn", |b| {
            b.iter(|| {
                let machine: Box<dyn Machine<_, _>> = Box::new(by_hand::$program(n()));
                drive!(black_box(machine), Step, |$y| $input, |$value| $output)
            });
        });
        hidden.bench_function("by_hand_boxed", |b| {
            b.iter(|| {
                drive!(
                    black_box(Box::new(by_hand::$program(n()))),
                    Step,
                    |$y| $input,
                    |$value| $output
                )
            });
        });
        hidden.bench_function("diapause_boxed", |b| {
            b.iter(|| {
                drive!(
                    black_box(Box::new(by_diapause::$program(n()))),
                    DiapauseStep,
                    |$y| $input,
                    |$value| $output
                )
            });
        });
        hidden.finish();
    };
}

fn counter(criterion: &mut Criterion) {
    program!(criterion, counter(N), N, |_y| (), |()| 0);
}

fn nested(criterion: &mut Criterion) {
    program!(
        criterion,
        nested(NESTED),
        NESTED * (NESTED - 1) / 2,
        |_y| (),
        |()| 0
    );
}

fn running_total(criterion: &mut Criterion) {
    program!(criterion, running_total(N), N, |y| y & 7, |sum| sum);
}

criterion_group!(benches, counter, nested, running_total);
criterion_main!(benches);
