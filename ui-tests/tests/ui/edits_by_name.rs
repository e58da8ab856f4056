use resumable::resumable;

#[resumable(yield = u32)]
fn names(#[was(Missing)] n: u32) {
    const LIMIT: u32 = 1;
    #[default(LIMIT)]
    let limit = n;
    #[default(other::LIMIT)]
    let other = n;
    yield_!(n + limit);
    drop((n, limit, other));
}

fn main() {}
