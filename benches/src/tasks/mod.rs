//! What tasks cost: an answer beside a plain resume, and many children beside few.

pub mod programs;

use std::hint::black_box;

use guard::counting::Measure;
use resumable::{
    Definition, Instance,
    task::{RequestId, Task, TaskDefinition},
};

use programs::{Load, Op};

/// How many answers and resumes a count is the mean of.
const ANSWERS: u32 = 1000;
/// How many children there are.
pub const CHILDREN: [u32; 5] = [10, 100, 1_000, 10_000, 100_000];

/// A kind of task with many children.
pub struct Crowd {
    /// What it is called.
    pub name: &'static str,
    /// The bytes of a snapshot with so many children, all of which wait.
    pub bytes: Box<dyn Fn(u32) -> usize>,
    /// What is done with it, and by number of children, in the order of [`CHILDREN`], what is to be counted.
    pub deeds: Vec<(&'static str, Vec<Measure>)>,
}

/// An answer, and resumes of the same body.
///
/// # Panics
/// Never: what they drive always waits.
#[must_use]
pub fn answers() -> Vec<Measure> {
    let answer = Measure::new("an answer", ANSWERS, || {
        let mut task = black_box(Task::start(programs::asking(u64::MAX)));
        move || {
            for _ in 0..ANSWERS {
                let (id, Op::Load(load)) = task.pending().next().expect("it always waits");
                let loaded = black_box(load.0);
                let update = task.answer::<Load>(id, loaded);
                black_box(update.expect("it is pending"));
            }
        }
    });
    vec![
        answer,
        resumed("a resume", || programs::yielding(u64::MAX)),
        resumed("a resume of a call in it", || {
            programs::delegating(u64::MAX)
        }),
    ]
}

fn resumed<D>(name: &str, make: fn() -> Instance<D>) -> Measure
where
    D: Definition<Yield = Load, Resume = u64>,
{
    Measure::new(name, ANSWERS, move || {
        let mut instance = black_box(make());
        let mut step = instance.start();
        move || {
            for _ in 0..ANSWERS {
                let resumable::Step::Yielded(load) = &step else {
                    panic!("it always waits")
                };
                let loaded = black_box(load.0);
                step = black_box(instance.resume(loaded));
            }
        }
    })
}

/// Tasks with many children.
#[must_use]
pub fn crowds() -> Vec<Crowd> {
    vec![
        joined("requests", programs::requests),
        joined("calls", programs::calls),
        joined("calls, nested", programs::grid),
        joined("calls, ten at a time", programs::limited),
        raced("a race of calls", programs::race),
    ]
}

type Make<D> = fn(u64) -> Instance<D>;

fn joined<D: TaskDefinition<Requests = Op>>(name: &'static str, make: Make<D>) -> Crowd {
    let mut crowd = waiting(name, make);
    let answered = move |count: u32| {
        twice(count, make, |mut task| {
            let mut dice = fastrand::Rng::with_seed(6);
            let mut open: Vec<RequestId> = task.pending().map(|(id, _)| id).collect();
            dice.shuffle(&mut open);
            while let Some(id) = open.pop() {
                let update = task.answer::<Load>(id, 1).expect("it is pending");
                open.extend(update.asked);
            }
            assert!(task.pending().next().is_none());
        })
    };
    crowd.deeds.push(("answer all", measured(answered)));
    crowd.deeds.push(("cancel", cancelled(make)));
    crowd
}

fn raced<D: TaskDefinition<Requests = Op>>(name: &'static str, make: Make<D>) -> Crowd {
    let mut crowd = waiting(name, make);
    let answered = move |count: u32| {
        twice(count, make, move |mut task| {
            let update = task.answer::<Load>(RequestId::new(u64::from(count) / 2), 1);
            assert!(update.is_ok_and(|update| update.outcome.is_some()));
        })
    };
    crowd.deeds.push(("answer one", measured(answered)));
    crowd.deeds.push(("cancel", cancelled(make)));
    crowd
}

fn cancelled<D: TaskDefinition<Requests = Op>>(make: Make<D>) -> Vec<Measure> {
    measured(move |count| {
        twice(count, make, |mut task| {
            assert!(task.cancel().outcome.is_some());
        })
    })
}

/// What is the same for all of them.
fn waiting<D: TaskDefinition<Requests = Op>>(name: &'static str, make: Make<D>) -> Crowd {
    let started = move |count: u32| {
        Measure::new("", count, move || {
            let mut kept = Vec::with_capacity(2);
            move || kept.push(Task::start(make(u64::from(black_box(count)))))
        })
    };
    let saved = move |count: u32| {
        Measure::new("", count, move || {
            let task = Task::start(make(u64::from(count)));
            let mut buffer = Vec::new();
            move || {
                let saved = black_box(&task).snapshot_into(black_box(&mut buffer));
                saved.expect("it can be saved");
            }
        })
    };
    let restored = move |count: u32| {
        Measure::new("", count, move || {
            let task = Task::start(make(u64::from(count)));
            let bytes = task.snapshot().expect("it can be saved");
            let mut kept = Vec::with_capacity(2);
            move || kept.push(Task::<D>::restore(black_box(&bytes)).expect("it can be restored"))
        })
    };
    Crowd {
        name,
        bytes: Box::new(move |count| {
            let task = Task::start(make(u64::from(count)));
            task.snapshot().expect("it can be saved").len()
        }),
        deeds: vec![
            ("start", measured(started)),
            ("snapshot", measured(saved)),
            ("restore", measured(restored)),
        ],
    }
}

fn measured(of: impl Fn(u32) -> Measure) -> Vec<Measure> {
    CHILDREN.map(of).into()
}

/// What is done with a whole task, of which there is one for each of the two times that an operation runs.
fn twice<D: TaskDefinition<Requests = Op>>(
    count: u32,
    make: Make<D>,
    deed: impl Fn(Task<D>) + Copy + 'static,
) -> Measure {
    Measure::new("", count, move || {
        let task = || Task::start(make(u64::from(count)));
        let mut ready = vec![task(), task()];
        move || deed(black_box(ready.pop().expect("it runs twice")))
    })
}
