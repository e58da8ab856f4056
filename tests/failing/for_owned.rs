//! `for` over owned collections, suspended in the middle.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};

use serde::{Deserialize, Serialize};
use tests::*;

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

program! {
    mod deque;

    #[resumable(yield = u8)]
    fn each(mut queue: VecDeque<u8>) -> u8 {
        queue.rotate_left(1);
        let mut last = 0;
        for n in queue {
            yield_!(n);
            last = n;
        }
        last
    }

    check each((0..5).collect());
}
