//! A task on tokio: each request is carried out by an `async fn`, and the process may end at any time.
//!
//! ```text
//! cargo run --example tokio_driver
//! ```

use std::{collections::BTreeMap, future::pending, time::Duration};

use anyhow::{Context, Result};
use resumable::{
    race, resumable,
    task::{Outcome, Request, RequestId, Requests, Task, Winner, answer_to_bytes, join_all},
};
use serde::{Deserialize, Serialize};
use tokio::{
    runtime::Builder,
    task::{AbortHandle, JoinSet},
    time::sleep,
};

#[derive(Clone, Serialize, Deserialize, Request)]
#[request(answer = i32)]
struct Measure {
    city: String,
}

#[derive(Clone, Serialize, Deserialize, Request)]
#[request(answer = ())]
struct Sleep(Duration);

#[derive(Clone, Serialize, Deserialize, Requests)]
enum Op {
    Measure(Measure),
    Sleep(Sleep),
}

#[resumable(request = Op)]
fn report(cities: Vec<String>) -> Vec<String> {
    join_all(cities.into_iter().map(weather)).await
}

#[resumable(request = Op)]
fn weather(city: String) -> String {
    let measure = Measure { city: city.clone() };
    match race!(measure, Sleep(Duration::from_millis(300))).await {
        Winner::First(degrees) => format!("{city}: {degrees} degrees"),
        Winner::Second(()) => format!("{city}: no answer"),
    }
}

async fn measure(Measure { city }: Measure) -> i32 {
    if city == "Atlantis" {
        return pending().await;
    }
    let letters = i32::try_from(city.len()).expect("no city has so long a name");
    sleep(Duration::from_millis(10)).await;
    4 * letters
}

/// Carries out a request. Whatever takes long or can be lost is here, and the task knows nothing of it.
async fn carry_out(op: Op) -> Result<Vec<u8>> {
    Ok(match op {
        Op::Measure(request) => answer_to_bytes::<Measure>(&measure(request).await),
        Op::Sleep(Sleep(time)) => answer_to_bytes::<Sleep>(&sleep(time).await),
    }?)
}

/// A task, with a future for each request that it waits for.
struct Driver {
    task: Task<report>,
    answers: JoinSet<(RequestId, Result<Vec<u8>>)>,
    futures: BTreeMap<RequestId, AbortHandle>,
}

impl Driver {
    /// Begins with all that the task waits for, whether it was just started or restored.
    fn new(task: Task<report>) -> Self {
        let asked: Vec<_> = task.pending().map(|(id, _)| id).collect();
        let mut driver = Driver {
            task,
            answers: JoinSet::new(),
            futures: BTreeMap::new(),
        };
        driver.begin(&asked);
        driver
    }

    fn begin(&mut self, asked: &[RequestId]) {
        for &id in asked {
            if let Some(op) = self.task.request(id).cloned() {
                let future = async move { (id, carry_out(op).await) };
                self.futures.insert(id, self.answers.spawn(future));
            }
        }
    }

    /// Waits for an answer, and hands it to the task.
    async fn step(&mut self) -> Result<Option<Outcome<Vec<String>>>> {
        let answer = self.answers.join_next().await;
        let (id, answer) = match answer.context("it waits for something")? {
            Err(error) if error.is_cancelled() => return Ok(None),
            answer => answer?,
        };
        if self.futures.remove(&id).is_none() {
            return Ok(None); // withdrawn after it was answered
        }
        let update = self.task.answer_bytes(id, &answer?)?;
        for id in &update.withdrawn {
            if let Some(future) = self.futures.remove(id) {
                future.abort();
            }
        }
        self.begin(&update.asked);
        Ok(update.outcome)
    }
}

async fn run() -> Result<()> {
    let cities = ["Rome", "Atlantis", "Lisbon"].map(String::from);
    let mut driver = Driver::new(Task::start(report(cities.into())));
    driver.step().await?;
    let bytes = driver.task.snapshot()?;
    drop(driver); // and all its futures

    let mut driver = Driver::new(Task::restore(&bytes)?);
    println!("restored from {} bytes: {:?}", bytes.len(), driver.task);
    let outcome = loop {
        if let Some(outcome) = driver.step().await? {
            break outcome;
        }
    };
    if let Outcome::Complete(lines) = outcome {
        println!("{}", lines.join("\n"));
    }
    Ok(())
}

fn main() -> Result<()> {
    Builder::new_current_thread()
        .enable_time()
        .build()?
        .block_on(run())
}
