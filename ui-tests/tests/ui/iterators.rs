use resumable::resumable;

#[resumable(yield = u32)]
fn effects_in_flat_map(numbers: Vec<Vec<u32>>) -> u32 {
    let mut calls = 0;
    for n in numbers.iter().flat_map(|list| {
        calls += 1;
        list.iter()
    }) {
        yield_!(*n);
    }
    calls
}

#[resumable(yield = u32)]
fn effects_before_peeking(numbers: Vec<u32>) -> u32 {
    let mut items = numbers
        .iter()
        .map(|n| {
            println!("{n}");
            n + 1
        })
        .peekable();
    while let Some(n) = items.next() {
        yield_!(n);
        if items.peek() == Some(&3) {
            return 1;
        }
    }
    0
}

#[resumable(yield = u32)]
fn move_closure(numbers: Vec<u32>) -> u32 {
    let mut sum = 0;
    for n in numbers.iter().map(move |n| {
        sum += n;
        sum
    }) {
        yield_!(n);
    }
    sum
}

#[resumable(yield = u32)]
fn move_closure_in_a_variable(numbers: Vec<u32>, mut n: u32) -> u32 {
    let mut items = numbers.iter().filter(move |x| **x > n);
    while let Some(x) = items.next() {
        yield_!(*x);
        n += 1;
    }
    n
}

#[resumable(yield = u32)]
fn lent(numbers: Vec<u32>) {
    fn replace<'a>(_: &mut std::slice::Iter<'a, u32>) {}
    let mut items = numbers.iter();
    while let Some(n) = items.next() {
        yield_!(*n);
        replace(&mut items);
    }
}

fn main() {}
