//! A task, as the tree of what waits in it.
//!
//! ```text
//! shop::checkout at src/shop.rs:40: cart = Cart { id: 7 }
//!   join
//!     shop::reserve at src/shop.rs:12
//!       waits for request 0: Reserve { item: "lamp" }
//!     waits for request 1: Courier("Rome")
//! ```

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};
use core::fmt::{self, Write as _};

use super::{InspectedPoint, Inspection};
use crate::{
    Value,
    location::TASK_POINT,
    task::{ASK, CREW, GROUP, waits_at_queue},
};

impl Inspection {
    /// Whether it is of a task, and not of a coroutine by itself.
    pub(super) fn is_task(&self) -> bool {
        self.point.id == TASK_POINT
    }

    fn value(&self, variable: &str) -> Option<&Value> {
        let mut variables = self.variables.iter();
        variables
            .find(|found| found.name.as_deref() == Some(variable))?
            .value
            .as_ref()
    }

    /// Shows a task from its function on.
    pub(super) fn fmt_task(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tree = Tree {
            lines: Vec::new(),
            depth: 0,
            path: Vec::new(),
            unseen: self.value("pending").map(requests).unwrap_or_default(),
        };
        match self.value("root") {
            Some(Value::Coroutine(root)) => tree.coroutine(root),
            _ => tree.push(&*self.coroutine),
        }
        // They are in what could not be read.
        let mut unseen: Vec<_> = core::mem::take(&mut tree.unseen).into_values().collect();
        unseen.sort();
        tree.depth = 1;
        for (_, request) in unseen {
            tree.push(request);
        }
        for (index, (depth, line)) in tree.lines.iter().enumerate() {
            let (begin, indent) = (if index == 0 { "" } else { "\n" }, 2 * depth);
            write!(f, "{begin}{:indent$}{line}", "")?;
        }
        Ok(())
    }
}

/// The requests that are pending, by the index of a child in each combinator around them, the outermost first.
fn requests(pending: &Value) -> BTreeMap<Vec<u128>, (u128, String)> {
    let Value::Map(entries) = pending else {
        return BTreeMap::new();
    };
    let request = |(id, entry): &(Value, Value)| {
        let (path, request) = (field(entry, "path")?, field(entry, "request")?);
        let Value::List(path) = path else {
            return None;
        };
        let path = path.iter().rev().map(number).collect::<Option<_>>()?;
        let id = number(id)?;
        let shown = format!("waits for request {id}: {request}");
        Some((path, (id, shown)))
    };
    entries.iter().filter_map(request).collect()
}

fn number(value: &Value) -> Option<u128> {
    match value {
        Value::Unsigned(number) => Some(*number),
        _ => None,
    }
}

fn field<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let Value::Struct { fields, .. } = value else {
        return None;
    };
    let mut fields = fields.iter();
    fields.find_map(|(known, value)| (known == name).then_some(value))
}

struct Tree {
    lines: Vec<(usize, String)>,
    depth: usize,
    path: Vec<u128>,
    /// The requests that have not been shown yet, with their ids.
    unseen: BTreeMap<Vec<u128>, (u128, String)>,
}

impl Tree {
    fn push(&mut self, line: impl Into<String>) {
        self.lines.push((self.depth, line.into()));
    }

    fn coroutine(&mut self, found: &Inspection) {
        let mut line = found.coroutine.clone();
        let _ = write!(line, " at {}", Place(&found.point));
        let own = self.lines.len();
        self.push(line);
        self.depth += 1;
        let mut separator = ": ";
        for variable in &found.variables {
            let before = self.lines.len();
            if let Some(value) = &variable.value {
                self.value(value);
            }
            if self.lines.len() > before {
                continue;
            }
            let line = &mut self.lines[own].1;
            line.push_str(core::mem::replace(&mut separator, ", "));
            let _ = match (&variable.name, &variable.value) {
                (Some(name), Some(value)) => write!(line, "{name} = {value}"),
                (Some(name), None) => write!(line, "{name} = ?"),
                (None, _) => write!(line, "{:#08x} = ?", variable.id),
            };
        }
        self.depth -= 1;
    }

    /// Shows what waits in a value.
    fn value(&mut self, value: &Value) {
        match value {
            Value::Coroutine(found) => self.coroutine(found),
            Value::Struct { name, fields } => match name.as_deref() {
                Some(GROUP) => self.group(value),
                Some(ASK) => {
                    if let Some((_, request)) = self.unseen.remove(&self.path) {
                        self.push(request);
                    }
                }
                _ => fields.iter().for_each(|(_, value)| self.value(value)),
            },
            Value::Variant {
                name,
                content: None,
            } => {
                if let Some(waits) = waits_at_queue(name) {
                    self.push(waits);
                }
            }
            Value::Something(inner)
            | Value::Newtype { content: inner, .. }
            | Value::Variant {
                content: Some(inner),
                ..
            } => self.value(inner),
            Value::List(items) | Value::Tuple { fields: items, .. } => {
                for item in items {
                    self.value(item);
                }
            }
            Value::Map(entries) => entries.iter().for_each(|(_, value)| self.value(value)),
            _ => {}
        }
    }

    /// Shows a combinator, and those of its children that wait.
    fn group(&mut self, group: &Value) {
        let (Some(Value::Variant { name, .. }), Some(children)) =
            (field(group, "rule"), field(group, "children"))
        else {
            return;
        };
        self.push(&**name);
        self.depth += 1;
        match children {
            Value::List(children)
            | Value::Tuple {
                fields: children, ..
            } => self.children(children, 0),
            Value::Struct { name, .. } if name.as_deref() == Some(CREW) => {
                if let Some(body) = field(children, "body") {
                    self.child(body, 0);
                }
                if let Some(Value::List(spawned)) = field(children, "spawned") {
                    self.children(spawned, 1);
                }
            }
            _ => {}
        }
        self.depth -= 1;
    }

    fn children(&mut self, children: &[Value], from: u128) {
        for (child, index) in children.iter().zip(from..) {
            self.child(child, index);
        }
    }

    fn child(&mut self, child: &Value, index: u128) {
        if let Value::Variant {
            name,
            content: Some(inner),
        } = child
            && name == "Running"
        {
            self.path.push(index);
            self.value(inner);
            self.path.pop();
        }
    }
}

/// Where a coroutine waits, as a tree shows it.
struct Place<'p>(&'p InspectedPoint);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let point = self.0;
        if let Some(label) = &point.label {
            write!(f, "'{label}, ")?;
        }
        match (&point.file, point.line) {
            (Some(file), Some(line)) => write!(f, "{file}:{line}"),
            _ => write!(f, "point {:#010x}", point.id),
        }
    }
}
