//! A program as a resumable, driven in one of three ways.

use std::fmt::Debug;
use std::rc::Rc;

use resumable::{Definition, Instance, Location, Status, Step};

use crate::effects::{muted, record, take_trace};
use crate::panics;
use crate::trace::{Event, Trace};

/// What happens to the instance before it is started and at every yield.
pub(crate) enum Interruption<D: Definition> {
    /// Nothing.
    None,
    /// It is replaced by what its snapshot restores to.
    Snapshot,
    /// It is replaced by what its JSON text restores to.
    Json(Json<D>),
}

/// How an instance is written as JSON and read again; compiled only where it is asked for.
pub(crate) struct Json<D: Definition> {
    write: fn(&Instance<D>) -> String,
    read: fn(&str) -> Instance<D>,
}

/// The interruptions of a check.
pub struct Interruptions<D: Definition>(Option<Json<D>>);

impl<D: Definition> Interruptions<D> {
    /// Snapshots and JSON.
    #[must_use]
    pub fn all() -> Self {
        Interruptions(Some(Json {
            write: |instance| {
                serde_json::to_string(instance).expect("a suspended instance is serializable")
            },
            read: |json| {
                serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
            },
        }))
    }

    /// Snapshots.
    #[must_use]
    pub fn snapshots() -> Self {
        Interruptions(None)
    }

    /// Each with the name of its run.
    pub(crate) fn list(self) -> impl Iterator<Item = (&'static str, Interruption<D>)> {
        [
            ("uninterrupted", Interruption::None),
            ("restored", Interruption::Snapshot),
        ]
        .into_iter()
        .chain(
            self.0
                .map(|json| ("JSON-restored", Interruption::Json(json))),
        )
    }
}

/// An instance of any definition that resumes with `R`.
pub(crate) trait Subject<R> {
    fn start(&mut self) -> Step<String, String>;
    fn resume(&mut self, input: R) -> Step<String, String>;
    fn status(&self) -> Status;
    fn location(&self) -> Option<&'static Location>;
    fn debug(&self) -> String;
    fn snapshot(&self) -> Vec<u8>;
    /// What the interruption leaves in its place.
    fn interrupted(&self) -> Option<Box<dyn Subject<R>>>;
}

/// An instance and what happens to it.
struct Interrupted<D: Definition>(Instance<D>, Rc<Interruption<D>>);

impl<D: Definition> Subject<D::Resume> for Interrupted<D>
where
    D::Yield: Debug,
    D::Return: Debug,
{
    fn start(&mut self) -> Step<String, String> {
        text(self.0.start())
    }

    fn resume(&mut self, input: D::Resume) -> Step<String, String> {
        text(self.0.resume(input))
    }

    fn status(&self) -> Status {
        self.0.status()
    }

    fn location(&self) -> Option<&'static Location> {
        self.0.location()
    }

    fn debug(&self) -> String {
        format!("{:?}", self.0)
    }

    fn snapshot(&self) -> Vec<u8> {
        self.0
            .snapshot()
            .expect("a suspended instance has a snapshot")
    }

    fn interrupted(&self) -> Option<Box<dyn Subject<D::Resume>>> {
        let instance = match &*self.1 {
            Interruption::None => return None,
            Interruption::Snapshot => {
                Instance::restore(&self.snapshot()).expect("a fresh snapshot restores")
            }
            Interruption::Json(json) => (json.read)(&(json.write)(&self.0)),
        };
        Some(Box::new(Interrupted(instance, Rc::clone(&self.1))))
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
    make: &dyn Fn() -> Instance<D>,
    script: &mut dyn Iterator<Item = D::Resume>,
    interruption: Interruption<D>,
) -> Trace
where
    D::Yield: Debug,
    D::Return: Debug,
{
    take_trace();
    let mut subject: Box<dyn Subject<D::Resume>> =
        Box::new(Interrupted(make(), Rc::new(interruption)));
    let trace = drive(&mut subject, script);
    muted(|| drop(subject));
    trace
}

fn drive<R>(subject: &mut Box<dyn Subject<R>>, script: &mut dyn Iterator<Item = R>) -> Trace {
    assert_eq!(subject.status(), Status::Ready);
    muted(|| interrupt(subject));
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
                muted(|| interrupt(subject));
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

fn interrupt<R>(subject: &mut Box<dyn Subject<R>>) {
    if let Some(restored) = subject.interrupted() {
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
}
