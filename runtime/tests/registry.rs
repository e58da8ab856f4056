//! Restoring from a store that holds calls of many functions.

use std::sync::LazyLock;

use resumable::{
    Coroutine, Definition, Instance, RegisterError, Registry, RestoreError, Status, Step, resumable,
};

#[resumable(yield = u32)]
fn up(n: u32) -> u32 {
    for i in 0..n {
        yield_!(i);
    }
    n
}

#[resumable(yield = u32)]
fn down(mut n: u32) -> u32 {
    while n > 0 {
        n -= 1;
        yield_!(n);
    }
    n
}

#[resumable(yield = u32)]
fn elsewhere() -> u32 {
    yield_!(0);
    0
}

#[resumable(yield = u32)]
fn any<T: Into<u32> + Copy + serde::Serialize + serde::de::DeserializeOwned + Send + 'static>(
    value: T,
) -> u32 {
    yield_!(value.into());
    value.into()
}

struct Sale(u32);

#[resumable]
impl Sale {
    #[resumable(yield = u32)]
    fn price(cents: u32) -> u32 {
        yield_!(cents);
        Sale(cents).0
    }
}

type Counters = Registry<u32, (), u32>;

fn counters() -> Counters {
    let mut registry = Counters::default();
    registry
        .register::<up>()
        .and_then(Registry::register::<down>)
        .expect("two names");
    registry
}

fn started<D: Definition>(mut co: Instance<D>) -> Vec<u8> {
    assert!(co.start().is_yielded());
    co.snapshot().expect("it waits")
}

fn refusal(registry: &Counters, bytes: &[u8]) -> RestoreError {
    match registry.restore(bytes) {
        Ok(co) => panic!("{bytes:?} gives a call of {}", co.name()),
        Err(error) => error,
    }
}

#[test]
fn restores_by_the_name_in_the_bytes() {
    let registry = counters();
    let bytes = started(down(2));
    let mut co = registry.restore(&bytes).unwrap();
    assert_eq!((co.name(), co.status()), (down::NAME, Status::Suspended));
    assert_eq!(co.snapshot().unwrap(), bytes);
    assert_eq!(co.resume(()), Step::Yielded(0));

    let mut co = registry.restore(&up(1).snapshot().unwrap()).unwrap();
    assert_eq!((co.name(), co.status()), (up::NAME, Status::Ready));
    assert_eq!(co.start(), Step::Yielded(0));
    assert_eq!(co.resume(()), Step::Complete(1));
}

#[test]
fn a_restored_call_moves_to_another_thread() {
    static REGISTRY: LazyLock<Counters> = LazyLock::new(counters);
    let bytes = started(up(1));
    let mut co = REGISTRY.restore(&bytes).unwrap();
    let end = std::thread::spawn(move || co.resume(()));
    assert_eq!(end.join().unwrap(), Step::Complete(1));
}

#[test]
fn an_unknown_name_is_refused_with_the_known_ones() {
    let bytes = started(elsewhere());
    let error = refusal(&counters(), &bytes);
    let expected = RestoreError::UnknownDefinition {
        found: elsewhere::NAME.into(),
        known: vec![down::NAME.into(), up::NAME.into()],
    };
    assert_eq!(error, expected);
    assert_eq!(
        error.to_string(),
        format!(
            "the snapshot is of `{}`, which is not registered; registered are {}, {}",
            elsewhere::NAME,
            down::NAME,
            up::NAME
        )
    );
    let error = refusal(&Registry::new(), &bytes).to_string();
    assert!(
        error.ends_with("not registered; nothing is registered"),
        "{error}"
    );
}

/// Altered bytes are refused as the function's own `restore` refuses them.
fn assert_refused_as<D: Definition>(registry: &Counters, bytes: &[u8]) {
    let expected = match Instance::<D>::restore(bytes) {
        Ok(co) => panic!("{bytes:?} gives {co:?}"),
        Err(error) => error,
    };
    assert_eq!(refusal(registry, bytes), expected);
}

fn assert_checked_first<D: Definition>(whole: &[u8]) {
    let registry = counters();
    for length in 0..whole.len() {
        assert_refused_as::<D>(&registry, &whole[..length]);
    }
    for place in 0..whole.len() {
        let mut altered = whole.to_vec();
        altered[place] ^= 1;
        assert_refused_as::<D>(&registry, &altered);
    }
    assert_refused_as::<D>(&registry, &[whole, b"?"].concat());
    assert_refused_as::<D>(&registry, b"nothing");
}

#[test]
fn bytes_are_checked_before_the_name() {
    assert_checked_first::<up>(&started(up(3)));
    assert_checked_first::<elsewhere>(&started(elsewhere()));
}

#[test]
fn a_name_is_registered_once() {
    let mut registry = counters();
    let error = registry.register::<up>().unwrap_err();
    let RegisterError::Duplicate { name, known, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(name, up::NAME);
    assert_eq!(known, &[down::NAME, up::NAME]);
    // What was there stays.
    assert!(registry.names().eq([down::NAME, up::NAME]));
    assert!(registry.restore(&started(up(1))).is_ok());
}

#[test]
fn instances_of_a_generic_function_share_their_name() {
    let mut registry = counters();
    let error = registry
        .register::<any<u8>>()
        .and_then(Registry::register::<any<u16>>)
        .unwrap_err()
        .to_string();
    let module = module_path!();
    assert_eq!(
        error,
        format!(
            "`{module}::any` is registered already, as `{module}::any<u8>`: `{module}::any<u16>` needs another name, \
             from `#[resumable(name = \"..\")]` or, if it is generic, from a function around it that is not; \
             registered are {module}::any, {module}::down, {module}::up"
        )
    );
    assert_eq!(
        registry
            .restore(&started(any(7_u8)))
            .unwrap()
            .resume(())
            .complete(),
        Some(7)
    );
}

#[test]
fn a_method_is_registered_as_a_function() {
    let mut registry = counters();
    registry.register::<Sale_price>().unwrap();
    let mut co = registry.restore(&started(Sale::price(5))).unwrap();
    assert_eq!(co.resume(()), Step::Complete(5));
}

#[test]
fn shows_its_names() {
    let registry = counters();
    assert_eq!(
        format!("{registry:?}"),
        format!("Registry {{{:?}, {:?}}}", down::NAME, up::NAME)
    );
}
