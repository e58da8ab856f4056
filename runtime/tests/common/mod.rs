//! Definitions written by hand, so that the runtime is tested without the macro.
#![allow(non_camel_case_types, reason = "a definition is named as its function")]
#![allow(dead_code, reason = "every test uses some of them")]
#![allow(missing_docs, unreachable_pub, reason = "a module of the tests")]

use std::marker::PhantomData;

use resumable::{__private::v1 as rt, Definition, Instance, Location, Step};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

/// The crc32 of a variable's name, as the macro computes it.
const fn crc32(name: &str) -> u32 {
    let (bytes, mut crc, mut index) = (name.as_bytes(), u32::MAX, 0);
    while index < bytes.len() {
        crc ^= bytes[index] as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
            bit += 1;
        }
        index += 1;
    }
    !crc & 0xFF_FFFF
}

/// `for i in 0..n { yield_!(i) }; n`
pub struct counter {}

pub fn counter(n: u32) -> Instance<counter> {
    Instance::new((n,))
}

impl Definition for counter {
    type Args = (u32,);
    type Yield = u32;
    type Resume = ();
    type Return = u32;
    const NAME: &'static str = "tests::counter";
    const LOCATIONS: &'static [Location] = &[
        rt::location(
            0,
            None,
            "start",
            0x1111_1111,
            "src/main.rs",
            2,
            1,
            &["n"],
            &[crc32("n")],
            &[],
        ),
        rt::location(
            1,
            None,
            "yield_!(i)",
            0x2222_2222,
            "src/main.rs",
            5,
            24,
            &["n", "i"],
            &[crc32("n"), crc32("i")],
            &[],
        ),
    ];

    type Storage = rt::Boxed<u32, (), u32>;

    fn tables() -> &'static rt::Tables {
        static TABLES: rt::Tables = rt::Tables::new();
        &TABLES
    }

    fn machine()
    -> impl rt::HeldIn<Self::Storage, Args = (u32,), Yield = u32, Resume = (), Return = u32, State: Send>
    {
        use rt::PlainCarrier as _;
        enum State<T0, T1> {
            Start { n: T0 },
            P1 { n: T0, i: T1 },
            Vacant,
        }
        rt::Carrier::<u32, u32>::new().machine(
            |(n,): (u32,)| State::Start { n },
            |state: &mut State<u32, u32>, _: Option<()>| {
                let (n, i) = match std::mem::replace(state, State::Vacant) {
                    State::Start { n } => (n, 0),
                    State::P1 { n, i } => (n, i + 1),
                    State::Vacant => rt::vacant(),
                };
                if i == n {
                    return rt::Step::Complete(n);
                }
                *state = State::P1 { n, i };
                rt::Step::Yielded(i)
            },
            |state, sink| match state {
                State::Start { n } => sink.save(0, &[rt::live(n)]),
                State::P1 { n, i } => sink.save(1, &[rt::live(n), rt::live(i)]),
                State::Vacant => {}
            },
            |point, source| match point {
                0 => {
                    let mut n = rt::Loaded::empty();
                    source.load(&mut [&mut n])?;
                    Ok(State::Start { n: n.take()? })
                }
                1 => {
                    let (mut n, mut i) = (rt::Loaded::empty(), rt::Loaded::empty());
                    source.load(&mut [&mut n, &mut i])?;
                    Ok(State::P1 {
                        n: n.take()?,
                        i: i.take()?,
                    })
                }
                _ => Ok(State::Vacant),
            },
        )
    }
}

/// What [`hold`] may hold and do.
pub trait Conduct: 'static {
    /// What the function is called, and what its variable is.
    const NAME: &'static str;
    const LOCATIONS: &'static [Location] = &[
        rt::location(
            0,
            None,
            "start",
            1,
            "src/hold.rs",
            1,
            1,
            &["value"],
            &[crc32("value")],
            &[],
        ),
        rt::location(
            1,
            Some("held"),
            "held",
            2,
            "src/hold.rs",
            2,
            5,
            &["value"],
            &[crc32("value")],
            &[],
        ),
    ];
    type Value: rt::Live;
    /// What the body does with its value after each yield: `None` to go on, `Some` to return.
    fn turn(value: &mut Self::Value, said: Option<String>) -> Option<String>;
}

/// `loop { yield_!('held: ()); match C::turn(&mut value, answer) { Some(end) => return end, None => {} } }`,
/// generic over what it holds.
pub struct hold<C> {
    conduct: PhantomData<C>,
}

pub fn hold<C: Conduct>(value: C::Value) -> Instance<hold<C>> {
    Instance::new((value,))
}

impl<C: Conduct> Definition for hold<C> {
    type Args = (C::Value,);
    type Yield = ();
    type Resume = String;
    type Return = String;
    const NAME: &'static str = C::NAME;
    const LOCATIONS: &'static [Location] = C::LOCATIONS;

    type Storage = rt::Boxed<(), String, String>;

    fn tables() -> &'static rt::Tables {
        static TABLES: rt::Tables = rt::Tables::new();
        &TABLES
    }

    fn machine() -> impl rt::HeldIn<
        Self::Storage,
        Args = (C::Value,),
        Yield = (),
        Resume = String,
        Return = String,
        State: Send,
    > {
        use rt::PlainCarrier as _;
        enum State<T> {
            Start { value: T },
            P1 { value: T },
            Vacant,
        }
        rt::Carrier::<(), String>::new().machine(
            |(value,): (C::Value,)| State::Start { value },
            |state: &mut State<C::Value>, said: Option<String>| {
                let (State::Start { mut value } | State::P1 { mut value }) =
                    std::mem::replace(state, State::Vacant)
                else {
                    rt::vacant()
                };
                if let Some(end) = C::turn(&mut value, said) {
                    return rt::Step::Complete(end);
                }
                *state = State::P1 { value };
                rt::Step::Yielded(())
            },
            |state, sink| match state {
                State::Start { value } => sink.save(0, &[rt::live(value)]),
                State::P1 { value } => sink.save(1, &[rt::live(value)]),
                State::Vacant => {}
            },
            |point, source| {
                if point > 1 {
                    return Ok(State::Vacant);
                }
                let mut value = rt::Loaded::empty();
                source.load(&mut [&mut value])?;
                let value = value.take()?;
                Ok(match point {
                    0 => State::Start { value },
                    _ => State::P1 { value },
                })
            },
        )
    }
}

/// Collects what it is told; ends at "end", panics at "panic".
pub struct Collect;

impl Conduct for Collect {
    const NAME: &'static str = "tests::collect";
    type Value = Vec<String>;

    fn turn(value: &mut Vec<String>, said: Option<String>) -> Option<String> {
        match said?.as_str() {
            "end" => return Some(value.join(" ")),
            "panic" => panic!("told to"),
            word => value.push(word.into()),
        }
        None
    }
}

/// Holds a counter that it runs one step a turn.
pub struct Parent;

impl Conduct for Parent {
    const NAME: &'static str = "tests::parent";
    type Value = Instance<counter>;

    fn turn(child: &mut Instance<counter>, said: Option<String>) -> Option<String> {
        let step = if said.is_none() {
            rt::start_child(child)
        } else {
            rt::resume_child(child, ())
        };
        match step {
            Step::Yielded(_) => None,
            Step::Complete(n) => Some(n.to_string()),
        }
    }
}

/// Holds a parent: two levels of instances in an instance.
pub struct Grandparent;

impl Conduct for Grandparent {
    const NAME: &'static str = "tests::grandparent";
    type Value = Instance<hold<Parent>>;

    fn turn(child: &mut Instance<hold<Parent>>, said: Option<String>) -> Option<String> {
        let step = match said {
            None => child.start(),
            Some(said) => child.resume(said),
        };
        step.complete()
    }
}

/// Holds what does not serialize above 9, and does not deserialize above 6.
pub struct Picky;

#[derive(Debug, PartialEq)]
pub struct Digit(pub u8);

impl Serialize for Digit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 > 9 {
            return Err(ser::Error::custom(format_args!("{} is no digit", self.0)));
        }
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Digit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u8::deserialize(deserializer)? {
            digit @ 0..=6 => Ok(Digit(digit)),
            other => Err(de::Error::custom(format_args!("{other} is too much"))),
        }
    }
}

impl Conduct for Picky {
    const NAME: &'static str = "tests::picky";
    type Value = Vec<Digit>;

    fn turn(_: &mut Vec<Digit>, said: Option<String>) -> Option<String> {
        said
    }
}

/// [`Collect`] after an edit: its variable has another name.
pub struct Renamed;

impl Conduct for Renamed {
    const NAME: &'static str = "tests::collect";
    const LOCATIONS: &'static [Location] = &[
        rt::location(
            0,
            None,
            "start",
            1,
            "src/hold.rs",
            1,
            1,
            &["words"],
            &[crc32("words")],
            &[],
        ),
        rt::location(
            1,
            Some("held"),
            "held",
            2,
            "src/hold.rs",
            2,
            5,
            &["words"],
            &[crc32("words")],
            &[],
        ),
    ];
    type Value = Vec<String>;

    fn turn(_: &mut Vec<String>, said: Option<String>) -> Option<String> {
        said
    }
}

/// [`Collect`] after another edit: its yield is gone.
pub struct Relabelled;

impl Conduct for Relabelled {
    const NAME: &'static str = "tests::collect";
    const LOCATIONS: &'static [Location] = &[
        rt::location(
            0,
            None,
            "start",
            1,
            "src/hold.rs",
            1,
            1,
            &["value"],
            &[crc32("value")],
            &[],
        ),
        rt::location(
            1,
            Some("kept"),
            "kept",
            3,
            "src/hold.rs",
            2,
            5,
            &["value"],
            &[crc32("value")],
            &[],
        ),
    ];
    type Value = Vec<String>;

    fn turn(_: &mut Vec<String>, said: Option<String>) -> Option<String> {
        said
    }
}

/// [`Collect`] after a third edit: its variable has another type.
pub struct Retyped;

impl Conduct for Retyped {
    const NAME: &'static str = "tests::collect";
    type Value = bool;

    fn turn(_: &mut bool, said: Option<String>) -> Option<String> {
        said
    }
}
