//! Running the example programs.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A command that runs an example in `directory`.
pub(crate) fn example(name: &str, directory: &Path) -> Command {
    let mut command = Command::new(path_of(name));
    command.current_dir(directory);
    command
}

/// Cargo tells tests where the programs under `[[bin]]` are, but not examples; it puts them beside the tests' folder.
fn path_of(name: &str) -> PathBuf {
    let test = env::current_exe().expect("this program has a path");
    let target = test
        .ancestors()
        .nth(2)
        .expect("cargo builds tests in a folder of the target directory");
    let path = target
        .join("examples")
        .join(name)
        .with_extension(env::consts::EXE_EXTENSION);
    assert!(
        path.exists(),
        "{} is missing: run `cargo build -p examples --examples`",
        path.display()
    );
    path
}

/// What a program did, as text.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn run(command: &mut Command) -> Done {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes text");
    Done {
        code: status.code(),
        stdout: text(stdout),
        stderr: text(stderr),
    }
}
