//! The same bytes, looked at by the schema of the function.

use resumable::Schema;
use tests::allocations::asked;
use tests::waiting::with_checksum;

use crate::nested::{CLAIMS, DEEP, NESTINGS, kind_named, replaced};
use crate::parts::{Frame, varint};
use crate::{body, in_a_small_thread, mutate, snapshots};

/// How many snapshots are changed at random.
const MUTATIONS: usize = 20_000;
/// The memory that a look may take beside sixteen times that of the bytes.
const MOST: usize = 1 << 20;

/// Looks at the bytes, and shows what is seen.
fn look(schema: &Schema, bytes: &[u8]) {
    let (inspection, asked) = asked(|| schema.inspect(bytes));
    assert!(
        asked.peak <= 16 * bytes.len() + MOST,
        "{asked:?}: {bytes:?}"
    );
    if let Ok(inspection) = inspection {
        let _shown = format!("{inspection}\n{inspection:?}");
        let _written = serde_json::to_string(&inspection);
    }
}

#[test]
fn changed_at_random() {
    in_a_small_thread(|| {
        let snapshots = snapshots();
        let schemas: Vec<Schema> = snapshots.iter().map(|(kind, _)| (kind.schema)()).collect();
        let bodies: Vec<&[u8]> = snapshots.iter().map(|(_, bytes)| body(bytes)).collect();
        let mut dice = fastrand::Rng::with_seed(6);
        for _ in 0..MUTATIONS {
            let chosen = dice.usize(..bodies.len());
            let body = mutate::mutated(&mut dice, &bodies, chosen);
            look(&schemas[chosen], &with_checksum(&body));
        }
    });
}

#[test]
fn nested_deeply() {
    in_a_small_thread(|| {
        for nesting in NESTINGS {
            let kind = kind_named(nesting.kind);
            let schema = (kind.schema)();
            for levels in CLAIMS {
                look(&schema, &replaced(&kind, levels, nesting.value(DEEP)));
            }
            for depth in [10, 100, 200, 250, 255, 256, 300, 500] {
                look(&schema, &replaced(&kind, 512, nesting.value(depth)));
            }
        }
    });
}

#[test]
fn many_items_that_take_no_bytes() {
    in_a_small_thread(|| {
        let kind = kind_named("empty");
        let (schema, good) = ((kind.schema)(), Frame::of(&kind.snapshot()));
        for count in [1 << 12, 1 << 16, 1 << 20, 1 << 32, usize::MAX] {
            for index in 0..good.variables.len() {
                let mut frame = good.clone();
                frame.variables[index].value = varint(count);
                look(&schema, &frame.snapshot());
            }
        }
    });
}
