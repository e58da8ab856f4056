//! Tasks whose coroutines wait in each other, as deep as they can be saved, on a stack that is as small as one is.

use resumable::task::{Request, Requests, Task, TaskDefinition};
use resumable::{Instance, join, resumable};
use serde::{Deserialize, Serialize};

use super::{in_a_small_thread, parts::Frame};

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u32);

#[derive(Debug, Serialize, Deserialize, Requests)]
enum Op {
    Load(Load),
}

#[resumable(name = "falls", request = Op)]
fn falls(depth: u32) -> u32 {
    if depth == 0 {
        return Load(0).await;
    }
    let inner = falls(depth - 1).await;
    inner ^ depth
}

#[resumable(name = "splits", request = Op)]
fn splits(depth: u32) -> u32 {
    if depth == 0 {
        return Load(0).await;
    }
    let (inner, own) = join!(splits(depth - 1), Load(depth)).await;
    inner ^ own
}

/// A snapshot of each depth that can be saved.
fn saved<D: TaskDefinition>(call: fn(u32) -> Instance<D>) -> Vec<Vec<u8>> {
    let work = move || {
        let tasks = (0..).map(|depth| Task::start(call(depth)));
        tasks.map_while(|task| task.snapshot().ok()).collect()
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(work);
    thread.expect("a thread").join().expect("it can be saved")
}

fn drive<D: TaskDefinition<Requests = Op>>(call: fn(u32) -> Instance<D>) {
    let tasks = saved(call);
    in_a_small_thread(move || {
        let mut taken = 0;
        for bytes in tasks {
            let Ok(mut task) = Task::<D>::restore(&bytes) else {
                continue;
            };
            taken += 1;
            // All of it is shown, or that there is more.
            let shown = format!("{task:?}");
            let whole = shown.contains("waits for request");
            assert!(whole || shown.contains("more that is nested"), "{shown}");
            let (id, _) = task.pending().last().expect("it waits");
            task.answer::<Load>(id, 1).expect("it is pending");
            task.cancel();
            // As deep as it is, what is wrong is seen.
            let mut altered = Frame::of(&bytes);
            altered.variables[0].value = vec![0];
            assert!(Task::<D>::restore(&altered.snapshot()).is_err(), "{taken}");
        }
    });
}

#[test]
fn calls_in_calls() {
    drive(falls);
}

#[test]
fn combinators_in_calls() {
    drive(splits);
}
