use resumable::resumable;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Node {
    value: u32,
    next: Option<Box<Node>>,
}

#[resumable(yield = u32)]
fn twice(a: String, b: String) -> usize {
    let mut longest = &a;
    yield_!(1);
    if b.len() > longest.len() {
        longest = &b;
    }
    yield_!(2);
    longest.len()
}

#[resumable(yield = u32)]
fn cursor(mut head: Node) -> Node {
    let mut node = &mut head;
    loop {
        yield_!(node.value);
        match &mut node.next {
            Some(next) => node = next,
            None => break,
        }
    }
    head
}

#[resumable(yield = u32)]
fn guarded(pair: (Option<String>, Option<String>), n: u32) -> usize {
    match &pair {
        (Some(text), _) | (_, Some(text)) if text.len() > n as usize => {
            yield_!(1);
            text.len()
        }
        _ => 0,
    }
}

#[resumable(yield = u32)]
fn changed_index(mut grid: Vec<Vec<u32>>, row: usize, mut column: usize) -> u32 {
    if let Some(cell) = grid.get_mut(row).and_then(|row| row.get_mut(column)) {
        yield_!(*cell);
        column += 1;
        *cell += 1;
        return column as u32;
    }
    0
}

#[resumable(yield = u32)]
fn effects_in_an_argument(lists: Vec<Vec<u32>>) -> u32 {
    let mut calls = 0;
    let found = lists
        .iter()
        .find(|list| {
            calls += 1;
            list.len() > 2
        })
        .and_then(|list| list.first());
    yield_!(calls);
    found.copied().unwrap_or(calls)
}

#[resumable(yield = u32)]
fn effects_in_a_closure(map: Option<String>) -> usize {
    let mut calls = 0;
    let text = map.as_ref().filter(|text| {
        calls += 1;
        text.len() > 2
    });
    yield_!(1);
    text.map_or(calls, String::len)
}

#[resumable(yield = u32)]
fn collected(text: String) -> usize {
    let words: Vec<&str> = text.split(' ').collect();
    yield_!(1);
    words.len()
}

#[resumable(yield = u32)]
fn effects_in_a_condition(list: Vec<u32>, mut log: Vec<usize>) -> usize {
    while let Some(found) = list.get(log.pop().unwrap_or(9)) {
        yield_!(1);
        log.push(*found as usize);
    }
    log.len()
}

#[resumable(yield = u32)]
fn effects_in_a_branch(list: Vec<u32>, mut log: Vec<usize>, first: bool) -> usize {
    let found = if first {
        list.first()
    } else {
        list.get(log.pop().unwrap_or(9))
    };
    yield_!(1);
    found.map_or(log.len(), |found| *found as usize)
}

fn main() {}
