//! Runs a resumable one step per process, for `tests/second_process.rs`.
//!
//! ```text
//! stepper PROGRAM run ANSWER..           every step in this process
//! stepper PROGRAM start FILE             the first step; FILE receives the snapshot
//! stepper PROGRAM resume FILE ANSWER     the next step of what FILE holds
//! ```
//! Each step prints what it led to and, while the coroutine waits, its snapshot in hexadecimal.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Debug;
use std::{env, fs};

use resumable::{Definition, Instance, Step, resumable};

/// Asks a question until the answer is a number.
#[resumable(yield = String, resume = String)]
fn number(question: String) -> u32 {
    let mut asked = 0;
    loop {
        asked += 1;
        let answer = yield_!('ask: format!("{question} ({asked})"));
        if let Ok(number) = answer.trim().parse() {
            break number;
        }
    }
}

/// Counts the stock of a shop, shelf by shelf.
#[resumable(yield = String, resume = String)]
fn stocktaking(shelves: BTreeMap<String, Vec<String>>) -> Result<Vec<(String, u32)>, String> {
    let mut counted = Vec::new();
    for (shelf, items) in shelves {
        let mut total = 0;
        for item in items {
            let count = number(format!("{shelf}: how many {item}?")).await;
            total += count;
            if count > 100 {
                let sure = yield_!(format!("{count} {item}, really?"));
                if sure != "yes" {
                    return Err(format!("{item} is doubtful"));
                }
            }
            counted.push((item, count));
        }
        yield_!(format!("{shelf} holds {total}"));
    }
    Ok(counted)
}

/// Every way to seat `n` queens, found by recursion.
#[resumable(yield = String, resume = String)]
fn queens(n: usize, seated: Vec<usize>) -> usize {
    if seated.len() == n {
        let _ = yield_!(format!("{seated:?}"));
        return 1;
    }
    let mut found = 0;
    for column in 0..n {
        let row = seated.len();
        let safe = seated
            .iter()
            .enumerate()
            .all(|(r, &c)| c != column && c.abs_diff(column) != row - r);
        if safe {
            let mut next = seated.clone();
            next.push(column);
            found += queens(n, next).await;
        }
    }
    found
}

fn shelves() -> BTreeMap<String, Vec<String>> {
    [("top", "cups plates"), ("middle", ""), ("bottom", "pans")]
        .into_iter()
        .map(|(shelf, items)| {
            (
                shelf.to_owned(),
                items.split_whitespace().map(str::to_owned).collect(),
            )
        })
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["stocktaking", ref command @ ..] => drive(|| stocktaking(shelves()), command),
        ["queens", ref command @ ..] => drive(|| queens(5, vec![]), command),
        _ => Err("stepper PROGRAM run|start|resume ..".into()),
    }
}

fn drive<D>(new: impl Fn() -> Instance<D>, command: &[&str]) -> Result<(), Box<dyn Error>>
where
    D: Definition<Yield = String, Resume = String, Return: Debug>,
{
    match *command {
        ["run", ref answers @ ..] => {
            let mut instance = new();
            let mut step = instance.start();
            for answer in answers {
                show(&instance, &step, None)?;
                step = instance.resume((*answer).to_owned());
            }
            show(&instance, &step, None)
        }
        ["start", file] => {
            let mut instance = new();
            let step = instance.start();
            show(&instance, &step, Some(file))
        }
        ["resume", file, answer] => {
            let mut instance = Instance::<D>::restore(&fs::read(file)?)?;
            let step = instance.resume(answer.to_owned());
            show(&instance, &step, Some(file))
        }
        _ => Err("run, start or resume".into()),
    }
}

/// Prints what a step led to, and keeps the snapshot if there is a file for it.
fn show<D>(
    instance: &Instance<D>,
    step: &Step<String, D::Return>,
    file: Option<&str>,
) -> Result<(), Box<dyn Error>>
where
    D: Definition<Return: Debug>,
{
    match step {
        Step::Yielded(question) => {
            let snapshot = instance.snapshot()?;
            println!(
                "{question} {}",
                snapshot
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect::<String>()
            );
            if let Some(file) = file {
                fs::write(file, snapshot)?;
            }
        }
        Step::Complete(value) => println!("{value:?}"),
    }
    Ok(())
}
