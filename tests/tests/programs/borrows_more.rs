//! Borrows whose indices, keys and sources change while they live, or after it.

use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use tests::*;

use crate::fixtures::words;

program! {
    mod index_through_a_reference;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut i = 0;
        let r = &i;
        let x = &v[*r];
        i += 1;
        yield_!(*x);
        *x + i as u32
    }
    check go(vec![1, 20]);
}

program! {
    mod index_through_a_mutable_reference;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut i = 0;
        let r = &mut i;
        let x = &v[*r];
        *r += 1;
        yield_!(*x);
        *x + i as u32
    }
    check go(vec![1, 20]);
}

program! {
    mod index_through_a_closure;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut i = 0;
        let mut bump = || i += 1;
        bump();
        let x = &v[i];
        let mut bump = || i += 1;
        bump();
        yield_!(*x);
        *x + i as u32
    }
    check go(vec![1, 20, 300]);
}

program! {
    mod index_changes_in_a_loop;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut i = 0;
        let mut sum = 0;
        while i < v.len() {
            let x = &v[i];
            i += 1;
            yield_!(*x);
            sum += *x * i as u32;
        }
        sum
    }
    check go(vec![1, 20, 300]);
}

program! {
    mod get_changes_in_a_loop;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut i = 0;
        let mut sum = 0;
        while let Some(x) = v.get(i) {
            i += 1;
            yield_!(*x);
            sum += *x * i as u32;
        }
        sum
    }
    check go(vec![1, 20, 300]);
}

program! {
    mod range_changes;

    #[resumable(yield = String)]
    fn go(s: String) -> String {
        let mut start = 0;
        let mut out = String::new();
        while start < s.len() {
            let end = (start + 2).min(s.len());
            let part = &s[start..end];
            start = end;
            yield_!(part.to_owned());
            out += part;
        }
        out
    }
    check go("abcde".to_owned());
}

program! {
    mod index_changed_in_a_macro;

    macro_rules! bump {
        ($s:ident) => {
            $s += 1;
        };
    }
    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut i = 0;
        let x = &v[i];
        bump!(i);
        yield_!(*x);
        *x + i as u32
    }
    check go(vec![1, 20]);
}

program! {
    mod index_changed_in_a_nested_call;

    fn bump(i: &mut usize) -> usize {
        *i += 1;
        *i
    }
    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut i = 0;
        let x = &v[i];
        let j = bump(&mut i);
        yield_!(*x);
        let y = v.get(i);
        i += 1;
        yield_!(*x + *y.unwrap());
        *x + i as u32 + j as u32 + *y.unwrap()
    }
    check go(vec![1, 20, 300]);
}

program! {
    mod index_of_struct_field;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Cursor {
        at: usize,
        list: Vec<u32>,
    }
    #[resumable(yield = u32)]
    fn go(mut c: Cursor, v: Vec<u32>) -> u32 {
        let x = &v[c.at];
        c.at += 1;
        yield_!(*x);
        let y = &c.list[c.at];
        yield_!(*y);
        x + y
    }
    check go(Cursor { at: 0, list: vec![5, 6] }, vec![1, 20]);
}

program! {
    mod index_of_tuple_and_shadow;

    #[resumable(yield = u32)]
    fn go(v: Vec<Vec<u32>>) -> u32 {
        let mut p = (0, 1);
        let x = &v[p.0][p.1];
        p = (1, 0);
        yield_!(*x);
        let i = 1;
        let y = &v[i];
        let i = 0;
        let z = &y[i];
        yield_!(*z);
        let i = 5;
        x + y[1] + z + i
    }
    check go(vec![vec![1, 2], vec![3, 4]]);
}

program! {
    mod slice_range_variable;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut range = 0..2;
        let x = &v[range.clone()];
        range.end = 1;
        yield_!(x.len() as u32);
        x.iter().sum::<u32>() + range.end as u32
    }
    check go(vec![1, 2, 3]);
}

program! {
    mod argument_with_effect;

    #[resumable(yield = String)]
    fn go(v: Vec<String>) -> usize {
        let x = v.get(logged("index", 1));
        yield_!(format!("{x:?}"));
        let y = &v[{
            log("again");
            0
        }];
        yield_!(y.clone());
        if let Some(z) = v.get({
            log("third");
            0
        }) {
            yield_!(z.clone());
        }
        match &v[logged("fourth", 1)] {
            z => {
                yield_!(z.clone());
            }
        }
        y.len() + x.unwrap().len()
    }
    check go(words("ab cde"));
}

program! {
    mod stack_length_as_index;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut stack = vec![1];
        let x = &v[stack.len() - 1];
        stack.push(2);
        yield_!(*x);
        *x + stack.len() as u32
    }
    check go(vec![1, 20]);
}

program! {
    mod borrow_before_a_loop_that_changes_the_index;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut i = 0;
        let x = &v[i];
        let mut sum = 0;
        loop {
            i += 1;
            yield_!(*x);
            sum += x;
            if i == 3 {
                break sum + i as u32;
            }
        }
    }
    check go(vec![1, 20, 300, 4]);
}

program! {
    mod index_changed_in_a_branch;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut sum = 0;
        let mut i = 0;
        while i < v.len() {
            let x = &v[i];
            if *x > 5 {
                i += 2;
                yield_!(*x);
            } else {
                yield_!(*x + 1000);
                i += 1;
            }
            sum += x;
        }
        sum
    }
    check go(vec![1, 20, 300, 4]);
}

program! {
    mod casts_and_arithmetic_of_index;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>, mut n: u8) -> u32 {
        let mut sum = 0;
        while n > 0 {
            let x = &v[(n as usize - 1) % v.len()];
            let y = v.get(usize::from(n) % 2);
            n -= 1;
            yield_!(*x);
            sum += x * 10 + y.copied().unwrap_or(0);
        }
        sum
    }
    check go(vec![1, 2, 3], 5);
}

program! {
    mod nth_changes;

    #[resumable(yield = String)]
    fn go(text: String) -> String {
        let mut n = 0;
        let mut out = String::new();
        while let Some(word) = text.split(' ').nth(n) {
            n += 1;
            yield_!(word.to_owned());
            out += word;
        }
        let last = text.split(' ').nth(n - 1).unwrap();
        n = 0;
        yield_!(last.to_owned());
        out + last
    }
    check go("a b c".to_owned());
}

program! {
    mod skip_count_from_mutable;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let mut k = 1;
        let x = v.iter().skip(k).next().unwrap();
        k += 1;
        yield_!(*x);
        let y = v.iter().rev().filter(|y| **y != 2).nth(k - 2).unwrap();
        k += 5;
        yield_!(*y);
        x * 10 + y + k as u32
    }
    check go(vec![1, 2, 3]);
}

program! {
    mod nested_indices;

    #[resumable(yield = u32)]
    fn go(v: Vec<Vec<u32>>, ix: Vec<usize>) -> u32 {
        let mut sum = 0;
        let (mut a, mut b) = (0, 1);
        let x = &v[a][b];
        a = 1;
        b = 0;
        yield_!(*x);
        let y = &v[ix[a]][ix[b]];
        a = 0;
        yield_!(*y);
        let z = &v[a..][b..][1][ix[0]..][0];
        b = 1;
        yield_!(*z);
        sum += x * 100 + y * 10 + z + b as u32;
        sum
    }
    check go(vec![vec![1, 2], vec![3, 4]], vec![1, 0]);
}

program! {
    mod user_index_moving;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Grid {
        cells: Vec<u32>,
    }
    impl std::ops::Index<(usize, usize)> for Grid {
        type Output = u32;
        fn index(&self, at: (usize, usize)) -> &u32 {
            &self.cells[at.0 * 2 + at.1]
        }
    }
    #[resumable(yield = u32)]
    fn go(g: Grid) -> u32 {
        let (mut x, mut y) = (0, 0);
        let mut sum = 0;
        while y < 2 {
            let cell = &g[(x, y)];
            x += 1;
            if x == 2 {
                x = 0;
                y += 1;
            }
            yield_!(*cell);
            sum = sum * 10 + cell;
        }
        sum
    }
    check go(Grid { cells: vec![1, 2, 3, 4] });
}

program! {
    mod mutable_element_index_changes;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<u32>) -> Vec<u32> {
        let mut i = 0;
        while let Some(x) = v.get_mut(i) {
            i += 1;
            *x += 1;
            yield_!(*x);
            *x *= 10 + i as u32;
        }
        i = 0;
        let slot = &mut v[i];
        i += 1;
        yield_!(*slot);
        *slot = 5;
        v[i] += 1;
        v
    }
    check go(vec![1, 2, 3]);
}

program! {
    mod index_by_cell;

    #[resumable(yield = u32)]
    fn go(at: Cell<usize>, v: Vec<u32>) -> u32 {
        let x = &v[at.get()];
        at.set(1);
        yield_!(*x);
        let y = v.get(at.get()).unwrap();
        at.set(2);
        yield_!(*y);
        let p = &at;
        let z = &v[p.get()];
        p.set(0);
        yield_!(*z);
        x + y + z
    }
    check go(Cell::new(0), vec![1, 20, 300]);
}

program! {
    mod shadowed_argument;

    #[resumable(yield = String)]
    fn go(map: BTreeMap<String, String>) -> String {
        let key = "a".to_owned();
        let x = map.get(&key);
        let key = "b".to_owned();
        let y = map.get(&key);
        yield_!(format!("{x:?} {y:?}"));
        let key = 'c';
        format!("{x:?} {y:?} {key}")
    }
    check go(BTreeMap::from([("a".to_owned(), "one".to_owned()), ("b".to_owned(), "two".to_owned())]));
}

program! {
    mod hash_map_lookups;

    #[resumable(yield = u32)]
    fn go(mut m: HashMap<String, u32>) -> u32 {
        let a = m.get("a").unwrap();
        yield_!(*a);
        let b = &m["a"];
        yield_!(*b);
        let s = a + b;
        let c = m.get_mut("a").unwrap();
        *c += s;
        yield_!(*c);
        *c += 1;
        m["a"]
    }
    check go(HashMap::from([("a".to_owned(), 1)]));
}
