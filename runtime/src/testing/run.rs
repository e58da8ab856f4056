//! The runs of a call, and how they are compared.

use alloc::{
    boxed::Box,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::{any::Any, mem::discriminant};

use serde::{Deserialize, Serialize};

use super::{
    order,
    process::Place,
    report::{Difference, Fault, Run, Side},
    subject::{Outcome, Seen, Subject, Waiting},
};
use crate::Status;

/// How often the call is run again uninterrupted to see what varies. A map of two entries is in the same order in every
/// second run, so that this misses it once in four billion times.
const REPEATS: usize = 32;

/// What is seen when a call goes on after it was restored.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Advanced {
    pub(super) restored: Waiting,
    /// Nothing, if the script has ended.
    pub(super) seen: Option<Seen>,
}

/// An uninterrupted run.
struct Record {
    before: Waiting,
    steps: Vec<Seen>,
}

impl Record {
    /// The call before a step.
    fn before(&self, number: usize) -> Option<&Waiting> {
        match number.checked_sub(1) {
            None => Some(&self.before),
            Some(last) => self.steps.get(last)?.waiting.as_ref(),
        }
    }
}

/// All runs of a call.
pub(super) struct Runs<'s> {
    subject: Subject<'s>,
    record: Record,
    /// Further uninterrupted runs, made when they are needed.
    repeats: Vec<Record>,
    /// Whether the first step starts the call.
    starts: bool,
    any_order: bool,
}

impl<'s> Runs<'s> {
    /// Runs the call uninterrupted.
    pub(super) fn new(
        mut subject: Subject<'s>,
        instance: Box<dyn Any>,
        any_order: bool,
    ) -> Result<Self, Box<Difference>> {
        let status = subject.status(&*instance);
        let starts = status == Status::Ready;
        let Some(record) = uninterrupted(&mut subject, instance, starts) else {
            return Err(Box::new(Difference {
                name: subject.name(),
                run: Run::Uninterrupted,
                step: "its first step".to_string(),
                fault: Fault::Ended(status),
                expected: Side::default(),
                actual: Side::default(),
                varies: false,
            }));
        };
        let mut runs = Runs {
            subject,
            record,
            repeats: Vec::new(),
            starts,
            any_order,
        };
        runs.check_saved()?;
        Ok(runs)
    }

    /// Runs the call interrupted in each way, and compares.
    pub(super) fn compare(&mut self, fresh: Option<&Place>) -> Result<(), Box<Difference>> {
        let starts = self.starts;
        self.interrupted(Run::Restored, |subject, bytes, number| {
            advance(subject, bytes, used(number, starts)).map_err(Fault::NotRestored)
        })?;
        let Some(place) = fresh else { return Ok(()) };
        self.interrupted(Run::RestoredFresh, |_, bytes, number| {
            place.advance(bytes, used(number, starts))
        })
    }

    /// Whether the uninterrupted call could be saved wherever it waited.
    fn check_saved(&mut self) -> Result<(), Box<Difference>> {
        for number in 0..=self.record.steps.len() {
            let waiting = self.record.before(number);
            if let Some(Err(error)) = waiting.map(|waiting| &waiting.saved) {
                let fault = Fault::NotSaved(error.clone());
                return Err(self.difference(Run::Uninterrupted, number, fault, Side::default()));
            }
        }
        Ok(())
    }

    /// One run that goes on from bytes at every step.
    fn interrupted(
        &mut self,
        run: Run,
        mut advance: impl FnMut(&mut Subject<'s>, &[u8], usize) -> Result<Advanced, Fault>,
    ) -> Result<(), Box<Difference>> {
        let mut before = self.record.before.clone();
        for number in 0.. {
            let bytes = match &before.saved {
                Ok(bytes) => bytes,
                Err(error) => {
                    let fault = Fault::NotSaved(error.clone());
                    return Err(self.difference(run, number, fault, Side::before(before)));
                }
            };
            let advanced = match advance(&mut self.subject, bytes, number) {
                Ok(advanced) => advanced,
                Err(fault) => return Err(self.difference(run, number, fault, Side::default())),
            };
            if !self.same_waiting(number, &before, &advanced.restored) {
                let side = Side::before(advanced.restored);
                return Err(self.difference(run, number, Fault::Restored, side));
            }
            let seen = match (self.record.steps.get(number), advanced.seen) {
                (None, None) => return Ok(()),
                (Some(_), Some(seen)) => seen,
                (_, seen) => {
                    let side = Side::new(advanced.restored, seen);
                    return Err(self.difference(run, number, Fault::Script, side));
                }
            };
            if let Some(fault) = self.fault_of_step(number, &seen) {
                let side = Side::new(advanced.restored, Some(seen));
                return Err(self.difference(run, number, fault, side));
            }
            match seen.waiting {
                Some(waiting) => before = waiting,
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// What is different in a step, which the uninterrupted run has too.
    fn fault_of_step(&mut self, number: usize, seen: &Seen) -> Option<Fault> {
        let expected = self.record.steps[number].clone();
        if !self.same_outcome(number, &expected.outcome, &seen.outcome) {
            return Some(Fault::Outcome);
        }
        match (&expected.waiting, &seen.waiting) {
            (None, None) => None,
            (Some(expected), Some(actual)) => {
                if expected.point != actual.point {
                    Some(Fault::Location)
                } else if actual.saved.is_ok() && !self.same_waiting(number + 1, expected, actual) {
                    Some(Fault::Variables)
                } else {
                    None
                }
            }
            _ => Some(Fault::Location),
        }
    }

    fn same_outcome(&mut self, number: usize, expected: &Outcome, actual: &Outcome) -> bool {
        match (expected, actual) {
            (Outcome::Yielded(expected), Outcome::Yielded(actual))
            | (Outcome::Complete(expected), Outcome::Complete(actual)) => {
                expected == actual
                    || self.same_but_for_order(expected, actual, |record| {
                        match &record.steps.get(number)?.outcome {
                            Outcome::Yielded(text) | Outcome::Complete(text) => Some(text),
                            Outcome::Panicked(_) => None,
                        }
                    })
            }
            _ => expected == actual,
        }
    }

    /// Compares calls that wait before a step.
    fn same_waiting(&mut self, number: usize, expected: &Waiting, actual: &Waiting) -> bool {
        expected.point == actual.point
            && (expected.saved == actual.saved
                || expected.text != actual.text
                    && self.same_but_for_order(&expected.text, &actual.text, |record| {
                        record.before(number).map(|waiting| &*waiting.text)
                    }))
    }

    /// Whether texts differ only in an order that varies from one uninterrupted run to the next.
    fn same_but_for_order(
        &mut self,
        expected: &str,
        actual: &str,
        text: impl Fn(&Record) -> Option<&str>,
    ) -> bool {
        if !order::same_in_some_order(expected, actual) {
            return false;
        }
        if self.any_order {
            return true;
        }
        for count in 1..=REPEATS {
            if !self.repeat(count) {
                return false;
            }
            let varying: Vec<&str> = self.repeats.iter().filter_map(&text).collect();
            if order::same(expected, actual, &varying) {
                return true;
            }
        }
        false
    }

    /// Makes `count` further uninterrupted runs; whether that is possible.
    fn repeat(&mut self, count: usize) -> bool {
        while self.repeats.len() < count {
            let Ok(bytes) = &self.record.before.saved else {
                return false;
            };
            let Ok(instance) = self.subject.restore(bytes) else {
                return false;
            };
            let Some(record) = uninterrupted(&mut self.subject, instance, self.starts) else {
                return false;
            };
            self.repeats.push(record);
        }
        true
    }

    /// Whether another uninterrupted run is different in one of the steps up to this one.
    fn varies(&mut self, number: usize) -> bool {
        self.repeat(1)
            && self.repeats.iter().any(|again| {
                let mut steps = self.record.steps.iter().take(number + 1).enumerate();
                steps.any(|(number, seen)| {
                    again
                        .steps
                        .get(number)
                        .is_none_or(|again| !alike(seen, again))
                })
            })
    }

    fn difference(
        &mut self,
        run: Run,
        number: usize,
        fault: Fault,
        actual: Side,
    ) -> Box<Difference> {
        let expected = Side {
            before: self.record.before(number).cloned(),
            seen: self.record.steps.get(number).cloned(),
        };
        Box::new(Difference {
            varies: fault.is_of_values() && self.varies(number),
            name: self.subject.name(),
            run,
            step: match (self.starts, number) {
                (true, 0) => "its start".to_string(),
                (starts, number) => format!("resume {}", number + usize::from(!starts)),
            },
            fault,
            expected,
            actual,
        })
    }
}

/// How many values of the script are used before a step.
fn used(number: usize, starts: bool) -> usize {
    number.saturating_sub(usize::from(starts))
}

/// Restores a call and steps it once, `used` values into the script; or says why it does not restore.
pub(super) fn advance(
    subject: &mut Subject<'_>,
    bytes: &[u8],
    used: usize,
) -> Result<Advanced, String> {
    let mut instance = subject.restore(bytes).map_err(|error| error.to_string())?;
    let restored = subject.look(&*instance).ok_or("it waits nowhere")?;
    let seen = subject.step(&mut *instance, used);
    Ok(Advanced { restored, seen })
}

/// Runs a call to its end or to that of the script; nothing, if it has ended before.
fn uninterrupted(
    subject: &mut Subject<'_>,
    mut instance: Box<dyn Any>,
    starts: bool,
) -> Option<Record> {
    let mut record = Record {
        before: subject.look(&*instance)?,
        steps: Vec::new(),
    };
    while let Some(seen) = subject.step(&mut *instance, used(record.steps.len(), starts)) {
        let ended = seen.waiting.is_none();
        record.steps.push(seen);
        if ended {
            break;
        }
    }
    Some(record)
}

/// Whether two steps did the same, but for some order.
fn alike(one: &Seen, other: &Seen) -> bool {
    discriminant(&one.outcome) == discriminant(&other.outcome)
        && order::same_in_some_order(one.outcome.text(), other.outcome.text())
        && match (&one.waiting, &other.waiting) {
            (Some(one), Some(other)) => order::same_in_some_order(&one.text, &other.text),
            (one, other) => one.is_none() && other.is_none(),
        }
}
