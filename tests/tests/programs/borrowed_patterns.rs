//! Patterns on borrows: by value and by reference, with guards, and on what the body then changes.

use serde::{Deserialize, Serialize};
use tests::*;

use crate::fixtures::{Expr, Row, num, row, words};

fn bin(op: char, l: Expr, r: Expr) -> Expr {
    Expr::Bin {
        op,
        left: Box::new(l),
        right: Box::new(r),
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Cmd {
    Go(u32),
    Say { text: String },
    Pair(Box<Cmd>, Box<Cmd>),
    Nop,
}

program! {
    mod at_pattern_changed;

    #[resumable(yield = u32)]
    fn go(mut o: Option<u32>) -> Option<u32> {
        if let Some(n @ 1..=5) = &mut o {
            *n += 10;
            yield_!(*n);
            *n += 1;
        }
        o
    }
    check go(Some(1));
}

program! {
    mod sibling_of_pattern_changed;

    #[resumable(yield = u32)]
    fn go(mut p: (u32, u32)) -> (u32, u32) {
        if let (a, b @ 1..=5) = &mut p {
            *b += 10;
            yield_!(*a);
            *a += 1;
        }
        p
    }
    check go((1, 2));
}

program! {
    mod copies_while_source_changes;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<u32>) -> u32 {
        if let Some(&x) = v.first() {
            v.clear();
            yield_!(x);
            v.push(x);
        }
        if let Some(y) = v.first().copied() {
            v.clear();
            yield_!(y);
            v.push(y);
        }
        let n = v.len();
        v.push(3);
        yield_!(n as u32);
        n as u32 + v.len() as u32
    }
    check go(vec![4, 5]);
}

program! {
    mod guard_with_or_and_ref_mut;

    #[resumable(yield = u32)]
    fn go(mut p: (Option<u32>, Option<u32>)) -> (Option<u32>, Option<u32>) {
        match &mut p {
            (Some(x), None) | (_, Some(x)) => {
                *x += 1;
                yield_!(*x);
                *x += 10;
            }
            _ => {}
        }
        match p {
            (Some(ref mut x), _) if *x > 100 => {
                *x += 1;
                yield_!(*x);
            }
            (_, Some(ref mut x)) => {
                *x += 1;
                yield_!(*x);
                *x += 1;
            }
            _ => {}
        }
        p
    }
    check go((Some(1), Some(5)));
    check go((Some(1), None));
    check go((Some(101), None));
    check go((None, None));
}

program! {
    mod bool_and_literal_siblings;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Item {
        open: bool,
        count: u32,
        name: String,
    }
    #[resumable(yield = u32)]
    fn go(mut items: Vec<Item>) -> Vec<Item> {
        for i in 0..items.len() {
            if let Item {
                open: true,
                count,
                name,
            } = &mut items[i]
            {
                *count += 1;
                yield_!(*count);
                name.push('!');
                *count += 1;
            } else if let Item {
                open: open @ false,
                count: 2,
                name,
            } = &mut items[i]
            {
                *open = true;
                yield_!(0);
                name.push('?');
            }
        }
        items
    }
    check go(vec![Item { open: true, count: 0, name: "a".to_owned() }, Item { open: false, count: 2, name: "b".to_owned() }]);
}

program! {
    mod patterns_ref_and_values;

    #[resumable(yield = String)]
    fn go(rows: Vec<Row>) -> String {
        let mut out = String::new();
        for (i, row) in rows.iter().enumerate() {
            match row {
                &Row { id, ref name, .. } if id > 5 => {
                    yield_!(format!("{i} {id} {name}"));
                    out += name;
                    out += &id.to_string();
                }
                Row {
                    id: 1 | 2, tags, ..
                } => {
                    yield_!(format!("{i} {tags:?}"));
                    out += &tags.join("+");
                }
                r @ Row {
                    tags,
                    parent: Some(parent),
                    ..
                } => {
                    yield_!(format!("{} {}", r.name, parent.name));
                    if let [first, rest @ ..] = tags.as_slice() {
                        yield_!(first.clone());
                        out += first;
                        out += &rest.len().to_string();
                    }
                    out += &parent.name;
                    out += &r.name;
                }
                Row { name: n @ _, .. } => {
                    yield_!(n.clone());
                    out += n;
                }
            }
        }
        out
    }
    check go(vec![row(6, "six", "a", None), row(2, "two", "b c", None), row(3, "three", "d e f", Some(row(9, "nine", "", None))), row(4, "four", "", None)]);
}

program! {
    mod by_value_copy_and_change;

    #[resumable(yield = String)]
    fn go(mut rows: Vec<Row>) -> Vec<Row> {
        if let Some(&Row { id, .. }) = rows.first() {
            rows[0].id = 100;
            yield_!(id.to_string());
            rows[0].id += id;
        }
        if let Some((&Row { id, .. }, rest)) = rows.split_first() {
            yield_!(format!("{id} {}", rest.len()));
            let n = rest.len() as u32;
            rows[0].id += n + id;
        }
        let [Row { id, .. }, ..] = rows[..] else {
            return rows;
        };
        rows.clear();
        yield_!(id.to_string());
        rows.push(row(id, "z", "", None));
        rows
    }
    check go(vec![row(1, "a", "", None), row(2, "b", "", None)]);
    check go(vec![]);
}

program! {
    mod copies_by_deref;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<u32>) -> u32 {
        let n = *v.first().unwrap();
        v[0] = 50;
        yield_!(n);
        let &m = v.first().unwrap();
        v[0] = 60;
        yield_!(m);
        let (k, &l) = (v.len(), v.last().unwrap());
        v.push(70);
        yield_!(l);
        if let Some(&last @ 1..=100) = v.last() {
            v.clear();
            yield_!(last);
            v.push(last);
        }
        n + m * 10 + l * 100 + k as u32 + v[0]
    }
    check go(vec![1, 2]);
}

program! {
    mod strip_and_trim_mut_and_first_mut;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<Option<u32>>) -> Vec<Option<u32>> {
        if let Some(Some(x)) = v.first_mut() {
            *x += 1;
            yield_!(*x);
            *x += 1;
        }
        if let Some(slot) = v.last_mut() {
            *slot = None;
            yield_!(0);
            *slot = Some(5);
        }
        let a = v[0].as_mut().unwrap();
        *a += 1;
        yield_!(*a);
        *a += 1;
        let slot = v[1].get_or_insert(3);
        *slot += 1;
        yield_!(*slot);
        v
    }
    check go(vec![Some(1), None, Some(2)]);
}

program! {
    mod first_arm_would_match_later;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<u32>) -> Vec<u32> {
        match v.as_mut_slice() {
            [] => {}
            [1, rest @ ..] => {
                rest[0] = 9;
                yield_!(1);
                rest[0] += 1;
            }
            [a, .., z] => {
                *a = 1;
                yield_!(2);
                *z = 3;
                yield_!(*a);
                *a += *z;
            }
            [a] => {
                *a += 1;
                yield_!(*a);
                *a += 1;
            }
        }
        v
    }
    check go(vec![]);
    check go(vec![1, 2]);
    check go(vec![5, 2, 3]);
    check go(vec![5]);
}

program! {
    mod tree_walk_recursion;

    #[resumable(yield = String)]
    fn eval(e: Expr, depth: u32) -> i64 {
        match &e {
            Expr::Num(n) => {
                yield_!(n.to_string());
                *n
            }
            Expr::Neg(inner) => {
                let v = eval((**inner).clone(), depth + 1).await;
                yield_!(format!("-{v} {inner:?}"));
                -v
            }
            Expr::Bin { op, left, right } => {
                let l = eval(left.as_ref().clone(), depth + 1).await;
                let r = eval((**right).clone(), depth + 1).await;
                yield_!(format!("{l}{op}{r}"));
                match op {
                    '+' => l + r,
                    '*' => l * r,
                    _ => 0,
                }
            }
            Expr::List(items) => {
                let mut sum = 0;
                for item in items {
                    sum += eval(item.clone(), depth + 1).await;
                    yield_!(format!("{sum} {}", items.len()));
                }
                sum
            }
        }
    }
    check eval(bin('+', num(1), Expr::List(vec![Expr::Neg(Box::new(num(2))), bin('*', num(3), num(4))])), 0);
}

program! {
    mod box_patterns;

    #[resumable(yield = u32)]
    fn go(mut c: Cmd) -> Cmd {
        if let Cmd::Pair(a, b) = &mut c {
            if let Cmd::Go(n) = &mut **a {
                *n += 1;
                yield_!(*n);
                *n += 1;
            }
            if let Cmd::Say { text } = b.as_mut() {
                text.push('x');
                yield_!(text.len() as u32);
                text.push('y');
            }
            std::mem::swap(a, b);
            yield_!(0);
            **b = Cmd::Nop;
        }
        match c {
            Cmd::Pair(ref mut a, _) => {
                yield_!(1);
                **a = Cmd::Go(0);
            }
            _ => {}
        }
        c
    }
    check go(Cmd::Pair(Box::new(Cmd::Go(1)), Box::new(Cmd::Say { text: "".to_owned() })));
}

program! {
    mod variant_replaced_through_other_binding;

    #[resumable(yield = u32)]
    fn go(mut pair: (Cmd, Cmd)) -> (Cmd, Cmd) {
        let (a, b) = &mut pair;
        if let Cmd::Go(n) = a {
            *b = Cmd::Nop;
            yield_!(*n);
            *n += 1;
            *a = Cmd::Nop;
        }
        yield_!(5);
        if let (x, Cmd::Nop) = (a, b) {
            *x = Cmd::Go(77);
            yield_!(6);
            *x = Cmd::Go(78);
        }
        pair
    }
    check go((Cmd::Go(1), Cmd::Go(2)));
}

program! {
    mod sibling_variant_changed;

    #[resumable(yield = u32)]
    fn go(mut pair: (u32, Cmd)) -> (u32, Cmd) {
        if let (n, c @ Cmd::Go(_)) = &mut pair {
            *c = Cmd::Nop;
            yield_!(*n);
            *n += 1;
        }
        match &mut pair {
            (n @ 1.., c) => {
                *n = 0;
                *c = Cmd::Go(*n);
                yield_!(*n);
                *c = Cmd::Nop;
            }
            _ => {}
        }
        pair
    }
    check go((1, Cmd::Go(2)));
}

program! {
    mod sibling_slice_changed;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<Option<u32>>) -> Vec<Option<u32>> {
        if let [Some(a), b @ Some(_), rest @ ..] = &mut v[..] {
            *b = None;
            *a += 1;
            yield_!(rest.len() as u32);
            *a += 1;
        }
        v
    }
    check go(vec![Some(1), Some(2), None]);
}
