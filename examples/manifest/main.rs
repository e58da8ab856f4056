//! Checksums a directory tree, and can be stopped anywhere.
//!
//! ```text
//! cargo run --release --example manifest -- DIR [--out FILE] [--all]
//! ```
//!
//! writes a manifest of DIR that `sha256sum -c FILE` accepts. Press Ctrl-C, `kill -9` it or pull the plug: the same
//! command goes on where it was. All that takes is in two places: [`walk`](walk::walk) is an ordinary recursive function
//! marked `#[resumable]`, and [`Job::advance`](job::Job::advance) stores each snapshot with the line it belongs to.

mod chaos;
mod checksum;
mod job;
mod progress;
mod tree;
mod walk;

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Result;
use clap::Parser;

use crate::job::Job;

/// Write a manifest of SHA-256 checksums that `sha256sum -c` accepts.
///
/// Stopped anywhere, the same command goes on where it was.
#[derive(Parser)]
#[command(
    after_help = "Exit status: 0 if the manifest is complete, 1 if some files could not be read, 2 if there is no manifest."
)]
struct Arguments {
    /// The directory to walk
    #[arg(value_name = "DIR")]
    directory: PathBuf,
    /// Where to write the manifest; `FILE.db` keeps the state of an unfinished one
    #[arg(long = "out", value_name = "FILE", default_value = "manifest.sha256")]
    output: PathBuf,
    /// Include names beginning with a dot and directories named `target`
    #[arg(long)]
    all: bool,
    /// Kill the program N times at random moments, then compare with an uninterrupted run
    #[arg(long, value_name = "N")]
    chaos: Option<u64>,
    /// Say on standard output which steps are stored, and nothing else: for the process that will kill this one
    #[arg(long, hide = true, conflicts_with = "chaos")]
    worker: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.chaos {
        Some(kills) => chaos::run(&arguments, kills),
        None => run(&arguments),
    };
    match outcome {
        Ok(Completeness::Whole) => ExitCode::SUCCESS,
        Ok(Completeness::SomeUnreadable) => ExitCode::from(1),
        Err(error) => {
            eprintln!("manifest: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether a finished manifest has a line for every file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Completeness {
    Whole,
    SomeUnreadable,
}

impl Completeness {
    fn of(unreadable: &[String]) -> Self {
        if unreadable.is_empty() {
            Self::Whole
        } else {
            Self::SomeUnreadable
        }
    }
}

fn run(arguments: &Arguments) -> Result<Completeness> {
    let Arguments {
        directory,
        output,
        all,
        ..
    } = arguments;
    let mut job = Job::open(directory, output, *all)?;
    let bar = progress::bar(job.top().clone(), job.step());
    while let Some(report) = job.advance()? {
        bar.inc(1);
        bar.set_message(report.name());
        if arguments.worker {
            writeln!(io::stdout(), "{}", job.step())?;
        } else if let Err(problem) = &report.outcome {
            bar.suspend(|| eprintln!("manifest: cannot read {}: {problem}", report.name()));
        }
    }
    bar.finish_and_clear();
    let unreadable = job.finish()?;
    if arguments.worker {
        return Ok(Completeness::of(&unreadable));
    }
    if io::stdout().is_terminal() {
        println!("{} is complete", output.display());
    }
    Ok(list(&unreadable, output))
}

/// Lists what the manifest lacks.
fn list(unreadable: &[String], output: &Path) -> Completeness {
    if !unreadable.is_empty() {
        eprintln!(
            "manifest: not in {}, because they could not be read:",
            output.display()
        );
        for line in unreadable {
            eprintln!("  {line}");
        }
    }
    Completeness::of(unreadable)
}
