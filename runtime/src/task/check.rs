//! Whether a restored task is one that could have been saved: what is pending leads to what waits for it, and the numbers
//! in it are right. What is driven relies on that.

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use super::{
    driver::TaskDefinition,
    look::Looker,
    probe::{Probe, Prober, Role},
    protocol::Place,
    request::Requests,
    saved::Waiting,
    seen::{Life, Seen},
};
use crate::{RestoreError, Status};

/// No task has come to such a number of a request or queue.
const MOST: u64 = 1 << 62;
const NOT_STARTED: &str = "the function has not been started";

impl<D: TaskDefinition> Waiting<D> {
    /// Refuses what no task can be.
    pub(super) fn check(&self) -> Result<(), RestoreError> {
        self.problem()
            .map_err(|(variable, message)| RestoreError::Malformed {
                definition: D::NAME.into(),
                location: "waiting".into(),
                variable: variable.into(),
                message,
            })
    }

    fn problem(&self) -> Result<(), (&'static str, String)> {
        // One that is at its start has no root, nor what could be looked at.
        if self.root.status() != Status::Suspended {
            return Err(("root", NOT_STARTED.to_owned()));
        }
        let mut probe = Probe::new();
        let prober = Prober {
            probe: &mut probe,
            role: Role::Any,
        };
        let root = prober.look(&self.root);
        if let Some(problem) = probe.problem {
            return Err(("root", problem.to_owned()));
        }
        let next = self.next.number();
        let last = self.pending.iter().map(|(id, _)| id.number()).max();
        if next > MOST || last.is_some_and(|last| last >= next) {
            return Err(("next", format!("the next request would be {next}")));
        }
        if !self.queues.is_whole(probe.queue, MOST) {
            return Err((
                "queues",
                "the queues are not those that are used".to_owned(),
            ));
        }
        match root {
            Ok(Seen::Life(Life::Waiting)) => {}
            // What does not serialize, or is nested too deeply to be looked at here, is taken at its word.
            Err(_) => return Ok(()),
            Ok(_) => return Err(("root", NOT_STARTED.to_owned())),
        }
        self.led(probe.leaves)
    }

    /// Whether each that is pending, and each that a queue serves, leads to one of the leaves, and no two to the same.
    fn led(&self, mut leaves: Vec<(Place, &'static str)>) -> Result<(), (&'static str, String)> {
        let pending = self.pending.paths();
        let pending = pending.map(|(path, id, op)| (path.place(), op.answer_name(), Some(id)));
        let queued = self.queues.waiting();
        let queued = queued.map(|(path, name)| (path.place(), name, None));
        let mut wanted: Vec<_> = pending.chain(queued).collect();
        // Of two that lead to the same leaf, the later one is told of.
        wanted.sort_unstable();
        leaves.sort_unstable();
        let mut leaves = leaves.into_iter();
        for (place, name, id) in wanted {
            let before = |leaf: &(Place, &str)| (&leaf.0, leaf.1) < (&place, name);
            let leaf = leaves.by_ref().find(|leaf| !before(leaf));
            if leaf.is_some_and(|leaf| leaf == (place, name)) {
                continue;
            }
            return Err(
                match id.and_then(|id| Some((id, self.pending.get(id)?.name()))) {
                    Some((id, name)) => (
                        "pending",
                        format!("nothing waits for an answer to request {id}, a `{name}`"),
                    ),
                    None => (
                        "queues",
                        "nothing waits for a queue where one serves it".to_owned(),
                    ),
                },
            );
        }
        Ok(())
    }
}
