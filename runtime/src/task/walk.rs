//! A serializer that keeps nothing of a task but its coroutines and the requests that they wait for, or the ends of queues.
//!
//! It knows the parts by the names that they are serialized under, and the way into each combinator by the indices of the
//! children, which is the path of a request.

use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};
use core::fmt;

use serde::Serialize;

use super::{
    local::Want,
    look::{self, Form, Looker},
    protocol::RequestId,
    queue::{Alive, RECEIVE, RECEIVER, SENDER, Sending},
    tree::TaskNode,
};
use crate::{Location, held::Erased, value::Stack};

/// What the names begin with that the parts of a task are serialized under.
const HIDDEN: &str = "$resumable::";
pub(crate) const GROUP: &str = "$resumable::Group";
pub(crate) const CREW: &str = "$resumable::Crew";
pub(crate) const ASK: &str = "$resumable::Ask";
/// What `Instance` is serialized as, where that is readable.
pub(super) const INSTANCE: &str = "Instance";

/// What is shown for what is nested too deeply to be walked through.
const TOO_DEEP: &str = "more that is nested too deeply to be shown";

/// How what is served under this name is shown, if it is a wait at a queue.
pub(crate) fn waits_at_queue(name: &str) -> Option<&'static str> {
    match name {
        Sending::NAME => Some("waits to send to a queue"),
        RECEIVE => Some("waits to receive from a queue"),
        _ => None,
    }
}

/// What has been found so far.
pub(super) struct Found {
    /// The ends of queues, if these are what is looked for, and not coroutines.
    pub(super) ends: Option<Alive>,
    pub(super) nodes: Vec<TaskNode>,
    depth: usize,
    /// The index of a child in each combinator around, the outermost first.
    path: Vec<u32>,
    /// The last text that was asked for.
    text: String,
    requests: BTreeMap<Vec<u32>, (RequestId, String)>,
    stack: Stack,
}

impl Found {
    pub(super) fn new(requests: BTreeMap<Vec<u32>, (RequestId, String)>) -> Self {
        Found {
            ends: None,
            nodes: Vec::new(),
            depth: 0,
            path: Vec::new(),
            text: String::new(),
            requests,
            stack: Stack::here(),
        }
    }

    /// Fails where the stack would not do for what is inside.
    fn check_room(&mut self) -> fmt::Result {
        if self.stack.has_room() {
            return Ok(());
        }
        self.push(TOO_DEEP.into(), None);
        Err(fmt::Error)
    }

    fn push(&mut self, name: String, location: Option<&'static Location>) {
        self.nodes.push(TaskNode {
            depth: self.depth,
            name,
            location,
            variables: Vec::new(),
            request: None,
        });
    }

    fn push_request(&mut self) {
        if let Some((id, shown)) = self.requests.get(&self.path) {
            let (id, shown) = (*id, shown.clone());
            self.push(shown, None);
            if let Some(node) = self.nodes.last_mut() {
                node.request = Some(id);
            }
        }
    }
}

/// What a value is where it stands.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Any,
    /// The number of a queue.
    Sender,
    Receiver,
    /// A text that is asked for.
    Text,
    /// The kind of a combinator.
    Rule,
    /// The children of a combinator, counted from here.
    Children(u32),
    Child(u32),
    /// The variables of a function at a point.
    Variables(&'static Erased, &'static Location),
}

pub(super) struct Walker<'f, 'k> {
    pub(super) found: &'f mut Found,
    /// The definitions of all coroutines that can occur.
    pub(super) known: &'k [&'static Erased],
    pub(super) role: Role,
}

/// The parts of a value.
pub(super) struct Parts<'f, 'k> {
    walker: Walker<'f, 'k>,
    kind: Kind,
    index: u32,
    definition: Option<&'static Erased>,
    location: Option<&'static Location>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Plain,
    Group,
    Crew,
    Children,
    Instance,
    Variables,
}

impl<'f, 'k> Walker<'f, 'k> {
    fn parts(self, kind: Kind) -> Parts<'f, 'k> {
        let index = match self.role {
            Role::Children(from) => from,
            _ => 0,
        };
        Parts {
            walker: self,
            kind,
            index,
            definition: None,
            location: None,
        }
    }

    fn structure(self, name: &str) -> Parts<'f, 'k> {
        let kind = match name {
            _ if self.found.ends.is_some() => Kind::Plain,
            GROUP => Kind::Group,
            CREW => Kind::Crew,
            INSTANCE => Kind::Instance,
            _ => Kind::Plain,
        };
        if name == ASK && self.found.ends.is_none() {
            self.found.push_request();
        }
        let role = match name {
            SENDER => Role::Sender,
            RECEIVER => Role::Receiver,
            _ => self.role,
        };
        Walker { role, ..self }.parts(kind)
    }
}

impl<'f, 'k> Looker for Walker<'f, 'k> {
    type Seen = ();
    type Parts = Parts<'f, 'k>;

    fn number(self, number: u64) -> fmt::Result {
        if let Some(ends) = &mut self.found.ends {
            match self.role {
                Role::Sender => ends.senders.insert(number),
                Role::Receiver => ends.receivers.insert(number),
                _ => false,
            };
        }
        Ok(())
    }

    fn text(self, text: &str) -> fmt::Result {
        if let Role::Text = self.role {
            text.clone_into(&mut self.found.text);
        }
        Ok(())
    }

    fn unit_variant(self, _: &'static str, variant: &'static str) -> fmt::Result {
        if let Role::Rule = self.role {
            self.found.push(variant.into(), None);
            self.found.depth += 1;
        } else if let (Some(waits), None) = (waits_at_queue(variant), &self.found.ends) {
            self.found.push(waits.into(), None);
        }
        Ok(())
    }

    fn newtype_variant<T: Serialize + ?Sized>(
        self,
        variant: &'static str,
        value: &T,
    ) -> fmt::Result {
        let Walker { found, known, role } = self;
        let inside = match role {
            _ if found.ends.is_some() => None,
            Role::Child(_) if variant != "Running" => return Ok(()),
            Role::Child(index) => Some(index),
            _ => None,
        };
        found.path.extend(inside);
        let walker = Walker {
            found: &mut *found,
            known,
            role: Role::Any,
        };
        let looked = walker.look(value);
        if inside.is_some() {
            found.path.pop();
        }
        looked
    }

    fn enter(self, form: Form) -> Parts<'f, 'k> {
        match (form, self.role) {
            (Form::Struct(name), _) => self.structure(name),
            (Form::Sequence, Role::Children(_)) => self.parts(Kind::Children),
            (Form::Map, Role::Variables(..)) => self.parts(Kind::Variables),
            _ => self.parts(Kind::Plain),
        }
    }
}

impl Parts<'_, '_> {
    fn walk<T: Serialize + ?Sized>(&mut self, value: &T, role: Role) -> fmt::Result {
        self.walker.found.check_room()?;
        let walker = Walker {
            found: self.walker.found,
            known: self.walker.known,
            role,
        };
        walker.look(value)
    }

    fn text<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<String, fmt::Error> {
        self.walk(value, Role::Text)?;
        Ok(core::mem::take(&mut self.walker.found.text))
    }

    /// A variable: what waits in it, or else its value.
    fn variable<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        let name = core::mem::take(&mut self.walker.found.text);
        let Role::Variables(definition, location) = self.walker.role else {
            return Ok(());
        };
        let index = location.variables().iter().position(|known| *known == name);
        let known = definition.table().point(location.index());
        let traced = index.and_then(|index| known.variables[index].traced);
        let known = traced.map_or(&[][..], |traced| &traced.coroutines[..]);
        self.walker.found.check_room()?;
        let before = self.walker.found.nodes.len();
        let walker = Walker {
            found: self.walker.found,
            known,
            role: Role::Any,
        };
        walker.look(value)?;
        let nodes = &mut self.walker.found.nodes;
        if nodes.len() == before
            && let Some(own) = nodes.last_mut()
        {
            let value = format!("{:?}", serde_fmt::to_debug(value));
            let value = value.replace(HIDDEN, "");
            own.variables.push((name, value));
        }
        Ok(())
    }
}

impl look::Parts for Parts<'_, '_> {
    type Seen = ();

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        let role = match self.kind {
            Kind::Children => Role::Child(self.index),
            _ => Role::Any,
        };
        self.index += 1;
        self.walk(value, role)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> fmt::Result {
        match (self.kind, name) {
            (Kind::Group, "rule") => self.walk(value, Role::Rule),
            (Kind::Group, "children") => self.walk(value, Role::Children(0)),
            (Kind::Crew, "body") => self.walk(value, Role::Child(0)),
            (Kind::Crew, "spawned") => self.walk(value, Role::Children(1)),
            (Kind::Instance, "coroutine") => {
                let name = self.text(value)?;
                let mut known = self.walker.known.iter();
                self.definition = known.find(|known| known.name == name).copied();
                Ok(())
            }
            (Kind::Instance, "location") => {
                let identity = self.text(value)?;
                let known = self.definition.map_or(&[][..], |known| known.locations);
                self.location = known.iter().find(|known| known.identity() == identity);
                Ok(())
            }
            (Kind::Instance, _) => match (self.definition, self.location) {
                (Some(definition), Some(location)) => {
                    let found = &mut *self.walker.found;
                    found.push(definition.name.into(), Some(location));
                    found.depth += 1;
                    let walked = self.walk(value, Role::Variables(definition, location));
                    self.walker.found.depth -= 1;
                    walked
                }
                _ => Ok(()),
            },
            (Kind::Group | Kind::Crew, _) => Ok(()),
            _ => self.walk(
                value,
                match self.walker.role {
                    end @ (Role::Sender | Role::Receiver) => end,
                    _ => Role::Any,
                },
            ),
        }
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        match self.kind {
            Kind::Variables => self.walk(key, Role::Text),
            _ => self.walk(key, Role::Any),
        }
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        match self.kind {
            Kind::Variables => self.variable(value),
            _ => self.walk(value, Role::Any),
        }
    }

    fn leave(self) -> fmt::Result {
        if self.kind == Kind::Group {
            self.walker.found.depth -= 1;
        }
        Ok(())
    }
}
