use resumable::resumable;

#[resumable(yield = u32, resume = u32)]
fn child() -> u32 {
    yield_!(1)
}

#[resumable(yield = u32, resume = u32)]
fn waits_for_a_number() -> u32 {
    await_!('number: 5_u32)
}

#[resumable(yield = u32)]
fn other_resume() {
    await_!('child: child());
}

fn not_marked() {
    resumable::await_!('child: child());
}

fn main() {}
