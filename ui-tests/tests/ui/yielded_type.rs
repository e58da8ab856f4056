use resumable::resumable;

#[resumable(yield = u32)]
fn text() {
    yield_!("one");
}

#[resumable(yield = String, resume = u32)]
fn answer() -> String {
    let answer: String = yield_!(String::new());
    answer
}

#[resumable(yield = u32)]
fn in_a_loop(n: u32) {
    for i in 0..n {
        if i > 2 {
            yield_!(i as u64);
        }
    }
}

fn main() {}
