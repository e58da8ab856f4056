//! What can become of a program.

/// What became of a program.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verdict {
    Passed,
    /// The plain function does not compile: the generator is wrong.
    NotPlain(String),
    /// Only the resumable does not compile.
    Refused(String),
    /// The resumable does something else.
    Differs(String),
    /// The run ended without a word, or not at all.
    Crashed(String),
}

impl Verdict {
    /// The kind of failure and what identifies it: failures of one cause have the same.
    pub(crate) fn class(&self) -> Option<String> {
        let (kind, text) = match self {
            Verdict::Passed => return None,
            Verdict::NotPlain(text) => ("not plain", text),
            Verdict::Refused(text) => ("refused", text),
            Verdict::Differs(text) => ("differs", text),
            Verdict::Crashed(text) => ("crashed", text),
        };
        let first = match self {
            // The place in the harness, and then what it says: which run it was, or which assertion.
            Verdict::Differs(text) => text.lines().nth(1).map_or(String::new(), |line| {
                line.split_once("the plain function")
                    .map_or(line, |(_, run)| run)
                    .to_owned()
            }),
            _ => text
                .lines()
                .find(|line| line.starts_with("error"))
                .unwrap_or("")
                .to_owned(),
        };
        Some(format!("{kind}: {}", without_names(&first)))
    }

    pub(crate) fn text(&self) -> &str {
        match self {
            Verdict::Passed => "",
            Verdict::NotPlain(text)
            | Verdict::Refused(text)
            | Verdict::Differs(text)
            | Verdict::Crashed(text) => text,
        }
    }
}

/// The text without what is quoted, and without the digits of names.
fn without_names(text: &str) -> String {
    let outside = text.split('`').step_by(2).collect::<Vec<_>>().join("..");
    match outside.split_once("]: ") {
        Some((code, rest)) => format!("{code}]: {rest}"),
        None => outside.chars().filter(|c| !c.is_ascii_digit()).collect(),
    }
}
