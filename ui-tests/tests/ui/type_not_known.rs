use resumable::resumable;

#[resumable(yield = u32)]
fn empty() -> usize {
    let nothing = Vec::new();
    yield_!(1);
    nothing.len()
}

fn main() {}
