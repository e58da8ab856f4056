//! A program as a resumable, driven in one of three ways.

use std::fmt::Debug;

use resumable::{Definition, Instance, Status, Step};

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
    pub(crate) const ALL: [(&'static str, Self); 3] =
        [("uninterrupted", Self::None), ("restored", Self::Snapshot), ("JSON-restored", Self::Json)];
}

/// An instance of any definition that resumes with `R`.
trait Subject<R> {
    fn start(&mut self) -> Step<String, String>;
    fn resume(&mut self, input: R) -> Step<String, String>;
    fn status(&self) -> Status;
    fn interrupt(&mut self, interruption: Interruption);
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

    fn interrupt(&mut self, interruption: Interruption) {
        let restored = match interruption {
            Interruption::None => return,
            Interruption::Snapshot => {
                let bytes = self.snapshot().expect("a suspended instance has a snapshot");
                let restored = Self::restore(&bytes).expect("a fresh snapshot restores");
                let again = restored.snapshot().expect("a restored instance has a snapshot");
                assert_eq!(bytes, again, "a restored instance has the same snapshot");
                restored
            }
            Interruption::Json => {
                let json = serde_json::to_string(self).expect("a suspended instance is serializable");
                serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"))
            }
        };
        assert_eq!(restored.status(), self.status());
        assert_eq!(restored.location(), self.location());
        assert_eq!(format!("{restored:?}"), format!("{self:?}"));
        *self = restored;
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
pub(crate) fn trace<D: Definition>(
    make: impl FnOnce() -> Instance<D>,
    script: impl Iterator<Item = D::Resume>,
    interruption: Interruption,
) -> Trace
where
    D::Yield: Debug,
    D::Return: Debug,
{
    take_trace();
    let mut instance = make();
    let mut script = script;
    let trace = drive(&mut instance, &mut script, interruption);
    muted(|| drop(instance));
    trace
}

fn drive<R>(subject: &mut dyn Subject<R>, script: &mut dyn Iterator<Item = R>, interruption: Interruption) -> Trace {
    assert_eq!(subject.status(), Status::Ready);
    muted(|| subject.interrupt(interruption));
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
                muted(|| subject.interrupt(interruption));
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
