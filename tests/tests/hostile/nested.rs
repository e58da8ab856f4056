//! Values and calls in each other, deeper than anybody would write them, and numbers of items that nobody wrote.

use tests::waiting::{Kind, attempt, kinds};

use crate::in_a_small_thread;
use crate::parts::{Frame, prefixed, varint};

pub(crate) const DEEP: usize = 10_000;

pub(crate) fn kind_named(name: &str) -> Kind {
    kinds()
        .into_iter()
        .find(|kind| kind.name == name)
        .expect("a kind of this name")
}

/// A snapshot of this kind where the value of its last variable is this one, and its levels these.
pub(crate) fn replaced(kind: &Kind, levels: usize, value: Vec<u8>) -> Vec<u8> {
    let mut frame = Frame::of(&kind.snapshot());
    frame.levels = levels;
    frame.variables.last_mut().expect("a variable").value = value;
    frame.snapshot()
}

/// Whether it is restored.
fn with_value(name: &str, levels: usize, value: Vec<u8>) -> bool {
    let kind = kind_named(name);
    attempt(&kind, &replaced(&kind, levels, value))
}

/// The numbers of levels that a frame may claim.
pub(crate) const CLAIMS: [usize; 6] = [0, 1, 100, 512, 10_000, usize::MAX];

/// What a value holds that nests: what stands before what is inside, the innermost, and what stands behind.
pub(crate) struct Nesting {
    pub(crate) kind: &'static str,
    before: &'static [u8],
    innermost: &'static [u8],
    behind: &'static [u8],
}

pub(crate) const NESTINGS: [Nesting; 5] = [
    // A number and `Some`.
    Nesting {
        kind: "links",
        before: &[1, 1],
        innermost: &[1, 0],
        behind: &[],
    },
    // Twenty times `None`, and `Some`.
    Nesting {
        kind: "wide",
        before: &[
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
        ],
        innermost: &[0; 21],
        behind: &[],
    },
    // A `Node` of one tree.
    Nesting {
        kind: "trees",
        before: &[1, 1],
        innermost: &[0],
        behind: &[],
    },
    // A `Named` of one tree, without a name.
    Nesting {
        kind: "trees",
        before: &[2, 1, 0],
        innermost: &[0],
        behind: &[],
    },
    // A described sequence.
    Nesting {
        kind: "lookup",
        before: &[0x0D],
        innermost: &[0x0D, 0],
        behind: &[0],
    },
];

impl Nesting {
    pub(crate) fn value(&self, depth: usize) -> Vec<u8> {
        let (before, behind) = (self.before.repeat(depth), self.behind.repeat(depth));
        [&before, self.innermost, &behind].concat()
    }
}

#[test]
fn deep_values() {
    in_a_small_thread(|| {
        for nesting in NESTINGS {
            let kind = nesting.kind;
            for levels in CLAIMS {
                assert!(!with_value(kind, levels, nesting.value(DEEP)), "{kind}");
            }
            // So that the refusals above are of the depth.
            assert!(with_value(kind, 100, nesting.value(10)), "{kind}");
            // As deep as it may be, on a stack that is as small as one is.
            for depth in 240..520 {
                with_value(kind, 512, nesting.value(depth));
            }
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
        let kind = kind_named("sprout");
        let outer = Frame::of(&kind.snapshot());
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
        let kind = kind_named("office");
        let mut office = Frame::of(&kind.snapshot());
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
        let kind = kind_named("empty");
        let good = Frame::of(&kind.snapshot());
        assert_eq!(good.variables.len(), 3);
        for count in [1 << 12, 1 << 16, 1 << 20, 1 << 32, usize::MAX] {
            for index in 0..3 {
                let mut frame = good.clone();
                frame.variables[index].value = varint(count);
                let taken = attempt(&kind, &frame.snapshot());
                assert!(!taken || count <= 1 << 12, "{count} items of {index}");
            }
        }
    });
}

#[test]
fn more_bytes_than_belong_there() {
    for kind in kinds() {
        let bytes = kind.snapshot();
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
