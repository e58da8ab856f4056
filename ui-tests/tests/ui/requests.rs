use resumable::resumable;
use resumable::task::{Request, Requests};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u32);

#[derive(Serialize, Deserialize, Request)]
struct NoAnswer(u32);

#[derive(Serialize, Deserialize, Request)]
#[request(answer = u32, answer = u64)]
struct TwoAnswers(u32);

#[derive(Serialize, Deserialize, Request)]
#[request(reply = u32)]
struct Reply(u32);

#[derive(Serialize, Deserialize, Requests)]
enum Op {
    Load(Load),
}

#[derive(Serialize, Deserialize, Requests)]
enum NoRequests {
    Named { load: Load },
    Unit,
}

#[derive(Serialize, Deserialize, Requests)]
#[request(answer = u32)]
enum Answered {
    Load(Load),
}

#[derive(Serialize, Deserialize, Requests)]
struct NoEnum(Load);

#[derive(Serialize, Deserialize, Requests)]
#[serde(bound(serialize = ""), rename_all = "snake_case", untagged)]
enum Nameless {
    Load(Load),
}

#[derive(Serialize, Deserialize, Requests)]
enum PartlyNameless {
    #[serde(untagged)]
    Load(Load),
}

#[resumable(request = Op)]
fn yields() -> u32 {
    yield_!(3);
    1
}

#[resumable(request = Op, yield = u32)]
fn both() -> u32 {
    Load(1).await
}

#[resumable(request = Op, inline)]
fn inline() -> u32 {
    Load(1).await
}

#[resumable(yield = u32)]
fn plain() -> u32 {
    cancel_scope_!({
        yield_!(1);
        1
    })
    .unwrap_or(0)
}

#[resumable(request = Op)]
fn no_block() -> u32 {
    cancel_scope_!(Load(1).await).unwrap_or(0)
}

fn main() {}
