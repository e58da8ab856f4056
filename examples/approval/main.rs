//! Purchase requests that wait for people, with no process waiting with them.
//!
//! ```text
//! cargo run --example approval -- new "laptop" 1200
//! cargo run --example approval -- list
//! cargo run --example approval -- answer 1 more-info "which model?"
//! cargo run --example approval -- answer 1 yes "the light one"
//! ```
//!
//! Each command is a process of its own: it restores one [`approval`](workflow::approval) from the store, resumes it
//! with the answer, stores where it waits next, and ends. Meanwhile `sqlite3 approval.db 'SELECT * FROM request'`
//! shows what is waiting, where, and for what.

mod requests;
mod workflow;

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Result, bail};
use clap::{Parser, Subcommand, ValueEnum};
use resumable::Location;
use serde_json::Value;

use crate::{
    requests::{Progress, Request, Requests},
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
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("approval: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    let store = &arguments.store;
    match arguments.command {
        Command::New { title, price } => say(&Requests::open_or_create(store)?.add(&title, price)?),
        Command::List => {
            for request in Requests::open(store)?.all()? {
                show(&request)?;
            }
        }
        Command::Answer { id, verdict, text } => {
            let answer = match verdict {
                Verdict::Yes => Answer::Yes(text),
                Verdict::No => Answer::No(text),
                Verdict::MoreInfo if text.is_empty() => {
                    bail!("more-info needs a text, such as the question to ask")
                }
                Verdict::MoreInfo => Answer::MoreInfo(text),
            };
            say(&Requests::open(store)?.answer(id, answer)?);
        }
    }
    Ok(())
}

/// One line about a request.
fn say(request: &Request) {
    let Request {
        id,
        title,
        progress,
    } = request;
    match progress {
        Progress::Decided(outcome) => println!("{id}  {title}  {outcome}"),
        Progress::Waiting { workflow, question } => {
            let label = workflow
                .location()
                .and_then(Location::label)
                .unwrap_or_default();
            println!("{id}  {title}  waits for the {label}: {question}");
        }
    }
}

/// All about a request.
fn show(request: &Request) -> Result<()> {
    say(request);
    if let Progress::Waiting { workflow, .. } = &request.progress {
        if let Some(location) = workflow.location() {
            println!("     at {}:{}", location.file(), location.line());
        }
        if let Value::Object(variables) = requests::variables(workflow)? {
            for (name, value) in variables {
                println!("     {name} = {value}");
            }
        }
    }
    Ok(())
}
