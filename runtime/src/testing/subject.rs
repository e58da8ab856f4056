//! A call under test, whatever its types.

use alloc::{
    borrow::ToOwned,
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};
use core::{
    any::Any,
    fmt::{Debug, Write as _},
    panic::AssertUnwindSafe,
};
use std::panic::{catch_unwind, resume_unwind};

use serde::{Deserialize, Serialize};

use crate::{
    Definition, Instance, RestoreError, Status, Step,
    held::{Call, Erase, Erased, other_state},
};

/// What a step led to. Values are compared by their `Debug` texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Outcome {
    Yielded(String),
    Complete(String),
    Panicked(String),
}

impl Outcome {
    pub(super) fn text(&self) -> &str {
        match self {
            Outcome::Yielded(text) | Outcome::Complete(text) | Outcome::Panicked(text) => text,
        }
    }
}

/// A call that waits, as it can be seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// Where, as an index into the definition's locations.
    pub(super) point: usize,
    /// Its `Debug` text.
    pub(super) text: String,
    /// Its snapshot, or why it has none.
    pub(super) saved: Result<Vec<u8>, String>,
}

/// A step and what it led to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) outcome: Outcome,
    /// Nothing, if it has ended.
    pub(super) waiting: Option<Waiting>,
}

type Restore = fn(&[u8]) -> Result<Box<dyn Any>, RestoreError>;

/// What is compiled once a definition. The calls are `Instance`s of it.
pub(super) struct Kind<R> {
    pub(super) definition: &'static Erased,
    restore: Restore,
    call: fn(&dyn Any) -> Call<'_>,
    step: fn(&mut dyn Any, Option<R>) -> Step<String, String>,
}

impl<R> Kind<R> {
    pub(super) fn of<D>() -> Self
    where
        D: Definition<Yield: Debug, Resume = R, Return: Debug>,
    {
        Kind {
            definition: D::erased(),
            restore: |bytes| match Instance::<D>::restore(bytes) {
                Ok(instance) => Ok(Box::new(instance)),
                Err(error) => Err(error),
            },
            call: |instance| match instance.downcast_ref::<Instance<D>>() {
                Some(instance) => instance.call(),
                None => other_state(),
            },
            step: |instance, input| {
                let Some(instance) = instance.downcast_mut::<Instance<D>>() else {
                    other_state()
                };
                match &instance.step(input) {
                    Step::Yielded(value) => Step::Yielded(text(value)),
                    Step::Complete(value) => Step::Complete(text(value)),
                }
            },
        }
    }
}

/// A definition and the script for its calls.
pub(super) struct Subject<'s> {
    definition: &'static Erased,
    restore: Restore,
    call: fn(&dyn Any) -> Call<'_>,
    advance: Advance<'s>,
}

/// Steps a call; nothing, if the script has no value at this index.
type Advance<'s> = Box<dyn FnMut(&mut dyn Any, usize) -> Option<Step<String, String>> + 's>;

impl<'s> Subject<'s> {
    pub(super) fn new<R: Clone + 's>(
        Kind {
            definition,
            restore,
            call,
            step,
        }: Kind<R>,
        script: Box<dyn Iterator<Item = R> + 's>,
    ) -> Self {
        let mut script = Script {
            drawn: Vec::new(),
            values: script.fuse(),
        };
        let advance = move |instance: &mut dyn Any, used| {
            let input = match call(instance).status {
                Status::Ready => None,
                _ => Some(script.get(used)?),
            };
            Some(step(instance, input))
        };
        Subject {
            definition,
            restore,
            call,
            advance: Box::new(advance),
        }
    }

    pub(super) fn name(&self) -> &'static str {
        self.definition.name
    }

    pub(super) fn restore(&self, bytes: &[u8]) -> Result<Box<dyn Any>, RestoreError> {
        (self.restore)(bytes)
    }

    pub(super) fn status(&self, instance: &dyn Any) -> Status {
        (self.call)(instance).status
    }

    /// The call as it can be seen, if it waits.
    pub(super) fn look(&self, instance: &dyn Any) -> Option<Waiting> {
        let call = (self.call)(instance);
        Some(Waiting {
            point: call.location()?.index(),
            text: text(&call),
            saved: call.snapshot().map_err(|error| error.to_string()),
        })
    }

    /// Steps a call, `used` values into the script; nothing, if the script ends there.
    pub(super) fn step(&mut self, instance: &mut dyn Any, used: usize) -> Option<Seen> {
        let step = catch_unwind(AssertUnwindSafe(|| (self.advance)(instance, used)));
        let outcome = match step {
            Ok(Some(Step::Yielded(text))) => Outcome::Yielded(text),
            Ok(Some(Step::Complete(text))) => Outcome::Complete(text),
            Ok(None) => return None,
            Err(payload) if self.status(instance) == Status::Poisoned => {
                Outcome::Panicked(message(&*payload))
            }
            // It was not the body: the script, or the `Debug` of a value.
            Err(payload) => resume_unwind(payload),
        };
        let waiting = self.look(instance);
        Some(Seen { outcome, waiting })
    }
}

/// The values of a script, which are drawn when they are needed, for it may be endless.
struct Script<R, I> {
    drawn: Vec<R>,
    values: I,
}

impl<R: Clone, I: Iterator<Item = R>> Script<R, I> {
    fn get(&mut self, index: usize) -> Option<R> {
        while self.drawn.len() <= index {
            self.drawn.push(self.values.next()?);
        }
        Some(self.drawn[index].clone())
    }
}

/// The `Debug` text of a value. A variable that does not serialize cannot be shown.
fn text(value: &dyn Debug) -> String {
    let mut text = String::new();
    if write!(text, "{value:?}").is_err() {
        text.push_str(".. and what cannot be shown");
    }
    text
}

/// What a panic says.
fn message(payload: &dyn Any) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a payload that is no text").to_owned()
}
