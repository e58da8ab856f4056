//! Borrows and texts that are chosen, passed on, and taken in turns.

use std::collections::*;
use tests::*;
program! {
    mod let_if_borrow;
    #[resumable(yield = u32)]
    fn f(a: Vec<u32>, b: Vec<u32>, c: bool) -> u32 {
        let g = if c { &a } else { &b };
        yield_!(g[0]);
        g[0] + 1
    }
    check f(vec![1], vec![2], true);
    check f(vec![1], vec![2], false);
}
program! {
    mod match_borrow;
    #[resumable(yield = String)]
    fn f(names: Vec<String>, other: Option<String>) -> usize {
        let mut level = 0u32;
        let mut n = 0;
        loop {
            let name = match names.get(level as usize) { Some(name) => name.as_str(), None => break };
            yield_!(name.to_owned());
            n += name.len();
            let tag = match &other { Some(t) if t.len() > 1 => t.as_str(), Some(_) => "short", None => "none" };
            yield_!(tag.to_owned());
            n += tag.len();
            level += 1;
        }
        n
    }
    check f(vec!["a".into(), "bc".into()], Some("xyz".into()));
    check f(vec!["a".into(), "bc".into()], None);
    check f(vec!["a".into(), "bc".into()], Some("x".into()));
}
program! {
    mod texts;
    #[resumable(yield = String)]
    fn f(n: u32) -> String {
        let mut state = "a";
        let s;
        if n > 1 { s = "big"; } else { s = "small"; }
        for i in 0..n {
            let label = state;
            yield_!(label.to_owned());
            state = match label { "a" => "b", "b" => "c", other => other };
            yield_!(format!("{label}{state}{i}{s}"));
        }
        state.to_owned() + s
    }
    check f(4);
    check f(1);
}
program! {
    mod nested_iter_mut;
    #[resumable(yield = u32)]
    fn f(mut grid: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
        for line in grid.iter_mut() {
            for cell in line.iter_mut() { *cell += 1; yield_!(*cell); *cell *= 2; }
            line.push(7);
        }
        for line in &mut grid { for cell in line { *cell += 1; yield_!(*cell); } }
        grid
    }
    check f(vec![vec![1, 2], vec![], vec![3]]);
}
program! {
    mod assign_after_loop;
    #[resumable(yield = u32)]
    fn f(mut grid: Vec<u32>) -> Vec<u32> {
        for _ in 0..2 {
            let mut next = grid.clone();
            for (i, row) in grid.iter().enumerate() { yield_!(*row); next[i] = row + 1; }
            grid = next;
        }
        grid
    }
    check f(vec![1, 2]);
}
program! {
    mod into_iter_flatten;
    #[resumable(yield = String)]
    fn f(graph: BTreeMap<String, Vec<String>>) -> usize {
        let mut n = 0;
        for next in graph.get("a").into_iter().flatten() { yield_!(next.clone()); n += next.len(); }
        for c in format!("{n}x").chars() { yield_!(c.to_string()); }
        for x in [1u8, 2].iter() { yield_!(x.to_string()); }
        let names = ["f", "g"];
        for name in names { yield_!(name.to_owned()); n += name.len(); }
        n
    }
    check f(BTreeMap::from([("a".to_owned(), vec!["b".to_owned(), "cc".to_owned()])]));
}
program! {
    mod text_of_a_changed_condition;
    #[resumable(yield = String)]
    fn f(mut c: bool) -> String {
        let s = if c { "a" } else { "b" };
        c = !c;
        yield_!(format!("{s}{c}"));
        let n = if c { s.len() } else { 7 };
        yield_!(s.to_owned());
        format!("{n}{s}")
    }
    check f(true);
    check f(false);
}

program! {
    mod a_text_behind_an_iterator_that_is_not_kept;

    #[resumable(yield = u32)]
    fn behind(n: u32) -> String {
        let mut held = (1_u32..=4).step_by(2);
        let first = held.next().unwrap();
        let unit = "kg";
        let list = vec![n, first];
        let view = &list[1];
        yield_!(*view);
        format!("{unit}{view}")
    }

    check behind(3);
}
