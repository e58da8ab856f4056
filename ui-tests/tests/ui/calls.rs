use resumable::resumable;

#[resumable(yield = u32)]
fn counter(n: u32) -> u32 {
    yield_!(n);
    n
}

fn main() {
    let mut co = counter("three");
    let mut co = counter();
    let mut co = counter(3);
    let _ = co.resume(5);
    let step: resumable::Step<String, u32> = co.start();
}
