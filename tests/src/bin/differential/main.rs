//! Compares random bodies with the plain functions they are.

#[path = "../../generator/mod.rs"]
mod generator;
mod reduce;
mod source;
mod verdict;
mod workshop;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};

use generator::{Forms, Program};
use verdict::Verdict;
use workshop::Workshop;

/// Compares random bodies, run as resumables and restored at every yield, with the plain functions they are.
#[derive(Parser)]
struct Arguments {
    /// How long to go on.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The first body's seed; the others have the numbers after it.
    #[arg(long)]
    seed: Option<u64>,
    /// How many bodies to look at, if the time is enough.
    #[arg(long, default_value_t = u64::MAX)]
    bodies: u64,
    /// How many bodies are compiled together.
    #[arg(long, default_value_t = 60)]
    batch: u64,
    /// Further forms that bodies may have: borrows, iterators, chains, macros, or all.
    #[arg(long, default_value = "", value_parser = Forms::parse)]
    forms: Forms,
    /// How many seconds the reduction of a failure may take.
    #[arg(long, default_value_t = 120)]
    reduce: u64,
    /// Where to write the failing bodies, whole and reduced.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Only print the bodies.
    #[arg(long)]
    print: bool,
}

/// How often failures of a class were seen, and the first of them.
struct Failure {
    count: u32,
    seed: u64,
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let first = arguments.seed.unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.map_or(0, |now| now.as_secs()) * 1_000_000
    });
    if arguments.print {
        for seed in first..first + arguments.bodies.min(100) {
            println!(
                "{}",
                source::formatted(&generator::program(seed, arguments.forms))
                    .source(&format!("seed_{seed}"))
            );
        }
        return Ok(ExitCode::SUCCESS);
    }
    let tally = compare(&arguments, first)?;
    let failures = tally
        .failures
        .keys()
        .any(|class| !class.starts_with("not plain"));
    println!("{tally}");
    Ok(if failures {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// What was looked at and found.
struct Tally {
    first: u64,
    bodies: u64,
    elapsed: Duration,
    failures: BTreeMap<String, Failure>,
}

fn compare(arguments: &Arguments, first: u64) -> Result<Tally> {
    let mut workshop = Workshop::new()?;
    let (start, limit) = (Instant::now(), Duration::from_secs(arguments.seconds));
    let bar = ProgressBar::new(arguments.seconds);
    bar.set_style(ProgressStyle::with_template("{elapsed} {wide_bar} {msg}")?);
    let mut tally = Tally {
        first,
        bodies: 0,
        elapsed: Duration::ZERO,
        failures: BTreeMap::new(),
    };
    while start.elapsed() < limit && tally.bodies < arguments.bodies {
        let next = first + tally.bodies;
        let count = arguments.batch.max(1).min(arguments.bodies - tally.bodies);
        let programs: Vec<_> = (next..next + count)
            .map(|seed| generator::program(seed, arguments.forms))
            .collect();
        let verdicts = workshop.judge(&programs)?;
        for (program, verdict) in programs.iter().zip(&verdicts) {
            let Some(class) = verdict.class() else {
                continue;
            };
            let known = tally.failures.entry(class).or_insert(Failure {
                count: 0,
                seed: program.seed,
            });
            known.count += 1;
            if let Some(directory) = &arguments.keep {
                keep(directory, program, verdict, "rs")?;
            }
            if known.count == 1 {
                bar.suspend(|| report(arguments, &mut workshop, program, verdict))?;
            }
        }
        tally.bodies += count;
        bar.set_position(start.elapsed().as_secs().min(arguments.seconds));
        bar.set_message(format!(
            "{} bodies, {} kinds of failures",
            tally.bodies,
            tally.failures.len()
        ));
    }
    bar.finish_and_clear();
    tally.elapsed = start.elapsed();
    Ok(tally)
}

/// Prints the first failure of a class, reduced.
fn report(
    arguments: &Arguments,
    workshop: &mut Workshop,
    program: &Program,
    verdict: &Verdict,
) -> Result<()> {
    let seed = program.seed;
    let whole = source::formatted(program);
    let (reduced, verdict) = reduce::reduced(
        workshop,
        &whole,
        verdict,
        Duration::from_secs(arguments.reduce),
    )?;
    let text = reduced.source(&format!("seed_{seed}"));
    println!(
        "=== seed {seed}: {}\n{text}\n{}\n",
        verdict.class().unwrap_or_default(),
        verdict.text()
    );
    match &arguments.keep {
        Some(directory) => keep(directory, &reduced, &verdict, "reduced.rs"),
        None => Ok(()),
    }
}

/// Writes a failing program and what was said about it.
fn keep(directory: &Path, program: &Program, verdict: &Verdict, end: &str) -> Result<()> {
    fs::create_dir_all(directory)?;
    let seed = program.seed;
    let source = source::formatted(program).source(&format!("seed_{seed}"));
    let text = format!("{source}\n/*\n{}\n*/\n", verdict.text());
    Ok(fs::write(directory.join(format!("{seed}.{end}")), text)?)
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Tally {
            first,
            bodies,
            elapsed,
            failures,
        } = self;
        write!(
            f,
            "{bodies} bodies from seed {first} in {} s",
            elapsed.as_secs()
        )?;
        if failures.is_empty() {
            return f.write_str(": each does what the plain function does");
        }
        for (class, Failure { count, seed }) in failures {
            write!(f, "\n{count} times, first with seed {seed}: {class}")?;
        }
        Ok(())
    }
}
