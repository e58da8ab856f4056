use resumable::resumable;

struct Counter {
    n: u32,
}

impl Counter {
    #[resumable(yield = u32)]
    fn by_reference(&self) {
        yield_!(self.n);
    }

    #[resumable(yield = u32)]
    fn by_value(self) {
        yield_!(self.n);
    }
}

fn main() {}
