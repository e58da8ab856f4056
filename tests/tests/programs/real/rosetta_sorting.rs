//! Sorting, as it is collected with solutions in every language.

use std::collections::{BTreeMap, VecDeque};
use tests::*;

program! {
    mod bubble_sort;

    #[resumable(yield = Vec<i32>)]
    fn sort(mut list: Vec<i32>) -> (Vec<i32>, u32) {
        let mut swaps = 0;
        let mut sorted_from = list.len();
        while sorted_from > 1 {
            let mut last_swap = 0;
            for i in 1..sorted_from {
                if list[i - 1] > list[i] {
                    list.swap(i - 1, i);
                    swaps += 1;
                    last_swap = i;
                    yield_!(list.clone());
                }
            }
            sorted_from = last_swap;
        }
        (list, swaps)
    }

    check sort(vec![5, 1, 4, 2, 8]);
    check {
        let _ = sort(vec![]);
        sort(vec![2, 1])
    };
}

program! {
    mod quick_sort;

    #[resumable(yield = (Vec<i32>, i32, Vec<i32>))]
    fn quick_sort(list: Vec<i32>) -> Vec<i32> {
        if list.len() < 2 {
            return list;
        }
        let pivot = list[list.len() / 2];
        let same = list.iter().filter(|&&n| n == pivot).count();
        let (less, more): (Vec<i32>, Vec<i32>) = list.into_iter().filter(|&n| n != pivot).partition(|&n| n < pivot);
        yield_!((less.clone(), pivot, more.clone()));
        let mut sorted = quick_sort(less).await;
        sorted.extend(std::iter::repeat_n(pivot, same));
        sorted.append(&mut quick_sort(more).await);
        sorted
    }

    check quick_sort(vec![3, 1, 4, 1, 5, 9, 2, 6, 5, 3]);
    check quick_sort(vec![2, 1]);
}

program! {
    mod merge_sort;

    #[resumable(yield = Vec<i32>)]
    fn merge_sort(mut list: Vec<i32>) -> Vec<i32> {
        let right = list.split_off(list.len() / 2);
        if right.len() < 2 && list.is_empty() {
            return right;
        }
        let mut left = VecDeque::from(merge_sort(list).await);
        let mut right = VecDeque::from(merge_sort(right).await);
        let mut merged = Vec::with_capacity(left.len() + right.len());
        loop {
            let next = match (left.front(), right.front()) {
                (Some(a), Some(b)) if a <= b => left.pop_front(),
                (Some(_), None) => left.pop_front(),
                _ => right.pop_front(),
            };
            match next {
                Some(n) => merged.push(n),
                None => break,
            }
        }
        yield_!(merged.clone());
        merged
    }

    check merge_sort(vec![5, 2, 4, 7, 1]);
}

program! {
    mod topological_sort;

    fn libraries() -> BTreeMap<String, Vec<String>> {
        ["std:core alloc", "alloc:core", "serde:std", "app:serde std log", "log:core", "core:"]
            .iter()
            .map(|line| {
                let (name, needs) = line.split_once(':').unwrap();
                (name.to_owned(), needs.split_whitespace().map(str::to_owned).collect())
            })
            .collect()
    }

    #[resumable(yield = String)]
    fn build_order(mut needs: BTreeMap<String, Vec<String>>) -> Result<usize, Vec<String>> {
        let mut built = 0;
        while !needs.is_empty() {
            let ready: Vec<String> = needs.iter().filter(|(_, needs)| needs.is_empty()).map(|(name, _)| name.clone()).collect();
            if ready.is_empty() {
                return Err(needs.into_keys().collect());
            }
            for name in ready {
                needs.remove(&name);
                for others in needs.values_mut() {
                    others.retain(|other| *other != name);
                }
                built += 1;
                yield_!(name);
            }
        }
        Ok(built)
    }

    check build_order(libraries());
    check build_order({
        let mut cyclic = libraries();
        cyclic.get_mut("alloc").unwrap().push("log".to_owned());
        cyclic.get_mut("log").unwrap().push("alloc".to_owned());
        cyclic
    });
}
