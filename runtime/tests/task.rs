//! Tasks: typed requests, answered in any order, with a restart before every answer.

mod common {
    pub mod tasks;
}

use common::tasks::{Charge, Load, Op, Sleep, again, id, ids, twice};
use resumable::task::{AnswerError, Outcome, Task, answer_to_bytes};
use resumable::{RestoreError, Status, Step, join, resumable};

#[resumable(request = Op)]
fn checkout(cents: u32) -> Result<String, String> {
    let receipt = Charge { cents }.await?;
    let (sum, ()) = join!(twice(1), Sleep(3)).await;
    Ok(format!("{receipt} {sum}"))
}

#[test]
fn requests_in_sequence_and_side_by_side() {
    let mut task = Task::start(checkout(12));
    assert_eq!(ids(&task), [0]);
    assert_eq!(task.request(id(0)), Some(&Op::Charge(Charge { cents: 12 })));
    task = again(&task);
    let update = task.answer::<Charge>(id(0), Ok("paid".into())).unwrap();
    assert_eq!(update.asked, [id(1), id(2)]);
    task = again(&task);
    let update = task.answer::<Sleep>(id(2), ()).unwrap();
    assert_eq!((update.asked.len(), update.withdrawn.len()), (0, 0));
    task = again(&task);
    task.answer::<Load>(id(1), 4).unwrap();
    task = again(&task);
    let update = task.answer::<Load>(id(3), 5).unwrap();
    assert_eq!(update.outcome, Some(Outcome::Complete(Ok("paid 9".into()))));
    assert_eq!(task.status(), Status::Complete);
}

#[resumable(request = Op)]
fn everywhere(n: u32) -> Vec<u32> {
    let mut found = vec![Load(n).await, Load(n + 1).await + Load(n + 2).await];
    if Load(3).await > 2 && Load(4).await > 2 {
        found.push(Load(5).await.pow(Load(6).await));
    }
    while Load(7).await > found.len().try_into().unwrap_or(0) {
        found.push(match Load(8).await {
            0 => Load(9).await,
            other => other,
        });
    }
    let (one, other) = join!(Load(Load(10).await), Load(11)).await;
    found.extend([one, other]);
    found
}

#[test]
fn requests_stand_wherever_a_yield_may() {
    fn plain(answer: &mut impl FnMut(u32) -> u32, n: u32) -> Vec<u32> {
        let mut found = vec![answer(n), answer(n + 1) + answer(n + 2)];
        if answer(3) > 2 && answer(4) > 2 {
            found.push(answer(5).pow(answer(6)));
        }
        while answer(7) > found.len().try_into().unwrap_or(0) {
            found.push(match answer(8) {
                0 => answer(9),
                other => other,
            });
        }
        let inside = answer(10);
        found.extend([answer(inside), answer(11)]);
        found
    }
    let answer = |n: u32| (n * 7 + 3) % 5;
    let mut task = Task::start(everywhere(1));
    let outcome = loop {
        task = again(&task);
        let (id, Op::Load(Load(n))) = task.pending().next().unwrap() else {
            panic!("only `Load` is asked")
        };
        let value = answer(*n);
        if let Some(outcome) = task.answer::<Load>(id, value).unwrap().outcome {
            break outcome;
        }
    };
    assert_eq!(outcome, Outcome::Complete(plain(&mut |n| answer(n), 1)));
}

#[test]
fn refused_answers_change_nothing() {
    let mut task = Task::start(checkout(12));
    let before = task.snapshot().unwrap();
    let task_name = "task::checkout";
    assert_eq!(
        task.answer::<Load>(id(0), 3).unwrap_err(),
        AnswerError::WrongType {
            task: task_name,
            id: id(0),
            request: "Charge",
            answered: "task::common::tasks::Load"
        }
    );
    assert_eq!(
        task.answer::<Load>(id(1), 3).unwrap_err(),
        AnswerError::Unknown {
            task: task_name,
            id: id(1)
        }
    );
    assert!(matches!(
        task.answer_bytes(id(0), &[1, 2, 3]),
        Err(AnswerError::Malformed { .. })
    ));
    assert_eq!(task.snapshot().unwrap(), before);
    let bytes = answer_to_bytes::<Charge>(&Err("broke".into())).unwrap();
    let update = task.answer_bytes(id(0), &bytes).unwrap();
    assert_eq!(update.outcome, Some(Outcome::Complete(Err("broke".into()))));
    assert!(matches!(
        task.answer_bytes(id(0), &bytes),
        Err(AnswerError::Ended { .. })
    ));
}

#[resumable(yield = u32, resume = u32)]
fn sums(n: u32) -> u32 {
    let mut sum = 0;
    for k in 0..n {
        sum += yield_!(k);
    }
    sum
}

/// Holds one that has not been started, and then awaits it.
#[resumable(yield = u32, resume = u32)]
fn sums_later(n: u32) -> u32 {
    let later = sums(n);
    let first = yield_!(10);
    first + later.await
}

/// A plain coroutine is run in a loop that makes requests of its yields.
#[resumable(request = Op)]
fn hosts(n: u32) -> u32 {
    let mut guest = sums_later(n);
    let mut step = guest.start();
    loop {
        match step {
            Step::Yielded(k) => {
                let answer = Load(k).await;
                step = guest.resume(answer);
            }
            Step::Complete(sum) => break sum,
        }
    }
}

#[test]
fn a_plain_coroutine_runs_inside_a_task() {
    let mut task = Task::start(hosts(3));
    let mut asked = Vec::new();
    let outcome = loop {
        task = again(&task);
        let (id, Op::Load(Load(k))) = task.pending().next().expect("it waits") else {
            panic!("only `Load` is asked")
        };
        asked.push(*k);
        let answer = 5 + u32::try_from(id.number()).unwrap();
        if let Some(outcome) = task.answer::<Load>(id, answer).unwrap().outcome {
            break outcome;
        }
    };
    assert_eq!(asked, [10, 0, 1, 2]);
    assert_eq!(outcome, Outcome::Complete(5 + 6 + 7 + 8));
}

#[resumable(request = Op)]
fn panics(n: u32) -> u32 {
    let value = Load(n).await;
    assert!(value < 10, "too large");
    value
}

#[resumable(request = Op)]
fn panics_together() -> u32 {
    let (one, other) = join!(panics(1), panics(2)).await;
    one + other
}

#[test]
fn a_panic_poisons_the_task_and_not_its_snapshot() {
    let mut task = Task::start(panics_together());
    let bytes = task.snapshot().unwrap();
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        task.answer::<Load>(id(0), 11)
    }));
    assert!(caught.is_err());
    assert_eq!(task.status(), Status::Poisoned);
    assert!(matches!(
        task.answer::<Load>(id(1), 1),
        Err(AnswerError::Ended {
            status: Status::Poisoned,
            ..
        })
    ));
    assert_eq!(task.cancel().outcome, None);
    let mut task = Task::<panics_together>::restore(&bytes).unwrap();
    task.answer::<Load>(id(1), 1).unwrap();
    let update = task.answer::<Load>(id(0), 2).unwrap();
    assert_eq!(update.outcome, Some(Outcome::Complete(3)));
}

#[test]
fn a_task_is_a_value_of_any_format() {
    let mut task = Task::start(panics_together());
    let json = serde_json::to_string(&task).unwrap();
    task = serde_json::from_str(&json).unwrap();
    assert_eq!(ids(&task), [0, 1]);
    let mut cbor = Vec::new();
    ciborium::into_writer(&task, &mut cbor).unwrap();
    task = ciborium::from_reader(&*cbor).unwrap();
    let bytes = postcard::to_allocvec(&task).unwrap();
    task = postcard::from_bytes(&bytes).unwrap();
    let bytes = rmp_serde::to_vec(&task).unwrap();
    task = rmp_serde::from_slice(&bytes).unwrap();
    task.answer::<Load>(id(0), 1).unwrap();
    let update = task.answer::<Load>(id(1), 2).unwrap();
    assert_eq!(update.outcome, Some(Outcome::Complete(3)));
}

#[test]
fn damaged_snapshots_are_errors() {
    let bytes = Task::start(checkout(3)).snapshot().unwrap();
    for len in 0..bytes.len() {
        assert!(Task::<checkout>::restore(&bytes[..len]).is_err());
    }
    let found = Task::<twice>::restore(&bytes).unwrap_err();
    assert_eq!(
        found,
        RestoreError::WrongDefinition {
            expected: "task::common::tasks::twice".into(),
            found: "task::checkout".into()
        }
    );
}
