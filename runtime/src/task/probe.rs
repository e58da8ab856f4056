//! A serializer that keeps nothing of a task but what waits in it and where, and refuses what no task can be.
//!
//! It knows the parts by the names that they are serialized under, as `walk` does.

use alloc::vec::Vec;
use core::fmt;

use serde::{Serialize, ser};

use super::{
    local::LOCAL,
    protocol::Place,
    queue::{RECEIVER, SENDER},
    seen::{Kid, Life, Seen, group},
    walk::{ASK, CREW, GROUP},
};
use crate::value::Stack;

const CANCELLING: &str = "$resumable::Cancelling";
/// What `Instance` is serialized as, where that is readable.
const INSTANCE: &str = "Instance";
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

    fn sequence(self) -> Parts<'p> {
        let kind = match self.role {
            Role::Children(_) => Kind::Children,
            _ => Kind::Plain,
        };
        self.parts(kind)
    }

    /// A child that is there.
    fn child<T: Serialize + ?Sized>(
        self,
        index: u32,
        variant: &str,
        value: &T,
    ) -> Result<Seen, fmt::Error> {
        let probe = self.probe;
        let runs = variant == "Running";
        if runs {
            probe.path.push(index);
        } else {
            probe.idle += 1;
        }
        let seen = value.serialize(Prober {
            probe: &mut *probe,
            role: Role::Any,
        })?;
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

impl Parts<'_> {
    fn walk<T: Serialize + ?Sized>(&mut self, value: &T, role: Role) -> Result<Seen, fmt::Error> {
        if !self.prober.probe.stack.has_room() {
            return Err(fmt::Error);
        }
        let seen = value.serialize(Prober {
            probe: self.prober.probe,
            role,
        })?;
        self.waits |= matches!(
            seen,
            Seen::Life(Life::Waiting) | Seen::Holds { waits: true, .. }
        );
        self.ended |= seen == Seen::Life(Life::Over);
        Ok(seen)
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        let role = match self.kind {
            Kind::Children => Role::Child(self.index),
            _ => Role::Any,
        };
        self.index += 1;
        self.walk(value, role).map(|_| ())
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> fmt::Result {
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

    fn leave(self) -> Result<Seen, fmt::Error> {
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

    /// The variables of a function, or a map.
    fn leave_map(self) -> Seen {
        Seen::Holds {
            waits: self.waits,
            ended: self.ended,
        }
    }
}

macro_rules! numbers {
    ($($method:ident($ty:ty)),* $(,)?) => {
        $(
            fn $method(self, number: $ty) -> Result<Seen, fmt::Error> {
                self.serialize_u64(number.into())
            }
        )*
    };
}

macro_rules! ignored {
    ($($method:ident($ty:ty)),* $(,)?) => {
        $(
            fn $method(self, _: $ty) -> Result<Seen, fmt::Error> {
                Ok(Seen::Nothing)
            }
        )*
    };
}

impl<'p> ser::Serializer for Prober<'p> {
    type Ok = Seen;
    type Error = fmt::Error;
    type SerializeSeq = Parts<'p>;
    type SerializeTuple = Parts<'p>;
    type SerializeTupleStruct = Parts<'p>;
    type SerializeTupleVariant = Parts<'p>;
    type SerializeMap = Parts<'p>;
    type SerializeStruct = Parts<'p>;
    type SerializeStructVariant = Parts<'p>;

    numbers!(
        serialize_bool(bool),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
    );

    ignored!(
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u128(u128),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_bytes(&[u8]),
    );

    fn serialize_u64(self, number: u64) -> Result<Seen, fmt::Error> {
        if self.role == Role::Queue {
            self.probe.queue = self.probe.queue.max(Some(number));
        }
        Ok(Seen::Number(number))
    }

    fn serialize_str(self, text: &str) -> Result<Seen, fmt::Error> {
        Ok(Seen::Start(text == START))
    }

    fn serialize_none(self) -> Result<Seen, fmt::Error> {
        Ok(Seen::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Seen, fmt::Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Seen, fmt::Error> {
        Ok(Seen::Nothing)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<Seen, fmt::Error> {
        Ok(Seen::Variant(name))
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Seen, fmt::Error> {
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

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Seen, fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Seen, fmt::Error> {
        match self.role {
            Role::Child(index) => self.child(index, variant, value),
            Role::State => Ok(Seen::Variant(variant)),
            _ => {
                let mut parts = self.parts(Kind::Plain);
                parts.walk(value, Role::Any)?;
                if parts.waits {
                    return parts.leave();
                }
                Ok(Seen::Variant(variant))
            }
        }
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'p>, fmt::Error> {
        Ok(self.sequence())
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'p>, fmt::Error> {
        Ok(self.sequence())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'p>, fmt::Error> {
        Ok(self.parts(Kind::Plain))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Parts<'p>, fmt::Error> {
        Ok(self.parts(Kind::Plain))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'p>, fmt::Error> {
        Ok(self.parts(Kind::Plain))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts<'p>, fmt::Error> {
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
        Ok(Prober { role, ..self }.parts(kind))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Parts<'p>, fmt::Error> {
        Ok(self.parts(Kind::Plain))
    }
}

macro_rules! compounds {
    ($($compound:ident: $($method:ident)?, $($name:ident)?;)*) => {
        $(
            impl ser::$compound for Parts<'_> {
                type Ok = Seen;
                type Error = fmt::Error;

                $(
                    fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
                        self.element(value)
                    }
                )?

                $(
                    fn $name<T: Serialize + ?Sized>(
                        &mut self,
                        name: &'static str,
                        value: &T,
                    ) -> fmt::Result {
                        self.field(name, value)
                    }
                )?

                fn end(self) -> Result<Seen, fmt::Error> {
                    self.leave()
                }
            }
        )*
    };
}

compounds!(
    SerializeSeq: serialize_element, ;
    SerializeTuple: serialize_element, ;
    SerializeTupleStruct: serialize_field, ;
    SerializeTupleVariant: serialize_field, ;
    SerializeStruct: , serialize_field;
    SerializeStructVariant: , serialize_field;
);

impl ser::SerializeMap for Parts<'_> {
    type Ok = Seen;
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        self.walk(key, Role::Any).map(|_| ())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.walk(value, Role::Any).map(|_| ())
    }

    fn end(self) -> Result<Seen, fmt::Error> {
        Ok(self.leave_map())
    }
}
