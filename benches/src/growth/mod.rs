//! What a resume costs when there is more and more of something.

pub mod bodies;
mod by_hand;
pub mod positions;

use std::hint::black_box;

use guard::counting::Measure;
use resumable::{Definition, Instance};

use bodies::{branches, leaves, numbers, ranges, stays, strings};

/// How often is resumed. Each number of suspension points goes into it.
const RESUMES: u32 = 1000;
/// How often is resumed where a loop stands somewhere.
const TURNS: u32 = 100;

/// A plot.
pub struct Growth {
    /// What its file is called.
    pub file: &'static str,
    /// What there is more and more of.
    pub of: &'static str,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a plot.
pub struct Line {
    /// What it is called.
    pub name: &'static str,
    /// How much there is of it, and what is to be counted.
    pub points: Vec<(u32, Measure)>,
}

/// All of them.
#[must_use]
pub fn growths() -> Vec<Growth> {
    vec![
        points(),
        depth(),
        variables(),
        delegation(),
        positions(),
        positions_in_collections(),
        positions_in_text(),
    ]
}

/// What the instance takes to be resumed once, `times` times.
fn resumed<D: Definition<Resume = ()>>(
    times: u32,
    make: impl Fn() -> Instance<D> + 'static,
) -> Measure {
    Measure::new("", times, move || {
        let mut instance = black_box(make());
        let _ = black_box(instance.start());
        move || {
            for _ in 0..times {
                let _ = black_box(instance.resume(()));
            }
        }
    })
}

/// A line whose points are functions.
macro_rules! line {
    ($name:literal: $($amount:literal $function:path,)*) => {
        Line {
            name: $name,
            points: vec![$(($amount, resumed(RESUMES, || $function(black_box(1)))),)*],
        }
    };
}

fn points() -> Growth {
    let line = line!("straight on":
        1 bodies::points_1, 2 bodies::points_2, 5 bodies::points_5, 10 bodies::points_10, 20 bodies::points_20,
        50 bodies::points_50, 100 bodies::points_100, 200 bodies::points_200, 500 bodies::points_500,);
    Growth {
        file: "points",
        of: "suspension points in the body",
        lines: vec![line],
    }
}

fn depth() -> Growth {
    macro_rules! levels {
        ($name:literal $kind:ident) => {
            line!($name:
                1 $kind::depth_1, 2 $kind::depth_2, 5 $kind::depth_5, 10 $kind::depth_10, 20 $kind::depth_20,)
        };
    }
    Growth {
        file: "nesting",
        of: "loops or branches around the yield",
        lines: vec![
            levels!("while, stays inside" stays),
            levels!("while, leaves all" leaves),
            levels!("if" branches),
            levels!("for over ranges" ranges),
        ],
    }
}

fn variables() -> Growth {
    macro_rules! kept {
        ($name:literal $kind:ident) => {
            line!($name:
                1 $kind::kept_1, 2 $kind::kept_2, 5 $kind::kept_5, 10 $kind::kept_10, 20 $kind::kept_20,
                50 $kind::kept_50, 100 $kind::kept_100,)
        };
    }
    Growth {
        file: "variables",
        of: "variables that live across the yield",
        lines: vec![kept!("u64" numbers), kept!("String" strings)],
    }
}

fn delegation() -> Growth {
    let depths = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    let ours = depths.map(|depth| {
        let make = move || bodies::down(u64::from(depth));
        (depth, resumed(RESUMES, make))
    });
    let by_hand = depths.map(|depth| (depth, by_hand::down(depth, RESUMES)));
    Growth {
        file: "delegation",
        of: "coroutines above the one that yields",
        lines: vec![
            Line {
                name: "resumable",
                points: ours.into(),
            },
            Line {
                name: "by hand, boxes",
                points: by_hand.into(),
            },
        ],
    }
}

/// Where the loops stand.
const POSITIONS: [u32; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/// Lines of loops over data for so many turns: always as much, since a B-tree's depth is not a matter of the position.
macro_rules! loops {
    ($data:expr; $($function:ident)*) => {{
        let data = $data;
        vec![$({
            let points = POSITIONS.map(|position| {
                let make = move || {
                    let turns = u64::from(POSITIONS[6] + 3 * TURNS);
                    positions::$function(data(turns), u64::from(position))
                };
                (position, resumed(TURNS, make))
            });
            Line { name: stringify!($function), points: points.into() }
        },)*]
    }};
}

fn positions() -> Growth {
    let mut lines = loops!(|turns: u64| turns; range inclusive stepped reversed);
    lines.extend(loops!(|turns: u64| (0..turns).collect::<Vec<_>>();
        vec slice mutable enumerated zipped skipped taken copied peekable chained chunks windows mapped filtered));
    lines.extend(
        loops!(|turns: u64| vec![(0..1000).collect(); length(turns / 1000 + 1)]; flattened),
    );
    Growth {
        file: "positions",
        of: "turns of the loop before",
        lines,
    }
}

fn positions_in_collections() -> Growth {
    let mut lines = loops!(|turns: u64| (0..turns).collect(); deque deque_owned);
    lines.extend(loops!(|turns: u64| (0..turns).collect(); b_tree_set));
    lines.extend(loops!(|turns: u64| (0..turns).map(|n| (n, n)).collect();
        b_tree_map b_tree_values b_tree_owned));
    lines.extend(loops!(|turns: u64| (0..turns).collect(); heap));
    lines.extend(loops!(|turns: u64| (0..turns).collect(); list));
    lines.extend(loops!(|turns: u64| (0..turns).map(|n| (n, n)).collect(); hash_map_owned));
    Growth {
        file: "positions_in_collections",
        of: "turns of the loop before",
        lines,
    }
}

fn positions_in_text() -> Growth {
    let mut lines =
        loops!(|turns: u64| "a".repeat(length(turns)); chars chars_reversed char_indices bytes);
    lines.extend(loops!(|turns: u64| "a\n".repeat(length(turns)); lines));
    lines.extend(loops!(|turns: u64| "a,".repeat(length(turns)); split));
    lines.extend(loops!(|turns: u64| "a ".repeat(length(turns)); words));
    Growth {
        file: "positions_in_text",
        of: "turns of the loop before",
        lines,
    }
}

fn length(turns: u64) -> usize {
    turns.try_into().expect("a million fits")
}
