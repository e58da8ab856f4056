use resumable::resumable;

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
