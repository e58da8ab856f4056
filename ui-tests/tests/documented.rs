//! Whether each refusal has a case in `ui`, and stands in `docs/diagnostics.md`.

use std::fs;
use std::path::{Path, PathBuf};

/// Texts in the macro's sources that are no messages, or that no program can bring about.
const NO_MESSAGES: &[(&str, &str)] = &[
    (
        "this is evaluated again after a resume, to take the borrow again",
        "the variable's type reports it first",
    ),
    (
        "The definition of the resumable",
        "a doc comment of generated code",
    ),
    (
        "a level is only entered on a way that exists",
        "a panic of the macro",
    ),
    ("a `let else` has an initializer", "a panic of the macro"),
    (
        "every loop of the tree stands in the flow",
        "a panic of the macro",
    ),
    ("every point stands in the body", "a panic of the macro"),
    (
        "levels are counted by suspending statements",
        "a panic of the macro",
    ),
    (
        "this kind of expression is not supported in a resumable function",
        "syn knows more of Rust than rustc does",
    ),
    (
        "is needed after a yield where two other variables of that name hide it",
        "takes two macros' variables in one scope",
    ),
    (
        "an iterator of this type cannot be found again",
        "a type that generated code never asks for",
    ),
    (
        "the items of this iterator cannot be made again",
        "rustc goes on to the words of `Repeatable`",
    ),
];

/// Compares a text with placeholders, which stand for anything, to what was printed.
fn occurs(fragments: &[&str], printed: &str) -> bool {
    printed.lines().any(|line| {
        let mut rest = line;
        fragments.iter().all(|fragment| match rest.find(fragment) {
            Some(place) => {
                rest = &rest[place + fragment.len()..];
                true
            }
            None => false,
        })
    })
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
}

fn printed() -> String {
    let mut cases = Vec::new();
    files(&root().join("ui-tests/tests/ui"), "stderr", &mut cases);
    let texts = cases.iter().map(|case| fs::read_to_string(case).unwrap());
    texts.collect()
}

/// The string literals of a line that read like a message.
fn literals(line: &str) -> Vec<String> {
    let quoted = line.replace("\\\"", "\u{1}");
    let parts = quoted.split('"').skip(1).step_by(2);
    let long = parts.filter(|text| text.len() > 24 && text.matches(' ').count() > 3);
    long.map(|text| text.replace('\u{1}', "\"")).collect()
}

/// The texts around `{name}`; `{{` is a brace.
fn around_placeholders(text: &str) -> Vec<String> {
    let text = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut fragments = Vec::new();
    for part in text.split('{') {
        let part = part.split_once('}').map_or(part, |(_, after)| after);
        fragments.push(part.replace('\u{1}', "{").replace('\u{2}', "}"));
    }
    fragments
}

#[test]
fn every_message_of_the_macro_has_a_case() {
    let printed = printed();
    let mut sources = Vec::new();
    files(&root().join("macros/src"), "rs", &mut sources);
    let mut missing = Vec::new();
    for path in sources {
        let tests = [
            "expansions.rs",
            "mutations.rs",
            "edited/points.rs",
            "edited/variables.rs",
        ];
        if tests.iter().any(|test| path.ends_with(test)) {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap();
        for line in source.lines() {
            let code = line.trim_start();
            let generated = ["//", "#", ".expect("]
                .iter()
                .any(|start| code.starts_with(start));
            if generated || code.contains("reason = ") || code.contains("assert!(") {
                continue;
            }
            for text in literals(code) {
                let fragments = around_placeholders(&text);
                let fragments: Vec<_> = fragments.iter().map(String::as_str).collect();
                let known = NO_MESSAGES.iter().any(|(known, _)| text.contains(known));
                if !known && !occurs(&fragments, &printed) {
                    missing.push(format!("{}: {text}", path.display()));
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "no case prints:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_message_of_the_runtime_has_a_case() {
    let printed = printed();
    let mut sources = Vec::new();
    files(&root().join("runtime/src"), "rs", &mut sources);
    let mut missing = Vec::new();
    for path in sources {
        for line in fs::read_to_string(&path).unwrap().lines() {
            let Some(text) = line.trim().strip_prefix("message = ") else {
                continue;
            };
            for text in literals(text) {
                let fragments = around_placeholders(&text);
                let fragments: Vec<_> = fragments.iter().map(String::as_str).collect();
                let known = NO_MESSAGES.iter().any(|(known, _)| text.contains(known));
                if !known && !occurs(&fragments, &printed) {
                    missing.push(format!("{}: {text}", path.display()));
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "no case prints:\n{}",
        missing.join("\n")
    );
}

#[test]
fn the_table_is_true() {
    let table = fs::read_to_string(root().join("docs/diagnostics.md")).unwrap();
    let mut rows = 0;
    for row in table
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains("]("))
    {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [message, _why, _instead, case] = &cells[..] else {
            panic!("not four cells: {row}");
        };
        let link = case
            .split_once("](")
            .and_then(|(_, link)| link.strip_suffix(')'));
        let path = root().join("docs").join(link.expect("a link"));
        let printed = fs::read_to_string(path.with_extension("stderr")).expect(case);
        assert!(path.exists(), "no such case: {case}");
        let fragments: Vec<_> = message.split("…").map(str::trim).collect();
        assert!(
            occurs(&fragments, &printed),
            "{case} does not print: {message}"
        );
        rows += 1;
    }
    assert!(rows > 50, "the table has {rows} rows");
}
