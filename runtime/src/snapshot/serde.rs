//! Instances as values of any serde format.
//!
//! Readable formats show `{"coroutine": .., "location": .., "state": {..}}`; others hold a frame as a byte string.

use alloc::{string::String, vec::Vec};
use core::{any::type_name, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Visitor},
    ser::{self, SerializeMap, SerializeStruct},
};

use super::{
    content::{Content, ContentDeserializer},
    read::{missing_variable, read_frame, unknown_location},
    write::write_frame,
};
use crate::{
    Definition, Instance, Location, RestoreError, Status,
    held::{Call, Erase, Erased, Place, Reading},
    machine::{Saved, Sink, Slot, Source, Unread},
    shape::Tell,
    storage::Storage,
    value::{Enclosed, FRAME, Lent, Stack, is_ours, lends},
};

const NAME: &str = "Instance";
const BUFFERED: &str =
    "a coroutine cannot be read inside of what is `flatten`, `untagged` or has a `tag`";
const FIELDS: &[&str] = &["coroutine", "location", "state"];

impl<D: Definition> Serialize for Instance<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.call().serialize(serializer)
    }
}

impl Serialize for Call<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.check_waiting().map_err(ser::Error::custom)?;
        if serializer.is_human_readable() && !is_ours::<S::Error>() {
            let mut readable = Readable {
                definition: self.definition,
                serializer: Some(serializer),
                result: None,
            };
            self.save(&mut readable);
            readable
                .result
                .unwrap_or_else(|| Err(ser::Error::custom("the coroutine waits nowhere")))
        } else {
            serializer.serialize_newtype_struct(FRAME, &Framed(*self))
        }
    }
}

/// An instance as a byte string.
struct Framed<'a>(Call<'a>);

impl Serialize for Framed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if lends::<S::Error>() {
            return serializer.serialize_unit().inspect_err(|error| {
                if let Some(lent) = Lent::by(error) {
                    lent.append(|out, stack| write_frame(self.0, out, stack));
                }
            });
        }
        let mut frame = Vec::with_capacity(self.0.definition.name.len() + 128);
        write_frame(self.0, &mut frame, Stack::here()).map_err(ser::Error::custom)?;
        serializer.serialize_bytes(&frame)
    }
}

struct Readable<S: Serializer> {
    definition: &'static Erased,
    serializer: Option<S>,
    result: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Sink for Readable<S> {
    fn save(&mut self, point: usize, variables: &[&dyn Saved]) {
        let location = &self.definition.locations[point];
        self.result = self.serializer.take().map(|serializer| {
            let mut fields = serializer.serialize_struct(NAME, FIELDS.len())?;
            fields.serialize_field(FIELDS[0], self.definition.name)?;
            fields.serialize_field(FIELDS[1], location.identity())?;
            fields.serialize_field(
                FIELDS[2],
                &ByName {
                    location,
                    variables,
                },
            )?;
            fields.end()
        });
    }
}

/// The variables of a point as a map from their names.
struct ByName<'a> {
    location: &'static Location,
    variables: &'a [&'a dyn Saved],
}

impl Serialize for ByName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = self.location.variables().iter().zip(self.variables);
        let present = named.filter(|(_, variable)| variable.is_present());
        let mut map = serializer.serialize_map(Some(present.clone().count()))?;
        for (name, variable) in present {
            map.serialize_entry(name, variable.as_serialize())?;
        }
        map.end()
    }
}

impl<'de, D: Definition> Deserialize<'de> for Instance<D> {
    fn deserialize<De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
        match deserialize(D::erased(), Reading::of::<D>(), deserializer) {
            Ok(read) => Ok(Instance::from_read(read)),
            Err(error) => Err(error),
        }
    }
}

/// Compiled once for all definitions that have the same storage.
fn deserialize<'de, S: Storage, De: Deserializer<'de>>(
    definition: &'static Erased,
    mut place: Reading<S>,
    deserializer: De,
) -> Result<(S::Read, Status), De::Error> {
    let unread = Unfinished {
        definition,
        place: &mut place,
    };
    let status = unread.deserialize(deserializer);
    place.end(status)
}

/// An instance that is being read.
struct Unfinished<'p> {
    definition: &'static Erased,
    place: &'p mut dyn Place,
}

impl<'de> DeserializeSeed<'de> for Unfinished<'_> {
    type Value = Status;

    fn deserialize<De: Deserializer<'de>>(self, deserializer: De) -> Result<Status, De::Error> {
        if deserializer.is_human_readable() && !is_ours::<De::Error>() {
            if !is_inside::<De::Error>() {
                return deserializer.deserialize_struct(NAME, FIELDS, ReadableVisitor(self));
            }
            let content = Content::deserialize(deserializer)?.into_deserializer();
            ContentDeserializer::deserialize_struct(content, NAME, FIELDS, ReadableVisitor(self))
        } else {
            deserializer.deserialize_newtype_struct(FRAME, FrameVisitor(self))
        }
    }
}

/// Whether an instance is read inside of another one.
///
/// The variables of that one are read through a deserializer without its type, and each instance would wrap it once more:
/// the stack that is needed would grow with the square of their number. So what is inside is kept first.
fn is_inside<E>() -> bool {
    type_name::<E>() == type_name::<erased_serde::Error>()
}

struct FrameVisitor<'p>(Unfinished<'p>);

impl<'de> Visitor<'de> for FrameVisitor<'_> {
    type Value = Status;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the bytes of a coroutine `{}`", self.0.definition.name)
    }

    fn visit_newtype_struct<De: Deserializer<'de>>(self, inner: De) -> Result<Status, De::Error> {
        if is_ours::<De::Error>() {
            // Serde has kept the bytes for later, and how deep they were is forgotten.
            return Err(de::Error::custom(BUFFERED));
        }
        inner.deserialize_bytes(self)
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Status, E> {
        self.0.frame(bytes, Stack::here()).map_err(E::custom)
    }

    /// Asked by this crate's own readers, which take an error out again as it was.
    fn visit_map<A: MapAccess<'de>>(self, mut frame: A) -> Result<Status, A::Error> {
        let entry = frame.next_entry::<u64, &[u8]>()?;
        let (stack, bytes) = entry.ok_or_else(|| de::Error::invalid_length(0, &self))?;
        self.0
            .frame(bytes, Stack::from_number(stack))
            .map_err(|error| de::Error::custom(Enclosed(&error)))
    }

    /// Asked by a tracer, which wants to know the definition and needs something to go on with.
    fn visit_enum<A: EnumAccess<'de>>(self, tracer: A) -> Result<Status, A::Error> {
        let Unfinished { definition, place } = self.0;
        tracer.variant_seed(Tell(definition))?;
        let unreal = place.unreal();
        unreal.map_err(|Unread| de::Error::custom("the vacant state has no variables"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Status, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = seq.next_element()? {
            bytes.push(byte);
        }
        self.visit_bytes(&bytes)
    }
}

impl Unfinished<'_> {
    fn frame(self, bytes: &[u8], stack: Stack) -> Result<Status, RestoreError> {
        read_frame(self.definition, bytes, stack, self.place)
    }

    fn state_at(&mut self, location: &'static Location) -> State<'_> {
        State {
            definition: self.definition,
            location,
            place: &mut *self.place,
        }
    }
}

struct ReadableVisitor<'p>(Unfinished<'p>);

impl<'de> Visitor<'de> for ReadableVisitor<'_> {
    type Value = Status;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a coroutine `{}`", self.0.definition.name)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Status, A::Error> {
        let definition = self.0.definition;
        let (mut named, mut location) = (false, None);
        let (mut restored, mut early) = (None, None);
        while let Some(field) = map.next_key::<String>()? {
            match field.as_str() {
                "coroutine" => {
                    check_name(definition, &map.next_value::<String>()?)?;
                    named = true;
                }
                "location" => location = Some(find_location(definition, map.next_value()?)?),
                "state" => match location {
                    Some(location) => {
                        restored = Some(map.next_value_seed(self.0.state_at(location))?);
                    }
                    // A store has sorted the fields: the variables wait until it is known which they are.
                    None => early = Some(map.next_value::<Content>()?),
                },
                _ => {
                    map.next_value::<de::IgnoredAny>()?;
                }
            }
        }
        if !named {
            return Err(de::Error::missing_field(FIELDS[0]));
        }
        let location = location.ok_or_else(|| de::Error::missing_field(FIELDS[1]))?;
        match (restored, early) {
            (Some(restored), _) => Ok(restored),
            (None, Some(state)) => self
                .0
                .state_at(location)
                .deserialize(state.into_deserializer()),
            (None, None) => Err(de::Error::missing_field(FIELDS[2])),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Status, A::Error> {
        let definition = self.0.definition;
        let missing = |index| move || de::Error::invalid_length(index, &"three fields");
        check_name(
            definition,
            &seq.next_element::<String>()?.ok_or_else(missing(0))?,
        )?;
        let location = find_location(definition, seq.next_element()?.ok_or_else(missing(1))?)?;
        seq.next_element_seed(self.0.state_at(location))?
            .ok_or_else(missing(2))
    }
}

fn check_name<E: de::Error>(definition: &Erased, found: &str) -> Result<(), E> {
    if found == definition.name {
        return Ok(());
    }
    Err(E::custom(RestoreError::WrongDefinition {
        expected: definition.name.into(),
        found: found.into(),
    }))
}

fn find_location<E: de::Error>(definition: &Erased, found: String) -> Result<&'static Location, E> {
    definition
        .locations
        .iter()
        .find(|location| location.answers_to_text(&found))
        .ok_or_else(|| E::custom(unknown_location(definition, found)))
}

/// Reads the variables of one point.
struct State<'p> {
    definition: &'static Erased,
    location: &'static Location,
    place: &'p mut dyn Place,
}

impl<'de> DeserializeSeed<'de> for State<'_> {
    type Value = Status;

    fn deserialize<De: Deserializer<'de>>(self, deserializer: De) -> Result<Status, De::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for State<'_> {
    type Value = Status;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.definition.name;
        write!(f, "the variables of `{name}` at {}", self.location)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Status, A::Error> {
        let mut source = Entries {
            definition: self.definition.name,
            location: self.location,
            map,
            error: None,
        };
        let read = self.place.read(self.location, &mut source);
        match (read, source.error) {
            (Ok(status), _) => Ok(status),
            (Err(Unread), Some(error)) => Err(error),
            (Err(Unread), None) => unreachable!("a source that fails knows why"),
        }
    }
}

/// A map from names, to be read into the slots of one point.
struct Entries<A, E> {
    definition: &'static str,
    location: &'static Location,
    map: A,
    /// The format's own error, which knows where in the text it is.
    error: Option<E>,
}

impl<'de, A: MapAccess<'de>> Source for Entries<A, A::Error> {
    fn load(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), Unread> {
        if let Err(error) = self.fill(slots) {
            self.error = Some(error);
            return Err(Unread);
        }
        let empty = |slot: &dyn Slot| slot.traced().is_some() && !slot.is_filled();
        let mut names = self.location.variables().iter().zip(&*slots);
        if let Some((name, _)) = names.find(|(_, slot)| empty(&***slot) && !slot.has_default()) {
            let missing = missing_variable(self.definition, self.location, name);
            self.error = Some(de::Error::custom(missing));
            return Err(Unread);
        }
        for slot in slots.iter_mut().filter(|slot| empty(&***slot)) {
            slot.fill_default();
        }
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>> Entries<A, A::Error> {
    fn fill(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), A::Error> {
        let names = self.location.variables();
        while let Some(key) = self.map.next_key::<String>()? {
            let mut fitting = names.iter().zip(slots.iter_mut());
            match fitting
                .find(|(name, slot)| **name == key && slot.traced().is_some() && !slot.is_filled())
            {
                Some((_, slot)) => self.map.next_value_seed(Value(&mut **slot))?,
                None => {
                    self.map.next_value::<de::IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Reads one variable.
struct Value<'a>(&'a mut dyn Slot);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<De: Deserializer<'de>>(self, deserializer: De) -> Result<(), De::Error> {
        let mut erased = <dyn erased_serde::Deserializer<'_>>::erase(deserializer);
        self.0.deserialize(&mut erased).map_err(de::Error::custom)
    }
}
