#![deny(unused)]

use resumable::{Live, resumable};

#[derive(serde::Serialize, serde::Deserialize)]
pub struct Counter {
    n: u32,
}

#[resumable]
impl Counter {
    #[resumable(yield = u32)]
    pub fn unused_in_the_body(mut self, n: u32, text: impl Into<String> + Live) {
        let unused = self.n;
        yield_!(self.n);
    }

    #[resumable(yield = u32)]
    pub fn unused_receiver(self) {
        yield_!(1);
    }
}

fn main() {
    let counter = Counter { n: 1 };
    let _ = counter.unused_receiver();
}
