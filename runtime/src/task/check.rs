//! Whether a restored task is one that could have been saved: what is pending leads to what waits for it, and the numbers
//! in it are right. What is driven relies on that.

use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};

use serde::Serialize;

use super::{
    driver::TaskDefinition,
    probe::{Life, Probe, Prober, Role, Seen},
    request::Requests,
    saved::Waiting,
};
use crate::RestoreError;

/// No task has come to such a number of a request or queue.
const MOST: u64 = 1 << 62;

type Leaves = BTreeMap<Vec<u32>, Vec<&'static str>>;

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
        let mut probe = Probe::new();
        let root = self.root.serialize(Prober {
            probe: &mut probe,
            role: Role::Any,
        });
        if let Some(problem) = probe.problem {
            return Err(("root", problem.to_owned()));
        }
        match root {
            Ok(Seen::Life(Life::Waiting)) => {}
            // What does not serialize, or is nested too deeply to be looked at here, is taken at its word.
            Err(_) => return Ok(()),
            Ok(_) => return Err(("root", "the function has not been started".to_owned())),
        }
        let leaves = &mut probe.leaves;
        let next = self.next.number();
        for (path, id, request) in self.pending.places() {
            if id.number() >= next || next > MOST {
                return Err(("next", format!("the next request would be {next}")));
            }
            if !take(leaves, &path, request.answer_name()) {
                let name = request.name();
                let problem = format!("nothing waits for an answer to request {id}, a `{name}`");
                return Err(("pending", problem));
            }
        }
        if next > MOST || !self.queues.is_whole(probe.queue, MOST) {
            return Err((
                "queues",
                "the queues are not those that are used".to_owned(),
            ));
        }
        for (path, name) in self.queues.waiting() {
            if !take(leaves, &path.outermost_first(), name) {
                let problem = "nothing waits for a queue where one serves it";
                return Err(("queues", problem.to_owned()));
            }
        }
        Ok(())
    }
}

/// Takes out what waits at a place; whether there is such a thing.
fn take(leaves: &mut Leaves, path: &[u32], name: &str) -> bool {
    let waiting = leaves.get_mut(path);
    waiting.is_some_and(|waiting| {
        let index = waiting.iter().position(|waits| *waits == name);
        index.is_some_and(|index| {
            waiting.swap_remove(index);
            true
        })
    })
}
