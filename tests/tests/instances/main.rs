//! What can be done with an instance besides running it: misuse, panics, looking at it; and what cannot be restored.

mod refused;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use resumable::{Coroutine, Definition, Instance, SnapshotError, Status, Step, resumable};
use serde::{Deserialize, Serialize};

#[resumable(yield = u32)]
fn counter(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        yield_!(i);
        i += 1;
    }
    i
}

/// The line and the column of `text` in this file, counted from 1.
fn place_of(text: &str) -> (usize, usize) {
    let source = include_str!("main.rs");
    let start = source.find(text).expect("the text is in this file");
    let line = source[..start].lines().count();
    let column = start - source[..start].rfind('\n').expect("not the first line");
    (line, column)
}

#[resumable(yield = &'static str, resume = String)]
fn survey(name: String) -> Vec<String> {
    let mut answers = vec![name];
    answers.push(yield_!('age: "How old are you?"));
    for _ in 0..2 {
        let answer = yield_!("Anything else?");
        if answer.is_empty() {
            break;
        }
        answers.push(answer);
    }
    answers
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Square { side: u32 },
    Blob(Option<String>, BTreeMap<String, Vec<u8>>),
}

#[resumable(yield = usize)]
fn shapes(shapes: Vec<Shape>) -> usize {
    let mut seen = 0;
    for shape in shapes {
        yield_!(seen);
        seen += match shape {
            Shape::Square { side } => side as usize,
            Shape::Blob(_, parts) => parts.len(),
        };
    }
    seen
}

#[resumable(yield = u32, resume = u32)]
fn divider(n: u32) -> u32 {
    let mut total = n;
    loop {
        let by = yield_!(total);
        total /= by;
        if total == 0 {
            return n;
        }
    }
}

#[resumable(yield = u32, resume = u32)]
fn dividers(n: u32) -> u32 {
    let first = divider(n).await;
    first + divider(n * 2).await
}

/// The text of the panic that `action` ends with.
fn panic_text<T>(action: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(action))
        .err()
        .expect("a panic");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().expect("a text")).to_owned(),
    }
}

// Misuse.

#[test]
fn starting_twice_panics_and_names_the_coroutine() {
    let mut co = counter(2);
    assert_eq!(co.start(), Step::Yielded(0));
    let text = panic_text(|| co.start());
    assert!(
        text.contains("instances::counter") && text.contains("suspended"),
        "{text}"
    );
    assert_eq!(co.status(), Status::Suspended);
    assert_eq!(co.resume(()), Step::Yielded(1));
}

#[test]
fn resuming_before_the_start_panics_and_names_the_coroutine() {
    let mut co = survey("Ada".to_owned());
    let text = panic_text(|| co.resume("x".to_owned()));
    assert!(
        text.contains("instances::survey") && text.contains("ready"),
        "{text}"
    );
    assert_eq!(co.start(), Step::Yielded("How old are you?"));
}

#[test]
fn resuming_or_starting_after_the_end_panics() {
    let mut co = counter(0);
    assert_eq!(co.start(), Step::Complete(0));
    assert_eq!(co.status(), Status::Complete);
    let text = panic_text(|| co.resume(()));
    assert!(
        text.contains("instances::counter") && text.contains("complete"),
        "{text}"
    );
    let text = panic_text(|| co.start());
    assert!(text.contains("complete"), "{text}");
}

#[test]
fn the_trying_forms_give_the_value_back() {
    let mut co = survey("Ada".to_owned());
    let error = co.try_resume("early".to_owned()).unwrap_err();
    assert_eq!(
        (error.status(), error.into_value()),
        (Status::Ready, "early".to_owned())
    );
    assert_eq!(co.try_start().unwrap(), Step::Yielded("How old are you?"));
    assert_eq!(co.try_start().unwrap_err().status(), Status::Suspended);
    assert_eq!(
        co.try_resume("36".to_owned()).unwrap(),
        Step::Yielded("Anything else?")
    );
    let end = co.try_resume(String::new()).unwrap();
    assert_eq!(end, Step::Complete(vec!["Ada".to_owned(), "36".to_owned()]));
    let error = co.try_resume("late".to_owned()).unwrap_err();
    assert_eq!(
        (error.status(), error.into_value()),
        (Status::Complete, "late".to_owned())
    );
}

#[test]
fn what_has_ended_cannot_be_saved() {
    let mut co = counter(0);
    let _ = co.start();
    let error = co.snapshot().unwrap_err();
    assert!(
        matches!(
            error,
            SnapshotError::NotSuspendable {
                status: Status::Complete,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(co.location(), None);
    assert!(serde_json::to_string(&co).is_err());
}

// Panics.

#[test]
fn a_panic_poisons_and_the_last_snapshot_is_good() {
    let mut co = divider(100);
    assert_eq!(co.start(), Step::Yielded(100));
    assert_eq!(co.resume(5), Step::Yielded(20));
    let bytes = co.snapshot().unwrap();
    let text = panic_text(|| co.resume(0));
    assert_eq!(text, "attempt to divide by zero");

    assert_eq!(co.status(), Status::Poisoned);
    assert_eq!(co.location(), None);
    assert!(format!("{co:?}").contains("poisoned"), "{co:?}");
    assert!(matches!(
        co.snapshot(),
        Err(SnapshotError::NotSuspendable {
            status: Status::Poisoned,
            ..
        })
    ));
    assert!(panic_text(|| co.resume(1)).contains("poisoned"));
    assert!(panic_text(|| co.start()).contains("poisoned"));
    assert_eq!(co.try_resume(7).unwrap_err().into_value(), 7);

    let mut co = Instance::<divider>::restore(&bytes).unwrap();
    assert_eq!(co.resume(4), Step::Yielded(5));
    assert_eq!(co.resume(9), Step::Complete(100));
}

#[test]
fn a_panic_in_a_callee_poisons_the_caller() {
    let mut co = dividers(10);
    assert_eq!(co.start(), Step::Yielded(10));
    assert_eq!(co.resume(20), Step::Yielded(20));
    let bytes = co.snapshot().unwrap();
    assert_eq!(panic_text(|| co.resume(0)), "attempt to divide by zero");
    assert_eq!(co.status(), Status::Poisoned);
    let mut co = Instance::<dividers>::restore(&bytes).unwrap();
    assert_eq!(co.resume(21), Step::Complete(30));
}

// Looking.

#[test]
fn debug_shows_the_place_and_the_variables() {
    let mut co = counter(3);
    assert_eq!(format!("{co:?}"), "counter at start { n: 3 }");
    let _ = co.start();
    let _ = co.resume(());
    let (line, column) = place_of("yield_!(i);");
    let place = format!("{}:{line}:{column}", file!());
    assert_eq!(
        format!("{co:?}"),
        format!("counter at {place} {{ n: 3, i: 1 }}")
    );

    let mut co = shapes(vec![
        Shape::Square { side: 2 },
        Shape::Blob(None, BTreeMap::new()),
    ]);
    assert_eq!(
        format!("{co:?}"),
        "shapes at start { shapes: [Square { side: 2 }, Blob(None, {})] }"
    );
    let _ = co.start();
    let text = format!("{co:?}");
    assert!(
        text.contains("seen: 0") && text.contains("shape: Square { side: 2 }"),
        "{text}"
    );
}

#[test]
fn locations_are_data() {
    let [start, age, more] = survey::LOCATIONS else {
        panic!("{:?}", survey::LOCATIONS)
    };
    assert_eq!(
        (start.index(), start.label(), start.variables()),
        (0, None, &["name"][..])
    );
    assert_eq!(
        (age.index(), age.label(), age.identity()),
        (1, Some("age"), "age")
    );
    assert_eq!(
        (more.index(), more.label(), more.identity()),
        (2, None, r#"yield_!("Anything else?")"#)
    );
    assert!(age.variables().contains(&"answers") && more.variables().contains(&"answers"));
    for location in [age, more] {
        assert_eq!(location.file(), file!());
        let line = include_str!("main.rs")
            .lines()
            .nth(location.line() as usize - 1)
            .unwrap();
        assert!(
            line[location.column() as usize - 1..].starts_with("yield_!"),
            "{location}: {line}"
        );
    }

    let mut co = survey("Ada".to_owned());
    assert_eq!(co.location(), Some(start));
    let _ = co.start();
    assert_eq!(co.location(), Some(age));
    let _ = co.resume("36".to_owned());
    assert_eq!(co.location(), Some(more));
    assert_eq!(
        co.location().unwrap().to_string(),
        format!("{}:{}:{}", file!(), more.line(), more.column())
    );
}

#[test]
fn locations_of_delegations() {
    let places: Vec<_> = dividers::LOCATIONS[1..].iter().collect();
    assert_eq!(places.len(), 2);
    for location in places {
        let line = include_str!("main.rs")
            .lines()
            .nth(location.line() as usize - 1)
            .unwrap();
        let rest = &line[location.column() as usize - 1..];
        assert!(
            rest.starts_with("divider(") || rest.starts_with("await"),
            "{location}: {rest}"
        );
    }
}

#[test]
fn an_instance_is_an_iterator() {
    assert_eq!(counter(3).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(counter(10).step_by(3).map(|i| i * 2).sum::<u32>(), 36);
    let mut co = counter(4);
    assert_eq!(co.by_ref().take(2).collect::<Vec<_>>(), [0, 1]);
    let rest = Instance::<counter>::restore(&co.snapshot().unwrap()).unwrap();
    assert_eq!(rest.collect::<Vec<_>>(), [2, 3]);
    let mut ended = counter(0);
    assert_eq!((ended.next(), ended.next()), (None, None));
}

#[test]
fn coroutines_in_boxes_run_side_by_side() {
    #[resumable(yield = u32)]
    fn evens(below: u32) -> u32 {
        for i in 0..below / 2 {
            yield_!(i * 2);
        }
        below
    }

    type Job = Box<dyn Coroutine<Yield = u32, Resume = (), Return = u32>>;
    let mut jobs: Vec<Job> = vec![
        Box::new(counter(2)),
        Box::new(evens(6)),
        Box::new(counter(0)),
    ];
    let mut seen = vec![];
    while !jobs.is_empty() {
        jobs.retain_mut(|job| {
            let step = if job.status() == Status::Ready {
                job.start()
            } else {
                job.resume(())
            };
            seen.push(match step {
                Step::Yielded(value) => {
                    format!("{} {value}", job.name().rsplit("::").next().unwrap())
                }
                Step::Complete(value) => format!("end {value}"),
            });
            job.status() == Status::Suspended
        });
    }
    assert_eq!(
        seen,
        [
            "counter 0",
            "evens 0",
            "end 0",
            "counter 1",
            "evens 2",
            "end 2",
            "evens 4",
            "end 6"
        ]
    );
}

#[test]
fn instances_are_nameable_sendable_values() {
    fn is_send_and_static<T: Send + 'static>(value: T) -> T {
        value
    }

    #[derive(Serialize, Deserialize)]
    struct Job {
        id: u32,
        run: Instance<survey>,
        later: Option<Instance<counter>>,
    }

    let mut job = Job {
        id: 1,
        run: survey("Ada".to_owned()),
        later: Some(counter(2)),
    };
    let _ = job.run.start();
    let job = std::thread::spawn(move || {
        let mut job = is_send_and_static(job);
        let _ = job.run.resume("36".to_owned());
        job
    });
    let json = serde_json::to_string(&job.join().unwrap()).unwrap();
    let mut job: Job = serde_json::from_str(&json).unwrap();
    assert_eq!(job.id, 1);
    assert_eq!(
        job.run.resume(String::new()),
        Step::Complete(vec!["Ada".to_owned(), "36".to_owned()])
    );
    assert_eq!(job.later.unwrap().last(), Some(1));
}

#[test]
fn json_can_be_read_and_edited() {
    let mut co = survey("Ada".to_owned());
    let _ = co.start();
    let mut json = serde_json::to_value(&co).unwrap();
    assert_eq!(json["location"], "age");
    assert_eq!(json["state"]["answers"], serde_json::json!(["Ada"]));
    assert!(json["coroutine"].as_str().unwrap().ends_with("survey"));
    json["state"]["answers"][0] = "Grace".into();
    let mut co: Instance<survey> = serde_json::from_value(json).unwrap();
    let _ = co.resume("37".to_owned());
    assert_eq!(
        co.resume(String::new()),
        Step::Complete(vec!["Grace".to_owned(), "37".to_owned()])
    );
}

#[test]
fn equal_states_have_equal_bytes() {
    let mut one = survey("Ada".to_owned());
    let mut two = survey("Ada".to_owned());
    let _ = (one.start(), two.start());
    let _ = (one.resume("36".to_owned()), two.resume("36".to_owned()));
    assert_eq!(one.snapshot(), two.snapshot());
    let _ = one.resume("x".to_owned());
    assert_ne!(one.snapshot(), two.snapshot());

    let mut buffer = b"left over".to_vec();
    two.snapshot_into(&mut buffer).unwrap();
    assert_eq!(buffer, two.snapshot().unwrap());
}

#[test]
fn a_counter_fits_in_48_bytes() {
    let mut co = counter(1000);
    let _ = co.start();
    let size = co.snapshot().unwrap().len() - counter::NAME.len() + "counter".len();
    assert!(size <= 48, "{size} bytes");
}
