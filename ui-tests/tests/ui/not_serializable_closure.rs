use resumable::resumable;

fn scaling(factor: u32) -> impl Fn(u32) -> u32 {
    move |x| x * factor
}

#[resumable(yield = u32)]
fn scaled(factor: u32) -> u32 {
    let scale = scaling(factor);
    yield_!(scale(1));
    scale(2)
}

fn main() {}
