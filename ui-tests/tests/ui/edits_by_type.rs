use resumable::{Live, resumable};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Amount(u64);

struct NotRead;

impl From<NotRead> for Amount {
    fn from(_: NotRead) -> Self {
        Amount(0)
    }
}

#[resumable(yield = u64)]
fn defaults(#[default("one")] tries: u64) {
    #[default(None)]
    let amount = Amount(1);
    #[default(1.5)]
    let count: u8 = 1;
    #[default(Amount(2, 3))]
    let other = Amount(2);
    yield_!(amount.0 + tries + u64::from(count) + other.0);
    drop((amount, other, tries, count));
}

#[resumable(yield = u64)]
fn older_types(#[was(String)] tries: u64) {
    #[was(u64)]
    let amount = Amount(tries);
    yield_!(amount.0);
    drop(amount);
}

#[resumable(yield = u64)]
fn not_read() {
    #[was(NotRead)]
    let amount = Amount(1);
    yield_!(amount.0);
    drop(amount);
}

#[resumable(yield = u64)]
fn still_to_be_saved() {
    #[default(NotRead)]
    let held = NotRead;
    yield_!(1);
    drop(held);
}

#[resumable(yield = u64)]
fn a_borrow(list: Vec<String>) {
    #[default("")]
    let first = list[0].trim();
    #[default(choose(&[]))]
    let chosen = choose(&list);
    yield_!(1);
    drop((first.len(), chosen.len()));
}

fn choose(list: &[String]) -> &str {
    &list[0]
}

#[resumable(yield = T)]
fn generic<T: Live + Clone>(#[default(T::default())] value: T) {
    yield_!(value.clone());
    drop(value);
}

fn main() {}
