//! The requests that tasks of several tests make, and a restart of them.
#![allow(dead_code, reason = "every test uses some of it")]
#![allow(missing_docs, unreachable_pub, reason = "a module of the tests")]

use resumable::task::{Request, RequestId, Requests, Task, TaskDefinition};
use resumable::{resumable, schema};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Request)]
#[request(answer = Result<String, String>)]
pub struct Charge {
    pub cents: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Request)]
#[request(answer = ())]
pub struct Sleep(pub u64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Request)]
#[request(answer = u32)]
pub struct Load(pub u32);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Requests)]
pub enum Op {
    Charge(Charge),
    Sleep(Sleep),
    Load(Load),
}

pub fn id(number: u64) -> RequestId {
    RequestId::new(number)
}

pub fn ids<D: TaskDefinition>(task: &Task<D>) -> Vec<u64> {
    task.pending().map(|(id, _)| id.number()).collect()
}

/// The task in another process, after it has been looked at there.
pub fn again<D: TaskDefinition>(task: &Task<D>) -> Task<D> {
    let bytes = task.snapshot().expect("it waits");
    let again = Task::<D>::restore(&bytes).expect("it was just saved");
    assert_eq!(again.snapshot().expect("it waits"), bytes);
    assert_eq!(ids(&again), ids(task));
    let inspection = schema::<D>().inspect(&bytes).expect("its own schema");
    // The shape of a struct without fields has no name.
    let tree = task.tree().to_string().replace("= Cancelled", "= ()");
    assert_eq!(inspection.to_string(), tree);
    again
}

#[resumable(request = Op)]
pub fn twice(n: u32) -> u32 {
    let one = Load(n).await;
    let other = Load(n + 1).await;
    one + other
}
