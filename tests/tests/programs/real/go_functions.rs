//! What the tests of dispatchrun/coroutine, the Go compiler, exercise of functions, closures, methods and generics.
//!
//! A Go closure that yields is a resumable function here, which is given what the closure captures.

use std::fmt::Debug;
use std::ops::AddAssign;
use std::time::Duration;

use resumable::{Instance, Live, resumable};
use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod functions_that_are_handed_each_number;

    #[resumable(yield = u32)]
    fn double(n: u32) {
        yield_!(2 * n);
    }

    #[resumable(yield = u32)]
    fn range_double(n: u32) {
        for i in 0..n {
            double(i).await;
        }
    }

    #[resumable(yield = u32)]
    fn range_triple(n: u32) {
        let f = |i: u32| 3 * i;
        for i in 0..n {
            yield_!(f(i));
        }
    }

    #[resumable(yield = u32)]
    fn reversed_by_a_closure(n: u32) {
        let mut i = 0;
        let f = |i: u32| n - (i + 1);
        while i < n {
            yield_!(f(i));
            i += 1;
        }
    }

    yields_in_go! { range_double(3).chain(range_triple(4)).chain(reversed_by_a_closure(3))
        => [0, 2, 4, 0, 3, 6, 9, 2, 1, 0] }
    check range_double(10);
    check range_triple(4);
    check reversed_by_a_closure(10);
}

program! {
    mod closures_that_capture;

    #[resumable(yield = i32)]
    fn by_reference() {
        let mut i = 0;
        let n = 10;
        let mut f = || {
            if i < n {
                i += 1;
                return Some(i - 1);
            }
            None
        };
        while let Some(i) = f() {
            yield_!(i);
        }
    }

    #[resumable(yield = i32)]
    fn pointers() {
        let (mut i, n) = (0, 10);
        let p = &mut i;
        let q = &n;
        while *p < *q {
            yield_!(*p);
            *p += 1;
        }
    }

    #[resumable(yield = i32)]
    fn heterogenous() {
        let (a, b, c, d) = (0_i8, 1_i16, 2_i32, 3_i64);
        let (e, f, g, h, i) = (4_u8, 5_u16, 6_u32, 7_u64, 8_usize);
        let j = || i as i32 + 1;
        let mut n = 0;
        let x = |n| match n {
            0 => a as i32,
            1 => b as i32,
            2 => c,
            3 => d as i32,
            4 => i32::from(e),
            5 => f.into(),
            6 => g as i32,
            7 => h as i32,
            8 => i as i32,
            _ => j(),
        };
        while {
            yield_!(x(n));
            n += 1;
            n < 10
        } {}
    }

    yields_in_go! { by_reference().chain(pointers()).chain(heterogenous())
        => (0..10).chain(0..10).chain(0..10).collect::<Vec<_>>() }
    check by_reference();
    check pointers();
    check heterogenous();
}

program! {
    mod durations;

    #[resumable(yield = u128)]
    fn durations() {
        let mut boxed = Box::new(Duration::ZERO);
        let t = &mut *boxed;
        *t = Duration::from_nanos(100);
        for _ in 0..10 {
            let i = t.as_nanos();
            *t += Duration::from_nanos(1);
            yield_!(i);
        }
    }

    yields_in_go! { durations() => (100..110).collect::<Vec<_>>() }
    check durations();
}

program! {
    mod yield_and_defer_assign;

    #[resumable(yield = u32)]
    fn yield_and_defer_assign(yielded: u32, value: u32) -> u32 {
        let first = noisy(format!("deferred first, at {value}"));
        let second = noisy("deferred second");
        yield_!(yielded);
        log(format!("returning after {} and {}", first.name(), second.name()));
        value
    }

    #[resumable(yield = u32)]
    fn range_yield_and_defer_assign(n: u32) {
        let mut i = 0;
        while i < n {
            i = yield_and_defer_assign(i, i + 1).await;
        }
    }

    yields_in_go! { range_yield_and_defer_assign(5) => [0, 1, 2, 3, 4] }
    check range_yield_and_defer_assign(5);
}

methods! {
    mod methods_and_closures_over_their_receivers;

    [impl<T: Live + Clone + Debug + From<u8> + AddAssign> Receiver<T>] {
        #[resumable(yield = T, resume = ())]
        pub(crate) fn run(self) -> T {
            yield_!(self.n.clone());
            self.n
        }

        #[resumable(yield = T, resume = ())]
        pub(crate) fn closure(mut self, mut y: T, mut z: T) -> (Self, T) {
            yield_!(self.n.clone());
            yield_!(y.clone());
            yield_!(z.clone());
            self.n += T::from(1);
            y += T::from(1);
            z += T::from(1);
            (self, y)
        }

        #[resumable(yield = T, resume = ())]
        pub(crate) fn struct_closure(self, n: u32, y: T, z: T) -> Self {
            let (mut receiver, mut y) = (self, y);
            for _ in 0..n {
                let (next, incremented) = receiver.closure(y, z.clone()).await;
                receiver = next;
                y = incremented;
            }
            receiver
        }
    }

    [impl Receiver<u64>] {
        #[resumable(yield = u64, resume = ())]
        pub(crate) fn method_generator(mut self, n: u64) -> Self {
            self.n = 0;
            while self.n <= n {
                yield_!(self.n);
                self.n += 1;
            }
            self
        }
    }

    items {
        #[derive(Debug, Serialize, Deserialize)]
        pub(crate) struct Receiver<T> {
            n: T,
        }

        pub(crate) fn receiver<T>(n: T) -> Receiver<T> {
            Receiver { n }
        }
    }

    check receiver(11_i64).run() => [()];
    check receiver(10_u32).struct_closure(3, 100, 1000) => [(); 9];
    check receiver(10_u64).closure(100, 23) => [(); 3];
    check receiver(0).method_generator(5) => [(); 6];
}

program! {
    mod argument_lists;

    #[resumable(yield = i32)]
    fn arguments(args: Vec<i32>) {
        for arg in &args {
            yield_!(*arg);
        }
    }

    #[resumable(yield = i32)]
    fn var_args(n: usize) {
        let mut args = vec![0; n];
        for (i, arg) in args.iter_mut().enumerate() {
            *arg = i as i32;
        }
        arguments(args).await;
    }

    #[resumable(yield = i32)]
    fn ellipsis_closure(n: usize) {
        let mut ints = vec![0; n];
        for i in 0..ints.len() {
            ints[i] = i as i32;
        }
        let nth = |i: usize| ints.get(i).copied();
        yield_!(-1);
        let mut i = 0;
        while let Some(v) = nth(i) {
            yield_!(v);
            i += 1;
        }
    }

    yields_in_go! { var_args(3).chain(ellipsis_closure(3)) => [0, 1, 2, -1, 0, 1, 2] }
    check var_args(3);
    check ellipsis_closure(3);
}

program! {
    mod return_values;

    #[resumable(yield = i32)]
    fn named() -> i32 {
        let mut out = 5;
        yield_!(11);
        out = 42;
        out
    }

    #[resumable(yield = i32)]
    fn over_an_int(n: i32) -> i32 {
        (0..n).len() as i32 + { for i in 0..n { yield_!(i); } named().await }
    }

    yields_in_go! { over_an_int(3) => [0, 1, 2, 11] }
    check named();
    check over_an_int(3);
}

program! {
    mod generic_functions;

    #[resumable(yield = T)]
    fn identity<T: Live + Debug>(n: T) {
        yield_!(n);
    }

    #[resumable(yield = T)]
    fn identity_by_a_closure<T: Live + Clone + Debug>(n: T) {
        let build = || n.clone();
        yield_!(build());
        yield_!(build());
    }

    #[resumable(yield = i32)]
    fn identity_of_an_int(n: i32) {
        identity::<i32>(n).await;
        identity_by_a_closure(n).await;
    }

    #[resumable(yield = T)]
    fn slice<T: Live + Clone + Debug>(items: Vec<T>) {
        for item in &items {
            yield_!(item.clone());
        }
        for (_, item) in items.iter().enumerate() {
            yield_!(item.clone());
        }
    }

    yields_in_go! { identity_of_an_int(11).chain(slice(vec![0, 1, 2])) => [11, 11, 11, 0, 1, 2, 0, 1, 2] }
    check identity_of_an_int(11);
    check identity("text".to_owned());
    check slice(vec!["a".to_owned(), "b".to_owned()]);
}

program! {
    mod interfaces;

    trait Inner {
        fn value(&self) -> i32;
    }

    trait Outer: Inner {
        fn add(&self, n: i32) -> i32;
    }

    #[derive(Serialize, Deserialize)]
    struct Adder {
        base: i32,
        factor: i32,
    }

    impl Inner for Adder {
        fn value(&self) -> i32 {
            self.base
        }
    }

    impl Outer for Adder {
        fn add(&self, n: i32) -> i32 {
            self.value() + n * self.factor
        }
    }

    #[resumable(yield = i32)]
    fn embedded(base: i32) {
        let x: Box<Adder> = Box::new(Adder { base, factor: 1 });
        yield_!(x.value());
        yield_!(x.value());
        let dynamic: &dyn Outer = &*x;
        yield_!(dynamic.value());
        yield_!(dynamic.add(1));
    }

    #[resumable(yield = i32)]
    fn generic<A: Outer + Live>(adder: A, n: i32) {
        let boxed = Box::new(adder);
        for i in 0..n {
            yield_!(boxed.add(i));
        }
    }

    yields_in_go! { embedded(1).chain(generic(Adder { base: 3, factor: 2 }, 3)) => [1, 1, 1, 2, 3, 5, 7] }
    check embedded(1);
    check generic(Adder { base: 3, factor: 1 }, 3);
}

program! {
    mod indirect_closure;

    #[resumable(yield = i32)]
    fn yield_and_increment(mut x: i32) -> i32 {
        yield_!(x);
        x += 1;
        x
    }

    #[resumable(yield = i32)]
    fn indirect(n: i32) {
        let mut boxed = Box::new(n);
        yield_!(-1);
        for _ in 0..3 {
            *boxed = yield_and_increment(*boxed).await;
        }
    }

    yields_in_go! { indirect(1) => [-1, 1, 2, 3] }
    check indirect(1);
}

program! {
    mod json_round_trip;

    #[derive(Serialize, Deserialize)]
    struct Record {
        n: i32,
    }

    #[resumable(yield = i32)]
    fn round_trip(n: i32) -> Result<(), String> {
        let bytes = serde_json::to_vec(&Record { n }).map_err(|error| error.to_string())?;
        if bytes != format!(r#"{{"n":{n}}}"#).as_bytes() {
            return Err(format!("unexpected JSON: {bytes:?}"));
        }
        yield_!(n);
        let Record { n } = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
        yield_!(n);
        Ok(())
    }

    yields_in_go! { round_trip(3) => [3, 3] }
    check round_trip(3);
}

program! {
    mod stop;

    #[resumable(yield = i32, resume = bool)]
    fn squares(n: i32) -> Vec<i32> {
        let mut values = vec![];
        for i in 1..=n {
            if yield_!(i * i) {
                break;
            }
            values.push(i * i);
        }
        values
    }

    #[test]
    fn stops_when_it_is_dropped() {
        let mut co = resumed::squares(4);
        let _ = co.start();
        assert_eq!(co.resume(false), resumable::Step::Yielded(4));
    }

    check squares(4) => [false, false, false, true];
}
