//! What is going on in a task: every coroutine that waits, where, with what, and for what.

use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use serde::Serialize;

use super::{
    driver::{Task, TaskDefinition},
    look::Looker,
    protocol::RequestId,
    queue::Alive,
    request::{Requests, encode},
    walk::{Found, Role, Walker},
};
use crate::{
    Live, Location, Value,
    held::Erase,
    value::{DEEPEST, Reader, ValueError},
};

/// What waits in a task, as [`Task::tree`] found it.
///
/// It displays as lines, and is shown by `Debug` on one line.
#[derive(Clone, PartialEq, Eq)]
pub struct TaskTree {
    nodes: Vec<TaskNode>,
}

/// A coroutine, a combinator or a request that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskNode {
    /// How many nodes it is inside of.
    pub depth: usize,
    /// The function's name, the kind of combinator, or the request.
    pub name: String,
    /// Where a function waits.
    pub location: Option<&'static Location>,
    /// Its variables there, and their values.
    pub variables: Vec<(String, String)>,
    /// The id of a request.
    pub request: Option<RequestId>,
}

impl TaskTree {
    /// The nodes, each before what is inside of it.
    #[must_use]
    pub fn nodes(&self) -> &[TaskNode] {
        &self.nodes
    }
}

impl fmt::Display for TaskNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = self.request {
            return write!(f, "waits for request {id}: {}", self.name);
        }
        f.write_str(&self.name)?;
        if let Some(location) = self.location {
            f.write_str(" at ")?;
            if let Some(label) = location.label() {
                write!(f, "'{label}, ")?;
            }
            write!(f, "{}:{}", location.file(), location.line())?;
        }
        for (index, (name, value)) in self.variables.iter().enumerate() {
            let before = if index == 0 { ": " } else { ", " };
            write!(f, "{before}{name} = {value}")?;
        }
        Ok(())
    }
}

impl fmt::Display for TaskTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, node) in self.nodes.iter().enumerate() {
            let (begin, indent) = (if index == 0 { "" } else { "\n" }, 2 * node.depth);
            write!(f, "{begin}{:indent$}{node}", "")?;
        }
        Ok(())
    }
}

impl fmt::Debug for TaskTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut depth = 0;
        for (index, node) in self.nodes.iter().enumerate() {
            if index > 0 {
                match node.depth.checked_sub(depth) {
                    Some(0) => f.write_str("; ")?,
                    Some(_) => f.write_str(" { ")?,
                    None => write!(f, "{}; ", " }".repeat(depth - node.depth))?,
                }
            }
            depth = node.depth;
            write!(f, "{node}")?;
        }
        f.write_str(&" }".repeat(depth))
    }
}

impl<D: TaskDefinition> Task<D> {
    /// What waits in the task: every coroutine with its place and variables, every combinator, and every request.
    ///
    /// ```
    /// # use resumable::resumable;
    /// # use resumable::task::{Request, Requests, Task};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, Request)]
    /// # #[request(answer = u32)]
    /// # struct Load(String);
    /// # #[derive(Serialize, Deserialize, Requests)]
    /// # enum Op { Load(Load) }
    /// # use resumable::join;
    /// #[resumable(request = Op)]
    /// fn twice(name: String) -> u32 {
    ///     let first = Load(name.clone()).await;
    ///     first + Load(name).await
    /// }
    ///
    /// #[resumable(request = Op)]
    /// fn total() -> u32 {
    ///     let (one, other) = join!(twice("left".into()), Load("right".into())).await;
    ///     one + other
    /// }
    ///
    /// let task = Task::start(total());
    /// let tree = task.tree().to_string();
    /// let lines: Vec<&str> = tree.lines().collect();
    /// assert!(lines[0].contains("total at "));
    /// assert_eq!(lines[1], "  join");
    /// assert!(lines[2].starts_with("    "));
    /// assert!(lines[2].ends_with(": name = \"left\""));
    /// assert_eq!(lines[3], "      waits for request 0: Load(\"left\")");
    /// assert_eq!(lines[4], "    waits for request 1: Load(\"right\")");
    /// ```
    #[must_use]
    pub fn tree(&self) -> TaskTree {
        let pending = self.waiting.pending.places();
        let requests = pending.map(|(path, id, request)| {
            let shown = shown(request).unwrap_or_else(|_| request.name().into());
            (path, (id, shown))
        });
        let mut found = Found::new(requests.collect());
        let walker = Walker {
            found: &mut found,
            known: &[D::erased()],
            role: Role::Any,
        };
        // What does not serialize is not shown.
        let _ = walker.look(&self.waiting.root);
        TaskTree { nodes: found.nodes }
    }
}

/// A request as an inspection shows it, which has nothing but its bytes.
fn shown<Op: Live>(request: &Op) -> Result<String, ValueError> {
    let bytes = encode(request)?;
    Value::described(Reader::new(&bytes, DEEPEST)).map(|value| value.to_string())
}

impl<D: TaskDefinition> fmt::Debug for Task<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = D::NAME;
        match self.status() {
            crate::Status::Suspended => fmt::Debug::fmt(&self.tree(), f),
            status => write!(f, "{name} ({status})"),
        }
    }
}

impl<D: TaskDefinition> Task<D> {
    /// The queues of which a variable holds an end, unless they are nested too deeply to be found.
    pub(super) fn ends_of_queues(&self) -> Option<Alive> {
        ends_in(&self.waiting.root)
    }
}

/// The queues of which a value holds an end, unless it is nested too deeply to be looked through.
pub(super) fn ends_in<T: Serialize>(value: &T) -> Option<Alive> {
    let mut found = Found::new(BTreeMap::new());
    found.ends = Some(Alive::default());
    let walker = Walker {
        found: &mut found,
        known: &[],
        role: Role::Any,
    };
    walker.look(value).ok()?;
    found.ends
}
