use resumable::resumable;

#[resumable(yield = u32)]
fn in_a_closure() {
    let hand_out = |x: u32| yield_!(x);
    hand_out(1);
}

#[resumable(yield = u32)]
fn in_an_async_block() {
    let _future = async {
        yield_!(1);
    };
}

#[resumable(yield = u32)]
fn child() {
    yield_!(1);
}

#[resumable(yield = u32)]
fn await_in_a_closure(numbers: Vec<u32>) {
    numbers.iter().for_each(|_| child().await);
}

fn main() {}
