//! Functions of the main kinds, restored in a fresh process at every yield.
#![allow(
    dead_code,
    reason = "the kit calls functions by the names of their types"
)]

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::num::ParseIntError;

use resumable::testing::{Torture, torture};
use resumable::{Instance, resumable};
use serde::{Deserialize, Serialize};

fn texts<const N: usize>(texts: [&str; N]) -> [String; N] {
    texts.map(str::to_owned)
}

#[resumable(yield = u64, resume = bool)]
fn primes(most: u64) -> Vec<u64> {
    let mut found = Vec::new();
    'candidates: for n in 2..=most {
        for divisor in 2..n {
            if n % divisor == 0 {
                continue 'candidates;
            }
        }
        if yield_!(n) {
            found.push(n);
        } else if found.len() > 3 {
            break;
        }
    }
    found
}

#[test]
fn nested_loops() {
    torture::<primes>((30,), [true, false, true, true, true, false, true]);
    torture::<primes>((12,), [true; 9]);
}

#[resumable(yield = String, resume = String)]
fn tokens(text: String) -> usize {
    let mut count = 0;
    let mut rest = text.chars().peekable();
    while let Some(first) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut word = first.to_string();
        while let Some(more) = rest.next_if(|more| !more.is_whitespace()) {
            word.push(more);
        }
        let separator = yield_!(word);
        count += 1 + separator.len();
    }
    count
}

#[test]
fn an_iterator_over_a_borrowed_text() {
    let script = texts(["", "-", "--"]);
    torture::<tokens>(("  ein Wört\tmit  ß ".to_owned(),), script);
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Account {
    owner: String,
    cents: i64,
}

#[resumable(yield = String, resume = i64)]
fn settle(mut accounts: Vec<Account>) -> i64 {
    let mut total = 0;
    for account in &mut accounts {
        let owner = account.owner.as_str();
        let before = account.cents;
        let change = yield_!(format!("{owner} has {before}"));
        account.cents += change;
        total += account.cents;
    }
    let richest = accounts.iter().max_by_key(|account| account.cents);
    if let Some(Account { owner, cents }) = richest {
        total += yield_!(format!("{owner} is richest with {cents}"));
        total += cents;
    }
    total
}

#[test]
fn borrows() {
    let account = |owner: &str, cents| Account {
        owner: owner.to_owned(),
        cents,
    };
    let accounts = vec![account("Ada", 5), account("Bob", -3), account("Eve", 0)];
    torture::<settle>((accounts,), [1, 20, -4, 1000]);
    torture::<settle>((vec![],), [1]);
}

#[resumable(yield = String, resume = String)]
fn ask(question: String, tries: u32) -> Result<u32, ParseIntError> {
    let mut left = tries;
    loop {
        left -= 1;
        match yield_!(format!("{question} ({left} more)")).trim().parse() {
            Err(_) if left > 0 => {}
            answer => break answer,
        }
    }
}

#[resumable(yield = String, resume = String)]
fn area() -> Result<u32, ParseIntError> {
    let width = ask("width?".to_owned(), 2).await?;
    let height = ask("height?".to_owned(), 1).await?;
    yield_!("done".to_owned()).parse::<u32>()?;
    Ok(width * height)
}

#[test]
fn delegations_and_question_marks() {
    torture::<area>((), texts(["6", "7", "0"]));
    torture::<area>((), texts(["six", "6", "7", "0"]));
    torture::<area>((), texts(["six", "sechs"]));
    torture::<area>((), texts(["6", "7", "zero"]));
}

#[derive(Debug, Serialize, Deserialize)]
struct Tree {
    value: u32,
    below: Vec<Tree>,
}

#[resumable(yield = u32, resume = bool)]
fn walk(tree: Tree, depth: u32) -> u32 {
    let mut seen = 1;
    if yield_!(tree.value * 10 + depth) {
        for child in tree.below {
            let below: Instance<walk> = walk(child, depth + 1);
            seen += below.await;
        }
    }
    seen
}

#[test]
fn recursion() {
    let leaf = |value| Tree {
        value,
        below: vec![],
    };
    let branch = |value, below| Tree { value, below };
    let tree = branch(1, vec![branch(2, vec![leaf(3), leaf(4)]), leaf(5)]);
    torture::<walk>((tree, 0), [true, true, false, true, true]);
}

#[resumable(yield = (String, u32), resume = u32)]
fn tally(votes: Vec<String>) -> BTreeMap<String, u32> {
    let mut counted = BTreeMap::new();
    for (index, name) in votes.iter().enumerate().skip(1).step_by(2) {
        *counted.entry(name.clone()).or_insert(0) += index as u32;
    }
    for (name, votes) in &mut counted {
        *votes += yield_!((name.clone(), *votes));
    }
    for name in votes
        .iter()
        .rev()
        .zip(1..)
        .filter_map(|(name, n)| (n % 2 == 1).then_some(name))
    {
        let more = yield_!((name.clone(), 0));
        counted
            .entry(name.clone())
            .and_modify(|votes| *votes *= more);
    }
    counted
}

#[test]
fn iterators_and_ordered_maps() {
    let votes = ["a", "b", "c", "a", "b", "c", "c"];
    torture::<tally>((texts(votes).to_vec(),), 1..);
}

#[resumable(yield = usize, resume = (String, i32))]
fn stock() -> HashMap<String, i32> {
    let mut stock: HashMap<String, i32> = HashMap::new();
    let mut history = VecDeque::new();
    while stock.len() < 4 {
        let (name, count) = yield_!(stock.len());
        history.push_back(count);
        if history.len() > 2 {
            history.pop_front();
        }
        *stock.entry(name).or_default() += count + history.iter().sum::<i32>();
    }
    stock
}

/// The order in which a hash map is saved and shown changes with every run.
#[test]
fn hash_maps() {
    let names = ["nut", "bolt", "nut", "nail", "screw"];
    torture::<stock>((), texts(names).into_iter().zip(1..));
}

#[resumable(yield = u8, resume = usize)]
fn pick(bytes: [u8; 3], mut left: u32) -> u8 {
    let mut last = 0;
    while left > 0 {
        let at = yield_!(last);
        last = bytes[at];
        left -= 1;
    }
    panic!("{last} was the last of {bytes:?}")
}

#[test]
fn panics() {
    torture::<pick>(([1, 2, 3], 2), [0, 9]);
    torture::<pick>(([1, 2, 3], 2), [0, 2]);
}

#[resumable(yield = T, resume = T)]
fn swap<T>(first: T, second: T) -> (T, T)
where
    T: Clone + Serialize + for<'de> Deserialize<'de> + Send + 'static,
{
    let other = yield_!(first.clone());
    let third = yield_!(second);
    (other, third)
}

#[test]
fn a_generic_function() {
    torture::<swap<u8>>((1, 2), [3, 4]);
    torture::<swap<Option<String>>>((None, Some("b".into())), [Some("c".into()), None]);
}

#[resumable(yield = String, resume = bool)]
fn turns(rounds: u32) -> &'static str {
    #[transient]
    let between = String::from(": ");
    let names = ["we", "they"];
    let mut winner = "nobody";
    for round in 0..rounds {
        let name = names[round as usize % 2];
        let text = format!("{round}{between}{name}");
        if yield_!('turn: text) {
            winner = if round % 2 == 0 { "we" } else { "they" };
        }
    }
    winner
}

#[test]
fn labels_texts_and_what_is_not_saved() {
    Torture::of(turns(4))
        .script([false, true, false, true])
        .run();
}
