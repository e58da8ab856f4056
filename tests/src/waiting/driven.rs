//! Tasks that are driven on, whoever wrote them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use resumable::Instance;
use resumable::task::{Task, TaskDefinition};

use super::tasks::{Load, Op, Tell};
use crate::allocations::asked;

/// Answers the one of these that are pending, or cancels if none is; whether it has ended.
fn step<D: TaskDefinition<Requests = Op>>(task: &mut Task<D>, which: usize) -> bool {
    let pending: Vec<_> = task
        .pending()
        .map(|(id, op)| (id, matches!(op, Op::Load(_))))
        .collect();
    let update = match pending.get(which % (pending.len() + 1)) {
        Some((id, true)) => task.answer::<Load>(*id, 7).expect("it is pending"),
        Some((id, false)) => task.answer::<Tell>(*id, Ok(())).expect("it is pending"),
        None => task.cancel(),
    };
    update.outcome.is_some()
}

/// A task after some steps.
pub(super) fn after<D: TaskDefinition<Requests = Op>>(
    call: Instance<D>,
    steps: &[usize],
) -> Vec<u8> {
    let mut task = Task::start(call);
    for which in steps {
        assert!(!step(&mut task, *which));
    }
    task.snapshot().expect("it can be saved")
}

/// Restores a task and drives it on in two ways, so many steps at most; whether it was taken.
pub(super) fn attempt<D: TaskDefinition<Requests = Op>>(bytes: &[u8], steps: usize) -> bool {
    let (restored, asked) = asked(|| Task::<D>::restore(bytes));
    assert!(
        asked.total <= 16 * bytes.len() + (1 << 20),
        "{asked:?}: {bytes:?}"
    );
    let Ok(task) = restored else { return false };
    let shown = format!("{task:?}");
    for first in [0, task.pending().count()] {
        let driven = catch_unwind(AssertUnwindSafe(|| drive::<D>(bytes, first, steps)));
        if let Err(panic) = driven {
            let message = panic.downcast_ref::<String>().map_or("", |message| message);
            assert!(is_of_an_item(message), "{message}: {shown}: {bytes:?}");
        }
    }
    true
}

/// Restores a task, answers it until it has ended, or so often, and restores it before each answer.
fn drive<D: TaskDefinition<Requests = Op>>(bytes: &[u8], first: usize, steps: usize) {
    let mut task = Task::<D>::restore(bytes).expect("it was taken before");
    for which in first..first + steps {
        if step(&mut task, which) {
            return;
        }
        let saved = match task.snapshot() {
            Ok(saved) => saved,
            // As with calls: what can be read may be too deep to be written.
            Err(error) if error.to_string().contains("nested too deeply") => return,
            Err(error) => panic!("{error}"),
        };
        let shown = format!("{task:?}");
        task = Task::restore(&saved).unwrap_or_else(|error| panic!("{error}: {saved:?}"));
        assert_eq!(format!("{task:?}"), shown);
    }
}

/// Whether a panic says that an item of a queue does not fit: its type is known only to who receives it.
#[must_use]
pub fn is_of_an_item(message: &str) -> bool {
    message.starts_with("an item of a queue is not of the type")
}
