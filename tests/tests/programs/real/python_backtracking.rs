//! What CPython's `test_generators` exercises of backtracking: `conjoin`, the queens and the knight's tour.

use serde::{Deserialize, Serialize};
use std::ops::Range;
use tests::*;

program! {
    mod conjoin;

    #[resumable(yield = Vec<u32>)]
    fn simple(gs: Vec<Range<u32>>, values: Vec<u32>) {
        let Some(g) = gs.get(values.len()) else {
            yield_!(values);
            return;
        };
        for value in g.clone() {
            let mut longer = values.clone();
            longer.push(value);
            simple(gs.clone(), longer).await;
        }
    }

    #[resumable(yield = Vec<u32>)]
    fn flat(gs: Vec<Range<u32>>) -> usize {
        let n = gs.len();
        let mut values = vec![0; n];
        let mut iters = gs.clone();
        let mut found = 0;
        let mut i = 0;
        'search: loop {
            let descended = loop {
                if i == n {
                    break true;
                }
                iters[i] = gs[i].clone();
                let Some(value) = iters[i].next() else { break false };
                values[i] = value;
                i += 1;
            };
            if descended {
                yield_!(values.clone());
                found += 1;
            }
            loop {
                let Some(above) = i.checked_sub(1) else { break 'search found };
                i = above;
                if let Some(value) = iters[i].next() {
                    values[i] = value;
                    i += 1;
                    break;
                }
            }
        }
    }

    #[resumable(yield = [u32; 3])]
    fn three_loops(g: [Vec<u32>; 3]) {
        let mut values = [0; 3];
        let [first, second, third] = &g;
        for value in first {
            values[0] = *value;
            for value in second.iter() {
                values[1] = *value;
                for &value in third {
                    values[2] = value;
                    yield_!(values);
                }
            }
        }
    }

    #[test]
    fn yields_what_python_yields() {
        use resumed::*;
        let expected: Vec<_> = (0..8).map(|i| vec![i / 4, i / 2 % 2, i % 2]).collect();
        assert_eq!(simple(vec![0..2; 3], vec![]).collect::<Vec<_>>(), expected);
        assert_eq!(flat(vec![0..2; 3]).collect::<Vec<_>>(), expected);
        assert_eq!(flat(vec![0..2; 6]).count(), 64);
    }

    check simple(vec![0..2; 3], vec![]);
    check flat(vec![0..2; 3]);
    check flat(vec![0..1, 0..0, 0..3]);
    check flat(vec![]);
    check three_loops([vec![0, 1], vec![0, 1], vec![0, 1]]);
}

program! {
    mod queens_by_bit_vectors;

    #[resumable(yield = Vec<usize>)]
    fn rows(row_uses: Vec<Vec<u64>>, used: u64, row_to_column: Vec<usize>) -> usize {
        let Some(uses) = row_uses.get(row_to_column.len()) else {
            yield_!(row_to_column);
            return 1;
        };
        let mut count = 0;
        for (column, uses) in uses.iter().enumerate().filter(|(_, uses)| *uses & used == 0) {
            let mut next = row_to_column.clone();
            next.push(column);
            count += rows(row_uses.clone(), used | uses, next).await;
        }
        count
    }

    #[resumable(yield = Vec<usize>)]
    fn queens(n: usize) -> usize {
        let row_uses = (0..n)
            .map(|i| (0..n).map(|j| 1 << j | 1 << (n + i + n - 1 - j) | 1 << (3 * n - 1 + i + j)).collect())
            .collect();
        rows(row_uses, 0, vec![]).await
    }

    #[test]
    fn yields_what_python_yields() {
        let mut solutions = resumed::queens(8);
        assert_eq!(solutions.next().unwrap(), [0, 4, 7, 5, 2, 6, 1, 3]);
        assert_eq!(solutions.next().unwrap(), [0, 5, 7, 2, 6, 3, 1, 4]);
        assert_eq!(solutions.count(), 90);
    }

    check queens(6);
    check {
        let _ = queens(3);
        queens(4)
    };
}

program! {
    mod knights_tour;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Board {
        rows: usize,
        columns: usize,
        successors: Vec<Vec<usize>>,
        last: usize,
        end: usize,
    }

    impl Board {
        fn new(rows: usize, columns: usize) -> Board {
            let mut successors = vec![vec![]; rows * columns];
            let offsets = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)];
            for (square, successors) in successors.iter_mut().enumerate() {
                for (down, right) in offsets {
                    let row = (square / columns).checked_add_signed(down).filter(|row| *row < rows);
                    let column = (square % columns).checked_add_signed(right).filter(|column| *column < columns);
                    successors.extend(row.zip(column).map(|(row, column)| row * columns + column));
                }
            }
            Board { rows, columns, successors, last: 0, end: 0 }
        }

        fn remove(&mut self, square: usize) -> bool {
            let (mut dead, mut forced) = (0, 0);
            for i in self.successors[square].clone() {
                self.successors[i].retain(|s| *s != square);
                match self.successors[i].len() {
                    0 => dead += 1,
                    1 => forced += 1,
                    _ => {}
                }
            }
            dead == 0 && forced < 2
        }

        fn add(&mut self, square: usize) {
            for i in self.successors[square].clone() {
                self.successors[i].push(square);
            }
        }
    }

    // The moves after `done` others, and whether they end the tour.
    #[resumable(yield = usize)]
    fn advance(mut board: Board, done: usize) -> (Board, bool) {
        if done == board.rows * board.columns - 1 {
            if board.successors[board.last].contains(&board.end) {
                yield_!(board.end);
                return (board, true);
            }
            return (board, false);
        }
        let mut candidates: Vec<(usize, usize)> =
            board.successors[board.last].iter().map(|i| (board.successors[*i].len(), *i)).collect();
        match candidates.iter().position(|(exits, _)| *exits == 1) {
            Some(only) => candidates = vec![candidates[only]],
            None => candidates.sort(),
        }
        for (_, square) in candidates {
            if square == board.end {
                continue;
            }
            if board.remove(square) {
                let before = std::mem::replace(&mut board.last, square);
                yield_!(square);
                let (after, ended) = advance(board, done + 1).await;
                board = after;
                if ended {
                    return (board, true);
                }
                board.last = before;
            }
            board.add(square);
        }
        (board, false)
    }

    #[resumable(yield = usize)]
    fn tour(rows: usize, columns: usize) -> bool {
        let mut board = Board::new(rows, columns);
        if rows < 3 || columns < 3 {
            return false;
        }
        board.remove(0);
        yield_!(0);
        for (row, column) in [(1, 2), (2, 1)] {
            let this = row * columns + column;
            board.end = (3 - row) * columns + (3 - column);
            board.remove(this);
            let end = board.end;
            board.successors[end].push(0);
            board.last = this;
            yield_!(this);
            let (after, ended) = advance(board, 2).await;
            if ended {
                return true;
            }
            board = after;
            board.successors[end].retain(|square| *square != 0);
            board.add(this);
        }
        false
    }

    #[test]
    fn comes_back_to_its_corner() {
        let squares: Vec<usize> = resumed::tour(6, 6).collect();
        assert!(squares.len() >= 36);
        assert!([8, 13].contains(squares.last().unwrap()));
    }

    check tour(6, 6);
    check tour(3, 4);
    check {
        let _ = tour(2, 2);
        tour(3, 3)
    };
}
