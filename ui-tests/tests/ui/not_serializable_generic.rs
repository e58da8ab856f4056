use resumable::resumable;

#[resumable(yield = u32)]
fn hold<T>(value: T) -> T {
    yield_!(1);
    value
}

fn main() {}
