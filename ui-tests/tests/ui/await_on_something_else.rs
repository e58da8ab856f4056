use resumable::resumable;

#[resumable(yield = u32)]
fn waits_for_a_future() {
    std::future::ready(1).await;
}

#[resumable(yield = u32)]
fn waits_for_a_number() -> u32 {
    5_u32.await
}

fn main() {}
