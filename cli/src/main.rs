//! Looks into snapshots without the program that took them, and compares schemas.
//!
//! ```text
//! resumable inspect call.snapshot --schema schemas/order.json
//! resumable diff schemas/order.json new/order.json
//! ```

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use resumable::{Schema, inspect};

/// Look into snapshots of resumable coroutines, and compare their schemas
#[derive(Parser)]
#[command(name = "resumable", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show what is in a snapshot: the function, where it waits, and its variables
    Inspect {
        /// The snapshot; `-` reads standard input
        file: PathBuf,
        /// The function's schema, as `assert_compatible!` writes it; without one only names and sizes are known
        #[arg(long, value_name = "FILE")]
        schema: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show which saved calls the new version of a function could not restore; fails if there are any
    Diff {
        /// The schema that the saved calls were written by
        old: PathBuf,
        /// The schema of the new version
        new: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Inspect { file, schema, json } => inspected(&file, schema.as_deref(), json),
        Command::Diff { old, new, json } => compared(&old, &new, json),
    };
    let written = done.and_then(|done| {
        io::stdout().write_all(done.text.as_bytes())?;
        Ok(done.code)
    });
    written.unwrap_or_else(|error| {
        eprintln!("resumable: {error:#}");
        ExitCode::from(2)
    })
}

/// What there is to print, and how the process ends.
struct Done {
    text: String,
    code: ExitCode,
}

fn inspected(file: &Path, schema: Option<&Path>, json: bool) -> Result<Done> {
    let bytes = read(file)?;
    let inspection = match schema {
        Some(schema) => read_schema(schema)?.inspect(&bytes),
        None => inspect(&bytes),
    };
    let inspection = inspection.with_context(|| shown(file))?;
    let text = if json {
        format!("{}\n", serde_json::to_string_pretty(&inspection)?)
    } else {
        format!("{inspection}\n")
    };
    Ok(Done {
        text,
        code: ExitCode::SUCCESS,
    })
}

fn compared(old: &Path, new: &Path, json: bool) -> Result<Done> {
    let (old, new) = (read_schema(old)?, read_schema(new)?);
    let stranded = new.strands(&old);
    let text = if json {
        format!("{}\n", serde_json::to_string_pretty(&stranded)?)
    } else if stranded.is_empty() {
        format!("every saved call of `{}` can be restored\n", old.coroutine)
    } else {
        let lines = stranded.iter().map(|stranded| format!("{stranded}\n"));
        lines.collect::<Vec<_>>().concat()
    };
    Ok(Done {
        text,
        code: ExitCode::from(u8::from(!stranded.is_empty())),
    })
}

fn read(file: &Path) -> Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        return Ok(bytes);
    }
    fs::read(file).with_context(|| format!("cannot read {}", shown(file)))
}

fn read_schema(file: &Path) -> Result<Schema> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", shown(file)))?;
    Schema::from_json(&text).with_context(|| shown(file))
}

fn shown(file: &Path) -> String {
    match file.to_str() {
        Some("-") => "standard input".to_owned(),
        _ => file.display().to_string(),
    }
}
