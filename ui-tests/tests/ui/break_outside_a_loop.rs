use resumable::resumable;

#[resumable(yield = u32)]
fn break_outside() {
    yield_!(1);
    break;
}

#[resumable(yield = u32)]
fn continue_outside(n: u32) -> u32 {
    if n > 1 {
        yield_!(n);
        continue;
    }
    n
}

fn main() {}
