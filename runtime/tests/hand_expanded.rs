//! The expansion of `counter`, written by hand: what the macro has to produce and the runtime has to drive.
#![allow(non_camel_case_types, reason = "a definition is named as its function")]
#![allow(
    unused_assignments,
    clippy::nonminimal_bool,
    clippy::redundant_else,
    reason = "the expansion follows the body's structure, and carries the same `allow`"
)]

use resumable::__private::v1 as rt;
use resumable::{Instance, Step};

// #[resumable(yield = u32)]
// fn counter(n: u32) -> u32 {
//     let mut i = 0;
//     while i < n {
//         yield_!(i);
//         i += 1;
//     }
//     i
// }

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

struct counter {}

fn counter(n: u32) -> Instance<counter> {
    Instance::new((n,))
}

impl resumable::Definition for counter {
    type Args = (u32,);
    type Yield = u32;
    type Resume = ();
    type Return = u32;
    const NAME: &'static str = concat!(module_path!(), "::", "counter");
    const LOCATIONS: &'static [resumable::Location] = &[
        rt::location(
            0,
            None,
            "start",
            0x1111_1111,
            file!(),
            9,
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
            file!(),
            12,
            9,
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
        #[allow(unused_imports)]
        use rt::PlainCarrier as _;
        enum State<T0, T1> {
            Start { n: T0 },
            P1 { n: T0, i: T1 },
            Vacant,
        }
        rt::Carrier::<u32, u32>::new().machine(
            |(n,): (u32,)| State::Start { n },
            |state: &mut State<u32, _>, mut input: Option<()>| {
                let flow = rt::Carrier::<u32, u32>::new();
                let mut at = 0_usize;
                let (mut saved_n, mut saved_i) = (None, None);
                match ::core::mem::replace(state, State::Vacant) {
                    State::Start { n } => saved_n = Some(n),
                    State::P1 { n, i } => {
                        at = 1;
                        (saved_n, saved_i) = (Some(n), Some(i));
                    }
                    State::Vacant => rt::vacant(),
                }
                let n;
                let mut i;
                if at == 0 {
                    n = rt::restored(&mut saved_n);
                    i = 0;
                } else {
                    n = rt::restored(&mut saved_n);
                    i = rt::restored(&mut saved_i);
                }
                loop {
                    if at == 0 {
                        if !(i < n) {
                            break;
                        }
                        let yielded = i;
                        *state = State::P1 { n, i };
                        return flow.yielded(yielded);
                    } else {
                        at = 0;
                        rt::restored(&mut input);
                    }
                    i += 1;
                }
                flow.complete(i)
            },
            |state, sink| match state {
                State::Start { n } => sink.save(0, &[rt::live(n)]),
                State::P1 { n, i } => sink.save(1, &[rt::live(n), rt::live(i)]),
                State::Vacant => {}
            },
            |point, source| match point {
                0 => {
                    let mut n = rt::Loaded::empty();
                    source.load(&mut [rt::slot(&mut n)])?;
                    Ok(State::Start { n: n.take()? })
                }
                1 => {
                    let (mut n, mut i) = (rt::Loaded::empty(), rt::Loaded::empty());
                    source.load(&mut [rt::slot(&mut n), rt::slot(&mut i)])?;
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

#[test]
fn runs_and_resumes_from_bytes() {
    let mut co = counter(3);
    let mut step = co.start();
    let mut seen = vec![];
    while let Step::Yielded(y) = step {
        seen.push(y);
        let bytes = co.snapshot().unwrap();
        co = Instance::restore(&bytes).unwrap();
        step = co.resume(());
    }
    assert_eq!((seen, step), (vec![0, 1, 2], Step::Complete(3)));
}
