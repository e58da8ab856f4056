//! Purchase requests that wait for people, with no process waiting with them.
//!
//! ```text
//! cargo run --example approval -- new "laptop" 1200
//! cargo run --example approval -- list
//! cargo run --example approval -- answer 1 more-info "which model?"
//! cargo run --example approval -- answer 1 yes "the light one"
//! ```
//!
//! Each command is a process of its own: it restores one [`approval`](workflow::approval) from the store, answers what it
//! asks, stores where it waits next, and ends. Meanwhile `sqlite3 approval.db 'SELECT * FROM request'`
//! shows what is waiting, where, and for what.

mod requests;
mod workflow;

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Result, bail};
use clap::{Parser, Subcommand, ValueEnum};
use resumable::Location;

use crate::{
    requests::{Progress, Request, Requests, location},
    workflow::Answer,
};

/// Ask for purchases and decide on them.
#[derive(Parser)]
struct Arguments {
    /// Where the requests are kept
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value = "approval.db"
    )]
    store: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Ask for something
    New { title: String, price: u64 },
    /// Show every request: where it waits and what it knows, or how it was decided
    List,
    /// Answer the question a request waits with
    Answer {
        id: u64,
        verdict: Verdict,
        /// A remark, the question to ask back, or the information asked for
        #[arg(default_value = "")]
        text: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Verdict {
    Yes,
    No,
    MoreInfo,
}

fn main() -> ExitCode {
    let done = run(Arguments::parse());
    match done.and_then(|text| Ok(io::stdout().write_all(text.as_bytes())?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("approval: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Carries out one command, and gives what there is to say about it.
fn run(arguments: Arguments) -> Result<String> {
    let store = &arguments.store;
    match arguments.command {
        Command::New { title, price } => {
            let request = Requests::open_or_create(store)?.add(&title, price)?;
            Ok(summary(&request))
        }
        Command::List => Requests::open(store)?.all()?.iter().map(details).collect(),
        Command::Answer { id, verdict, text } => {
            let answer = match verdict {
                Verdict::Yes => Answer::Yes(text),
                Verdict::No => Answer::No(text),
                Verdict::MoreInfo if text.is_empty() => {
                    bail!("more-info needs a text, such as the question to ask")
                }
                Verdict::MoreInfo => Answer::MoreInfo(text),
            };
            let request = Requests::open(store)?.answer(id, answer)?;
            Ok(summary(&request))
        }
    }
}

/// One line about a request.
fn summary(request: &Request) -> String {
    let Request {
        id,
        title,
        progress,
    } = request;
    match progress {
        Progress::Decided(outcome) => format!("{id}  {title}  {outcome}\n"),
        Progress::Waiting { workflow, question } => {
            let label = location(workflow).and_then(Location::label);
            let label = label.unwrap_or_default();
            format!("{id}  {title}  waits for the {label}: {question}\n")
        }
        Progress::Stranded { question, .. } => {
            format!("{id}  {title}  cannot be answered: {question}\n")
        }
    }
}

/// All about a request: where in the source it waits, and the variables that are saved there.
fn details(request: &Request) -> Result<String> {
    let mut text = summary(request);
    if let Progress::Waiting { workflow, .. } = &request.progress
        && let Some(location) = location(workflow)
    {
        let label = location.label().unwrap_or_default();
        writeln!(
            text,
            "     at '{label}, {}:{}",
            location.file(),
            location.line()
        )?;
        for (name, value) in requests::variables(workflow)? {
            writeln!(text, "     {name} = {value}")?;
        }
    }
    if let Progress::Stranded { error, .. } = &request.progress {
        writeln!(text, "     {error}")?;
    }
    Ok(text)
}
