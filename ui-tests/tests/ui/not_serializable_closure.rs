use resumable::resumable;

#[resumable(yield = u32)]
fn scaled(factor: u32) -> u32 {
    let scale = move |x: u32| x * factor;
    yield_!(scale(1));
    scale(2)
}

fn main() {}
