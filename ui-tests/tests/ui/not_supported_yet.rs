use resumable::resumable;

struct Client;

#[resumable(yield = u32)]
fn transient() {
    #[transient]
    let client = Client;
    yield_!(1);
    let _ = client;
}

#[resumable(yield = u32)]
fn default() {
    #[default(0)]
    let mut n = 1;
    yield_!(n);
    n += 1;
    yield_!(n);
}

fn main() {}
