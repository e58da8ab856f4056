use resumable::resumable;

#[resumable(yield = String, resume = bool)]
fn child() {
    yield_!(String::new());
}

#[resumable(yield = u32, resume = bool)]
fn other_yield() {
    child().await;
}

#[resumable(yield = String)]
fn other_resume() {
    child().await;
}

fn main() {}
