//! A type's shape, found out by watching its own `Deserialize`.
//!
//! The idea is that of the crate `serde-reflection` (<https://docs.rs/serde-reflection>): a deserializer that notes
//! what it is asked for and answers with made-up values. What differs:
//! - types are told apart by the names of their visitors, and not by the names that they tell serde;
//! - a value that a type refuses is replaced by the [next sample](super::samples), the last one given first;
//! - nothing fails: what no sample is accepted for is known by what was seen of it and by its name.
//!
//! No value that was made is dropped: its `Drop` would not know that it is made up.
//!
//! A value gives one variant of each enum at the most, so the type is read as often as there is one left to try.
//! Every value that was made is written and read back, which shows whether the plain encoding holds it.

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};
use core::{any::type_name, fmt};

use serde::de::{self, DeserializeOwned};

use super::{
    DESCRIBED, Shape, Traced,
    answers::Sequence,
    nodes::{Content, Format, Inside, Key, Kind, Node, Nodes},
    short_name,
};
use crate::{
    Live,
    held::Erased,
    value::{DEEPEST, Reader, Writer},
};

/// How many values a type may be shown, over all.
const MOST_ANSWERS: usize = 1 << 21;
/// How many values of it may be tried to be made for one variant.
const MOST_TRIES: usize = 400;

/// Traces a type that is written and read.
pub(super) fn trace<T: Live>() -> Traced {
    let mut tracer = Tracer::new();
    tracer.run::<T>(&mut |tracer, value| {
        tracer.described |= !plain_holds(value, &tracer.nodes);
    });
    tracer.finish::<T>()
}

/// Traces a type that is only read.
pub(super) fn trace_unwritten<T: DeserializeOwned + 'static>() -> Traced {
    let mut tracer = Tracer::new();
    tracer.run::<T>(&mut |_, _| {});
    tracer.finish::<T>()
}

/// Whether the plain encoding gives the value back, and numbers its enums' variants as they are read.
fn plain_holds<T: Live>(value: &T, nodes: &Nodes) -> bool {
    let (mut out, mut alike) = (Vec::new(), true);
    let mut audit =
        |name: &str, index: u32, variant: &str| alike &= nodes.numbers(name, index, variant);
    let mut writer = Writer::auditing(&mut out, &mut audit);
    let written = value.serialize(&mut writer);
    if let Err(error) = written {
        // What cannot be written at all is reported when it is saved.
        return !error.is_not_plain();
    }
    let mut reader = Reader::new(&out, DEEPEST);
    let read = T::deserialize(&mut reader).map(core::mem::forget);
    alike && read.is_ok() && reader.finish().is_ok()
}

/// What the next value is to be.
enum Choice {
    /// One of so many samples.
    Sample { taken: usize, of: usize },
    /// A variant of an enum; whether it is tried for the first time.
    Variant { key: Key, index: usize, first: bool },
}

impl Choice {
    fn is_first(&self) -> bool {
        matches!(self, Choice::Variant { first: true, .. })
    }
}

/// The deserializer.
pub(super) struct Tracer {
    pub(super) nodes: Nodes,
    /// The choices of this try; those before `next` have been made.
    script: Vec<Choice>,
    next: usize,
    /// The types around.
    open: Vec<Key>,
    /// The variants that are being tried.
    pub(super) trying: Vec<(Key, usize)>,
    /// What has been seen of the variants that have not succeeded yet.
    seen: Vec<((Key, usize), Inside)>,
    /// What the value read last looked like.
    pub(super) last: Format,
    pub(super) coroutines: Vec<&'static Erased>,
    answers: usize,
    pub(super) described: bool,
    failed: bool,
}

impl Tracer {
    fn new() -> Self {
        Tracer {
            nodes: Nodes::default(),
            script: Vec::new(),
            next: 0,
            open: Vec::new(),
            trying: Vec::new(),
            seen: Vec::new(),
            last: Format::Unknown,
            coroutines: Vec::new(),
            answers: 0,
            described: false,
            failed: false,
        }
    }

    /// Makes values until every variant has been tried.
    fn run<T: DeserializeOwned>(&mut self, inspect: &mut dyn FnMut(&mut Self, &T)) {
        let mut tries = 0;
        loop {
            self.next = 0;
            self.open.clear();
            self.trying.clear();
            let (root, made) = self.read(|tracer| match unpanicking(|| T::deserialize(tracer)) {
                Some(made) => made.map(Some),
                None => Ok(None),
            });
            let done = match made {
                Ok(Some(value)) => {
                    inspect(self, &value);
                    // A made-up value's `Drop` might do something to the world.
                    core::mem::forget(value);
                    let further = self.script.iter().any(Choice::is_first);
                    (tries, self.script) = (0, Vec::new());
                    let complete = self.nodes.is_complete(&root);
                    self.failed |= !complete && !further;
                    complete || !further
                }
                Err(_) if self.answers < MOST_ANSWERS => {
                    tries += 1;
                    if tries > MOST_TRIES || !self.other_sample() {
                        tries = 0;
                        self.failed = !self.give_variant_up();
                    }
                    self.failed
                }
                _ => {
                    self.failed = true;
                    true
                }
            };
            if done || self.answers > MOST_ANSWERS {
                self.failed |= !done;
                self.last = root;
                return;
            }
        }
    }

    /// Goes on to the next sample of the value given last; whether there was one for the variant that is being tried.
    fn other_sample(&mut self) -> bool {
        self.script.truncate(self.next);
        while let Some(choice) = self.script.last_mut() {
            match choice {
                Choice::Sample { taken, of } if *taken + 1 < *of => {
                    *taken += 1;
                    return true;
                }
                Choice::Variant { first: true, .. } => return false,
                _ => {
                    self.script.pop();
                }
            }
        }
        false
    }

    /// Counts the variant tried last as one of which no value can be made; whether there was one.
    fn give_variant_up(&mut self) -> bool {
        while let Some(choice) = self.script.pop() {
            let Choice::Variant {
                key,
                index,
                first: true,
            } = choice
            else {
                continue;
            };
            let seen = self
                .seen
                .iter()
                .rev()
                .find(|(which, _)| *which == (key, index));
            // What is refused without a look at its content is refused whatever that is, as what is for another platform.
            let content = match seen {
                Some((_, inside)) => Content::Failed(Box::new(inside.clone())),
                None => Content::Known(Box::new(Inside::Unit)),
            };
            if let Some(Node::Enum(variants)) = self.nodes.0.get_mut(&key)
                && let Some(place) = variants.contents.get_mut(index)
            {
                *place = content;
            }
            return true;
        }
        false
    }

    fn finish<T: 'static>(self) -> Traced {
        let (shape, whole) = self.nodes.shape(&self.last);
        let opaque = self.failed || !whole || shape == Shape::Any;
        let shape = if opaque {
            Shape::Opaque(short_name::<T>(), Box::new(shape))
        } else {
            shape
        };
        // Whether the plain encoding holds what could not be made is not known.
        let described = u32::from(self.described || opaque) * DESCRIBED;
        Traced {
            fingerprint: shape.fingerprint() | described,
            shape,
            coroutines: self.coroutines,
        }
    }

    /// The number of the sample to give, of so many.
    pub(super) fn sample(&mut self, of: usize) -> usize {
        self.answers += 1;
        let place = self.next;
        self.next += 1;
        match self.script.get(place) {
            Some(Choice::Sample { taken, .. }) => *taken,
            // A type that asks differently the second time gets something.
            Some(Choice::Variant { .. }) => 0,
            None => {
                self.script.push(Choice::Sample { taken: 0, of });
                0
            }
        }
    }

    /// Reads a value; what it looks like.
    pub(super) fn read<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Refused>,
    ) -> (Format, Result<T, Refused>) {
        self.last = Format::Unknown;
        let result = read(self);
        let format = match core::mem::replace(&mut self.last, Format::Unknown) {
            // A type that asks for nothing takes no bytes.
            Format::Unknown if result.is_ok() => Format::Leaf(Shape::Unit),
            format => format,
        };
        (format, result)
    }

    /// The enum has fewer variants than names, as it has aliases.
    pub(super) fn no_such_variant(&mut self, key: Key, index: usize) {
        if let Some(Node::Enum(variants)) = self.nodes.0.get_mut(&key) {
            variants.contents.truncate(index.max(1));
        }
    }

    /// Notes what a value without others inside looks like.
    pub(super) fn leaf(&mut self, shape: Shape) {
        self.last = Format::Leaf(shape);
    }

    /// Reads what has others inside. `read` is told whether it should end soon, and gives what it has seen.
    pub(super) fn composite<V, T>(
        &mut self,
        kind: Kind,
        read: impl FnOnce(&mut Self, Key, bool) -> (Option<Node>, Result<T, Refused>),
    ) -> Result<T, Refused> {
        let key = Key {
            kind,
            visitor: type_name::<V>(),
        };
        let ending = self.open.contains(&key) || self.answers > MOST_ANSWERS / 2;
        self.answers += 1;
        if self.answers > MOST_ANSWERS {
            return Err(Refused);
        }
        self.open.push(key);
        let (node, result) = read(self, key, ending);
        self.open.pop();
        if let Some(node) = node
            && (result.is_ok() || !self.nodes.0.contains_key(&key))
        {
            self.nodes.0.insert(key, node);
        }
        self.last = Format::Node(key);
        result
    }

    /// Reads so many values one after the other, through what `visit` does with a sequence.
    pub(super) fn sequence<T>(
        &mut self,
        length: usize,
        visit: impl FnOnce(Sequence<'_>) -> Result<T, Refused>,
    ) -> (Vec<Format>, Result<T, Refused>) {
        let mut formats = Vec::new();
        let result = visit(Sequence {
            tracer: self,
            left: length,
            formats: &mut formats,
        });
        (formats, result)
    }

    /// The names of the fields that have been seen.
    pub(super) fn named(
        fields: &'static [&'static str],
        formats: Vec<Format>,
    ) -> Vec<(String, Format)> {
        let formats = formats.into_iter().enumerate();
        // With aliases there are more names than fields, and which is whose is not told.
        let aliased = formats.len() != fields.len();
        let name = |index: usize| {
            if aliased {
                alloc::format!("{index} of {}", fields.join("|"))
            } else {
                fields[index].to_string()
            }
        };
        formats
            .map(|(index, format)| (name(index), format))
            .collect()
    }

    /// The variant to make.
    pub(super) fn variant(&mut self, key: Key, recursive: bool) -> Result<usize, Refused> {
        let place = self.next;
        self.next += 1;
        if let Some(choice) = self.script.get(place) {
            return match choice {
                Choice::Variant { key: of, index, .. } if *of == key => Ok(*index),
                _ => Err(Refused),
            };
        }
        let Some(Node::Enum(variants)) = self.nodes.0.get(&key) else {
            return Err(Refused);
        };
        let free = |index: &usize| !self.trying.contains(&(key, *index));
        let untried = || {
            let all = 0..variants.contents.len();
            all.filter(free)
                .find(|index| matches!(variants.contents[*index], Content::Untried))
        };
        let unfinished = || {
            variants.contents.iter().position(|content| match content {
                Content::Known(inside) => !inside
                    .formats()
                    .all(|format| self.nodes.is_complete(format)),
                _ => false,
            })
        };
        let index = match (recursive, variants.base) {
            (true, Some(base)) => Some(base),
            (true, None) => untried(),
            (false, base) => untried().or_else(unfinished).or(base),
        };
        let index = index.ok_or(Refused)?;
        let first = matches!(variants.contents[index], Content::Untried);
        self.script.push(Choice::Variant { key, index, first });
        Ok(index)
    }

    /// Notes what is inside of a variant, whether or not it was read to its end.
    pub(super) fn note_variant(&mut self, key: Key, index: usize, inside: Inside, done: bool) {
        let Some(Node::Enum(variants)) = self.nodes.0.get_mut(&key) else {
            return;
        };
        if done {
            variants.contents[index] = Content::Known(Box::new(inside));
            variants.base.get_or_insert(index);
        } else {
            self.seen.push(((key, index), inside));
        }
    }
}

/// What `read` gives, unless it panics.
#[cfg(feature = "std")]
fn unpanicking<T>(read: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(core::panic::AssertUnwindSafe(read)).ok()
}

#[cfg(not(feature = "std"))]
fn unpanicking<T>(read: impl FnOnce() -> T) -> Option<T> {
    Some(read())
}

/// Whether a deserializer with this type of errors makes up its values.
pub(crate) fn is_made_up<E>() -> bool {
    core::any::type_name::<E>() == core::any::type_name::<Refused>()
}

/// A type does not accept a value; why does not matter.
#[derive(Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sample was not accepted")
    }
}

impl core::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Refused
    }
}
