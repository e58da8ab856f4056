//! Each program, made to wait where it is measured.

use diapause::Coroutine as _;
use resumable::{Definition, Instance};
use serde::{Serialize, de::DeserializeOwned};
use serde_bytes::ByteBuf;

use super::{
    Json, Postcard, PostcardSlice, Visit, by_diapause,
    by_hand::{Counter, Holding, Inner, Onboarding, Twice},
    marked::{self, Answer, User},
};

/// A mebibyte.
const MIB: usize = 1 << 20;

/// Shows all of them.
pub fn visit(visit: &mut impl Visit) {
    counter(visit);
    onboarding(visit);
    numbers(visit);
    delegation(visit);
    one_mebibyte(visit);
}

/// Shows one program in all ways.
fn program<D: Definition, H, S>(
    visit: &mut impl Visit,
    name: &str,
    make: impl Fn() -> Instance<D>,
    by_hand: impl Fn() -> H,
    by_diapause: impl Fn() -> S,
) where
    H: Serialize + DeserializeOwned,
    S: Serialize + DeserializeOwned,
{
    visit.one(name, "resumable", make());
    visit.one(name, "by_hand", Postcard(by_hand()));
    visit.one(name, "by_hand_slice", PostcardSlice(by_hand()));
    visit.one(name, "diapause", Postcard(by_diapause()));
    visit.one(name, "resumable_json", Json(make()));
    visit.one(name, "by_hand_json", Json(by_hand()));
}

/// A counter at its second yield.
#[must_use = "it waits"]
pub fn waiting_counter() -> Instance<crate::marked::counter> {
    let mut counter = crate::marked::counter(1024);
    let _ = counter.start();
    let _ = counter.resume(());
    counter
}

fn counter(visit: &mut impl Visit) {
    let by_hand = || Counter::Waiting { i: 1, n: 1024 };
    let by_diapause = || {
        let mut counter = by_diapause::counter(1024);
        let _ = counter.start();
        let _ = counter.resume(());
        counter
    };
    program(visit, "counter", waiting_counter, by_hand, by_diapause);
}

/// At the second mail.
fn onboarding(visit: &mut impl Visit) {
    let user = || User {
        emails: vec!["a@x".into(), "b@x".into()],
        manager: Some("boss".into()),
    };
    let answers = || ["slept", "sent"].map(|answer| Answer::Ok(answer.into()));
    let marked = || {
        let mut onboarding = marked::onboarding(user(), 10);
        let _ = onboarding.start();
        for answer in answers() {
            let _ = onboarding.resume(answer);
        }
        onboarding
    };
    let by_diapause = || {
        let mut onboarding = by_diapause::onboarding(user(), 10);
        let _ = onboarding.start();
        for answer in answers() {
            let _ = onboarding.resume(answer);
        }
        onboarding
    };
    let by_hand = || Onboarding::Mailing {
        user: user(),
        budget: 10,
        results: vec!["0:a@x:sent".into()],
        i: 1,
    };
    program(visit, "onboarding", marked, by_hand, by_diapause);
}

/// Ten thousand numbers of one to five bytes.
fn numbers(visit: &mut impl Visit) {
    let held = || (0..10_000).map(|n| n * n * 31).collect::<Vec<u64>>();
    let by_diapause = || {
        let mut numbers = by_diapause::numbers(held());
        let _ = numbers.start();
        numbers
    };
    let by_hand = || Holding::Waiting { held: held() };
    let marked = || waiting(marked::numbers(held()));
    program(visit, "numbers", marked, by_hand, by_diapause);
}

/// One that waits for one that waits for one that waits.
fn delegation(visit: &mut impl Visit) {
    let marked = || {
        let mut outer = marked::outer(10);
        let _ = outer.start();
        let _ = outer.resume(());
        outer
    };
    let by_diapause = || {
        let mut outer = by_diapause::outer(10);
        let _ = outer.start();
        let _ = outer.resume(());
        outer
    };
    let by_hand = || Twice::First {
        n: 10,
        callee: Twice::First {
            n: 10,
            callee: Inner::Waiting {
                i: 1,
                n: 10,
                sum: 0,
            },
        },
    };
    program(visit, "delegation", marked, by_hand, by_diapause);
}

/// A mebibyte of numbers of all sizes, of bytes as a list, and of bytes as a byte string.
fn one_mebibyte(visit: &mut impl Visit) {
    let mixed = |n: usize| (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let numbers = || (0..MIB / 8).map(mixed).collect::<Vec<_>>();
    let bytes = || {
        (0..MIB)
            .map(|n| mixed(n).to_le_bytes()[7])
            .collect::<Vec<_>>()
    };
    let byte_string = || ByteBuf::from(bytes());
    held(visit, "mib_of_u64", marked::numbers(numbers()), numbers);
    held(visit, "mib_of_u8", marked::bytes(bytes()), bytes);
    let marked = marked::byte_string(byte_string());
    held(visit, "mib_of_byte_string", marked, byte_string);
}

fn held<D, T>(visit: &mut impl Visit, name: &str, marked: Instance<D>, held: impl Fn() -> T)
where
    D: Definition<Resume = ()>,
    T: Serialize + DeserializeOwned,
{
    let by_hand = || Holding::Waiting { held: held() };
    visit.one(name, "resumable", waiting(marked));
    visit.one(name, "by_hand", Postcard(by_hand()));
    visit.one(name, "by_hand_slice", PostcardSlice(by_hand()));
}

/// At its first yield.
fn waiting<D: Definition<Resume = ()>>(mut instance: Instance<D>) -> Instance<D> {
    let _ = instance.start();
    instance
}

#[cfg(test)]
mod tests {
    use super::{super::Kept, *};

    struct Check;

    impl Visit for Check {
        fn one<K: Kept>(&mut self, program: &str, way: &str, kept: K) {
            let bytes = kept.write();
            assert!(
                K::read(&bytes).write() == bytes,
                "{program} {way} is another one"
            );
            let mut buffer = Vec::new();
            kept.write_into(&mut buffer);
            assert!(buffer.starts_with(&bytes), "{program} {way}");
        }
    }

    #[test]
    fn what_is_measured_can_be_restored() {
        visit(&mut Check);
    }
}
