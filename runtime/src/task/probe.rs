//! A serializer that keeps nothing of a task but what waits in it and where, and refuses what no task can be.
//!
//! It knows the parts by the names that they are serialized under, as `walk` does.

use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;

use super::{
    local::LOCAL,
    look::{self, Form, Looker, Told},
    protocol::Place,
    queue::{RECEIVER, SENDER},
    seen::{Kid, Life, Seen, group},
    walk::{ASK, CREW, GROUP, INSTANCE},
};
use crate::value::Stack;

const CANCELLING: &str = "$resumable::Cancelling";
/// The place of one that has not been started.
const START: &str = "start";

/// What has been found so far.
pub(super) struct Probe {
    /// By the index of a child in each combinator around, the outermost first, the type of the answer that is waited for
    /// there, or the name of what a scope or the task serves.
    pub(super) leaves: Vec<(Place, &'static str)>,
    /// The highest number of a queue.
    pub(super) queue: Option<u64>,
    /// What is wrong.
    pub(super) problem: Option<&'static str>,
    path: Place,
    /// The children of the combinators that are being looked at, the innermost last.
    kids: Vec<Kid>,
    /// The fields that matter, but the children, of the parts that are being looked at.
    fields: Vec<Seen>,
    /// Inside of how many children that do not run.
    idle: u32,
    stack: Stack,
}

impl Probe {
    pub(super) fn new() -> Self {
        Probe {
            leaves: Vec::new(),
            queue: None,
            problem: None,
            path: Place::new(),
            kids: Vec::new(),
            fields: Vec::new(),
            idle: 0,
            stack: Stack::here(),
        }
    }

    fn leaf(&mut self, name: &'static str) -> Seen {
        if self.idle == 0 {
            self.leaves.push((self.path.clone(), name));
        }
        Seen::Life(Life::Waiting)
    }

    fn refuse(&mut self, problem: &'static str) -> fmt::Error {
        self.problem.get_or_insert(problem);
        fmt::Error
    }
}

/// What a value is where it stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Role {
    Any,
    /// That of a request.
    State,
    /// The children of a combinator, counted from here.
    Children(u32),
    Child(u32),
    /// The number of a queue.
    Queue,
}

pub(super) struct Prober<'p> {
    pub(super) probe: &'p mut Probe,
    pub(super) role: Role,
}

/// The parts of a value.
pub(super) struct Parts<'p> {
    prober: Prober<'p>,
    kind: Kind,
    index: u32,
    /// How many children the probe had before.
    kids: usize,
    /// Whether something inside waits.
    waits: bool,
    /// Whether something inside has ended, and yet is there.
    ended: bool,
    /// How many fields the probe had before.
    fields: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Plain,
    Group,
    Crew,
    Children,
    Ask,
    Cancelling,
    Instance,
    Map,
}

impl<'p> Prober<'p> {
    fn parts(self, kind: Kind) -> Parts<'p> {
        let index = match self.role {
            Role::Children(from) => from,
            _ => 0,
        };
        Parts {
            kids: self.probe.kids.len(),
            fields: self.probe.fields.len(),
            prober: self,
            kind,
            index,
            waits: false,
            ended: false,
        }
    }

    fn structure(self, name: &str) -> Parts<'p> {
        let kind = match name {
            GROUP => Kind::Group,
            CREW => Kind::Crew,
            ASK => Kind::Ask,
            CANCELLING => Kind::Cancelling,
            INSTANCE => Kind::Instance,
            _ => Kind::Plain,
        };
        let role = match name {
            SENDER | RECEIVER => Role::Queue,
            _ => self.role,
        };
        Prober { role, ..self }.parts(kind)
    }

    /// A child that is there.
    fn child<T: Serialize + ?Sized>(self, index: u32, variant: &str, value: &T) -> Told<Seen> {
        let probe = self.probe;
        let runs = variant == "Running";
        if runs {
            probe.path.push(index);
        } else {
            probe.idle += 1;
        }
        let prober = Prober {
            probe: &mut *probe,
            role: Role::Any,
        };
        let seen = prober.look(value)?;
        if runs {
            probe.path.pop();
        } else {
            probe.idle -= 1;
        }
        let kid = match (variant, seen) {
            ("Running", Seen::Life(Life::Waiting)) => Kid::Running,
            ("New", Seen::Life(Life::Ready)) => Kid::New,
            ("Running" | "New", Seen::Life(_)) => {
                return Err(probe.refuse("a child is not where its coroutine is"));
            }
            ("Running", _) => Kid::Running,
            ("New", _) => Kid::New,
            (_, Seen::Variant("Err")) => Kid::Failed,
            _ => Kid::Done,
        };
        probe.kids.push(kid);
        Ok(Seen::Kids)
    }
}

impl<'p> Looker for Prober<'p> {
    type Seen = Seen;
    type Parts = Parts<'p>;

    fn number(self, number: u64) -> Told<Seen> {
        if self.role == Role::Queue {
            self.probe.queue = self.probe.queue.max(Some(number));
        }
        Ok(Seen::Number(number))
    }

    fn text(self, text: &str) -> Told<Seen> {
        Ok(Seen::Start(text == START))
    }

    fn none(self) -> Told<Seen> {
        Ok(Seen::Absent)
    }

    fn unit_struct(self, name: &'static str) -> Told<Seen> {
        Ok(Seen::Variant(name))
    }

    fn unit_variant(self, name: &'static str, variant: &'static str) -> Told<Seen> {
        if name == LOCAL {
            return Ok(self.probe.leaf(variant));
        }
        Ok(match self.role {
            Role::Child(_) => {
                self.probe.kids.push(Kid::Gone);
                Seen::Kids
            }
            Role::State if variant == "Waiting" => Seen::Asking(name),
            _ => Seen::Variant(variant),
        })
    }

    fn newtype_variant<T: Serialize + ?Sized>(
        self,
        variant: &'static str,
        value: &T,
    ) -> Told<Seen> {
        match self.role {
            Role::Child(index) => self.child(index, variant, value),
            Role::State => Ok(Seen::Variant(variant)),
            _ => {
                let mut parts = self.parts(Kind::Plain);
                parts.walk(value, Role::Any)?;
                if parts.waits {
                    return look::Parts::leave(parts);
                }
                Ok(Seen::Variant(variant))
            }
        }
    }

    fn enter(self, form: Form) -> Parts<'p> {
        match (form, self.role) {
            (Form::Struct(name), _) => self.structure(name),
            (Form::Sequence, Role::Children(_)) => self.parts(Kind::Children),
            (Form::Map, _) => self.parts(Kind::Map),
            _ => self.parts(Kind::Plain),
        }
    }
}

impl Parts<'_> {
    fn walk<T: Serialize + ?Sized>(&mut self, value: &T, role: Role) -> Told<Seen> {
        if !self.prober.probe.stack.has_room() {
            return Err(fmt::Error);
        }
        let prober = Prober {
            probe: self.prober.probe,
            role,
        };
        let seen = prober.look(value)?;
        self.waits |= matches!(
            seen,
            Seen::Life(Life::Waiting) | Seen::Holds { waits: true, .. }
        );
        self.ended |= seen == Seen::Life(Life::Over);
        Ok(seen)
    }
}

impl look::Parts for Parts<'_> {
    type Seen = Seen;

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        let role = match self.kind {
            Kind::Children => Role::Child(self.index),
            _ => Role::Any,
        };
        self.index += 1;
        self.walk(value, role).map(|_| ())
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> fmt::Result {
        let role = match (self.kind, name) {
            (Kind::Group, "children") => Role::Children(0),
            (Kind::Crew, "body") => Role::Child(0),
            (Kind::Crew, "spawned") => Role::Children(1),
            (Kind::Ask, _) => Role::State,
            (Kind::Plain, _) if self.prober.role == Role::Queue => Role::Queue,
            _ => Role::Any,
        };
        let seen = self.walk(value, role)?;
        if self.kind != Kind::Plain && seen != Seen::Kids {
            self.prober.probe.fields.push(seen);
        }
        Ok(())
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        self.walk(key, Role::Any).map(|_| ())
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.walk(value, Role::Any).map(|_| ())
    }

    fn leave(self) -> Told<Seen> {
        if self.kind == Kind::Map {
            return Ok(Seen::Holds {
                waits: self.waits,
                ended: self.ended,
            });
        }
        let probe = self.prober.probe;
        let mut fields = [Seen::Nothing; 6];
        let own = probe.fields.drain(self.fields..);
        let count = fields
            .iter_mut()
            .zip(own)
            .map(|(field, seen)| *field = seen)
            .count();
        let life = match (self.kind, &fields[..count]) {
            (Kind::Crew | Kind::Children, _) => return Ok(Seen::Kids),
            (Kind::Group, fields) => {
                let whole = group(fields, &probe.kids[self.kids..]);
                probe.kids.truncate(self.kids);
                whole.map_err(|problem| probe.refuse(problem))?
            }
            (Kind::Ask, [Seen::Asking(answer)]) => return Ok(probe.leaf(answer)),
            (Kind::Ask, [Seen::Variant("New")]) | (Kind::Cancelling, [Seen::Number(0)]) => {
                Life::Ready
            }
            (Kind::Ask | Kind::Cancelling, _) => Life::Over,
            (Kind::Instance, [.., Seen::Holds { ended: true, .. }]) => {
                return Err(probe.refuse("a function waits for what has ended"));
            }
            (Kind::Instance, [_, Seen::Start(true), _]) => Life::Ready,
            (Kind::Instance, [_, Seen::Start(false), _]) => Life::Waiting,
            _ if self.waits => Life::Waiting,
            _ => return Ok(Seen::Nothing),
        };
        Ok(Seen::Life(life))
    }
}
