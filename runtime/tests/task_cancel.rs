//! Cancelling: what is withdrawn, cleanup that waits, is saved and is cancelled in turn, and what is seen of it.
#![allow(
    clippy::format_push_string,
    reason = "what a function has been through is in its frame as text"
)]

mod common {
    pub mod tasks;
}

use std::cell::RefCell;

use common::tasks::{Load, Op, Sleep, again, id, twice};
use resumable::task::{Outcome, Task, Winner};
use resumable::{Status, join, race, resumable};
use serde::{Deserialize, Serialize};

#[resumable(request = Op)]
fn raced() -> u32 {
    match race!(twice(1), Sleep(3)).await {
        Winner::First(sum) => sum,
        Winner::Second(()) => 0,
    }
}

#[test]
fn a_cancelled_task_has_nothing_pending() {
    let mut task = again(&Task::start(raced()));
    let update = task.cancel();
    assert_eq!(update.withdrawn, [id(0), id(1)]);
    assert_eq!(update.outcome, Some(Outcome::Cancelled));
    assert_eq!(task.status(), Status::Cancelled);
    assert_eq!(task.pending().count(), 0);
    assert!(task.snapshot().is_err());
    assert_eq!(task.cancel().outcome, None);
}

/// Waits, and counts in its own frame what it has been through.
#[resumable(request = Op)]
fn stubborn(n: u32) -> String {
    let mut log = String::new();
    let done = cancel_scope_!({
        let mut sum = 0;
        for k in 0..n {
            sum += Load(k).await;
            if sum > 1000 {
                break;
            }
        }
        sum
    });
    match done {
        Ok(sum) => log += &format!("sum {sum}"),
        Err(_) => {
            Sleep(1).await;
            log += "cleaned";
            let again = cancel_scope_!({ format!("{}", Load(9).await) });
            log += &format!(" {again:?}");
        }
    }
    log
}

#[test]
fn cleanup_waits_and_is_saved() {
    let mut task = again(&Task::start(stubborn(3)));
    task.answer::<Load>(id(0), 4).unwrap();
    task = again(&task);
    let update = task.cancel();
    assert_eq!(update.withdrawn, [id(1)]);
    assert_eq!(update.asked, [id(2)]);
    assert_eq!(update.outcome, None);
    task = again(&task);
    task.answer::<Sleep>(id(2), ()).unwrap();
    task = again(&task);
    // A second cancellation meets the second scope.
    let update = task.cancel();
    assert_eq!(
        update.outcome,
        Some(Outcome::Complete("cleaned Err(Cancelled)".into()))
    );
}

#[test]
fn a_second_cancellation_ends_cleanup() {
    let mut task = again(&Task::start(stubborn(3)));
    task.cancel();
    task = again(&task);
    let update = task.cancel();
    assert_eq!(update.withdrawn, [id(1)]);
    assert_eq!(update.outcome, Some(Outcome::Cancelled));
}

#[resumable(request = Op)]
fn with_stubborn_loser() -> String {
    match race!(stubborn(3), Sleep(1)).await {
        Winner::First(log) => log,
        Winner::Second(()) => "slept".into(),
    }
}

#[test]
fn a_loser_is_waited_for() {
    let mut task = again(&Task::start(with_stubborn_loser()));
    let update = task.answer::<Sleep>(id(1), ()).unwrap();
    assert_eq!(update.withdrawn, [id(0)]);
    assert_eq!(update.asked, [id(2)]);
    task = again(&task);
    let update = task.answer::<Sleep>(id(2), ()).unwrap();
    assert_eq!(update.outcome, None);
    task = again(&task);
    let update = task.answer::<Load>(id(3), 9).unwrap();
    assert_eq!(update.outcome, Some(Outcome::Complete("slept".into())));

    // Cancelled while it waits for the loser: the task is cancelled, though the race was decided.
    let mut task = Task::start(with_stubborn_loser());
    task.answer::<Sleep>(id(1), ()).unwrap();
    task = again(&task);
    assert_eq!(task.cancel().outcome, Some(Outcome::Cancelled));
}

#[test]
fn a_tree_shows_who_waits_for_what() {
    let mut task = Task::start(with_stubborn_loser());
    task.answer::<Sleep>(id(1), ()).unwrap();
    let line = |text: &str| {
        let file = include_str!("task_cancel.rs").lines();
        1 + file.take_while(|line| !line.contains(text)).count()
    };
    let (race, sleep) = (line("match race!(stubborn(3)"), line("Sleep(1).await;"));
    let expected = format!(
        "task_cancel::with_stubborn_loser at {file}:{race}
  race
    task_cancel::stubborn at {file}:{sleep}: log = \"\"
      waits for request 2: Sleep(1)",
        file = file!()
    );
    assert_eq!(task.tree().to_string(), expected);
    assert_eq!(
        format!("{task:?}"),
        format!(
            "task_cancel::with_stubborn_loser at {file}:{race} {{ race {{ task_cancel::stubborn at {file}:{sleep}: log = \"\" {{ \
             waits for request 2: Sleep(1) }} }} }}",
            file = file!()
        )
    );
    assert_eq!(again(&task).tree().to_string(), expected);
}

#[resumable(request = Op)]
fn gives_up(n: u32) -> u32 {
    match cancel_scope_!({ Load(n).await }) {
        Ok(value) => value,
        Err(cancelled) => {
            Sleep(2).await;
            match cancelled.await {}
        }
    }
}

#[resumable(request = Op)]
fn gives_up_together() -> u32 {
    let (one, other) = join!(gives_up(1), gives_up(2)).await;
    one + other
}

#[test]
fn a_cancellation_goes_on_when_it_is_awaited() {
    let mut task = Task::start(gives_up_together());
    assert_eq!(task.cancel().asked, [id(2), id(3)]);
    task = again(&task);
    assert_eq!(task.answer::<Sleep>(id(3), ()).unwrap().outcome, None);
    task = again(&task);
    let update = task.answer::<Sleep>(id(2), ()).unwrap();
    assert_eq!(update.outcome, Some(Outcome::Cancelled));
}

#[resumable(request = Op)]
fn scope_in_a_loop(n: u32) -> String {
    let mut log = String::new();
    for k in 0..n {
        let done = cancel_scope_!({
            if k == 1 {
                continue;
            }
            if Load(k).await > 10 {
                break;
            }
            format!("{:?}", cancel_scope_!({ format!("{}", Load(k).await) }))
        });
        log += &format!("{k}: {done:?} ");
    }
    log
}

#[test]
fn jumps_leave_a_scope() {
    let mut task = again(&Task::start(scope_in_a_loop(9)));
    task.answer::<Load>(id(0), 1).unwrap();
    task = again(&task);
    // In the inner scope.
    assert_eq!(task.cancel().asked, [id(2)]);
    task = again(&task);
    // In the outer one.
    assert_eq!(task.cancel().asked, [id(3)]);
    task = again(&task);
    let update = task.answer::<Load>(id(3), 11).unwrap();
    assert_eq!(
        update.outcome,
        Some(Outcome::Complete(
            "0: Ok(\"Err(Cancelled)\") 2: Err(Cancelled) ".into()
        ))
    );
}

/// Says that it was dropped, and is saved as its name.
#[derive(Serialize, Deserialize)]
struct Loud(String);

thread_local! {
    static DROPPED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

impl Drop for Loud {
    fn drop(&mut self) {
        DROPPED.with_borrow_mut(|dropped| dropped.push(std::mem::take(&mut self.0)));
    }
}

fn dropped() -> Vec<String> {
    DROPPED.with_borrow_mut(std::mem::take)
}

#[resumable(request = Op)]
fn holds(name: String) -> u32 {
    let outer = Loud(format!("{name} outer"));
    let value = cancel_scope_!({
        let first = Loud(format!("{name} first"));
        let second = Loud(format!("{name} second"));
        let value = Load(1).await;
        drop((first, second));
        value
    });
    let after = Load(value.unwrap_or(0)).await;
    drop(outer);
    after
}

#[resumable(request = Op)]
fn holds_two() -> u32 {
    let own = Loud("own".into());
    let (one, other) = join!(holds("a".into()), holds("b".into())).await;
    drop(own);
    one + other
}

#[test]
fn variables_drop_in_order() {
    let mut task = Task::start(holds_two());
    assert!(dropped().is_empty());
    task.cancel();
    assert_eq!(dropped(), ["a second", "a first", "b second", "b first"]);
    task.cancel();
    assert_eq!(dropped(), ["a outer", "b outer", "own"]);
    assert_eq!(task.status(), Status::Cancelled);

    // Dropping is not cancelling, but the variables go all the same.
    drop(Task::start(holds_two()));
    assert_eq!(dropped().len(), 7);
}
