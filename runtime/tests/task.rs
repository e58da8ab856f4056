//! Tasks: typed requests, answered in any order, with a restart before every answer.
#![allow(
    clippy::format_push_string,
    reason = "what a function has been through is in its frame as text"
)]

use resumable::task::{AnswerError, Outcome, Request, RequestId, Requests, Task, Winner};
use resumable::task::{Spawner, join_all, race_all, scope, timeout, try_join_all};
use resumable::{Instance, Status, Step, join, race, resumable, schema, try_join};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Request)]
#[request(answer = Result<String, String>)]
struct Charge {
    cents: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Request)]
#[request(answer = ())]
struct Sleep(u64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u32);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Requests)]
enum Op {
    Charge(Charge),
    Sleep(Sleep),
    Load(Load),
}

fn id(number: u64) -> RequestId {
    RequestId::new(number)
}

fn ids<D: resumable::task::TaskDefinition>(task: &Task<D>) -> Vec<u64> {
    task.pending().map(|(id, _)| id.number()).collect()
}

fn again<D: resumable::task::TaskDefinition>(task: &Task<D>) -> Task<D> {
    let bytes = task.snapshot().expect("it waits");
    let again = Task::<D>::restore(&bytes).expect("it was just saved");
    assert_eq!(again.snapshot().expect("it waits"), bytes);
    assert_eq!(ids(&again), ids(task));
    let inspection = schema::<D>().inspect(&bytes).expect("its own schema");
    // The shape of a struct without fields has no name.
    let tree = task.tree().to_string().replace("= Cancelled", "= ()");
    assert_eq!(inspection.to_string(), tree);
    again
}

#[resumable(request = Op)]
fn twice(n: u32) -> u32 {
    let one = Load(n).await;
    let other = Load(n + 1).await;
    one + other
}

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
            task: "task::raced",
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
            answered: "task::Load"
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
    let bytes = resumable::task::answer_to_bytes::<Charge>(&Err("broke".into())).unwrap();
    let update = task.answer_bytes(id(0), &bytes).unwrap();
    assert_eq!(update.outcome, Some(Outcome::Complete(Err("broke".into()))));
    assert!(matches!(
        task.answer_bytes(id(0), &bytes),
        Err(AnswerError::Ended { .. })
    ));
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

#[test]
fn a_task_is_a_value_of_any_format() {
    let mut task = Task::start(gives_up_together());
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
        resumable::RestoreError::WrongDefinition {
            expected: "task::twice".into(),
            found: "task::checkout".into()
        }
    );
}

/// Says that it was dropped, and is saved as its name.
#[derive(Serialize, Deserialize)]
struct Loud(String);

thread_local! {
    static DROPPED: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
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

#[resumable(yield = u32, resume = u32)]
fn plain(n: u32) -> u32 {
    let mut sum = 0;
    for k in 0..n {
        sum += yield_!(k);
    }
    sum
}

/// A plain coroutine inside of a task: its yields are made requests.
#[resumable(request = Op)]
fn hosts(n: u32) -> u32 {
    let mut guest = plain(n);
    let mut step = guest.start();
    loop {
        match step {
            resumable::Step::Yielded(k) => {
                let answer = Load(k).await;
                step = guest.resume(answer);
            }
            resumable::Step::Complete(sum) => break sum,
        }
    }
}

#[test]
fn a_plain_coroutine_runs_inside_a_task() {
    let mut task = again(&Task::start(hosts(3)));
    task.answer::<Load>(id(0), 5).unwrap();
    task = again(&task);
    task.answer::<Load>(id(1), 6).unwrap();
    let update = task.answer::<Load>(id(2), 7).unwrap();
    assert_eq!(update.outcome, Some(Outcome::Complete(18)));
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
fn a_tree_shows_who_waits_for_what() {
    let mut task = Task::start(with_stubborn_loser());
    task.answer::<Sleep>(id(1), ()).unwrap();
    let line = |text: &str| {
        let file = include_str!("task.rs").lines();
        1 + file.take_while(|line| !line.contains(text)).count()
    };
    let (race, sleep) = (line("match race!(stubborn(3)"), line("Sleep(1).await;"));
    let expected = format!(
        "task::with_stubborn_loser at {file}:{race}
  race
    task::stubborn at {file}:{sleep}: log = \"\"
      waits for request 2: Sleep(1)",
        file = file!()
    );
    assert_eq!(task.tree().to_string(), expected);
    assert_eq!(
        format!("{task:?}"),
        format!(
            "task::with_stubborn_loser at {file}:{race} {{ race {{ task::stubborn at {file}:{sleep}: log = \"\" {{ \
             waits for request 2: Sleep(1) }} }} }}",
            file = file!()
        )
    );
    assert_eq!(again(&task).tree().to_string(), expected);
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

#[resumable(yield = u32)]
fn counts(n: u32) {
    for i in 0..n {
        yield_!(i);
    }
}

#[resumable(yield = u32)]
fn counts_later(n: u32) {
    let later = counts(n);
    yield_!(10);
    later.await;
}

/// A plain coroutine is run in a loop that makes requests of its yields.
#[resumable(request = Op)]
fn runs_a_plain_one(n: u32) -> u32 {
    let mut sum = 0;
    let mut plain = counts_later(n);
    let mut step = plain.start();
    while let Step::Yielded(number) = step {
        sum += Load(number).await;
        step = plain.resume(());
    }
    sum
}

#[test]
fn a_plain_coroutine_inside_a_task() {
    let mut task = again(&Task::start(runs_a_plain_one(3)));
    let mut outcome = None;
    let mut asked = Vec::new();
    while outcome.is_none() {
        let (id, op) = task.pending().next().expect("it waits");
        let Op::Load(Load(number)) = op else {
            panic!("it loads");
        };
        let number = *number;
        asked.push(number);
        outcome = task.answer::<Load>(id, number).unwrap().outcome;
        if outcome.is_none() {
            task = again(&task);
        }
    }
    assert_eq!(asked, [10, 0, 1, 2]);
    assert_eq!(outcome, Some(Outcome::Complete(13)));
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
