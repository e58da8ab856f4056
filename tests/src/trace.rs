//! What can be seen of a run, and how two runs are compared.

use std::fmt::{self, Write as _};

/// Everything a run does that can be seen from outside, in order.
pub type Trace = Vec<Event>;

/// One thing a run did. Values are compared by their `Debug` text.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A side effect.
    Effect(String),
    /// A yielded value.
    Yielded(String),
    /// The returned value, and the end.
    Complete(String),
    /// A panic's message and place, and the end.
    Panicked(String),
    /// The script had no further resume value.
    Abandoned,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Effect(effect) => write!(f, "      {effect}"),
            Event::Yielded(value) => write!(f, "yield {value}"),
            Event::Complete(value) => write!(f, "end   {value}"),
            Event::Panicked(panic) => write!(f, "panic {panic}"),
            Event::Abandoned => f.write_str("(abandoned)"),
        }
    }
}

/// How often the run yielded.
pub(crate) fn yields(trace: &Trace) -> usize {
    let is_yield = |event: &&Event| matches!(event, Event::Yielded(_));
    trace.iter().filter(is_yield).count()
}

/// Panics with both traces side by side unless they are equal.
pub(crate) fn assert_same(program: &str, run: &str, expected: &Trace, actual: &Trace) {
    if expected == actual {
        return;
    }
    let mut message = format!("{program}: the plain function and the {run} resumable part\n");
    for index in 0..expected.len().max(actual.len()) {
        let text = |trace: &Trace| trace.get(index).map_or(String::new(), Event::to_string);
        let mark = if expected.get(index) == actual.get(index) {
            ' '
        } else {
            '!'
        };
        let _ = writeln!(message, "{mark} {:<50} | {}", text(expected), text(actual));
    }
    panic!("{message}");
}
