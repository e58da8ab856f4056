//! A coroutine that changes the process at every step runs as one that stays.

use std::process::Command;
use std::{env, fs};

/// What `stepper` prints.
fn stepper(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_stepper"))
        .args(args)
        .output()
        .expect("stepper starts");
    assert!(
        output.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("stepper prints text")
}

/// Runs `program` in one process, and again with a process for each step.
fn check(program: &str, answers: &[&str]) {
    let together = stepper(&[&[program, "run"], answers].concat());

    let file = env::temp_dir().join(format!(
        "resumable-{program}-{}-{}",
        answers.len(),
        std::process::id()
    ));
    let path = file.to_str().expect("a temporary path that is text");
    let mut apart = stepper(&[program, "start", path]);
    for answer in answers {
        apart += &stepper(&[program, "resume", path, answer]);
    }
    fs::remove_file(&file).expect("the snapshot was written");

    assert_eq!(apart, together);
    assert_eq!(apart.lines().count(), answers.len() + 1);
}

#[test]
fn a_loop_over_a_map_with_a_delegation() {
    check(
        "stocktaking",
        &["many", "12", "ok", "ok", "x", "y", "500", "yes", "3", "ok"],
    );
    check("stocktaking", &["5", "ok", "ok", "101", "no"]);
}

#[test]
fn a_recursion() {
    check("queens", &[""; 10]);
}

#[test]
fn bytes_of_another_program_are_refused() {
    let file = env::temp_dir().join(format!("resumable-other-{}", std::process::id()));
    let path = file.to_str().expect("a temporary path that is text");
    stepper(&["queens", "start", path]);
    let output = Command::new(env!("CARGO_BIN_EXE_stepper"))
        .args(["stocktaking", "resume", path, "1"])
        .output()
        .expect("stepper starts");
    fs::remove_file(&file).expect("the snapshot was written");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(
        error.contains("WrongDefinition") && error.contains("stocktaking"),
        "{error}"
    );
}
