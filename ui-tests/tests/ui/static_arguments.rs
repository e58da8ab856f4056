use resumable::resumable;

#[resumable(yield = u32)]
fn text(text: &'static str) {
    yield_!(1);
    let _ = text;
}

#[resumable(yield = u32)]
fn call(call: fn(u32) -> u32) {
    yield_!(call(1));
}

fn main() {}
