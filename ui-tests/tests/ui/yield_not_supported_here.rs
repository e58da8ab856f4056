use resumable::resumable;

#[resumable(yield = u32, resume = u32)]
fn in_macro_arguments() {
    println!("{}", yield_!(1));
    let _ = vec![yield_!(2), 3];
}

#[resumable(yield = u32, resume = u32)]
fn in_a_match_guard(n: u32) {
    match n {
        0 if yield_!(1) > 0 => {}
        _ => {}
    }
}

#[resumable(yield = u32, resume = u32)]
fn in_an_unsafe_block() -> u32 {
    unsafe { yield_!(1) }
}

#[resumable(yield = u32, resume = Option<u32>)]
fn in_a_let_chain(n: u32) {
    if n > 0 && let Some(m) = yield_!(n) {
        let _ = m;
    }
}

#[resumable(yield = u32, resume = u32)]
fn in_a_changed_place(mut numbers: Vec<u32>) {
    numbers[next() as usize] += yield_!(1);
}

fn next() -> u32 {
    0
}

#[resumable(yield = u32, resume = u32)]
fn in_a_const_block() -> u32 {
    const { yield_!(1) }
}

#[resumable(yield = u32, resume = usize)]
fn in_the_place_of_a_raw_borrow(numbers: Vec<u32>) -> bool {
    let pointer = &raw const numbers[yield_!(1)];
    pointer.is_null()
}

fn main() {}
