//! What is iterated across a yield: rows of a mutable grid, parts that move, temporaries, constants.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tests::*;

use crate::fixtures::{Row, row, words};

program! {
    mod moving_row;

    #[resumable(yield = u32)]
    fn go(grid: Vec<Vec<u32>>) -> u32 {
        let mut y = 0;
        let mut sum = 0;
        for x in grid[y].iter() {
            y = 1;
            yield_!(*x);
            sum = sum * 10 + x + y as u32;
        }
        sum
    }
    check go(vec![vec![1, 2, 3], vec![4, 5, 6]]);
}

program! {
    mod moving_row_in_variable;

    #[resumable(yield = u32)]
    fn go(grid: Vec<Vec<u32>>) -> u32 {
        let mut y = 0;
        let mut sum = 0;
        let mut it = grid[y].iter();
        y = 1;
        while let Some(x) = it.next() {
            yield_!(*x);
            sum = sum * 10 + x + y as u32;
        }
        sum
    }
    check go(vec![vec![1, 2, 3], vec![4, 5, 6]]);
}

program! {
    mod moving_chars_equal;

    #[resumable(yield = char)]
    fn go(text: String) -> usize {
        let mut pos = 0;
        let mut n = 0;
        for c in text[pos..pos + 2].chars() {
            pos += 1;
            yield_!(c);
            n += c as usize;
        }
        n
    }
    check go("abcd".to_owned());
}

program! {
    mod zip_with_moving_index;

    #[resumable(yield = u32)]
    fn go(grid: Vec<Vec<u32>>) -> u32 {
        let mut y = 0;
        let mut sum = 0;
        for (a, b) in grid[0].iter().zip(grid[y].iter()) {
            y = 1;
            yield_!(a * 10 + b);
            sum = sum * 10 + b + y as u32;
        }
        y = 0;
        for (a, b) in grid[0].iter().zip(&grid[y]) {
            y = 1;
            yield_!(a * 10 + b);
            sum = sum * 10 + b + y as u32;
        }
        sum
    }
    check go(vec![vec![1, 2, 3], vec![4, 5, 6]]);
}

program! {
    mod index_by_method_then_change_through_reference;

    #[resumable(yield = u32)]
    fn go(grid: Vec<Vec<u32>>, mut at: (usize, usize)) -> u32 {
        let p = &mut at;
        let mut sum = 0;
        for x in &grid[p.0] {
            p.0 = 1;
            yield_!(*x);
            sum = sum * 10 + x;
        }
        p.0 = 0;
        for x in grid[p.0].iter().skip(p.1) {
            p.1 += 1;
            yield_!(*x);
            sum = sum * 10 + x;
        }
        sum + at.1 as u32
    }
    check go(vec![vec![1, 2, 3], vec![4, 5, 6]], (0, 1));
}

program! {
    mod chars_from_a_moving_position;

    #[resumable(yield = String)]
    fn go(text: String) -> usize {
        let mut pos = 0;
        let mut words = 0;
        while pos < text.len() {
            let start = pos;
            for c in text[pos..].chars() {
                pos += c.len_utf8();
                if c == ' ' {
                    break;
                }
                yield_!(format!("{c}{pos}"));
            }
            let word = text[start..pos].trim_end();
            yield_!(word.to_owned());
            words += usize::from(!word.is_empty());
        }
        words
    }
    check go("ab c  dé".to_owned());
}

program! {
    mod adapter_arguments_change;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut n = 1;
        let mut sum = 0;
        for x in v.iter().skip(n).step_by(n + 1).take(n + 1) {
            n += 1;
            yield_!(*x);
            sum += x * n as u32;
        }
        let mut k = 2;
        for c in v.chunks(k) {
            k += 1;
            yield_!(c.len() as u32);
            sum += c[0] * k as u32;
        }
        for c in v.windows(k - 3).rev() {
            k += 1;
            yield_!(c.len() as u32);
            sum += c[0] * k as u32;
        }
        for x in &v[..n] {
            n += 1;
            yield_!(*x);
            sum += x * n as u32;
        }
        for x in v[n - 4..].iter().rev() {
            n += 1;
            yield_!(*x);
            sum += x * n as u32;
        }
        sum
    }
    check go(vec![1, 2, 3, 4, 5, 6, 7]);
}

program! {
    mod for_over_indexed_iter_source;

    #[resumable(yield = u32)]
    fn go(grid: Vec<Vec<u32>>) -> u32 {
        let mut y = 0;
        let mut sum = 0;
        while y < grid.len() {
            for x in grid[y].iter().skip(y) {
                y += 1;
                yield_!(*x);
                sum += x * y as u32;
                if y > 5 {
                    break;
                }
            }
            y += 1;
        }
        sum
    }
    check go(vec![vec![1], vec![2], vec![3, 4, 5, 6], vec![], vec![5], vec![6]]);
}

program! {
    mod range_source_changes;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let (mut a, mut b) = (0, 3);
        let mut n = 0;
        for x in v[a..b].iter().zip(a..b) {
            a += 1;
            b -= 1;
            yield_!(*x.0 + x.1 as u32);
            n += x.0;
        }
        for x in v[a..].chunks(b + 1).flat_map(|c| c.iter()) {
            a = 0;
            b = 9;
            yield_!(*x);
            n += x;
        }
        for i in a..b.min(4) {
            a += 1;
            b = 0;
            yield_!(i as u32);
            n += v[i];
        }
        n
    }
    check go(vec![1, 2, 3, 4, 5]);
}

program! {
    mod nested_iter_mut;

    #[resumable(yield = u32)]
    fn go(mut grid: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
        for line in grid.iter_mut() {
            for cell in line.iter_mut() {
                *cell += 1;
                yield_!(*cell);
                *cell *= 2;
            }
        }
        grid
    }
    check go(vec![vec![1, 2], vec![3], vec![4, 5]]);
}

program! {
    mod iter_mut_nested_three;

    #[resumable(yield = u32)]
    fn go(mut g: Vec<Vec<Vec<u32>>>) -> Vec<Vec<Vec<u32>>> {
        for (i, a) in g.iter_mut().enumerate() {
            for b in a.iter_mut() {
                for c in b.iter_mut().rev() {
                    *c += i as u32;
                    yield_!(*c);
                    *c *= 2;
                }
                b.push(9);
                yield_!(b.len() as u32);
                b.swap(0, 1);
            }
            a.push(vec![]);
            yield_!(a.len() as u32);
        }
        g
    }
    check go(vec![vec![vec![1, 2], vec![3]], vec![], vec![vec![4]]]);
}

program! {
    mod loop_over_part_of_mut_item;

    #[resumable(yield = String)]
    fn go(mut rows: Vec<Row>) -> Vec<Row> {
        for row in &mut rows {
            for tag in &row.tags {
                yield_!(tag.clone());
            }
            row.id += 1;
        }
        rows
    }
    check go(vec![row(1, "a", "x y", None), row(2, "bb", "", None)]);
}

program! {
    mod item_then_part_then_item;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Row {
        id: u32,
        tags: Vec<String>,
        name: String,
    }
    #[resumable(yield = String)]
    fn go(mut rows: Vec<Row>) -> Vec<Row> {
        for row in &mut rows {
            for tag in &mut row.tags {
                tag.push('1');
                yield_!(tag.clone());
                tag.push('2');
                row.id += 1;
            }
            let name = &mut row.name;
            name.push('n');
            yield_!(name.clone());
            name.push('m');
            let Row { id, tags, .. } = row;
            *id += 10;
            yield_!(tags.len().to_string());
            tags.push(id.to_string());
            if let Some(last) = tags.last_mut() {
                last.push('!');
                yield_!(last.clone());
                last.push('?');
            }
            row.name += "end";
        }
        rows
    }
    check go(vec![Row { id: 1, tags: words("a b"), name: "x".to_owned() }, Row { id: 2, tags: vec![], name: "y".to_owned() }]);
}

program! {
    mod destructured_mut_item;

    #[resumable(yield = String)]
    fn go(mut rows: Vec<Row>) -> Vec<Row> {
        for row in &mut rows {
            let Row { name, tags, .. } = row;
            yield_!(name.clone());
            tags.push(name.clone());
        }
        rows
    }
    check go(vec![row(1, "a", "x y", None), row(2, "bb", "", None)]);
}

program! {
    mod temporaries_in_loops;

    fn make(n: u32) -> Vec<u32> {
        log(format!("make {n}"));
        (0..n).collect()
    }
    #[resumable(yield = u32)]
    fn go(k: u32) -> u32 {
        let mut n = 0;
        for i in 1..k {
            for x in make(i).iter() {
                yield_!(*x);
                n += x;
            }
            for x in &make(i) {
                yield_!(*x);
                n += x;
                if *x == 1 {
                    break;
                }
            }
            let total = make(i).iter().sum::<u32>();
            yield_!(total);
        }
        n
    }
    check go(4);
}

program! {
    mod source_of_a_temporary;

    fn make() -> Vec<u32> {
        log("make");
        vec![1, 2]
    }
    #[resumable(yield = u32)]
    fn go() -> u32 {
        let mut n = 0;
        for x in make().iter() {
            yield_!(*x);
            n += x;
        }
        for x in &make() {
            yield_!(*x);
            n += x;
        }
        for x in make().iter().map(|x| x * 2).rev() {
            yield_!(x);
            n += x;
        }
        for c in format!("{n}").chars() {
            yield_!(c as u32);
            n += 1;
        }
        n
    }
    check go();
}

program! {
    mod into_iter_flatten;

    #[resumable(yield = String)]
    fn go(graph: BTreeMap<String, Vec<String>>) -> usize {
        let mut n = 0;
        for next in graph.get("a").into_iter().flatten() {
            yield_!(next.clone());
            n += next.len();
        }
        n
    }
    check go(BTreeMap::from([("a".to_owned(), words("b c"))]));
}

program! {
    mod assign_after_loop;

    #[resumable(yield = u32)]
    fn go(mut grid: Vec<u32>) -> u32 {
        for _ in 0..2 {
            let mut next = grid.clone();
            for row in grid.iter() {
                yield_!(*row);
                next.push(*row);
            }
            grid = next;
        }
        grid.len() as u32
    }
    check go(vec![1, 2]);
}

program! {
    mod owned_iterators_swapped;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>, w: Vec<u32>) -> u32 {
        let mut a = v.into_iter();
        let mut b = w.into_iter();
        let mut n = 0;
        std::mem::swap(&mut a, &mut b);
        while let Some(x) = a.next() {
            yield_!(x);
            n = n * 10 + x;
        }
        for x in b {
            yield_!(x);
            n = n * 10 + x;
        }
        n
    }
    check go(vec![1, 2, 3], vec![4, 5, 6]);
}

program! {
    mod map_pairs;

    #[resumable(yield = String)]
    fn go(map: BTreeMap<String, u32>) -> u32 {
        let (k, n) = map.first_key_value().unwrap();
        yield_!(format!("{k}{n}"));
        let Some((best, count)) = map.iter().max_by_key(|(_, n)| **n) else {
            return 0;
        };
        yield_!(format!("{best}{count}"));
        let (name, _) = map.iter().next().unwrap();
        yield_!(name.clone());
        n + count + name.len() as u32 + k.len() as u32
    }
    check go(BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 5)]));
}
