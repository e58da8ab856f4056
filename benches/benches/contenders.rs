//! The programs of `contenders`, a group for each program; without the feature `peers` only those of ours, by hand and with
//! diapause.

use std::time::Duration;

use benches::contenders::{PROGRAMS, workloads};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn contenders(criterion: &mut Criterion) {
    for program in PROGRAMS {
        let mut group = criterion.benchmark_group(program);
        group.warm_up_time(Duration::from_millis(500));
        group.measurement_time(Duration::from_secs(2));
        for workload in workloads().iter().filter(|one| one.program == program) {
            group.throughput(Throughput::Elements(workload.yields.into()));
            group.bench_function(workload.way, |b| b.iter(workload.run));
        }
        group.finish();
    }
}

criterion_group!(benches, contenders);
criterion_main!(benches);
