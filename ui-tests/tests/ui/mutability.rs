use resumable::resumable;

#[resumable(yield = u32)]
fn not_declared_mutable(n: u32) -> u32 {
    let i = 0;
    while i < n {
        yield_!(i);
        i += 1;
    }
    i
}

#[resumable(yield = u32)]
fn argument(n: u32) -> u32 {
    yield_!(n);
    n += 1;
    n
}

fn main() {}
