//! Borrows out of borrows, and sources that are moved, assigned or changed when a borrow has ended.

use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use tests::*;

use crate::fixtures::{Expr, Row, num, row, words};

program! {
    mod shadowing_chain;

    #[resumable(yield = String)]
    fn go(text: String) -> usize {
        let text = &text;
        let text = text.trim();
        yield_!(text.to_owned());
        let n = {
            let text = &text[1..];
            yield_!(text.to_owned());
            let text = text.split(' ').next().unwrap_or(text);
            yield_!(text.to_owned());
            text.len()
        };
        let text = text.len() + n;
        yield_!(text.to_string());
        text
    }
    check go("  abc def ".to_owned());
}

program! {
    mod borrow_of_temporaries;

    fn make(s: &str) -> String {
        log("make");
        s.to_owned()
    }
    #[resumable(yield = String)]
    fn go() -> usize {
        let s = String::from("a") + "b";
        let t = s.as_str();
        yield_!(t.to_owned());
        let u = &format!("{t}{t}");
        yield_!(u.clone());
        let v = &vec![1, 2, 3];
        yield_!(v.len().to_string());
        let r = &make("q");
        yield_!(r.clone());
        t.len() + u.len() + v.len() + r.len()
    }
    check go();
}

program! {
    mod reborrows;

    #[resumable(yield = u32)]
    fn go(mut row: Row) -> Row {
        let r = &mut row;
        let id = &mut r.id;
        *id += 1;
        yield_!(*id);
        *id += 1;
        let tags = &mut r.tags;
        tags.push("p".to_owned());
        yield_!(tags.len() as u32);
        {
            let last = tags.last_mut().unwrap();
            last.push('!');
            yield_!(last.len() as u32);
            last.push('?');
        }
        let r2 = &mut *r;
        r2.id *= 2;
        yield_!(r2.id);
        r2.name.push('x');
        let shared = &*r;
        yield_!(shared.id);
        let n = shared.tags.len() as u32;
        row.id += n;
        row
    }
    check go(row(1, "a", "x", None));
}

program! {
    mod conditional_move_after;

    fn eat(v: Vec<String>) -> usize {
        log("eaten");
        v.len()
    }
    #[resumable(yield = String)]
    fn go(v: Vec<String>, c: bool) -> usize {
        let first = &v[0];
        yield_!(first.clone());
        let n = first.len();
        if c {
            yield_!("move".to_owned());
            eat(v) + n
        } else {
            let last = v.last();
            yield_!(format!("{last:?}"));
            n + last.map_or(0, String::len)
        }
    }
    check go(words("a b"), true);
    check go(words("a b"), false);
}

program! {
    mod reassign_after;

    #[resumable(yield = String)]
    fn go(mut v: Vec<String>) -> Vec<String> {
        for turn in 0..3 {
            let first = &v[0];
            yield_!(first.clone());
            let next = format!("{first}{turn}");
            v = vec![next];
            yield_!(v[0].clone());
        }
        v
    }
    check go(words("a b"));
}

program! {
    mod double_deref;

    #[resumable(yield = String)]
    fn go(row: Row) -> usize {
        let c = &row.name;
        let d = &**c;
        yield_!(d.to_string());
        d.len()
    }
    check go(row(1, "a", "x", None));
}

program! {
    mod delegation_with_item;

    #[resumable(yield = String)]
    fn visit(name: String) -> usize {
        yield_!(name.clone());
        name.len()
    }
    #[resumable(yield = String)]
    fn go(mut rows: Vec<Row>) -> Vec<Row> {
        for row in &mut rows {
            let n = visit(row.name.clone()).await;
            row.id += n as u32;
        }
        rows
    }
    check go(vec![row(1, "a", "x y", None), row(2, "bb", "", None)]);
}

program! {
    mod with_question_mark;

    #[resumable(yield = String)]
    fn go(text: String) -> Result<u32, String> {
        let (key, value) = text.split_once('=').ok_or("no =")?;
        yield_!(key.to_owned());
        let first = value.split(',').next().ok_or_else(|| "empty".to_owned())?;
        yield_!(first.to_owned());
        let n: u32 = first
            .parse()
            .map_err(|e: std::num::ParseIntError| e.to_string())?;
        yield_!(n.to_string());
        let mut sum = n + key.len() as u32;
        for part in value.split(',').skip(1) {
            let m = part
                .trim()
                .parse::<u32>()
                .map_err(|e| format!("{part}: {e}"))?;
            yield_!(format!("{part} {m}"));
            sum += m;
        }
        Ok(sum)
    }
    check go("k=1, 2,3".to_owned());
    check go("k=1,x".to_owned());
    check go("k".to_owned());
}

program! {
    mod option_question_mark;

    #[resumable(yield = String)]
    fn go(map: BTreeMap<String, Row>, name: String) -> Option<usize> {
        let row = map.get(&name)?;
        yield_!(row.name.clone());
        let parent = row.parent.as_deref()?;
        yield_!(parent.name.clone());
        let tag = parent.tags.iter().find(|tag| tag.len() > 1)?;
        yield_!(tag.clone());
        Some(tag.len() + row.id as usize)
    }
    check go(BTreeMap::from([("k".to_owned(), row(1, "a", "x", Some(row(2, "b", "y zz", None))))]), "k".to_owned());
    check go(BTreeMap::from([("k".to_owned(), row(1, "a", "x", Some(row(2, "b", "y", None))))]), "k".to_owned());
    check go(BTreeMap::from([("k".to_owned(), row(1, "a", "x", None))]), "k".to_owned());
}

program! {
    mod generic_borrow;

    #[resumable(yield = String)]
    fn go<T: resumable::Live + std::fmt::Debug + Clone + PartialOrd>(
        v: Vec<T>,
        a: Vec<T>,
    ) -> Vec<T> {
        let mut out = vec![];
        let first = &a[0];
        for x in &v {
            if x > first {
                yield_!(format!("{x:?}"));
                out.push(x.clone());
            }
        }
        for (x, y) in v.iter().zip(a.iter()).rev() {
            yield_!(format!("{x:?} {y:?}"));
            out.push(y.clone());
        }
        out
    }
    check go(vec![1, 5, 3], vec![2, 7, 1]);
    check go(words("a z c"), vec!["c".to_owned()]);
}

program! {
    mod refcell_borrowed_between;

    #[resumable(yield = u32)]
    fn go(v: RefCell<Vec<u32>>) -> u32 {
        let r = &v;
        r.borrow_mut().push(5);
        yield_!(r.borrow().len() as u32);
        let n = r.borrow()[0];
        v.borrow_mut()[0] += 1;
        yield_!(n);
        n + r.borrow()[0]
    }
    check go(RefCell::new(vec![1]));
}

program! {
    mod mutable_borrow_of_field_method;

    #[resumable(yield = usize)]
    fn go(mut pair: (Vec<u32>, Vec<u32>)) -> (Vec<u32>, Vec<u32>) {
        let (left, right) = (&mut pair.0, &mut pair.1);
        left.push(1);
        yield_!(right.len());
        right.push(2);
        yield_!(left.len());
        left.append(right);
        let target = &mut pair.1;
        target.push(5);
        yield_!(target.len());
        target.push(6);
        pair
    }
    check go((vec![], vec![9]));
}

program! {
    mod copy_of_shared_then_source_moved;

    #[resumable(yield = String)]
    fn go(rows: Vec<(u32, String)>) -> String {
        let (id, name) = &rows[0];
        yield_!(format!("{id} {name}"));
        let id = *id;
        let name = name.clone();
        let rows = rows;
        yield_!(format!("{id} {name} {}", rows.len()));
        let [(id2, ref name2), ..] = rows[..] else {
            panic!()
        };
        yield_!(format!("{id2} {name2}"));
        format!("{id}{name}{id2}{name2}")
    }
    check go(vec![(1, "a".to_owned())]);
}

program! {
    mod assign_after_plain_loop_with_borrow;

    #[resumable(yield = u32)]
    fn go(mut v: Vec<u32>) -> u32 {
        for _ in 0..2 {
            let next = vec![v.len() as u32];
            for i in 0..2 {
                let n = v.get(i).and_then(|x| Some(x));
                yield_!(n.copied().unwrap_or(0));
            }
            v = next;
        }
        v[0]
    }
    check go(vec![1, 2]);
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
    mod reads_shared_while_yielding;

    #[resumable(yield = String, resume = bool)]
    fn go(mut items: Vec<String>) -> Vec<String> {
        while let Some(item) = items.iter().find(|item| item.len() < 3) {
            let longer = format!("{item}x");
            let again = yield_!(item.clone());
            let at = items.iter().position(|i| i == item).unwrap();
            items[at] = longer;
            if again {
                continue;
            }
            items.push(String::from("end"));
        }
        items
    }
    check go(words("a bbbb cc")) => [true, true, false, false];
}

program! {
    mod option_slot;

    #[resumable(yield = u32)]
    fn go(mut opt: Option<u32>) -> Option<u32> {
        let r = &mut opt;
        if let Some(x) = r {
            *x += 1;
            yield_!(*x);
            *x += 1;
        } else {
            yield_!(0);
            *r = Some(1);
        }
        if let Some(x) = r.as_mut() {
            yield_!(*x);
            *x += 100;
        }
        match r {
            Some(x) if *x > 101 => {
                yield_!(*x);
                *r = None;
            }
            _ => {
                yield_!(9);
            }
        }
        opt
    }
    check go(Some(4));
    check go(None);
}

program! {
    mod collections_swapped;

    #[resumable(yield = u32)]
    fn go(mut a: Vec<u32>, mut b: Vec<u32>) -> u32 {
        let x = &a;
        yield_!(x[0]);
        let n = x[0];
        std::mem::swap(&mut a, &mut b);
        let x = &a;
        yield_!(x[0]);
        for x in a.iter() {
            yield_!(*x);
            b.push(*x);
        }
        n + x[0] + b.len() as u32
    }
    check go(vec![1], vec![2]);
}

program! {
    mod drop_order_with_borrows;

    #[resumable(yield = String)]
    fn go(a: Noisy, b: Vec<Noisy>) -> usize {
        let r = &a;
        let c = noisy("c");
        let first = &b[0];
        yield_!(format!("{}{}{}", r.name(), first.name(), c.name()));
        {
            let d = noisy("d");
            let e = &d;
            yield_!(e.name().to_owned());
            log(format!("{}{}", e.name(), c.name()));
        }
        for n in b.iter() {
            let f = noisy("f");
            yield_!(n.name().to_owned());
            log(f.name());
        }
        for n in b {
            yield_!(n.name().to_owned());
            log(n.name());
        }
        log("end");
        r.name().len() + c.name().len()
    }
    check go(noisy("a"), vec![noisy("x"), noisy("y")]);
}
