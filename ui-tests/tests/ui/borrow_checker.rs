use resumable::resumable;

#[resumable(yield = u32)]
fn used_after_a_move(text: String) {
    drop(text);
    yield_!(1);
    println!("{text}");
}

#[resumable(yield = u32)]
fn moved_in_a_loop(text: String, n: u32) {
    for i in 0..n {
        yield_!(i);
        drop(text);
    }
}

#[resumable(yield = u32)]
fn borrowed_twice(mut numbers: Vec<u32>) {
    yield_!(1);
    let first = &mut numbers;
    let second = &mut numbers;
    first.push(1);
    second.push(2);
    yield_!(numbers[0]);
}

#[resumable(yield = u32)]
fn not_initialized(n: u32) -> u32 {
    let x: u32;
    if n > 1 {
        x = 1;
    }
    yield_!(n);
    x
}

fn main() {}
