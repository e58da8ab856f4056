//! A row of the table: an edit, and what becomes of every snapshot taken before it.

use std::{fs, path::Path, process::Command};

/// What the calls are resumed with; as many as they need.
const ANSWERS: [&str; 6] = ["10", "20", "30", "40", "50", "60"];

/// What becomes of a snapshot.
pub(crate) enum Outcome {
    Resumes(Resumption),
    /// It resumes, and finds that what it borrows is not what it was; with these words.
    Panics(&'static str),
    Refuses(Refusal),
}

/// Where it waits, its variables there, and what it does from there on.
pub(crate) struct Resumption {
    point: Option<&'static str>,
    variables: &'static str,
    rest: &'static str,
}

/// The variant of the error, and a part of each of these fields of it.
pub(crate) struct Refusal {
    variant: &'static str,
    fields: Vec<(&'static str, &'static str)>,
}

/// It waits where it waited, with these variables, and does this from there on.
pub(crate) fn resumes(variables: &'static str, rest: &'static str) -> Outcome {
    Outcome::Resumes(Resumption {
        point: None,
        variables,
        rest,
    })
}

/// The same at a point with another identity.
pub(crate) fn resumes_at(
    point: &'static str,
    variables: &'static str,
    rest: &'static str,
) -> Outcome {
    Outcome::Resumes(Resumption {
        point: Some(point),
        variables,
        rest,
    })
}

/// It is restored, and panics when it is resumed: it borrows from what has become something else.
pub(crate) fn panics(words: &'static str) -> Outcome {
    Outcome::Panics(words)
}

/// A variable's value is one of another type.
pub(crate) fn type_changed(definition: &'static str, variable: &'static str) -> Outcome {
    of_variable("TypeChanged", definition, variable)
}

/// A variable is not in the snapshot.
pub(crate) fn missing(definition: &'static str, variable: &'static str) -> Outcome {
    of_variable("MissingVariable", definition, variable)
}

/// A variable's bytes are no value of its type.
pub(crate) fn malformed(definition: &'static str, variable: &'static str) -> Outcome {
    of_variable("Malformed", definition, variable)
}

fn of_variable(variant: &'static str, definition: &'static str, variable: &'static str) -> Outcome {
    Outcome::Refuses(Refusal {
        variant,
        fields: vec![("definition", definition), ("variable", variable)],
    })
}

/// The point is gone.
pub(crate) fn unknown(definition: &'static str, known: &'static str) -> Outcome {
    Outcome::Refuses(Refusal {
        variant: "UnknownLocation",
        fields: vec![("definition", definition), ("known", known)],
    })
}

/// It is a call of another function.
pub(crate) fn wrong(expected: &'static str, found: &'static str) -> Outcome {
    Outcome::Refuses(Refusal {
        variant: "WrongDefinition",
        fields: vec![("expected", expected), ("found", found)],
    })
}

impl Outcome {
    /// Another field of the error, or `says` for its text.
    pub(crate) fn with(self, field: &'static str, part: &'static str) -> Outcome {
        let Outcome::Refuses(mut refusal) = self else {
            panic!("only an error has fields")
        };
        refusal.fields.push((field, part));
        Outcome::Refuses(refusal)
    }
}

/// Rows as tests: the edit in a sentence, the programs before and after it, and the outcome for each snapshot by the
/// point at which it was taken.
macro_rules! edits {
    ($($(#[$edit:meta])* $name:ident: $before:literal => $after:literal {
        $($point:literal => $outcome:expr,)*
    })*) => {$(
        $(#[$edit])*
        #[test]
        fn $name() {
            $crate::row::check(
                concat!(module_path!(), "::", stringify!($name)),
                env!(concat!("CARGO_BIN_EXE_", $before)),
                env!(concat!("CARGO_BIN_EXE_", $after)),
                vec![$(($point, $outcome)),*],
            );
        }
    )*};
}
pub(crate) use edits;

/// Runs the programs of a row.
pub(crate) fn check(row: &str, before: &str, after: &str, outcomes: Vec<(&str, Outcome)>) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(row.replace("::", "."));
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("a directory for the snapshots");
    let written = run(before, "write", &directory, &ANSWERS).expect("it does not panic");
    let points: Vec<&str> = written.lines().filter_map(waits_at).collect();
    let expected: Vec<&str> = outcomes.iter().map(|(point, _)| *point).collect();
    assert_eq!(points, expected, "the snapshots of\n{written}");
    for (number, (point, outcome)) in outcomes.into_iter().enumerate() {
        let answers = &ANSWERS[number.saturating_sub(1)..];
        let printed = run(
            after,
            "resume",
            &directory.join(number.to_string()),
            answers,
        );
        compare(point, &outcome, printed);
    }
}

/// What a program prints, without the checksums that tell alike yields apart; or the words with which it panics.
fn run(program: &str, command: &str, path: &Path, answers: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .arg(command)
        .arg(path)
        .args(answers)
        .output()
        .expect("the program runs");
    let [printed, errors] = [output.stdout, output.stderr]
        .map(|bytes| without_checksums(&String::from_utf8(bytes).expect("it prints text")));
    match output.status.code() {
        Some(0) => Ok(printed),
        Some(101) => Err(errors),
        _ => panic!("{program} {command}: {}\n{errors}", output.status),
    }
}

/// `yield_!(x) #1 of 2 (0123abcd)` without what stands in the last parentheses.
fn without_checksums(text: &str) -> String {
    let mut parts = text.split(" (");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_at_checked(8) {
            Some((checksum, rest)) if checksum.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                plain.push_str(rest.strip_prefix(')').unwrap_or(rest));
            }
            _ => {
                plain.push_str(" (");
                plain.push_str(part);
            }
        }
    }
    plain
}

/// The point in a line that says where it waits.
fn waits_at(line: &str) -> Option<&str> {
    let waiting = line.strip_prefix("at ")?;
    Some(waiting.find(" {").map_or(waiting, |end| &waiting[..end]))
}

fn compare(point: &str, outcome: &Outcome, printed: Result<String, String>) {
    if let Outcome::Panics(words) = outcome {
        let panic = printed.expect_err("it panics");
        assert!(panic.contains(words), "the snapshot at `{point}`: {panic}");
        return;
    }
    let printed = printed.unwrap_or_else(|panic| panic!("the snapshot at `{point}`: {panic}"));
    match outcome {
        Outcome::Panics(_) => {}
        Outcome::Resumes(resumption) => {
            let now = resumption.point.unwrap_or(point);
            let (variables, rest) = (resumption.variables, resumption.rest);
            let printed = printed.trim_end().replace('\n', " | ");
            let space = if variables.is_empty() { "" } else { " " };
            assert_eq!(
                printed,
                format!("at {now}{space}{variables} | {rest}"),
                "the snapshot at `{point}`"
            );
        }
        Outcome::Refuses(refusal) => {
            let variant = refusal.variant;
            assert!(
                printed.starts_with(&format!("refused {variant}\n")),
                "the snapshot at `{point}` is not refused with {variant}:\n{printed}"
            );
            for (field, part) in &refusal.fields {
                assert!(
                    printed.lines().any(|line| says(line, field, part)),
                    "the snapshot at `{point}`: {field} is not {part}:\n{printed}"
                );
            }
        }
    }
}

/// Whether the line is of this field: names are compared whole, texts by a part.
fn says(line: &str, field: &str, part: &str) -> bool {
    let Some((name, value)) = line.split_once(": ") else {
        return false;
    };
    let whole = matches!(field, "definition" | "variable" | "expected" | "found");
    name == field
        && if whole {
            value == part
        } else {
            value.contains(part)
        }
}
