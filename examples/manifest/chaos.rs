//! `--chaos N`: the proof that it can be stopped anywhere.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use crate::{Arguments, Completeness, checksum, job, list, walk::walk};

/// Starts worker after worker on one manifest and kills each at a random moment; after `kills` of them, lets one
/// finish and compares its manifest with that of a run that nothing interrupts.
pub(crate) fn run(arguments: &Arguments, kills: u64) -> Result<Completeness> {
    let uninterrupted = Uninterrupted::run(arguments)?;
    let mut killed = 0;
    let mut step = 0;
    while killed < kills {
        let mut worker = Worker::start(arguments)?;
        // The kills spread over what is left to do: some steps, and then some fraction of one.
        let steps_left = uninterrupted.steps.saturating_sub(step);
        let moment = step + fastrand::u64(0..=2 * steps_left / (kills - killed + 1));
        while step < moment && worker.next_step(&mut step)? {}
        thread::sleep(Duration::from_micros(fastrand::u64(0..4000)));
        let status = worker.kill(&mut step)?;
        if status.code().is_none() {
            killed += 1;
        } else {
            completeness(status)?; // it got away: the next worker begins anew
            step = 0;
        }
    }
    let completeness = completeness(Worker::start(arguments)?.finish()?)?;
    let output = arguments.output.display();
    let manifest = fs::read(&arguments.output).with_context(|| format!("cannot read {output}"))?;
    if manifest != uninterrupted.manifest
        || completeness != Completeness::of(&uninterrupted.unreadable)
    {
        bail!("after {killed} kills, {output} differs from the manifest of an uninterrupted run");
    }
    let lines = manifest.split(|byte| *byte == b'\n').count() - 1;
    println!(
        "killed {killed} times; the {lines} lines of {output} are those of an uninterrupted run"
    );
    Ok(list(&uninterrupted.unreadable, &arguments.output))
}

/// What the walk leads to when it is neither stored nor stopped.
#[derive(Default)]
struct Uninterrupted {
    steps: u64,
    manifest: Vec<u8>,
    unreadable: Vec<String>,
}

impl Uninterrupted {
    fn run(arguments: &Arguments) -> Result<Self> {
        let Arguments {
            directory,
            output,
            all,
            ..
        } = arguments;
        let (_, top) = job::Task::new(directory, output, *all)?;
        let mut result = Uninterrupted::default();
        for report in walk(top) {
            result.steps += 1;
            match &report.outcome {
                Ok(digest) => result.manifest.extend(checksum::line(digest, &report.path)),
                Err(problem) => {
                    let name = report.name();
                    result.unreadable.push(format!("{name}: {problem}"));
                }
            }
        }
        Ok(result)
    }
}

/// This program as a process of its own.
struct Worker {
    process: Child,
    steps: BufReader<ChildStdout>,
}

impl Worker {
    fn start(arguments: &Arguments) -> Result<Self> {
        let mut command = Command::new(env::current_exe()?);
        command.arg("--worker").arg("--out").arg(&arguments.output);
        if arguments.all {
            command.arg("--all");
        }
        command.arg("--").arg(&arguments.directory);
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let steps = BufReader::new(
            process
                .stdout
                .take()
                .context("a piped process has a pipe")?,
        );
        Ok(Worker { process, steps })
    }

    /// Waits until the worker has stored another step, and says which; `false` if it has ended.
    fn next_step(&mut self, step: &mut u64) -> Result<bool> {
        let mut line = String::new();
        self.steps.read_line(&mut line)?;
        match line.strip_suffix('\n') {
            Some(number) => *step = number.parse()?,
            None => return Ok(false),
        }
        Ok(true)
    }

    fn kill(mut self, step: &mut u64) -> Result<ExitStatus> {
        self.process.kill()?; // SIGKILL: it cannot be caught
        while self.next_step(step)? {}
        Ok(self.process.wait()?)
    }

    fn finish(mut self) -> Result<ExitStatus> {
        while self.next_step(&mut 0)? {}
        Ok(self.process.wait()?)
    }
}

/// What a worker's exit says about its manifest.
fn completeness(status: ExitStatus) -> Result<Completeness> {
    match status.code() {
        Some(0) => Ok(Completeness::Whole),
        Some(1) => Ok(Completeness::SomeUnreadable),
        _ => bail!("a worker failed ({status})"),
    }
}
