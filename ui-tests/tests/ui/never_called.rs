#![deny(dead_code, unused_must_use)]

use resumable::resumable;

#[derive(serde::Serialize, serde::Deserialize)]
struct Counter {
    n: u32,
}

#[resumable]
impl Counter {
    #[resumable(yield = u32)]
    fn never_called(self) {
        yield_!(self.n);
    }

    #[resumable(yield = u32)]
    fn never_started(self) {
        yield_!(self.n);
    }

    fn ordinary(&self) {}
}

#[resumable(yield = u32)]
fn function_never_called(n: impl Into<u32> + resumable::Live) {
    yield_!(n.into());
}

#[resumable(yield = u32)]
fn function_never_started(n: u32) {
    yield_!(n);
}

fn main() {
    Counter { n: 1 }.never_started();
    function_never_started(1);
}
