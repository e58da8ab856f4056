//! Children of tasks: combinators, recursion through them, and scopes, with a restart before every answer.

mod common {
    pub mod tasks;
}

use common::tasks::{Charge, Load, Op, Sleep, again, id, ids, twice};
use resumable::task::{AnswerError, Outcome, Spawner, Task, Winner};
use resumable::task::{join_all, race_all, scope, timeout, try_join_all};
use resumable::{Instance, join, race, resumable, try_join};

#[resumable(request = Op)]
fn raced() -> String {
    let won = match race!(twice(1), Sleep(3)).await {
        Winner::First(sum) => format!("sum {sum}"),
        Winner::Second(()) => "late".into(),
    };
    let all = join_all((0..3).map(Load)).limit(2).await;
    let (first, value) = race_all(vec![twice(7), twice(8)]).await;
    format!("{won} {all:?} {first} {value}")
}

#[test]
fn losers_are_withdrawn() {
    let mut task = again(&Task::start(raced()));
    assert_eq!(ids(&task), [0, 1]);
    let update = task.answer::<Sleep>(id(1), ()).unwrap();
    assert_eq!(update.withdrawn, [id(0)]);
    assert_eq!(update.asked, [id(2), id(3)]);
    task = again(&task);
    assert_eq!(
        task.answer::<Load>(id(0), 1),
        Err(AnswerError::NotPending {
            task: "task_combine::raced",
            id: id(0)
        })
    );
    let update = task.answer::<Load>(id(3), 31).unwrap();
    assert_eq!(update.asked, [id(4)]);
    task = again(&task);
    task.answer::<Load>(id(4), 41).unwrap();
    let update = task.answer::<Load>(id(2), 21).unwrap();
    assert_eq!(update.asked, [id(5), id(6)]);
    task = again(&task);
    task.answer::<Load>(id(6), 100).unwrap();
    let update = task.answer::<Load>(id(7), 200).unwrap();
    assert_eq!(update.withdrawn, [id(5)]);
    assert_eq!(
        update.outcome,
        Some(Outcome::Complete("late [21, 31, 41] 1 300".into()))
    );
}

#[resumable(request = Op)]
fn charged(cents: u32) -> Result<String, String> {
    Charge { cents }.await
}

#[resumable(request = Op)]
fn both() -> Result<(String, Vec<String>), String> {
    let first = try_join!(charged(1), Charge { cents: 2 }).await?;
    let all = try_join_all((3..6).map(charged)).await?;
    Ok((first.0 + &first.1, all))
}

#[test]
fn the_first_error_ends_the_others() {
    let mut task = again(&Task::start(both()));
    task.answer::<Charge>(id(0), Ok("a".into())).unwrap();
    task.answer::<Charge>(id(1), Ok("b".into())).unwrap();
    task = again(&task);
    let update = task.answer::<Charge>(id(3), Err("no".into())).unwrap();
    assert_eq!(update.withdrawn, [id(2), id(4)]);
    assert_eq!(update.outcome, Some(Outcome::Complete(Err("no".into()))));
}

#[resumable(request = Op)]
fn tree(depth: u32) -> u32 {
    if depth == 0 {
        return Load(depth).await;
    }
    let (left, right) = join!(tree(depth - 1), tree(depth - 1)).await;
    left + right
}

#[test]
fn recursion_through_a_join() {
    let mut task = again(&Task::start(tree(5)));
    let mut outcome = None;
    for number in 0..32 {
        task = again(&task);
        outcome = task.answer::<Load>(id(number), 1).unwrap().outcome;
    }
    assert_eq!(outcome, Some(Outcome::Complete(32)));
}

#[resumable(request = Op)]
fn combined() -> u32 {
    let (raced, slept) = join!(race_all([twice(1)]), timeout(twice(5), Sleep(2))).await;
    let all = timeout(race_all([join_all([Load(1), Load(2)])]), Sleep(3)).await;
    raced.1 + slept.unwrap_or(0) + all.map_or(0, |(_, all)| all.iter().sum())
}

/// Combinators of different kinds in each other have shapes of their own: they are saved plainly, and seen by name.
#[test]
fn combinators_in_combinators() {
    let mut task = again(&Task::start(combined()));
    let mut outcome = None;
    while outcome.is_none() {
        let loads = task.pending().filter(|(_, op)| matches!(op, Op::Load(_)));
        let (id, _) = loads.min_by_key(|(id, _)| *id).expect("it loads");
        outcome = task.answer::<Load>(id, 1).unwrap().outcome;
        if outcome.is_none() {
            task = again(&task);
        }
    }
    assert_eq!(outcome, Some(Outcome::Complete(6)));
}

#[resumable(request = Op)]
fn worker(n: u32, spawner: Spawner<Instance<worker>>) -> u32 {
    let count = Load(n).await;
    for k in 0..count {
        spawner.spawn(worker(10 * n + k, spawner)).await;
    }
    n
}

#[resumable(request = Op)]
fn boss() -> Vec<u32> {
    let (first, mut others) = scope(|spawner| worker(1, spawner)).limit(2).await;
    others.insert(0, first);
    others
}

#[test]
fn a_scope_ends_with_its_last_child() {
    let mut task = again(&Task::start(boss()));
    let update = task.answer::<Load>(id(0), 3).unwrap();
    assert_eq!(update.asked, [id(1), id(2)]);
    task = again(&task);
    let update = task.answer::<Load>(id(2), 1).unwrap();
    assert_eq!(update.asked, [id(3)]);
    task = again(&task);
    let shown = task.tree().to_string();
    assert_eq!(shown.lines().count(), 6, "{shown}");
    task.answer::<Load>(id(3), 0).unwrap();
    task.answer::<Load>(id(1), 0).unwrap();
    task = again(&task);
    let update = task.answer::<Load>(id(4), 0).unwrap();
    assert_eq!(
        update.outcome,
        Some(Outcome::Complete(vec![1, 10, 11, 12, 110]))
    );

    let mut task = Task::start(boss());
    task.answer::<Load>(id(0), 9).unwrap();
    let update = task.cancel();
    assert_eq!(update.withdrawn, [id(1), id(2)]);
    assert_eq!(update.outcome, Some(Outcome::Cancelled));
}

#[test]
fn ten_thousand_children() {
    #[resumable(request = Op)]
    fn many(count: u32) -> u64 {
        join_all((0..count).map(twice))
            .await
            .into_iter()
            .map(u64::from)
            .sum()
    }
    let count = 10_000;
    let mut task = Task::start(many(count));
    assert_eq!(task.pending().count(), 10_000);
    for number in (0..u64::from(count)).rev() {
        task.answer::<Load>(id(number), 1).unwrap();
    }
    let mut task = again(&task);
    let mut outcome = None;
    for number in u64::from(count)..2 * u64::from(count) {
        outcome = task.answer::<Load>(id(number), 2).unwrap().outcome;
    }
    assert_eq!(outcome, Some(Outcome::Complete(30_000)));
}

#[test]
fn ten_thousand_losers() {
    #[resumable(request = Op)]
    fn fastest(count: u32) -> (usize, u32) {
        race_all((0..count).map(twice)).await
    }
    let mut task = Task::start(fastest(10_000));
    task.answer::<Load>(id(5_000), 1).unwrap();
    task = again(&task);
    let update = task.answer::<Load>(id(10_000), 2).unwrap();
    assert_eq!(update.withdrawn.len(), 9_999);
    assert_eq!(update.outcome, Some(Outcome::Complete((5_000, 3))));
}
