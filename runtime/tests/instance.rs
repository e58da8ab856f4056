//! Driving instances: statuses, misuse, panics, and the ways to hold one.

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};

use common::{Collect, Parent, counter, hold};
use resumable::{Coroutine, Definition, Instance, Status, Step};

fn told<const N: usize>(words: [&str; N]) -> Instance<hold<Collect>> {
    let mut co = hold(vec![]);
    assert_eq!(co.start(), Step::Yielded(()));
    for word in words {
        let _ = co.resume(word.into());
    }
    co
}

/// The text of the panic that `misuse` ends in.
fn panic_of(misuse: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(misuse)).expect_err("this is a misuse");
    payload
        .downcast_ref::<String>()
        .cloned()
        .unwrap_or_else(|| (*payload.downcast_ref::<&str>().expect("panics with a text")).into())
}

#[test]
fn goes_through_its_statuses() {
    let mut co = counter(1);
    assert_eq!(
        (co.status(), co.location().unwrap().index()),
        (Status::Ready, 0)
    );
    assert_eq!(co.start(), Step::Yielded(0));
    assert_eq!(
        (co.status(), co.location().unwrap().index()),
        (Status::Suspended, 1)
    );
    assert_eq!(co.resume(()), Step::Complete(1));
    assert_eq!((co.status(), co.location()), (Status::Complete, None));
}

#[test]
fn completes_without_a_yield() {
    let mut co = counter(0);
    assert_eq!(co.try_start(), Ok(Step::Complete(0)));
    assert_eq!(co.status(), Status::Complete);
}

#[test]
fn locations_say_what_they_are() {
    let location = counter::LOCATIONS[1];
    assert_eq!(location.to_string(), "src/main.rs:5:24");
    assert_eq!(location.identity(), "yield_!(i)");
    assert_eq!(
        (location.label(), location.variables()),
        (None, &["n", "i"][..])
    );
    assert_eq!(told([]).location().unwrap().label(), Some("held"));
}

#[test]
fn misuse_panics_by_name_and_status() {
    let mut co = told([]);
    assert_eq!(
        panic_of(|| drop(co.start())),
        "cannot start `tests::collect`: it is suspended and waits for `resume`"
    );
    assert_eq!(co.status(), Status::Suspended, "misuse leaves it as it was");
    let mut co = hold::<Collect>(vec![]);
    assert_eq!(
        panic_of(|| drop(co.resume("early".into()))),
        "cannot resume `tests::collect`: it is ready and waits for `start`"
    );
    let mut co = told(["end"]);
    assert_eq!(
        panic_of(|| drop(co.start())),
        "cannot start `tests::collect`: it is complete"
    );
    assert_eq!(
        panic_of(|| drop(co.resume("late".into()))),
        "cannot resume `tests::collect`: it is complete"
    );
}

#[test]
fn misuse_gives_the_value_back() {
    let mut co = told(["a", "end"]);
    let error = co.try_resume("late".into()).unwrap_err();
    assert_eq!(
        (error.name(), error.status()),
        ("tests::collect", Status::Complete)
    );
    assert_eq!(error.into_value(), "late");
    let error = co.try_start().unwrap_err();
    assert_eq!(
        (error.name(), error.status()),
        ("tests::collect", Status::Complete)
    );
}

#[test]
fn a_panic_poisons_and_the_last_snapshot_is_good() {
    let mut co = told(["a", "b"]);
    let bytes = co.snapshot().unwrap();
    assert_eq!(panic_of(|| drop(co.resume("panic".into()))), "told to");
    assert_eq!((co.status(), co.location()), (Status::Poisoned, None));
    assert_eq!(
        panic_of(|| drop(co.resume("c".into()))),
        "cannot resume `tests::collect`: it is poisoned"
    );
    assert_eq!(
        co.snapshot().unwrap_err().to_string(),
        "`tests::collect` cannot be saved: it is poisoned"
    );
    let mut co = Instance::<hold<Collect>>::restore(&bytes).unwrap();
    assert_eq!(co.resume("end".into()), Step::Complete("a b".into()));
}

#[test]
fn debug_shows_where_it_waits_and_what_it_holds() {
    let mut co = counter(3);
    assert_eq!(format!("{co:?}"), "counter at start { n: 3 }");
    let _ = co.start();
    let _ = co.resume(());
    assert_eq!(
        format!("{co:?}"),
        "counter at src/main.rs:5:24 { n: 3, i: 1 }"
    );
    assert_eq!(
        format!("{co:#?}"),
        "counter at src/main.rs:5:24 {\n    n: 3,\n    i: 1,\n}"
    );
    co.by_ref().for_each(drop);
    assert_eq!(format!("{co:?}"), "counter (complete)");
    let mut co = told(["a"]);
    assert_eq!(
        format!("{co:?}"),
        r#"collect at src/hold.rs:2:5 { value: ["a"] }"#
    );
    panic_of(|| drop(co.resume("panic".into())));
    assert_eq!(format!("{co:?}"), "collect (poisoned)");
}

#[test]
fn is_an_iterator_over_its_yields() {
    let mut co = counter(3);
    assert_eq!(co.next(), Some(0));
    assert_eq!(co.by_ref().collect::<Vec<_>>(), [1, 2]);
    assert_eq!((co.next(), co.status()), (None, Status::Complete));
}

#[test]
fn is_a_coroutine_behind_pointers() {
    type Numbers = Box<dyn Coroutine<Yield = u32, Resume = (), Return = u32>>;
    fn run(mut co: impl Coroutine<Yield = u32, Resume = (), Return = u32>) -> (Vec<u32>, u32) {
        let mut seen = vec![];
        let mut step = co.start();
        loop {
            match step {
                Step::Yielded(y) => seen.push(y),
                Step::Complete(value) => return (seen, value),
            }
            step = co.resume(());
        }
    }
    let boxed: Numbers = Box::new(counter(2));
    assert_eq!(
        (boxed.name(), boxed.status()),
        ("tests::counter", Status::Ready)
    );
    assert_eq!(boxed.snapshot(), counter(2).snapshot());
    assert_eq!(run(boxed), (vec![0, 1], 2));
    let mut co = counter(2);
    assert_eq!(run(&mut co), (vec![0, 1], 2));
    let mut boxed: Numbers = Box::new(co);
    assert!(boxed.try_start().is_err());
    assert!(boxed.try_resume(()).is_err());
    assert_eq!(
        panic_of(|| _ = boxed.start()),
        "cannot start `tests::counter`: it is complete"
    );
}

struct Owner {
    co: Instance<hold<Parent>>,
}

#[test]
fn can_be_kept_and_sent() {
    fn is_send_and_static<T: Send + 'static>(value: T) -> T {
        value
    }
    let mut co = is_send_and_static(told(["a"]));
    let end = std::thread::spawn(move || co.resume("end".into()))
        .join()
        .unwrap();
    assert_eq!(end, Step::Complete("a".into()));
    let mut owner = Owner {
        co: hold(counter(1)),
    };
    assert_eq!(owner.co.start(), Step::Yielded(()));
}
