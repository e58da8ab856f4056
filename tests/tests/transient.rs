//! `#[transient]` variables, and what else `program!` cannot write twice.

use resumable::{Instance, Step, resumable};
use serde::{Deserialize, Serialize};

/// Runs to the end, restored at every yield; what was yielded, and the value.
fn run<D: resumable::Definition>(
    mut co: Instance<D>,
    script: impl IntoIterator<Item = D::Resume>,
) -> (Vec<D::Yield>, D::Return) {
    let mut script = script.into_iter();
    let mut seen = vec![];
    let mut step = co.start();
    loop {
        match step {
            Step::Complete(value) => return (seen, value),
            Step::Yielded(value) => {
                seen.push(value);
                co = Instance::restore(&co.snapshot().unwrap()).unwrap();
                step = co.resume(script.next().unwrap());
            }
        }
    }
}

struct Stack<T>(Vec<T>);

#[resumable]
impl<T: Clone + Serialize + for<'de> Deserialize<'de> + Send + 'static> Stack<T> {
    #[resumable(yield = T)]
    fn each(items: Vec<T>) -> usize {
        for item in items.iter().rev() {
            yield_!(item.clone());
        }
        items.len()
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

#[test]
fn methods_of_generic_types() {
    assert_eq!(Stack(vec![1]).len(), 1);
    assert_eq!(
        run(
            Stack::each(vec!["a", "b"].into_iter().map(str::to_owned).collect()),
            [(), ()]
        ),
        (vec!["b".to_owned(), "a".to_owned()], 2)
    );
}

/// A handle: counts how often it is made.
struct Client(u32);

impl Client {
    fn connect(made: u32) -> Self {
        Client(made)
    }

    fn fetch(&self, n: u32) -> u32 {
        self.0 * 100 + n
    }
}

#[resumable(yield = u32, resume = u32)]
fn transient(seed: u32) -> u32 {
    #[transient]
    let client = Client::connect(seed);
    let mut sum = 0;
    for i in 0..3 {
        sum += client.fetch(yield_!(client.fetch(i)));
    }
    #[transient]
    let other = Client::connect(client.0 + 1);
    yield_!(other.fetch(0));
    sum + other.fetch(client.0)
}

#[test]
fn transient_values_are_made_again() {
    assert_eq!(
        run(transient(2), [1, 2, 3, 4]),
        (vec![200, 201, 202, 300], 606 + 302)
    );
}

#[resumable(yield = u32)]
fn recursion(n: u32) -> u64 {
    if n == 0 {
        yield_!(0);
        return 0;
    }
    recursion(n - 1).await + 1
}

#[test]
fn a_deep_delegation() {
    let mut co = recursion(100);
    assert_eq!(co.start(), Step::Yielded(0));
    let bytes = co.snapshot().unwrap();
    let mut co = Instance::<recursion>::restore(&bytes).unwrap();
    assert_eq!(co.resume(()), Step::Complete(100));
}
