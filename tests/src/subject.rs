//! A program as a resumable, driven in one of three ways.

use std::fmt::Debug;

use resumable::testing::Torture;
use resumable::{Definition, Instance, Location, Status, Step};

use crate::effects::{muted, record, take_trace};
use crate::panics;
use crate::trace::{Event, Trace, assert_same};
use crate::{FUEL, Script};

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
    /// Each with the name of its run.
    const ALL: [(&'static str, Self); 3] = [
        ("uninterrupted", Self::None),
        ("restored", Self::Snapshot),
        ("JSON-restored", Self::Json),
    ];
}

/// The interruptions of a check: snapshots, and JSON where it is asked for, since it takes long to compile.
pub struct Interruptions<D: Definition>(Option<Json<D>>);

struct Json<D: Definition> {
    write: fn(&Instance<D>) -> String,
    read: fn(&str) -> Instance<D>,
}

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
}

/// A call of any definition that resumes with `R`.
trait Subject<R> {
    fn start(&mut self) -> Step<String, String>;
    fn resume(&mut self, input: R) -> Step<String, String>;
    fn status(&self) -> Status;
    fn location(&self) -> Option<&'static Location>;
    fn debug(&self) -> String;
    fn snapshot(&self) -> Vec<u8>;
    /// Replaces it by what its snapshot restores to.
    fn restore(&mut self, snapshot: &[u8]);
    /// Replaces it by what its JSON text restores to; whether JSON was asked for.
    fn through_json(&mut self) -> bool;
    /// The comparison of interrupted runs with one that is not.
    fn torture(self: Box<Self>) -> Torture<'static, R>;
}

struct Call<D: Definition>(Instance<D>, Interruptions<D>);

impl<D: Definition> Subject<D::Resume> for Call<D>
where
    D::Yield: Debug,
    D::Resume: Clone + 'static,
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

    fn restore(&mut self, snapshot: &[u8]) {
        self.0 = Instance::restore(snapshot).expect("a fresh snapshot restores");
    }

    fn through_json(&mut self) -> bool {
        let Some(json) = &self.1.0 else { return false };
        self.0 = (json.read)(&(json.write)(&self.0));
        true
    }

    fn torture(self: Box<Self>) -> Torture<'static, D::Resume> {
        Torture::of(self.0)
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

/// Compares every run of the resumable with the plain function's trace.
pub(crate) fn compare<D: Definition>(
    program: &str,
    expected: &Trace,
    make: &dyn Fn() -> Instance<D>,
    script: &dyn Fn() -> Script<D::Resume>,
    interruptions: fn() -> Interruptions<D>,
) where
    D::Yield: Debug,
    D::Resume: Clone + 'static,
    D::Return: Debug,
{
    let make = &|| -> Box<dyn Subject<D::Resume>> { Box::new(Call(make(), interruptions())) };
    compare_runs(program, expected, make, script);
    compare_with_itself(program, make, script);
}

/// Has the kit for users compare the resumable with itself; its effects were compared before.
fn compare_with_itself<R: Clone + 'static>(
    program: &str,
    make: &dyn Fn() -> Box<dyn Subject<R>>,
    script: &dyn Fn() -> Script<R>,
) {
    let torture = || {
        make()
            .torture()
            .script(script().take(FUEL))
            .processes(false)
    };
    if let Err(difference) = muted(|| panics::catch_message(|| torture().run())) {
        panic!("{program}: {difference}");
    }
}

fn compare_runs<R>(
    program: &str,
    expected: &Trace,
    make: &dyn Fn() -> Box<dyn Subject<R>>,
    script: &dyn Fn() -> Script<R>,
) {
    for (run, interruption) in Interruption::ALL {
        take_trace();
        let mut subject = make();
        let actual = drive(&mut *subject, &mut script().take(FUEL), interruption);
        muted(|| drop(subject));
        if let Some(actual) = actual {
            assert_same(program, run, expected, &actual);
        }
    }
}

/// Drives the resumable to its end, or to that of its script; nothing if it cannot be interrupted so.
fn drive<R>(
    subject: &mut dyn Subject<R>,
    script: &mut dyn Iterator<Item = R>,
    interruption: Interruption,
) -> Option<Trace> {
    assert_eq!(subject.status(), Status::Ready);
    if !interrupt(subject, interruption) {
        return None;
    }
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
                interrupt(subject, interruption);
                match script.next() {
                    Some(input) => step = panics::catch(|| subject.resume(input)),
                    None => break Event::Abandoned,
                }
            }
        }
    };
    record(end);
    Some(take_trace())
}

/// Replaces the subject by an equal one; whether it can be.
fn interrupt<R>(subject: &mut dyn Subject<R>, interruption: Interruption) -> bool {
    let seen = |subject: &dyn Subject<R>| (subject.status(), subject.location(), subject.debug());
    let before = seen(subject);
    let snapshot = subject.snapshot();
    let replaced = muted(|| match interruption {
        Interruption::None => true,
        Interruption::Snapshot => {
            subject.restore(&snapshot);
            true
        }
        Interruption::Json => subject.through_json(),
    });
    assert_eq!(
        subject.snapshot(),
        snapshot,
        "a restored instance has the same snapshot"
    );
    assert_eq!(seen(subject), before);
    replaced
}
