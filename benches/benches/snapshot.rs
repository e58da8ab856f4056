//! What saving and restoring costs, for two counters: with a `for` loop over a range, and with two numbers.

use std::hint::black_box;

use benches::marked;
use criterion::{Criterion, criterion_group, criterion_main};
use resumable::{Definition, Instance};

fn costs<D: Definition<Yield = u64, Resume = ()>>(
    criterion: &mut Criterion,
    name: &str,
    mut counter: Instance<D>,
) {
    let _ = counter.start();
    let _ = counter.resume(());
    let bytes = counter.snapshot().expect("it is suspended");
    println!(
        "{name}: a snapshot of `{}` has {} bytes",
        D::NAME,
        bytes.len()
    );

    let mut group = criterion.benchmark_group(name);
    group.bench_function("snapshot", |b| b.iter(|| black_box(&counter).snapshot()));
    group.bench_function("snapshot_into", |b| {
        let mut buffer = Vec::new();
        b.iter(|| {
            black_box(&counter)
                .snapshot_into(&mut buffer)
                .expect("it is suspended");
            black_box(&buffer);
        });
    });
    group.bench_function("restore", |b| {
        b.iter(|| Instance::<D>::restore(black_box(&bytes)));
    });
    group.finish();
}

fn both(criterion: &mut Criterion) {
    costs(criterion, "snapshot_of_a_range", marked::counter(1024));
    costs(
        criterion,
        "snapshot_of_two_numbers",
        marked::plain_counter(1024),
    );
}

criterion_group!(benches, both);
criterion_main!(benches);
