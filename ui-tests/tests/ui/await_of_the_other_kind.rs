use resumable::resumable;
use resumable::task::{Request, Requests};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u32);

#[derive(Serialize, Deserialize, Requests)]
enum Op {
    Load(Load),
}

#[resumable(yield = u32, resume = u32)]
fn plain() -> u32 {
    yield_!(1)
}

#[resumable(request = Op)]
fn asking() -> u32 {
    Load(1).await
}

#[resumable(request = Op)]
fn plain_in_a_task() -> u32 {
    plain().await
}

#[resumable(request = Op)]
fn future_in_a_task() {
    std::future::ready(1).await;
}

#[resumable(yield = u32, resume = u32)]
fn request_in_a_plain_one() -> u32 {
    Load(1).await
}

#[resumable(yield = u32, resume = u32)]
fn asking_in_a_plain_one() -> u32 {
    asking().await
}

#[resumable(yield = u32, resume = u32)]
fn combination_in_a_plain_one() -> u32 {
    resumable::join!(asking(), Load(1)).await.0
}

fn main() {}
