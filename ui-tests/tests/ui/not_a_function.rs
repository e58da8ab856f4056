use resumable::resumable;

#[resumable]
struct Structure;

#[resumable(yield = u32)]
const CONSTANT: u32 = 5;

#[resumable]
mod module {}

struct Counter;

#[resumable]
impl Counter {}

trait Work {
    #[resumable]
    fn without_a_body();
}

fn main() {}
