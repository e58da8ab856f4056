use resumable::resumable;

use std::rc::Rc;

#[resumable(yield = u32)]
fn shared() -> usize {
    let shared = Rc::new(5_u32);
    let other = shared.clone();
    yield_!(*shared);
    Rc::strong_count(&other)
}

fn main() {}
