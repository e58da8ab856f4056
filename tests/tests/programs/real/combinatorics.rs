//! Combinations, permutations, partitions and puzzles that are searched for by going back.

use tests::*;

program! {
    mod combinations;

    #[resumable(yield = Vec<u32>)]
    fn combinations(items: Vec<u32>, k: usize, chosen: Vec<u32>) {
        if k > items.len() {
            return;
        }
        if k == 0 {
            yield_!(chosen);
            return;
        }
        let first = items[0];
        let rest = items[1..].to_vec();
        let mut with_first = chosen.clone();
        with_first.push(first);
        combinations(rest.clone(), k - 1, with_first).await;
        combinations(rest, k, chosen).await;
    }

    check combinations(vec![1, 2, 3, 4], 2, vec![]);
    check combinations(vec![1, 2, 3], 3, vec![]);
    check combinations(vec![1, 2], 0, vec![]);
}

program! {
    mod permutations_by_recursion;

    #[resumable(yield = String)]
    fn permute(prefix: String, letters: String) -> u32 {
        if letters.is_empty() {
            yield_!(prefix);
            return 1;
        }
        let mut count = 0;
        for i in 0..letters.len() {
            let mut rest = letters.clone();
            let letter = rest.remove(i);
            count += permute(format!("{prefix}{letter}"), rest).await;
        }
        count
    }

    check permute(String::new(), "abc".to_owned());
}

program! {
    mod permutations_by_heap;

    #[resumable(yield = Vec<u8>)]
    fn heap(mut items: Vec<u8>) -> usize {
        let n = items.len();
        let mut counters = vec![0; n];
        yield_!(items.clone());
        let mut count = 1;
        let mut i = 1;
        while i < n {
            if counters[i] < i {
                if i % 2 == 0 {
                    items.swap(0, i);
                } else {
                    items.swap(counters[i], i);
                }
                yield_!(items.clone());
                count += 1;
                counters[i] += 1;
                i = 1;
            } else {
                counters[i] = 0;
                i += 1;
            }
        }
        count
    }

    check heap(vec![1, 2, 3]);
    check heap(vec![1]);
}

program! {
    mod eight_queens;

    fn safe(queens: &[usize], column: usize) -> bool {
        queens.iter().enumerate().all(|(row, &other)| {
            let distance = queens.len() - row;
            other != column && other.abs_diff(column) != distance
        })
    }

    #[resumable(yield = Vec<usize>)]
    fn queens(n: usize, placed: Vec<usize>) -> u32 {
        if placed.len() == n {
            yield_!(placed);
            return 1;
        }
        let mut solutions = 0;
        for column in 0..n {
            if safe(&placed, column) {
                let mut next = placed.clone();
                next.push(column);
                solutions += queens(n, next).await;
            }
        }
        solutions
    }

    check queens(4, vec![]);
    check queens(6, vec![]);
}

program! {
    mod queens_by_backtracking;

    #[resumable(yield = Vec<usize>)]
    fn queens(n: usize) -> u32 {
        let mut columns = vec![0_usize; 1];
        let mut solutions = 0;
        'search: loop {
            let row = columns.len() - 1;
            let column = columns[row];
            if column == n {
                columns.pop();
                match columns.last_mut() {
                    Some(column) => *column += 1,
                    None => break 'search,
                }
                continue;
            }
            for other in 0..row {
                if columns[other] == column || columns[other].abs_diff(column) == row - other {
                    columns[row] += 1;
                    continue 'search;
                }
            }
            if row + 1 == n {
                solutions += 1;
                yield_!(columns.clone());
                columns[row] += 1;
            } else {
                columns.push(0);
            }
        }
        solutions
    }

    check queens(5);
}

program! {
    mod knights_tour;

    const MOVES: [(i32, i32); 8] = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)];

    #[resumable(yield = (i32, i32))]
    fn tour(size: i32, start: (i32, i32)) -> bool {
        let mut board = vec![false; (size * size) as usize];
        let mut at = start;
        let mut visited = 0;
        loop {
            board[(at.1 * size + at.0) as usize] = true;
            visited += 1;
            yield_!(at);
            let free = |board: &Vec<bool>, (x, y): (i32, i32)| {
                (0..size).contains(&x) && (0..size).contains(&y) && !board[(y * size + x) as usize]
            };
            let exits = |(x, y): (i32, i32)| {
                MOVES.iter().map(move |(dx, dy)| (x + dx, y + dy)).filter(|&to| free(&board, to)).collect::<Vec<_>>()
            };
            match exits(at).into_iter().min_by_key(|&to| exits(to).len()) {
                Some(next) => at = next,
                None => break,
            }
        }
        visited == size * size
    }

    check tour(5, (0, 0));
    check tour(3, (0, 0));
}

program! {
    mod cartesian_product;

    #[resumable(yield = Vec<char>)]
    fn product(pools: Vec<Vec<char>>, chosen: Vec<char>) -> usize {
        let Some((first, rest)) = pools.split_first() else {
            yield_!(chosen);
            return 1;
        };
        let (first, rest) = (first.clone(), rest.to_vec());
        let mut count = 0;
        for item in first {
            let mut chosen = chosen.clone();
            chosen.push(item);
            count += product(rest.clone(), chosen).await;
        }
        count
    }

    check product(vec![vec!['a', 'b'], vec!['x'], vec!['1', '2', '3']], vec![]);
}

program! {
    mod powersets_by_bits;

    #[resumable(yield = Vec<char>)]
    fn subsets(items: Vec<char>) -> u32 {
        let mut largest = 0;
        for bits in 0..1_u32 << items.len() {
            let mut subset = vec![];
            for (i, item) in items.iter().enumerate() {
                if bits >> i & 1 == 1 {
                    subset.push(*item);
                }
            }
            largest = largest.max(bits.count_ones());
            yield_!(subset);
        }
        largest
    }

    check subsets(vec!['a', 'b', 'c']);
}

program! {
    mod partitions_of_a_number;

    #[resumable(yield = Vec<u32>)]
    fn partitions(n: u32, largest: u32, head: Vec<u32>) {
        if n == 0 {
            yield_!(head);
        } else {
            for part in 1..=largest.min(n) {
                let mut head = head.clone();
                head.push(part);
                partitions(n - part, part, head).await;
            }
        }
    }

    check partitions(6, 6, vec![]);
}
