//! A program as a resumable, driven in one of three ways.

use std::fmt::Debug;

use resumable::{Definition, Instance, Location, Status, Step};

use crate::effects::{muted, record, take_trace};
use crate::panics;
use crate::trace::{Event, Trace};

/// What happens to the instance before it is started and at every yield.
#[derive(Clone, Copy)]
pub(crate) enum Interruption {
    /// Nothing.
    None,
    /// It is replaced by what its snapshot restores to.
    Snapshot,
    /// It is replaced by what its JSON text restores to.
    Json,
}

impl Interruption {
    pub(crate) const ALL: [(&'static str, Self); 3] = [
        ("uninterrupted", Self::None),
        ("restored", Self::Snapshot),
        ("JSON-restored", Self::Json),
    ];
}

/// An instance of any definition that resumes with `R`.
pub(crate) trait Subject<R> {
    fn start(&mut self) -> Step<String, String>;
    fn resume(&mut self, input: R) -> Step<String, String>;
    fn status(&self) -> Status;
    fn location(&self) -> Option<&'static Location>;
    fn debug(&self) -> String;
    fn snapshot(&self) -> Vec<u8>;
    fn restore(&self, snapshot: &[u8]) -> Box<dyn Subject<R>>;
    fn to_json(&self) -> String;
    fn from_json(&self, json: &str) -> Box<dyn Subject<R>>;
}

impl<D: Definition> Subject<D::Resume> for Instance<D>
where
    D::Yield: Debug,
    D::Return: Debug,
{
    fn start(&mut self) -> Step<String, String> {
        text(Instance::start(self))
    }

    fn resume(&mut self, input: D::Resume) -> Step<String, String> {
        text(Instance::resume(self, input))
    }

    fn status(&self) -> Status {
        Instance::status(self)
    }

    fn location(&self) -> Option<&'static Location> {
        Instance::location(self)
    }

    fn debug(&self) -> String {
        format!("{self:?}")
    }

    fn snapshot(&self) -> Vec<u8> {
        Instance::snapshot(self).expect("a suspended instance has a snapshot")
    }

    fn restore(&self, snapshot: &[u8]) -> Box<dyn Subject<D::Resume>> {
        Box::new(Self::restore(snapshot).expect("a fresh snapshot restores"))
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a suspended instance is serializable")
    }

    fn from_json(&self, json: &str) -> Box<dyn Subject<D::Resume>> {
        Box::new(
            serde_json::from_str::<Self>(json).unwrap_or_else(|error| panic!("{error}: {json}")),
        )
    }
}

fn text<Y: Debug, O: Debug>(step: Step<Y, O>) -> Step<String, String> {
    let text = match &step {
        Step::Yielded(value) => Step::Yielded(format!("{value:?}")),
        Step::Complete(value) => Step::Complete(format!("{value:?}")),
    };
    muted(|| drop(step));
    text
}

/// Drives the resumable to its end, or to that of its script.
pub(crate) fn trace<R>(
    make: &dyn Fn() -> Box<dyn Subject<R>>,
    script: &mut dyn Iterator<Item = R>,
    interruption: Interruption,
) -> Trace {
    take_trace();
    let mut subject = make();
    let trace = drive(&mut subject, script, interruption);
    muted(|| drop(subject));
    trace
}

fn drive<R>(
    subject: &mut Box<dyn Subject<R>>,
    script: &mut dyn Iterator<Item = R>,
    interruption: Interruption,
) -> Trace {
    assert_eq!(subject.status(), Status::Ready);
    muted(|| interrupt(subject, interruption));
    let mut step = panics::catch(|| subject.start());
    let end = loop {
        match step {
            Ok(Step::Complete(value)) => {
                assert_eq!(subject.status(), Status::Complete);
                break Event::Complete(value);
            }
            Err(panic) => {
                assert_eq!(subject.status(), Status::Poisoned, "{panic}");
                break Event::Panicked(panic);
            }
            Ok(Step::Yielded(value)) => {
                assert_eq!(subject.status(), Status::Suspended);
                record(Event::Yielded(value));
                muted(|| interrupt(subject, interruption));
                match script.next() {
                    Some(input) => step = panics::catch(|| subject.resume(input)),
                    None => break Event::Abandoned,
                }
            }
        }
    };
    record(end);
    take_trace()
}

fn interrupt<R>(subject: &mut Box<dyn Subject<R>>, interruption: Interruption) {
    let restored = match interruption {
        Interruption::None => return,
        Interruption::Snapshot => subject.restore(&subject.snapshot()),
        Interruption::Json => subject.from_json(&subject.to_json()),
    };
    assert_eq!(
        restored.snapshot(),
        subject.snapshot(),
        "a restored instance has the same snapshot"
    );
    assert_eq!(restored.status(), subject.status());
    assert_eq!(restored.location(), subject.location());
    assert_eq!(restored.debug(), subject.debug());
    *subject = restored;
}
