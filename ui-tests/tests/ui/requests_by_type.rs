use resumable::resumable;
use resumable::task::{Request, Requests};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u32);

#[derive(Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Other(u32);

#[derive(Serialize, Deserialize, Requests)]
enum Op {
    Load(Load),
}

#[resumable(request = Op)]
fn of_another_task() -> u32 {
    Other(1).await
}

fn main() {}
