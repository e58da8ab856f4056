//! `--chaos N`: the proof that it can be stopped anywhere.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use fastrand::Rng;

use crate::{Arguments, fuse::LAST_WORD, report};

/// An order's moments at which it can be killed, about.
const MOMENTS: u64 = 14;
/// An answer's.
const MOMENTS_OF_AN_ANSWER: u64 = 3;

/// Starts process after process on one store, and kills each; after `kills` of them, lets one finish.
pub(crate) fn run(arguments: &Arguments, kills: u64) -> Result<String> {
    let mut random = Rng::with_seed(arguments.seed);
    let mut killed = 0;
    while killed < kills {
        let (waiting, answers) = arguments.driver()?.store.progress()?;
        let left = (MOMENTS * arguments.orders).saturating_sub(MOMENTS_OF_AN_ANSWER * answers);
        let left = left.max(2 * waiting);
        let moment = random.u64(1..=(2 * left / (kills - killed + 1)).max(1));
        if !worker(arguments, Some(moment), random.u64(..))? {
            break; // it got away
        }
        killed += 1;
    }
    worker(arguments, None, random.u64(..))?;
    let text = report(&arguments.driver()?, arguments.skip_waits)?;
    Ok(format!("killed {killed} times\n{text}"))
}

/// Runs this program as a process of its own; whether it was killed.
fn worker(arguments: &Arguments, fuse: Option<u64>, seed: u64) -> Result<bool> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("--store").arg(&arguments.store);
    command.args([
        "--seed",
        &seed.to_string(),
        "--day",
        &arguments.day.to_string(),
    ]);
    if arguments.skip_waits {
        command.arg("--skip-waits");
    }
    if let Some(fuse) = fuse {
        command.args(["--fuse", &fuse.to_string()]);
    }
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let output = process
        .stdout
        .take()
        .context("a piped process has a pipe")?;
    let mut said = String::new();
    let mut output = BufReader::new(output);
    output.read_line(&mut said)?;
    let killed = said.trim_end() == LAST_WORD;
    if killed {
        process.kill()?; // SIGKILL: it cannot be caught
    }
    let status = process.wait()?;
    ensure!(killed || status.success(), "a worker failed ({status})");
    Ok(killed)
}
