//! Values and calls in each other, deeper than anybody would write them, and numbers of items that nobody wrote.

use tests::waiting::{Kind, attempt, kinds};

use crate::in_a_small_thread;
use crate::parts::{Frame, prefixed, varint};

const DEEP: usize = 10_000;

fn kind(name: &str) -> Kind {
    kinds()
        .into_iter()
        .find(|kind| kind.name == name)
        .expect("a kind of this name")
}

/// Whether a call of this kind is restored where the value of its last variable is this one, and its levels these.
fn with_value(name: &'static str, levels: usize, value: Vec<u8>) -> bool {
    let kind = kind(name);
    let mut frame = Frame::of(&(kind.call)().snapshot());
    frame.levels = levels;
    frame.variables.last_mut().expect("a variable").value = value;
    attempt(&kind, &frame.snapshot())
}

/// The numbers of levels that a frame may claim.
const CLAIMS: [usize; 6] = [0, 1, 100, 512, 10_000, usize::MAX];

#[test]
fn deep_values() {
    in_a_small_thread(|| {
        // A number and `Some`, a `Node` of one, a `Named` of one with an empty name.
        let links: [(&str, &[u8], &[u8]); 3] = [
            ("links", &[1, 1], &[1, 0]),
            ("trees", &[1, 1], &[0]),
            ("trees", &[2, 1, 0], &[0]),
        ];
        for (name, link, end) in links {
            for levels in CLAIMS {
                assert!(
                    !with_value(name, levels, [&link.repeat(DEEP), end].concat()),
                    "{name}"
                );
            }
            // So that the refusals above are of the depth.
            assert!(
                with_value(name, 100, [&link.repeat(10), end].concat()),
                "{name}"
            );
        }
    });
}

/// Lists in lists, each of which says that many items follow.
#[test]
fn deep_lists_with_huge_lengths() {
    in_a_small_thread(|| {
        for items in [100, 1000, 100_000, usize::MAX] {
            let node = [&[1], &varint(items)[..]].concat();
            for levels in [100, 512] {
                for depth in [10, 100, 250, 500, DEEP] {
                    let leaves = vec![0; 2000];
                    assert!(!with_value(
                        "trees",
                        levels,
                        [node.repeat(depth), leaves].concat()
                    ));
                }
            }
        }
    });
}

/// Calls in each other: every claim of levels decreases inwards, or stays, or increases.
#[test]
fn deep_calls() {
    in_a_small_thread(|| {
        let kind = kind("sprout");
        let outer = Frame::of(&(kind.call)().snapshot());
        let child = outer.variables.len() - 1;
        let claims: [fn(usize) -> usize; 5] = [
            |_| 0,
            |_| 1,
            |_| 512,
            |depth| depth * 4,
            |depth| 512_usize.saturating_sub(depth),
        ];
        for depth in [10, 100, 128, 200, 600, 3000] {
            for claim in claims {
                let mut innermost = outer.clone();
                innermost.variables.truncate(child);
                let mut bytes = innermost.bytes();
                for level in 0..depth {
                    let mut frame = outer.clone();
                    frame.levels = claim(level);
                    frame.variables[child].value = prefixed(&bytes);
                    bytes = frame.bytes();
                }
                attempt(&kind, &Frame::parse(&bytes).snapshot());
            }
        }
    });
}

/// Lists of calls in each other, each of which says that many calls follow.
#[test]
fn deep_lists_of_calls() {
    in_a_small_thread(|| {
        let kind = kind("office");
        let mut office = Frame::of(&(kind.call)().snapshot());
        for depth in [3, 50, 100, 128, 1000] {
            let mut bytes = vec![0; 20_000];
            for level in 0..depth {
                office.levels = (level * 5).min(512);
                office.variables[0].value = [varint(20_000), prefixed(&bytes)].concat();
                bytes = office.bytes();
            }
            assert!(!attempt(&kind, &office.snapshot()), "{depth}");
        }
    });
}

#[test]
fn many_items_that_take_no_bytes() {
    in_a_small_thread(|| {
        let kind = kind("empty");
        let good = Frame::of(&(kind.call)().snapshot());
        assert_eq!(good.variables.len(), 3);
        for count in [1 << 16, 1 << 20, 1 << 32, usize::MAX] {
            for index in 0..3 {
                let mut frame = good.clone();
                frame.variables[index].value = varint(count);
                let taken = attempt(&kind, &frame.snapshot());
                assert!(!taken || count <= 1 << 16, "{count} items of {index}");
            }
        }
    });
}

#[test]
fn more_bytes_than_belong_there() {
    for kind in kinds() {
        let bytes = (kind.call)().snapshot();
        let frame = Frame::of(&bytes);
        assert!(
            !attempt(&kind, &[&bytes[..], &[0]].concat()),
            "{}",
            kind.name
        );
        assert!(
            !attempt(&kind, &[&bytes[..], &bytes].concat()),
            "{}",
            kind.name
        );
        for index in 0..frame.variables.len() {
            let mut frame = frame.clone();
            frame.variables[index].value.push(0);
            assert!(!attempt(&kind, &frame.snapshot()), "{} {index}", kind.name);
        }
    }
}
