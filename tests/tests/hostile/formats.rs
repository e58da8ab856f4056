//! The same through other formats: JSON, MessagePack and postcard with an instance as a value in them.

use erased_serde::Deserializer;
use tests::waiting::{Kind, kinds};

use crate::in_a_small_thread;
use crate::mutate;

/// How many texts are changed at random, of each format.
const MUTATIONS: usize = 10_000;

#[derive(Clone, Copy, Debug)]
enum Format {
    Json,
    MessagePack,
    Postcard,
}

impl Format {
    /// The kinds that it can hold: a map with units as keys is no JSON.
    fn kinds(self) -> Vec<Kind> {
        let fits = |kind: &Kind| kind.name != "empty" || !matches!(self, Format::Json);
        kinds().into_iter().filter(fits).collect()
    }

    fn write(self, kind: &Kind) -> Vec<u8> {
        let call = (kind.call)();
        match self {
            Format::Json => serde_json::to_vec(&*call).expect("JSON"),
            Format::Postcard => postcard::to_allocvec(&*call).expect("postcard"),
            Format::MessagePack => rmp_serde::to_vec(&*call).expect("MessagePack"),
        }
    }

    /// Reads the bytes, and looks at what they give; whether they give anything.
    fn read(self, kind: &Kind, bytes: &[u8]) -> bool {
        let call = match self {
            Format::Json => (kind.from_json)(bytes).ok(),
            Format::MessagePack => {
                let mut reader = rmp_serde::Deserializer::from_read_ref(bytes);
                (kind.deserialize)(&mut <dyn Deserializer<'_>>::erase(&mut reader)).ok()
            }
            Format::Postcard => {
                let mut reader = postcard::Deserializer::from_bytes(bytes);
                (kind.deserialize)(&mut <dyn Deserializer<'_>>::erase(&mut reader)).ok()
            }
        };
        let Some(call) = call else { return false };
        let _shown = format!("{call:?}");
        let _saved = call.snapshot();
        true
    }
}

/// Every truncation, and changes at random.
fn change(format: Format) {
    in_a_small_thread(move || {
        let kinds = format.kinds();
        let written: Vec<Vec<u8>> = kinds.iter().map(|kind| format.write(kind)).collect();
        for (kind, bytes) in kinds.iter().zip(&written) {
            assert!(format.read(kind, bytes), "{format:?} {}", kind.name);
            for length in 0..bytes.len() {
                assert!(
                    !format.read(kind, &bytes[..length]),
                    "{format:?} {} {length}",
                    kind.name
                );
            }
        }
        let bodies: Vec<&[u8]> = written.iter().map(Vec::as_slice).collect();
        let mut dice = fastrand::Rng::with_seed(5);
        for _ in 0..MUTATIONS {
            let chosen = dice.usize(..bodies.len());
            let bytes = mutate::mutated(&mut dice, &bodies, chosen);
            format.read(&kinds[chosen], &bytes);
        }
    });
}

#[test]
fn json() {
    change(Format::Json);
}

#[test]
fn message_pack() {
    change(Format::MessagePack);
}

#[test]
fn postcard() {
    change(Format::Postcard);
}

/// JSON that nests deeply stops at `serde_json`'s own limit.
#[test]
fn deep_json() {
    in_a_small_thread(|| {
        let kinds = Format::Json.kinds();
        for (open, close) in [("[", "]"), ("{\"state\":", "}"), ("{\"a\":", "}")] {
            for depth in [100, 10_000] {
                let inner = format!("{}1{}", open.repeat(depth), close.repeat(depth));
                for kind in &kinds {
                    let good = String::from_utf8(Format::Json.write(kind)).expect("a text");
                    for text in [
                        inner.clone(),
                        good.replace(
                            "{\"coroutine\"",
                            &format!("{{\"state\":{inner},\"coroutine\""),
                        ),
                    ] {
                        Format::Json.read(kind, text.as_bytes());
                    }
                }
            }
        }
    });
}
