use resumable::resumable;

#[resumable(yield = u32)]
fn broken() {
    let x = ;
    yield_!(x);
}

fn main() {}
