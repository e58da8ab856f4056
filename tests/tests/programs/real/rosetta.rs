//! Tasks of the kind that are collected with solutions in every language.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod hundred_doors;

    #[resumable(yield = (usize, usize))]
    fn doors(count: usize) -> Vec<usize> {
        let mut open = vec![false; count + 1];
        for pass in 1..=count {
            let mut door = pass;
            let mut toggled = 0;
            while door <= count {
                open[door] = !open[door];
                toggled += 1;
                door += pass;
            }
            yield_!((pass, toggled));
        }
        open.iter().enumerate().filter_map(|(door, open)| open.then_some(door)).collect()
    }

    check doors(20);
}

program! {
    mod hailstone;

    #[resumable(yield = u64)]
    fn hailstone(mut n: u64) -> (usize, u64) {
        let mut length = 1;
        let mut highest = n;
        yield_!(n);
        while n != 1 {
            n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
            length += 1;
            if n > highest {
                highest = n;
            }
            yield_!(n);
        }
        (length, highest)
    }

    check hailstone(27);
    check hailstone(1);
}

program! {
    mod towers_of_hanoi;

    #[resumable(yield = (u32, char, char))]
    fn hanoi(disks: u32, from: char, to: char, via: char) -> u32 {
        if disks == 0 {
            return 0;
        }
        let before = hanoi(disks - 1, from, via, to).await;
        yield_!((disks, from, to));
        let after = hanoi(disks - 1, via, to, from).await;
        before + 1 + after
    }

    check hanoi(4, 'a', 'c', 'b');
}

program! {
    mod hanoi_without_recursion;

    #[resumable(yield = (usize, usize))]
    fn hanoi(disks: u32) -> usize {
        let mut pegs: [Vec<u32>; 3] = [(1..=disks).rev().collect(), vec![], vec![]];
        let mut moves = 0;
        let turns = if disks % 2 == 0 { [(0, 1), (0, 2), (1, 2)] } else { [(0, 2), (0, 1), (1, 2)] };
        while pegs[2].len() < disks as usize {
            let (a, b) = turns[moves % 3];
            let (from, to) = match (pegs[a].last(), pegs[b].last()) {
                (Some(x), Some(y)) if x > y => (b, a),
                (None, Some(_)) => (b, a),
                _ => (a, b),
            };
            let disk = pegs[from].pop().unwrap();
            pegs[to].push(disk);
            moves += 1;
            yield_!((from, to));
        }
        moves
    }

    check hanoi(4);
}

program! {
    mod pascals_triangle;

    #[resumable(yield = Vec<u32>)]
    fn triangle(rows: usize) -> u32 {
        let mut row = vec![1];
        for n in 1..rows {
            yield_!(row.clone());
            let mut next = vec![1; n + 1];
            for i in 1..n {
                next[i] = row[i - 1] + row[i];
            }
            row = next;
        }
        row.iter().sum()
    }

    check triangle(6);
}

program! {
    mod gray_code;

    #[resumable(yield = String)]
    fn gray(bits: usize) -> u32 {
        let mut previous = 0_u32;
        for n in 0..1_u32 << bits {
            let code = n ^ (n >> 1);
            yield_!(format!("{code:0bits$b} {}", (code ^ previous).count_ones()));
            previous = code;
        }
        previous
    }

    check gray(3);
}

program! {
    mod josephus;

    #[resumable(yield = u32)]
    fn josephus(prisoners: u32, step: usize) -> u32 {
        let mut circle: VecDeque<u32> = (0..prisoners).collect();
        while circle.len() > 1 {
            for _ in 1..step {
                let first = circle.pop_front().unwrap();
                circle.push_back(first);
            }
            let executed = circle.pop_front().expect("someone is left");
            yield_!(executed);
        }
        circle[0]
    }

    check josephus(7, 3);
    check josephus(1, 2);
}

program! {
    mod bulls_and_cows;

    #[resumable(yield = String, resume = String)]
    fn bulls_and_cows(secret: String) -> usize {
        let mut tries = 0;
        let mut answer = "guess".to_owned();
        loop {
            let guess = yield_!(answer);
            if guess.len() != secret.len() || !guess.bytes().all(|b| b.is_ascii_digit()) {
                answer = format!("not {} digits", secret.len());
                continue;
            }
            tries += 1;
            if guess == secret {
                break;
            }
            let bulls = guess.chars().zip(secret.chars()).filter(|(a, b)| a == b).count();
            let cows = guess.chars().filter(|&c| secret.contains(c)).count() - bulls;
            answer = format!("{bulls} bulls, {cows} cows");
        }
        tries
    }

    check bulls_and_cows("1234".to_owned()) => ["12", "5678", "4321", "1243", "abcd", "1234"].map(String::from);
}

program! {
    mod game_of_life;

    #[resumable(yield = String)]
    fn life(mut alive: BTreeSet<(i32, i32)>, generations: u32) -> usize {
        for generation in 0..generations {
            let picture = (0..5).map(|y| (0..5).map(|x| if alive.contains(&(x, y)) { '#' } else { '.' }).collect::<String>());
            yield_!(format!("{generation}: {}", picture.collect::<Vec<_>>().join("/")));
            let mut neighbours = BTreeMap::<(i32, i32), u32>::new();
            for &(x, y) in &alive {
                for dx in -1..=1 {
                    for dy in -1..=1 {
                        if (dx, dy) != (0, 0) {
                            *neighbours.entry((x + dx, y + dy)).or_default() += 1;
                        }
                    }
                }
            }
            alive = neighbours
                .into_iter()
                .filter(|(cell, count)| *count == 3 || *count == 2 && alive.contains(cell))
                .map(|(cell, _)| cell)
                .collect();
        }
        alive.len()
    }

    check life(BTreeSet::from([(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)]), 6);
}

program! {
    mod knapsack;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Item {
        name: String,
        weight: usize,
        value: u32,
    }

    fn item(name: &str, weight: usize, value: u32) -> Item {
        Item { name: name.to_owned(), weight, value }
    }

    #[resumable(yield = (String, u32))]
    fn knapsack(items: Vec<Item>, limit: usize) -> u32 {
        let mut best = vec![0; limit + 1];
        for Item { name, weight, value } in items {
            for room in (weight..=limit).rev() {
                best[room] = best[room].max(best[room - weight] + value);
            }
            yield_!((name, best[limit]));
        }
        best[limit]
    }

    check knapsack(vec![item("map", 9, 150), item("compass", 13, 35), item("water", 153, 200), item("glucose", 15, 60)], 170);
}

program! {
    mod ackermann;

    #[resumable(yield = (u64, u64))]
    fn ackermann(m: u64, n: u64) -> u64 {
        yield_!((m, n));
        match (m, n) {
            (0, n) => n + 1,
            (m, 0) => ackermann(m - 1, 1).await,
            (m, n) => {
                let inner = ackermann(m, n - 1).await;
                ackermann(m - 1, inner).await
            }
        }
    }

    check ackermann(2, 2);
}

program! {
    mod happy_numbers;

    #[resumable(yield = u32)]
    fn happy(count: usize) -> Vec<u32> {
        let mut found = vec![];
        for start in 1_u32.. {
            let mut seen = BTreeSet::new();
            let mut n = start;
            while n != 1 && seen.insert(n) {
                let mut sum = 0;
                while n > 0 {
                    sum += (n % 10).pow(2);
                    n /= 10;
                }
                n = sum;
            }
            if n == 1 {
                found.push(start);
                yield_!(start);
            }
            if found.len() == count {
                break;
            }
        }
        found
    }

    check happy(8);
}

program! {
    mod selective_generator;

    #[resumable(yield = u64)]
    fn powers_but_not(m: u32, filter: u32) -> u64 {
        let mut n = 0_u64;
        let mut next = 0_u64;
        let mut sum = 0;
        while sum < 3000 {
            let value = n.pow(m);
            n += 1;
            while next.pow(filter) < value {
                next += 1;
            }
            if next.pow(filter) == value {
                continue;
            }
            yield_!(value);
            sum += value;
        }
        sum
    }

    check powers_but_not(2, 3);
}

program! {
    mod langtons_ant;

    #[resumable(yield = (i32, i32, bool))]
    fn ant(steps: u32) -> usize {
        let mut black = BTreeSet::new();
        let (mut x, mut y) = (0, 0);
        let (mut dx, mut dy) = (0, -1);
        for _ in 0..steps {
            let on_black = black.contains(&(x, y));
            (dx, dy) = if on_black {
                black.remove(&(x, y));
                (dy, -dx)
            } else {
                black.insert((x, y));
                (-dy, dx)
            };
            x += dx;
            y += dy;
            yield_!((x, y, on_black));
        }
        black.len()
    }

    check ant(40);
}

program! {
    mod vending_machine;

    #[resumable(yield = String, resume = char)]
    fn vending_machine() -> u32 {
        let mut sold = 0;
        'ready: loop {
            match yield_!("ready: (d)eposit or (q)uit".to_owned()) {
                'q' => break 'ready,
                'd' => {}
                _ => continue 'ready,
            }
            loop {
                match yield_!("waiting: (s)elect or (r)efund".to_owned()) {
                    's' => {
                        yield_!("dispensing".to_owned());
                        sold += 1;
                        break;
                    }
                    'r' => {
                        yield_!("refunding".to_owned());
                        continue 'ready;
                    }
                    _ => {}
                }
            }
            yield_!("please (t)ake it".to_owned());
        }
        sold
    }

    check vending_machine() => "xdxs.tdr.ds.tq".chars();
}

program! {
    mod maze_by_breadth_first_search;

    #[resumable(yield = (usize, usize))]
    fn shortest(maze: Vec<String>, start: (usize, usize)) -> Option<usize> {
        let mut queue = VecDeque::from([(start, 0)]);
        let mut seen = BTreeSet::from([start]);
        while let Some(((x, y), steps)) = queue.pop_front() {
            yield_!((x, y));
            if maze[y].as_bytes()[x] == b'E' {
                return Some(steps);
            }
            for (dx, dy) in [(0, 1), (1, 0), (0, -1), (-1, 0)] {
                let (Some(x), Some(y)) = (x.checked_add_signed(dx), y.checked_add_signed(dy)) else { continue };
                let open = maze.get(y).and_then(|row| row.as_bytes().get(x)).is_some_and(|cell| *cell != b'#');
                if open && seen.insert((x, y)) {
                    queue.push_back(((x, y), steps + 1));
                }
            }
        }
        None
    }

    check shortest(["..#E", "..#.", "...."].map(String::from).to_vec(), (0, 0));
    check shortest(["..#E", "..#.", "..##"].map(String::from).to_vec(), (0, 0));
}
