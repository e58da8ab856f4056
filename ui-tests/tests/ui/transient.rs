use resumable::resumable;

#[resumable(yield = u32)]
fn transient_without(n: u32) -> u32 {
    #[transient]
    let x;
    x = n;
    yield_!(1);
    x
}

#[resumable(yield = u32)]
fn transient_assigned(n: u32) -> u32 {
    #[transient]
    let mut x = n;
    yield_!(x);
    x = 5;
    yield_!(1);
    x
}

fn main() {}
