//! Compiles programs in a crate of their own and runs them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tempfile::TempDir;

use crate::generator::Program;
use crate::source;
use crate::verdict::Verdict;

/// How long a compilation of many programs may take.
const COMPILATION: Duration = Duration::from_secs(400);
/// How long a run of many programs may take.
const RUN: Duration = Duration::from_secs(60);

/// A crate for programs. Only they are compiled anew for each use.
pub(crate) struct Workshop {
    directory: TempDir,
    target: PathBuf,
    /// The crate's name. Those of two runs at the same time would else be the same file in the target directory.
    name: String,
    /// Whether programs are run, or only checked as the compiler does.
    pub(crate) runs: bool,
}

/// What a compilation led to.
enum Compiled {
    /// All compiles; the executable, if it was to be run.
    Fine(Option<PathBuf>),
    /// The errors of each program that has any, by index.
    Errors(BTreeMap<usize, String>),
    /// It failed, or took too long, without a word about a program.
    Failed(String),
}

impl Workshop {
    pub(crate) fn new() -> Result<Self> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = package.parent().context("the package is in a workspace")?;
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| workspace.join("target"), PathBuf::from);
        let directory = tempfile::Builder::new().prefix("differential-").tempdir()?;
        fs::create_dir(directory.path().join("src"))?;
        fs::copy(
            workspace.join("Cargo.lock"),
            directory.path().join("Cargo.lock"),
        )?;
        let name = format!("bodies_{}", std::process::id());
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\nresumable = {{ path = {:?} }}\n\
             tests = {{ path = {package:?}, default-features = false }}\n\n\
             [profile.dev]\ndebug = false\nincremental = false\ncodegen-units = 4\n",
            workspace.join("runtime"),
        );
        fs::write(directory.path().join("Cargo.toml"), manifest)?;
        Ok(Workshop {
            directory,
            target: target.join("differential"),
            name,
            runs: true,
        })
    }

    /// What becomes of each program.
    pub(crate) fn judge(&self, programs: &[Program]) -> Result<Vec<Verdict>> {
        let sources: Vec<_> = programs
            .iter()
            .enumerate()
            .map(|(index, program)| source::both(program, index))
            .collect();
        let (executable, errors) = self.compile_most(&sources)?;
        let mut verdicts = vec![Verdict::Passed; programs.len()];
        if let Some(executable) = executable {
            run(&executable, &mut verdicts)?;
        }
        let refused: Vec<_> = errors.keys().copied().collect();
        let plain: Vec<_> = refused
            .iter()
            .enumerate()
            .map(|(index, &at)| source::plain(&programs[at], index))
            .collect();
        let (_, plain_errors) = if plain.is_empty() {
            (None, BTreeMap::new())
        } else {
            self.compile_most(&plain)?
        };
        for (index, at) in refused.into_iter().enumerate() {
            verdicts[at] = match plain_errors.get(&index) {
                Some(error) => Verdict::NotPlain(error.clone()),
                None => Verdict::Refused(errors[&at].clone()),
            };
        }
        Ok(verdicts)
    }

    /// Compiles all sources that can be compiled; the errors of the others.
    fn compile_most(
        &self,
        sources: &[String],
    ) -> Result<(Option<PathBuf>, BTreeMap<usize, String>)> {
        let mut errors = BTreeMap::new();
        let mut rest: BTreeSet<usize> = (0..sources.len()).collect();
        while !rest.is_empty() {
            match self.compile(sources, &rest)? {
                Compiled::Fine(path) => return Ok((path, errors)),
                Compiled::Errors(found) => {
                    rest.retain(|index| !found.contains_key(index));
                    errors.extend(found);
                }
                Compiled::Failed(message) => {
                    let (culprits, innocent) = self.find(sources, &rest, &message)?;
                    errors.extend(culprits);
                    rest = innocent;
                }
            }
        }
        Ok((None, errors))
    }

    /// Halves until the programs that break the compilation are alone.
    fn find(
        &self,
        sources: &[String],
        among: &BTreeSet<usize>,
        message: &str,
    ) -> Result<(BTreeMap<usize, String>, BTreeSet<usize>)> {
        if among.len() == 1 {
            let culprits = among
                .iter()
                .map(|&index| (index, message.to_owned()))
                .collect();
            return Ok((culprits, BTreeSet::new()));
        }
        let middle = *among.iter().nth(among.len() / 2).context("there are two")?;
        let (mut culprits, mut innocent) = (BTreeMap::new(), BTreeSet::new());
        let (low, high): (BTreeSet<_>, BTreeSet<_>) =
            among.iter().partition(|index| **index < middle);
        for half in [low, high] {
            match self.compile(sources, &half)? {
                Compiled::Fine(_) => innocent.extend(half),
                Compiled::Errors(found) => {
                    innocent.extend(half.into_iter().filter(|index| !found.contains_key(index)));
                    culprits.extend(found);
                }
                Compiled::Failed(message) => {
                    let (more, fine) = self.find(sources, &half, &message)?;
                    culprits.extend(more);
                    innocent.extend(fine);
                }
            }
        }
        Ok((culprits, innocent))
    }

    fn compile(&self, sources: &[String], which: &BTreeSet<usize>) -> Result<Compiled> {
        let root = self.directory.path();
        let mut library = "#![allow(warnings, clippy::all)]\n".to_owned();
        for &index in which {
            library.push_str(&format!("mod p{index};\n"));
            fs::write(root.join(format!("src/p{index}.rs")), &sources[index])?;
        }
        fs::write(root.join("src/lib.rs"), library)?;
        let (out, err) = (root.join("stdout"), root.join("stderr"));
        let child = Command::new(env!("CARGO"))
            .args(if self.runs {
                &["test", "--no-run"]
            } else {
                &["check", "--tests"] as &[_]
            })
            .args(["--lib", "--offline", "--message-format=json"])
            .current_dir(root)
            .env("CARGO_TARGET_DIR", &self.target)
            .stdout(File::create(&out)?)
            .stderr(File::create(&err)?)
            .spawn()?;
        let finished = wait(child, COMPILATION)?;
        let messages = Messages::read(&fs::read_to_string(&out)?, &self.name);
        if finished.is_none() {
            return Ok(Compiled::Failed(format!(
                "it takes longer than {COMPILATION:?} to compile"
            )));
        }
        if messages.succeeded {
            return Ok(Compiled::Fine(messages.executable));
        }
        if !messages.errors.is_empty() {
            return Ok(Compiled::Errors(messages.errors));
        }
        let text = fs::read_to_string(&err)?;
        if messages.others.is_empty() && !text.contains("could not compile `bodies_") {
            bail!(
                "cargo cannot build the programs' crate: {text}{}",
                fs::read_to_string(&out)?
            );
        }
        Ok(Compiled::Failed(format!("{}{text}", messages.others)))
    }
}

impl Drop for Workshop {
    /// Removes what was compiled; what it depends on stays for the next run.
    fn drop(&mut self) {
        let compiled = fs::read_dir(self.target.join("debug/deps"));
        for file in compiled.into_iter().flatten().flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if name.trim_start_matches("lib").starts_with(&self.name) {
                let _ = fs::remove_file(file.path());
            }
        }
    }
}

/// What cargo printed.
#[derive(Default)]
struct Messages {
    succeeded: bool,
    executable: Option<PathBuf>,
    errors: BTreeMap<usize, String>,
    others: String,
}

impl Messages {
    fn read(output: &str, name: &str) -> Self {
        let mut messages = Messages::default();
        for line in output.lines() {
            let Ok(line) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            if line["reason"] == "compiler-artifact" && line["target"]["name"] == name {
                messages.executable = line["executable"].as_str().map(PathBuf::from);
            }
            messages.succeeded |= line["reason"] == "build-finished" && line["success"] == true;
            let message = &line["message"];
            if line["reason"] != "compiler-message"
                || !message["level"].as_str().unwrap_or("").starts_with("error")
            {
                continue;
            }
            let text = message["rendered"].as_str().unwrap_or("");
            let spans = message["spans"].as_array().map_or(&[][..], Vec::as_slice);
            match spans.iter().find_map(program_of) {
                Some(index) => messages.errors.entry(index).or_default().push_str(text),
                None => messages.others.push_str(text),
            }
        }
        messages
    }
}

/// The program a span is in, or the macro call that it comes from.
fn program_of(span: &Value) -> Option<usize> {
    let name = span["file_name"].as_str()?;
    let index = name
        .strip_prefix("src/p")
        .and_then(|name| name.strip_suffix(".rs")?.parse().ok());
    index.or_else(|| program_of(&span["expansion"]["span"]))
}

/// Whether a process succeeded; nothing if it was ended because it took too long.
fn wait(mut child: Child, limit: Duration) -> Result<Option<bool>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        sleep(Duration::from_millis(20));
    }
}

/// Runs the tests of all programs; the verdicts on those that do not pass.
fn run(executable: &Path, verdicts: &mut [Verdict]) -> Result<()> {
    let tests = list(executable)?;
    let report = report(executable, &[], RUN)?;
    for (index, name) in tests {
        if report.contains(&format!("test {name} ... ok\n")) {
            continue;
        }
        let alone = self::report(executable, &["--exact", &name], RUN / 4)?;
        let start = format!("---- {name} stdout ----\n");
        verdicts[index] = match alone.split_once(&start) {
            _ if alone.contains(&format!("test {name} ... ok\n")) => continue,
            Some((_, failure)) => {
                let end = failure.find("\nfailures:\n").unwrap_or(failure.len());
                Verdict::Differs(failure[..end].trim().to_owned())
            }
            None => Verdict::Crashed(alone),
        };
    }
    Ok(())
}

/// The tests and the programs they belong to.
fn list(executable: &Path) -> Result<Vec<(usize, String)>> {
    let output = Command::new(executable).arg("--list").output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let test = |line: &str| {
        let name = line.strip_suffix(": test")?;
        let index = name.strip_prefix('p')?.split("::").next()?.parse().ok()?;
        Some((index, name.to_owned()))
    };
    Ok(text.lines().filter_map(test).collect())
}

fn report(executable: &Path, arguments: &[&str], limit: Duration) -> Result<String> {
    let output = tempfile::NamedTempFile::new()?;
    let child = Command::new(executable)
        .args(["--test-threads", "1"])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(output.reopen()?)
        .stderr(output.reopen()?)
        .spawn()?;
    let finished = wait(child, limit)?;
    let mut text = String::from_utf8_lossy(&fs::read(output.path())?).into_owned();
    if finished.is_none() {
        text.push_str(&format!("\nit runs longer than {limit:?}\n"));
    }
    Ok(text)
}
