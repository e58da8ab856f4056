use resumable::resumable;

use serde::{Deserialize, Serialize};
#[derive(Serialize, Deserialize)]
struct Words {
    list: Vec<String>,
}
impl Words {
    fn iter(&self) -> std::slice::Iter<'_, String> {
        self.list.iter()
    }
    fn first(&self) -> Option<&String> {
        self.list.first()
    }
    fn get(&self, i: usize) -> Option<&String> {
        self.list.get(i)
    }
    fn chars(&self) -> std::str::Chars<'_> {
        self.list[0].chars()
    }
}

#[resumable(yield = u32)]
fn of_a_function(text: String) -> usize {
    fn part(text: &str) -> &str {
        &text[1..]
    }
    let rest = part(&text);
    yield_!(1);
    rest.len()
}

#[resumable(yield = u32)]
fn collected(text: String) -> usize {
    let words = text.split(' ').collect::<Vec<_>>();
    yield_!(1);
    words.len()
}

#[resumable(yield = u32)]
fn text_of_unknown_origin(n: u32) -> usize {
    fn pick(n: u32) -> &'static str {
        if n == 0 { "a" } else { "bc" }
    }
    let text = pick(n);
    yield_!(1);
    text.len()
}

#[resumable(yield = u32)]
fn text_or_other(n: u32, other: String) -> usize {
    let text = if n == 0 { "none" } else { &other[..] };
    yield_!(1);
    text.len()
}

#[resumable(yield = u32)]
fn in_a_pair(text: String) -> usize {
    fn both(text: &str) -> Option<(usize, &str)> {
        Some((1, text))
    }
    let Some((_, part)) = both(&text) else {
        return 0;
    };
    yield_!(1);
    part.len()
}

#[resumable(yield = usize)]
fn own_first(words: Words) -> usize {
    let first = words.first();
    yield_!(1);
    first.map_or(0, String::len)
}

#[resumable(yield = usize)]
fn own_get(words: Words) -> usize {
    if let Some(second) = words.get(1) {
        yield_!(second.len());
        return second.len();
    }
    0
}

fn main() {}
