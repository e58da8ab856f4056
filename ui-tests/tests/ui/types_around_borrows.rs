use resumable::resumable;

use std::collections::BTreeMap;

#[resumable(yield = u32)]
fn method_of_an_item(words: Vec<String>) -> usize {
    let mut total = 0;
    for (i, word) in words.iter().enumerate() {
        yield_!(i);
        total += word.length();
    }
    total
}

#[resumable(yield = String, resume = bool)]
fn within_the_condition(words: Vec<String>) -> usize {
    let mut found = Vec::new();
    for word in &words {
        let first = word.chars().nexxt();
        if yield_!(word.clone()) == 3 {
            found.push(first);
        }
    }
    found.len()
}

#[resumable(yield = u32)]
fn around_a_question_mark(pairs: Vec<(u32, String)>) -> Result<u32, std::num::ParseIntError> {
    let mut sum = 0;
    for (n, text) in pairs {
        let parsed: u32 = text.parse::<u64>()?;
        yield_!(n);
        sum += parsed;
    }
    Ok(sum.unwrap())
}

#[resumable(yield = u32)]
fn around_a_lookup(map: BTreeMap<String, Vec<u32>>) -> u32 {
    if let Some(list) = map.get(&5) {
        for n in list {
            yield_!(*n);
        }
    }
    let text: &String = map.get("a");
    yield_!(text.len());
    1
}

fn main() {}
