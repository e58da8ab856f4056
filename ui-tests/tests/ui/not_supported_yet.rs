use resumable::resumable;

#[resumable(yield = u32)]
fn default() {
    #[default(0)]
    let mut n = 1;
    yield_!(n);
    n += 1;
    yield_!(n);
}

fn main() {}
