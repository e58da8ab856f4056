//! What is said about a difference.

use alloc::string::String;
use core::fmt;

use super::{
    order,
    subject::{Outcome, Seen, Waiting},
};
use crate::Status;

/// How many bytes of a text are shown.
const SHOWN: usize = 2000;

/// A way to run a call.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Run {
    Uninterrupted,
    Restored,
    RestoredFresh,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Run::Uninterrupted => "uninterrupted",
            Run::Restored => "restored at every yield",
            Run::RestoredFresh => "restored in a fresh process at every yield",
        })
    }
}

/// What is wrong at a step.
pub(super) enum Fault {
    /// The call has ended before anything was run.
    Ended(Status),
    NotSaved(String),
    NotRestored(String),
    /// What was restored is not what was saved.
    Restored,
    Outcome,
    Location,
    Variables,
    /// The script is longer in one of the runs.
    Script,
    /// The fresh process did not say what the step led to.
    Silent(String),
}

impl Fault {
    /// Whether both runs got as far as values that can be compared.
    pub(super) fn is_of_values(&self) -> bool {
        matches!(
            self,
            Fault::Restored | Fault::Outcome | Fault::Location | Fault::Variables
        )
    }

    /// Whether the step was not taken yet.
    fn is_before_the_step(&self) -> bool {
        matches!(
            self,
            Fault::NotSaved(_) | Fault::NotRestored(_) | Fault::Restored | Fault::Silent(_)
        )
    }
}

/// One run around the step at which it is different.
#[derive(Default)]
pub(super) struct Side {
    pub(super) before: Option<Waiting>,
    pub(super) seen: Option<Seen>,
}

impl Side {
    pub(super) fn new(before: Waiting, seen: Option<Seen>) -> Self {
        Side {
            before: Some(before),
            seen,
        }
    }

    pub(super) fn before(before: Waiting) -> Self {
        Self::new(before, None)
    }

    fn is_empty(&self) -> bool {
        self.before.is_none() && self.seen.is_none()
    }
}

/// The first difference between two runs. Its `Display` is what [`run`](super::Torture::run) panics with.
pub(super) struct Difference {
    /// The definition.
    pub(super) name: &'static str,
    /// The run that differs.
    pub(super) run: Run,
    pub(super) step: String,
    pub(super) fault: Fault,
    pub(super) expected: Side,
    pub(super) actual: Side,
    /// Whether a second uninterrupted run is different too.
    pub(super) varies: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { name, step, .. } = self;
        write!(f, "`{name}`, {}, at {step}: ", self.run)?;
        self.write_fault(f)?;
        let sides = [
            (Run::Uninterrupted, &self.expected),
            (self.run, &self.actual),
        ];
        for (index, (run, side)) in sides.into_iter().enumerate() {
            if !side.is_empty() {
                write!(f, "\n\n{run}:")?;
                let other = sides[1 - index].1;
                side.write(f, other, self.fault.is_before_the_step())?;
            }
        }
        if self.fault.is_of_values() {
            write!(f, "\n\n{}", self.note())?;
        }
        Ok(())
    }
}

impl Difference {
    fn write_fault(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            Fault::Ended(status) => write!(f, "there is nothing to run, it is {status} already"),
            Fault::NotSaved(error) => write!(f, "it has no snapshot where it waits: {error}"),
            Fault::NotRestored(error) => write!(f, "its snapshot does not restore: {error}"),
            Fault::Restored if self.looks_alike() => f.write_str(
                "what was restored has another snapshot than what was saved, although it looks alike",
            ),
            Fault::Restored => f.write_str("what was restored is not what was saved"),
            Fault::Outcome => f.write_str(self.outcome_differs()),
            Fault::Location => f.write_str("then it waits somewhere else"),
            Fault::Variables if self.looks_alike() => {
                f.write_str("then its snapshot is different, although its variables look alike")
            }
            Fault::Variables => f.write_str("then its variables are different"),
            Fault::Script => f.write_str("the script has another length than before"),
            Fault::Silent(reason) => f.write_str(reason),
        }
    }

    /// The texts that are compared.
    fn texts(&self) -> Option<(&str, &str)> {
        fn compared<'a>(side: &'a Side, fault: &Fault) -> Option<&'a str> {
            match fault {
                Fault::Restored => Some(&side.before.as_ref()?.text),
                Fault::Outcome => Some(side.seen.as_ref()?.outcome.text()),
                Fault::Variables => Some(&side.seen.as_ref()?.waiting.as_ref()?.text),
                _ => None,
            }
        }
        let expected = compared(&self.expected, &self.fault);
        expected.zip(compared(&self.actual, &self.fault))
    }

    /// Whether only the bytes of the variables are different.
    fn looks_alike(&self) -> bool {
        self.texts()
            .is_some_and(|(expected, actual)| expected == actual)
    }

    /// Whether only an order is different.
    fn is_of_order(&self) -> bool {
        self.texts()
            .is_some_and(|(expected, actual)| order::same_in_some_order(expected, actual))
    }

    fn outcome_differs(&self) -> &'static str {
        let outcome = |side: &Side| side.seen.as_ref().map(|seen| seen.outcome.clone());
        match (outcome(&self.expected), outcome(&self.actual)) {
            (Some(Outcome::Yielded(_)), Some(Outcome::Yielded(_))) => "it yielded something else",
            (Some(Outcome::Complete(_)), Some(Outcome::Complete(_))) => {
                "it returned something else"
            }
            (Some(Outcome::Panicked(_)), Some(Outcome::Panicked(_))) => {
                "it panicked with another message"
            }
            _ => "it went another way",
        }
    }

    fn note(&self) -> &'static str {
        if self.varies {
            "Run again uninterrupted, it differs too: it depends on something besides its arguments and what it is \
             resumed with, such as the order of a hash map, a clock, a random number or a static."
        } else if self.looks_alike() {
            "The `Serialize` of a variable's type writes more than the value that it shows to readable formats."
        } else if self.is_of_order() {
            "Both are the same in another order. If that means nothing, because it is a hash map's whose hasher is not \
             random, say so with `Torture::any_order`."
        } else if matches!(self.fault, Fault::Restored) {
            "The `Serialize` and the `Deserialize` of a variable's type have to be each other's reverse."
        } else if self.run == Run::RestoredFresh {
            "Restored in the process of the test, it does not differ: it depends on something of the process, such as \
             a static, a thread local or an address, that a snapshot does not hold."
        } else {
            "Run again uninterrupted, it does not differ: something that it needs is not in its snapshot, because a \
             variable's `Serialize` leaves it out or it is kept outside of the variables."
        }
    }
}

impl Side {
    /// Shows the run beside another one.
    fn write(&self, f: &mut fmt::Formatter<'_>, other: &Side, only_before: bool) -> fmt::Result {
        if let Some(before) = &self.before {
            let other = other.before.as_ref().map(|before| &*before.text);
            write!(f, "\n    waited   {}", Excerpt::new(&before.text, other))?;
        }
        let Some(seen) = self.seen.as_ref().filter(|_| !only_before) else {
            return Ok(());
        };
        let other = other.seen.as_ref();
        let text = seen.outcome.text();
        let excerpt = Excerpt::new(text, other.map(|seen| seen.outcome.text()));
        match &seen.outcome {
            Outcome::Yielded(_) => write!(f, "\n    yielded  {excerpt}")?,
            Outcome::Complete(_) => write!(f, "\n    returned {excerpt}")?,
            Outcome::Panicked(_) => write!(f, "\n    panicked {excerpt}")?,
        }
        let Some(waiting) = &seen.waiting else {
            return Ok(());
        };
        let other = other.and_then(|seen| Some(&*seen.waiting.as_ref()?.text));
        write!(f, "\n    waits    {}", Excerpt::new(&waiting.text, other))
    }
}

/// A text or, if it is long, the part of it around its first difference from another.
struct Excerpt<'a> {
    text: &'a str,
    from: usize,
    to: usize,
}

impl<'a> Excerpt<'a> {
    fn new(text: &'a str, other: Option<&str>) -> Self {
        let pairs = text.bytes().zip(other.unwrap_or_default().bytes());
        let same = pairs.take_while(|(one, other)| one == other).count();
        let most = text.len().saturating_sub(SHOWN);
        let from = same.saturating_sub(SHOWN / 2).min(most);
        let to = text.len().min(from + SHOWN);
        Excerpt {
            text,
            from: text.floor_char_boundary(from),
            to: text.floor_char_boundary(to),
        }
    }
}

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let begin = if self.from > 0 { ".. " } else { "" };
        let end = if self.to < self.text.len() { " .." } else { "" };
        write!(f, "{begin}{}{end}", &self.text[self.from..self.to])
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::{Excerpt, SHOWN};

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(Excerpt::new("abc", Some("abd")).to_string(), "abc");
    }

    #[test]
    fn a_long_text_is_shown_around_its_difference() {
        let text = ["é".repeat(SHOWN), "here".into(), "ü".repeat(SHOWN)].concat();
        let other = ["é".repeat(SHOWN), "there".into()].concat();
        let shown = Excerpt::new(&text, Some(&other)).to_string();
        assert!(shown.contains("éhereü"), "{shown}");
        assert!(
            shown.starts_with(".. é") && shown.ends_with("ü .."),
            "{shown}"
        );
        assert!(shown.len() < SHOWN + 10);
        let end = Excerpt::new(&text, Some(&text)).to_string();
        assert!(end.starts_with(".. ") && end.ends_with('ü'), "{end}");
        let begin = Excerpt::new(&text, None).to_string();
        assert!(begin.starts_with("éé") && begin.ends_with(" .."), "{begin}");
    }
}
