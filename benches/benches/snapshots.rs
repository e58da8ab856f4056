//! What saving and restoring costs, in each of the ways; the sizes are printed first.

use std::hint::black_box;
use std::time::Duration;

use benches::snapshots::{Kept, Visit, programs};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

struct Measure<'a>(&'a mut Criterion);

impl Visit for Measure<'_> {
    fn one<K: Kept>(&mut self, program: &str, way: &str, kept: K) {
        let bytes = kept.write();
        println!("{program}/{way}: {} bytes", bytes.len());
        let mut group = self.0.benchmark_group(program);
        group.warm_up_time(Duration::from_millis(200));
        group.measurement_time(Duration::from_millis(800));
        group.sample_size(20);
        if program.starts_with("mib_") {
            group.throughput(Throughput::Bytes(1 << 20));
        }
        group.bench_function(format!("{way}/snapshot"), |b| {
            b.iter(|| black_box(&kept).write());
        });
        group.bench_function(format!("{way}/snapshot_into"), |b| {
            let mut buffer = Vec::new();
            b.iter(|| black_box(&kept).write_into(black_box(&mut buffer)));
        });
        group.bench_function(format!("{way}/restore"), |b| {
            b.iter(|| K::read(black_box(&bytes)));
        });
        group.finish();
    }
}

fn programs(criterion: &mut Criterion) {
    programs::visit(&mut Measure(criterion));
}

/// A million live counters, each with a snapshot of its own.
fn million(criterion: &mut Criterion) {
    let counters: Vec<_> = (0..1_000_000)
        .map(|_| programs::waiting_counter())
        .collect();
    let mut group = criterion.benchmark_group("million_counters");
    group.throughput(Throughput::Elements(1_000_000));
    group.sample_size(10);
    group.bench_function("snapshot", |b| {
        b.iter(|| counters.iter().map(Kept::write).collect::<Vec<_>>());
    });
    group.bench_function("snapshot_into", |b| {
        let mut buffer = Vec::new();
        b.iter(|| {
            for counter in &counters {
                counter.write_into(black_box(&mut buffer));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, programs, million);
criterion_main!(benches);
