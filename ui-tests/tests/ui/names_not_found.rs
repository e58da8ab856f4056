use resumable::resumable;

#[resumable(yield = u32)]
fn not_found(n: u32) -> u32 {
    let total = missing(n);
    yield_!(undefined);
    let Some(x) = total else { return 1 };
    yield_!(x);
    Struct { x }.x
}

fn main() {}
