use resumable::resumable;
use std::pin::Pin;

#[derive(serde::Serialize, serde::Deserialize)]
struct Counter {
    n: u32,
}

impl Counter {
    #[resumable(yield = u32)]
    fn in_an_unmarked_block(self) {
        yield_!(self.n);
    }

    #[resumable(yield = u32)]
    fn made_in_an_unmarked_block(n: u32) -> Self {
        yield_!(n);
        Counter { n }
    }
}

#[resumable]
impl Counter {
    #[resumable(yield = u32)]
    fn by_reference(&self) {
        yield_!(self.n);
    }

    #[resumable(yield = u32)]
    fn by_mutable_reference(&mut self, text: &str) {
        yield_!(self.n);
    }

    #[resumable(yield = u32)]
    fn by_typed_reference(self: &Self) {
        yield_!(self.n);
    }

    #[resumable(yield = u32)]
    fn by_pinned_reference(self: Pin<&mut Self>) {
        yield_!(self.n);
    }
}

trait Work {
    fn work(self) -> u32;
}

#[resumable]
impl Work for Counter {
    #[resumable(yield = u32)]
    fn work(self) -> u32 {
        yield_!(self.n);
        self.n
    }
}

struct Parser<'a> {
    text: &'a str,
}

#[resumable]
impl<'a> Parser<'a> {
    #[resumable(yield = u32)]
    fn parse(self) {
        yield_!(1);
    }
}

#[resumable]
impl Parser<'_> {
    #[resumable(yield = u32)]
    fn parse_again(self) {
        yield_!(1);
    }
}

#[resumable]
impl Counter {
    fn none_is_marked(&self) {}
}

#[resumable(yield = u32)]
impl Counter {
    #[resumable]
    fn arguments_in_the_wrong_place(self) {}

    #[resumable = "u32"]
    fn arguments_of_another_form(self) {}

    #[resumable(yields = u32)]
    fn arguments_of_another_name(self) {}
}

#[resumable]
impl dyn Work {
    #[resumable]
    fn of_no_named_type() {}
}

fn main() {
    let counter = Counter { n: 1 };
    counter.by_reference();
    let _: u32 = counter.work();
}
