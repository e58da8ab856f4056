//! How instructions are counted: the program runs itself again under valgrind's callgrind, which collects only inside
//! [`counted`] and writes a profile at each [`written`]; the profiles are then in the order of the measures.

use std::{
    env, fs,
    hint::black_box,
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Set in the process that runs under callgrind.
const UNDER_CALLGRIND: &str = "BENCHES_UNDER_CALLGRIND";
/// What callgrind is told of [`counted`] and [`written`]: of one function it takes only one thing.
const RULES: [&str; 3] = [
    "--collect-atstart=no",
    "--toggle-collect=*counting::counted*",
    "--dump-before=*counting::written*",
];

/// Something to count.
pub struct Measure {
    /// What it is called in tables.
    pub name: String,
    /// How often the operation does what is measured: the count is divided by it.
    pub times: u32,
    /// Makes ready, and gives the operation that is counted.
    pub prepare: Box<dyn Fn() -> Operation>,
}

/// What is counted.
pub type Operation = Box<dyn FnMut()>;

impl Measure {
    /// A measure of an operation that does something `times` times.
    pub fn new<F: FnMut() + 'static>(
        name: impl Into<String>,
        times: u32,
        prepare: impl Fn() -> F + 'static,
    ) -> Self {
        Measure {
            name: name.into(),
            times,
            prepare: Box::new(move || Box::new(prepare())),
        }
    }
}

/// Runs `measures` under callgrind: the instructions of each, once.
///
/// It has to be called with the same measures by the process that it starts with the same arguments, and does not return
/// there.
///
/// # Errors
/// If there is no valgrind, or if it does not do as it is told.
pub fn instructions<'m>(measures: impl IntoIterator<Item = &'m Measure>) -> io::Result<Vec<f64>> {
    if env::var_os(UNDER_CALLGRIND).is_some() {
        for measure in measures {
            let mut operation = (measure.prepare)();
            operation();
            counted(&mut *operation);
            written();
        }
        std::process::exit(0);
    }
    let directory = Scratch::new()?;
    let status = Command::new("valgrind")
        .arg("--tool=callgrind")
        .args(RULES)
        .arg(format!(
            "--callgrind-out-file={}",
            directory.out().display()
        ))
        .arg(env::current_exe()?)
        .args(env::args_os().skip(1))
        .env(UNDER_CALLGRIND, "1")
        .stderr(Stdio::null())
        .status()
        .map_err(|error| {
            io::Error::other(format!("valgrind cannot be run ({error}): install it"))
        })?;
    if !status.success() {
        return Err(io::Error::other(format!("valgrind failed: {status}")));
    }
    (1..)
        .zip(measures)
        .map(|(part, measure)| Ok(total(&directory.part(part))? / f64::from(measure.times)))
        .collect()
}

/// What callgrind collects. Not generic, so that there is one of it.
#[inline(never)]
fn counted(operation: &mut dyn FnMut()) {
    operation();
    // Callgrind sees the end of this only if the call above is not its last.
    black_box(operation);
}

/// Where a profile is written.
#[inline(never)]
fn written() {
    black_box(());
}

/// The sum of a profile.
fn total(profile: &Path) -> io::Result<f64> {
    let text = fs::read_to_string(profile)?;
    text.lines()
        .find_map(|line| {
            line.strip_prefix("summary: ")
                .or(line.strip_prefix("totals: "))
        })
        .and_then(|total| total.trim().parse().ok())
        .ok_or_else(|| io::Error::other(format!("no sum in {}", profile.display())))
}

/// A directory for the profiles, removed in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> io::Result<Self> {
        let path = env::temp_dir().join(format!("callgrind-{}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Scratch(path))
    }

    fn out(&self) -> PathBuf {
        self.0.join("out")
    }

    fn part(&self, part: usize) -> PathBuf {
        self.0.join(format!("out.{part}"))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
