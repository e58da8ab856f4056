//! Steps in fresh processes.
//!
//! The process is the test's own program, told to run this test only. It runs up to the same call of `run`, where it
//! finds in its environment that it is to take one step. It reads the snapshot from its input, writes what it
//! sees to its output, behind a marker, and ends.

use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::{fmt::Write as _, panic::Location};
use std::{
    env,
    ffi::OsString,
    io::{self, Read as _, Write as _},
    process::{self, Command, Output, Stdio},
    thread,
};

use serde::{Deserialize, Serialize};

use super::{
    report::Fault,
    run::{Advanced, advance},
    subject::Subject,
};
use crate::value::{DEEPEST, Reader, Writer};

/// Tells a process which step to take: `CALL USED SITE`.
const VARIABLE: &str = "RESUMABLE_TORTURE_STEP";
/// What stands before the report in the output, which may hold other things.
const MARKER: &str = "resumable-torture-report:";

/// A call of `run` in a test.
pub(super) struct Place {
    /// How many the thread has made before.
    pub(super) call: usize,
    pub(super) site: &'static Location<'static>,
}

/// What a call of `run` is to do in this process.
pub(super) enum Role {
    /// Everything: this is no process for a step.
    Test,
    /// Nothing: the step is one of a later call.
    EarlierCall,
    /// One step, this many values into the script.
    Step(usize),
}

/// What a process says about its step.
#[derive(Serialize, Deserialize)]
enum Report {
    Stepped(Advanced),
    NotRestored(String),
    /// It got no snapshot to restore.
    Failed(String),
}

impl Place {
    pub(super) fn role(&self) -> Role {
        let Ok(task) = env::var(VARIABLE) else {
            return Role::Test;
        };
        let Some((call, used, site)) = parse_task(&task) else {
            return Role::Test;
        };
        if self.call < call {
            return Role::EarlierCall;
        }
        if self.call > call || self.site.to_string() != site {
            report(&Report::Failed(format!(
                "the call of `torture` at {site} is not made in a fresh process, but one at {}",
                self.site
            )));
        }
        Role::Step(used)
    }

    /// Takes a step in a fresh process.
    pub(super) fn advance(&self, bytes: &[u8], used: usize) -> Result<Advanced, Fault> {
        let task = format!("{} {used} {}", self.call, self.site);
        let arguments = arguments().map_err(Fault::Silent)?;
        let output = output(&arguments, &task, bytes)
            .map_err(|error| Fault::Silent(format!("no fresh process could be run: {error}")))?;
        match find_report(&output.stdout) {
            Some(Report::Stepped(advanced)) => Ok(advanced),
            Some(Report::NotRestored(reason)) => Err(Fault::NotRestored(reason)),
            Some(Report::Failed(reason)) => Err(Fault::Silent(reason)),
            None => Err(Fault::Silent(silence(&arguments, &output))),
        }
    }
}

/// Takes the step this process is for, and ends the process.
pub(super) fn take_step(mut subject: Subject<'_>, used: usize) -> ! {
    let mut bytes = Vec::new();
    if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
        report(&Report::Failed(format!(
            "a fresh process could not read the snapshot: {error}"
        )));
    }
    report(&match advance(&mut subject, &bytes, used) {
        Ok(advanced) => Report::Stepped(advanced),
        Err(reason) => Report::NotRestored(reason),
    })
}

fn parse_task(task: &str) -> Option<(usize, usize, &str)> {
    let (call, rest) = task.split_once(' ')?;
    let (used, site) = rest.split_once(' ')?;
    Some((call.parse().ok()?, used.parse().ok()?, site))
}

/// The arguments that have this program run this test.
fn arguments() -> Result<Vec<OsString>, String> {
    match thread::current().name() {
        // A documentation test or a program without tests: it does what it does now.
        Some("main") => Ok(env::args_os().skip(1).collect()),
        Some(test) => Ok([test, "--exact", "--nocapture", "--include-ignored"].map(OsString::from).to_vec()),
        None => Err(
            "a fresh process cannot find the test, because the thread has no name: call `torture` in the test's own \
             thread, or leave fresh processes out with `Torture::processes(false)`".to_string(),
        ),
    }
}

fn output(arguments: &[OsString], task: &str, bytes: &[u8]) -> io::Result<Output> {
    let mut child = Command::new(env::current_exe()?)
        .args(arguments)
        .env(VARIABLE, task)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let input = child.stdin.take();
    thread::scope(|scope| {
        scope.spawn(|| {
            // A process that ends before it reads says so by what it does not report.
            let _ = input.map(|mut input| input.write_all(bytes));
        });
        child.wait_with_output()
    })
}

/// What is said of a process that did not report.
fn silence(arguments: &[OsString], output: &Output) -> String {
    let mut text = format!(
        "the fresh process ended with {} and did not report",
        output.status
    );
    let _ = write!(
        text,
        "\nit was run as: {} {arguments:?}",
        env::current_exe().unwrap_or_default().display()
    );
    for (name, bytes) in [("output", &output.stdout), ("error output", &output.stderr)] {
        let bytes = String::from_utf8_lossy(bytes);
        let _ = write!(text, "\nits {name}:\n{}", bytes.trim_end());
    }
    text
}

/// Writes a report and ends the process.
fn report(report: &Report) -> ! {
    let mut bytes = Vec::new();
    let written = report.serialize(&mut Writer::new(&mut bytes)).is_ok();
    let mut line = format!("\n{MARKER}");
    for byte in bytes {
        let _ = write!(line, "{byte:02x}");
    }
    line.push('\n');
    let mut output = io::stdout().lock();
    let written = written
        && output
            .write_all(line.as_bytes())
            .and_then(|()| output.flush())
            .is_ok();
    // Whoever reads it sees that the report is missing.
    process::exit(i32::from(!written))
}

/// The last report in an output.
fn find_report(output: &[u8]) -> Option<Report> {
    let marker = MARKER.as_bytes();
    let at = output
        .windows(marker.len())
        .rposition(|window| window == marker)?;
    let line = output[at + marker.len()..]
        .split(|&byte| byte == b'\n')
        .next()?;
    let mut bytes = vec![];
    for pair in line.trim_ascii_end().chunks(2) {
        bytes.push(u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()?);
    }
    let mut reader = Reader::new(&bytes, DEEPEST);
    let report = Report::deserialize(&mut reader).ok()?;
    reader.finish().ok()?;
    Some(report)
}
