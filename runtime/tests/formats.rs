//! Instances as values of serde formats.

mod common;

use common::{Collect, Grandparent, counter, hold};
use resumable::{Definition, Instance, Step};
use serde::{Serialize, de::DeserializeOwned};

fn suspended_counter() -> Instance<counter> {
    let mut co = counter(3);
    assert_eq!(co.start(), Step::Yielded(0));
    co
}

fn from_json<D: Definition>(text: &str) -> Result<Instance<D>, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn through_postcard<T: Serialize + DeserializeOwned>(value: &T) -> T {
    postcard::from_bytes(&postcard::to_allocvec(value).unwrap()).unwrap()
}

fn through_json<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let value: T = serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap();
    serde_json::from_value(serde_json::to_value(value).unwrap()).unwrap()
}

fn through_message_pack<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let value: T = rmp_serde::from_slice(&rmp_serde::to_vec(value).unwrap()).unwrap();
    let mut bytes = vec![];
    value
        .serialize(&mut rmp_serde::Serializer::new(&mut bytes).with_human_readable())
        .unwrap();
    T::deserialize(&mut rmp_serde::Deserializer::new(&bytes[..]).with_human_readable()).unwrap()
}

fn through_cbor<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let mut bytes = vec![];
    ciborium::into_writer(value, &mut bytes).unwrap();
    ciborium::from_reader(&bytes[..]).unwrap()
}

#[test]
fn json_is_readable() {
    let co = suspended_counter();
    let text = r#"{"coroutine":"tests::counter","location":"yield_!(i)","state":{"n":3,"i":0}}"#;
    assert_eq!(serde_json::to_string(&co).unwrap(), text);
    assert_eq!(
        from_json::<counter>(text).unwrap().resume(()),
        Step::Yielded(1)
    );
    let text = r#"{"coroutine":"tests::counter","location":"start","state":{"n":3}}"#;
    assert_eq!(serde_json::to_string(&counter(3)).unwrap(), text);
    assert_eq!(
        from_json::<counter>(text).unwrap().start(),
        Step::Yielded(0)
    );
}

#[test]
fn json_in_any_order_and_with_more_in_it() {
    for text in [
        r#"{"location":"yield_!(i)","coroutine":"tests::counter","state":{"i":1,"gone":[{}],"n":3}}"#,
        r#"{"note":null,"coroutine":"tests::counter","location":"yield_!(i)","state":{"i":1,"n":3}}"#,
        // The order in which PostgreSQL keeps it.
        r#"{"state":{"i":1,"n":3,"o":{"p":[-1,2.5,true,null,"q"]}},"location":"yield_!(i)","coroutine":"tests::counter"}"#,
    ] {
        let co = from_json::<counter>(text).unwrap();
        assert_eq!(
            format!("{co:?}"),
            "counter at src/main.rs:5:24 { n: 3, i: 1 }"
        );
    }
}

#[test]
fn json_that_does_not_fit() {
    for (text, message) in [
        (
            r#"{"coroutine":"tests::other","location":"start","state":{"n":3}}"#,
            "the snapshot is of `tests::other`, not of `tests::counter`",
        ),
        (
            r#"{"coroutine":"tests::counter","location":"gone","state":{"n":3}}"#,
            "`tests::counter` has no suspension point gone; it has `start` (src/main.rs:2:1), `yield_!(i)` (src/main.rs:5:24)",
        ),
        (
            r#"{"coroutine":"tests::counter","location":"yield_!(i)","state":{"n":3}}"#,
            "`tests::counter` needs the variable `i` at `yield_!(i)` (src/main.rs:5:24), and the snapshot does not have it",
        ),
        (
            r#"{"coroutine":"tests::counter","location":"start","state":{"n":"x"}}"#,
            "invalid type: string",
        ),
        (
            r#"{"coroutine":"tests::counter","location":"start","state":[3]}"#,
            "invalid type: sequence",
        ),
        (
            r#"{"coroutine":"tests::counter","location":"start"}"#,
            "missing field `state`",
        ),
        (
            r#"{"coroutine":"tests::counter","state":{"n":3}}"#,
            "missing field `location`",
        ),
        (
            r#"{"location":"start","state":{"n":3}}"#,
            "missing field `coroutine`",
        ),
        (
            r#"{"coroutine":"tests::counter","location":"start","state":{"n":3}"#,
            "EOF",
        ),
        ("7", "a coroutine `tests::counter`"),
    ] {
        let error = from_json::<counter>(text).unwrap_err();
        assert!(error.contains(message), "{text}\n{error}");
    }
}

type Kept = Instance<hold<Grandparent>>;

#[test]
fn every_format_at_every_step() {
    let formats: [fn(&Kept) -> Kept; 4] = [
        through_postcard,
        through_json,
        through_message_pack,
        through_cbor,
    ];
    for through in formats {
        let mut co = through(&hold::<Grandparent>(hold(counter(2))));
        let mut step = co.start();
        let mut steps = 0;
        while step.is_yielded() {
            steps += 1;
            let bytes = co.snapshot().unwrap();
            co = through(&co);
            assert_eq!(co.snapshot().unwrap(), bytes);
            step = co.resume("on".into());
        }
        assert_eq!((steps, step), (2, Step::Complete("2".into())));
    }
}

#[test]
fn binary_formats_hold_the_frame() {
    let co = suspended_counter();
    let snapshot = co.snapshot().unwrap();
    let bytes = postcard::to_allocvec(&co).unwrap();
    assert_eq!(bytes[1..], snapshot[4..snapshot.len() - 4]);
    for length in 0..bytes.len() {
        assert!(postcard::from_bytes::<Instance<counter>>(&bytes[..length]).is_err());
    }
}

#[test]
fn what_has_ended_is_not_serialized() {
    let mut co = hold::<Collect>(vec![]);
    let _ = co.start();
    let _ = co.resume("end".into());
    let error = serde_json::to_string(&co).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`tests::collect` cannot be saved: it is complete"
    );
}
