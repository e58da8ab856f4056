use resumable::resumable;

#[resumable(yield = u32)]
fn not_exhaustive(n: Option<u32>) {
    match n {
        Some(n) => yield_!(n),
    }
}

#[resumable(yield = u32, resume = Option<u32>)]
fn refutable() -> u32 {
    let Some(n) = yield_!(1);
    n
}

#[resumable(yield = u32, resume = Option<u32>)]
fn else_that_goes_on() -> u32 {
    let Some(n) = yield_!(1) else {
        yield_!(2);
    };
    n
}

#[resumable(yield = u32)]
fn no_else(n: u32) -> u32 {
    if n > 1 {
        yield_!(n);
        1
    }
}

#[resumable(yield = u32)]
fn no_value(n: u32) -> u32 {
    yield_!(n);
}

#[resumable(yield = u32)]
fn arms_of_different_types(n: u32) {
    let value = match n {
        0 => {
            yield_!(0);
            "none"
        }
        n => n,
    };
    yield_!(1);
    drop(value);
}

fn main() {}
