//! What CPython's `test_generators` exercises: the examples of PEP 255 and of the mailing lists, the fun ones and the
//! backtracking ones.
//!
//! Where Python iterates over another generator, an `Instance` is held and iterated; both ways share these.

use resumable::Instance;
use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod tutorial;

    #[resumable::resumable(yield = u32)]
    fn range(n: u32) {
        for i in 0..n {
            yield_!(i);
        }
    }

    fn creator() -> Instance<range> {
        let mut r = range(5);
        log(format!("creator {:?}", r.next()));
        r
    }

    #[resumable(yield = u32)]
    fn stops_early(stop: bool) {
        yield_!(1);
        if stop {
            return;
        }
        yield_!(2);
    }

    #[resumable(yield = u32)]
    fn one_and_two() {
        yield_!(1);
        yield_!(2);
    }

    #[resumable(yield = u32)]
    fn other_range(n: u32) {
        for i in range(n) {
            yield_!(i);
        }
    }

    #[resumable(yield = String)]
    fn caller() {
        let r = creator();
        for i in r {
            yield_!(format!("caller {i}"));
        }
    }

    check stops_early(true);
    check one_and_two();
    check other_range(5);
    check caller();
}

program! {
    mod exceptions_of_pep_255;

    fn divide(a: u32, b: u32) -> Result<u32, String> {
        a.checked_div(b).ok_or_else(|| format!("{a} divided by {b}"))
    }

    #[resumable(yield = u32)]
    fn propagates() -> Result<(), String> {
        yield_!(divide(1, 1)?);
        yield_!(divide(1, 0)?);
        yield_!(42);
        Ok(())
    }

    #[resumable(yield = u32)]
    fn tried_and_excepted() {
        let outer: Result<(), String> = 'outer: {
            yield_!(1);
            let inner = 'inner: {
                yield_!(2);
                if let Err(error) = divide(1, 0) {
                    break 'inner Err(error);
                }
                yield_!(3);
                Ok(())
            };
            match inner {
                Err(error) if error.ends_with('0') => {
                    yield_!(4);
                    yield_!(5);
                    break 'outer Err(error);
                }
                Err(_) => yield_!(6),
                Ok(()) => {}
            }
            yield_!(7);
            Ok(())
        };
        if outer.is_err() {
            yield_!(8);
        }
        yield_!(9);
        let x = 12;
        yield_!(10);
        yield_!(11);
        log(format!("{x} {outer:?}"));
    }

    #[test]
    fn yields_what_python_yields() {
        assert_eq!(resumed::tried_and_excepted().collect::<Vec<_>>(), [1, 2, 4, 5, 8, 9, 10, 11]);
    }

    check propagates();
    check tried_and_excepted();
}

program! {
    mod binary_tree_without_recursion;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Tree {
        label: char,
        left: Option<usize>,
        right: Option<usize>,
    }

    fn grow(nodes: &mut Vec<Tree>, labels: &[char]) -> Option<usize> {
        let (&label, _) = labels.get(labels.len() / 2..)?.split_first()?;
        let left = grow(nodes, &labels[..labels.len() / 2]);
        let right = grow(nodes, &labels[labels.len() / 2 + 1..]);
        nodes.push(Tree { label, left, right });
        Some(nodes.len() - 1)
    }

    #[resumable(yield = char)]
    fn in_order(labels: String) {
        let mut nodes = vec![];
        let letters: Vec<char> = labels.chars().collect();
        let mut node = grow(&mut nodes, &letters);
        let mut stack = vec![];
        while let Some(mut at) = node {
            while let Some(left) = nodes[at].left {
                stack.push(at);
                at = left;
            }
            yield_!(nodes[at].label);
            while nodes[at].right.is_none() {
                let Some(above) = stack.pop() else { return };
                at = above;
                yield_!(nodes[at].label);
            }
            node = nodes[at].right;
        }
    }

    #[test]
    fn yields_what_python_yields() {
        let labels = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        assert_eq!(resumed::in_order(labels.to_owned()).collect::<String>(), labels);
    }

    check in_order("ABCDEFGHIJKLMNOPQRSTUVWXYZ".to_owned());
}

program! {
    mod combinations_of_a_list;

    #[resumable::resumable(yield = Vec<u32>)]
    fn gcomb(x: Vec<u32>, k: usize) {
        if k > x.len() {
            return;
        }
        if k == 0 {
            yield_!(vec![]);
        } else if let [first, rest @ ..] = &x[..] {
            for mut c in gcomb(rest.to_vec(), k - 1) {
                c.insert(0, *first);
                yield_!(c);
            }
            for c in gcomb(rest.to_vec(), k) {
                yield_!(c);
            }
        }
    }

    #[resumable(yield = String)]
    fn combinations(n: u32) {
        let seq: Vec<u32> = (1..n).collect();
        for k in 0..seq.len() + 2 {
            yield_!(format!("{k}-combs of {seq:?}:"));
            for c in gcomb(seq.clone(), k) {
                yield_!(format!("    {c:?}"));
            }
        }
    }

    #[test]
    fn yields_what_python_yields() {
        let pairs = [[1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]].map(Vec::from);
        assert_eq!(gcomb(vec![1, 2, 3, 4], 2).collect::<Vec<_>>(), pairs);
    }

    check combinations(5);
}

program! {
    mod disjoint_sets;

    #[resumable(yield = String, resume = Option<(usize, usize)>)]
    fn unions(names: String) -> usize {
        let sets: Vec<char> = names.chars().collect();
        let mut parents: Vec<Option<usize>> = vec![None; sets.len()];
        let mut roots = sets.len();
        loop {
            let mut line = String::new();
            for (i, name) in sets.iter().enumerate() {
                let mut root = i;
                while let Some(parent) = parents[root] {
                    root = parent;
                }
                line += &format!(" {name}->{}", sets[root]);
            }
            let Some((merged, into)) = yield_!(line) else { return roots };
            match &mut parents[merged] {
                Some(_) => {
                    yield_!(format!("sorry, {} is not a root", sets[merged]));
                }
                parent => {
                    *parent = Some(into);
                    roots -= 1;
                }
            }
        }
    }

    check unions("ABCD".to_owned()) => [Some((0, 1)), Some((0, 2)), None, Some((1, 3)), None];
}

program! {
    mod sieve_of_generators;

    #[derive(Serialize, Deserialize)]
    enum Ints {
        From(Instance<ints_from>),
        Without(Box<Instance<exclude_multiples>>),
    }

    impl Iterator for Ints {
        type Item = u32;

        fn next(&mut self) -> Option<u32> {
            match self {
                Ints::From(ints) => ints.next(),
                Ints::Without(ints) => ints.next(),
            }
        }
    }

    #[resumable::resumable(yield = u32)]
    fn ints_from(mut i: u32) {
        loop {
            yield_!(i);
            i += 1;
        }
    }

    #[resumable::resumable(yield = u32)]
    fn exclude_multiples(n: u32, ints: Ints) {
        for i in ints {
            if i % n != 0 {
                yield_!(i);
            }
        }
    }

    #[resumable(yield = u32)]
    fn sieve(mut ints: Ints) {
        let Some(prime) = ints.next() else { return };
        yield_!(prime);
        let not_divisible_by_prime = Ints::Without(Box::new(exclude_multiples(prime, ints)));
        sieve(not_divisible_by_prime).await;
    }

    #[resumable(yield = u32)]
    fn first_n(mut ints: Ints, n: usize) {
        for _ in 0..n {
            let i = ints.next();
            yield_!(i.unwrap_or(0));
        }
        let next = ints.next();
        yield_!(next.unwrap_or(0));
    }

    #[resumable(yield = u32)]
    fn primes() {
        let mut ints = Ints::From(ints_from(2));
        let mut found = 0;
        while let Some(prime) = ints.next() && found < 20 {
            yield_!(prime);
            ints = Ints::Without(Box::new(exclude_multiples(prime, ints)));
            found += 1;
        }
    }

    #[test]
    fn yields_what_python_yields() {
        use resumed::*;
        let expected = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71];
        assert_eq!(primes().collect::<Vec<_>>(), expected);
        assert_eq!(sieve(Ints::From(ints_from(2))).take(20).collect::<Vec<_>>(), expected);
    }

    check primes();
    check first_n(Ints::From(ints_from(5)), 7);
    check sieve(Ints::From(ints_from(2))) => [(); 12];
}

program! {
    mod lazily_merged_hamming_numbers;

    #[resumable::resumable(yield = u64)]
    fn times(n: u64, g: Instance<m235>) {
        for i in g {
            yield_!(n * i);
        }
    }

    #[resumable::resumable(yield = u64)]
    fn merge<G, H>(mut g: G, mut h: H) -> Option<std::convert::Infallible>
    where
        G: Iterator<Item = u64> + resumable::Live,
        H: Iterator<Item = u64> + resumable::Live,
    {
        let mut ng = g.next()?;
        let mut nh = h.next()?;
        loop {
            if ng < nh {
                yield_!(ng);
                ng = g.next()?;
            } else if ng > nh {
                yield_!(nh);
                nh = h.next()?;
            } else {
                yield_!(ng);
                ng = g.next()?;
                nh = h.next()?;
            }
        }
    }

    #[resumable::resumable(yield = u64)]
    fn m235() {
        yield_!(1);
        let me_times_2 = times(2, m235());
        let me_times_3 = times(3, m235());
        let me_times_5 = times(5, m235());
        for i in merge(merge(me_times_2, me_times_3), me_times_5) {
            yield_!(i);
        }
    }

    #[resumable(yield = Vec<u64>)]
    fn lines(n: usize) {
        let mut numbers = m235();
        for _ in 0..n {
            yield_!(numbers.by_ref().take(15).collect());
        }
    }

    #[test]
    fn yields_what_python_yields() {
        let first = [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24];
        assert_eq!(resumed::lines(1).next().unwrap(), first);
    }

    check lines(2);
}

program! {
    mod lazy_lists;

    #[resumable(yield = u64)]
    fn m235(count: usize) {
        let mut list: Vec<u64> = vec![1];
        let mut heads = [(2, 0), (3, 0), (5, 0)];
        for _ in 0..count {
            let last = *list.last().unwrap();
            yield_!(last);
            let next = heads.iter().map(|&(n, i)| n * list[i]).min().unwrap();
            for (n, i) in &mut heads {
                if *n * list[*i] == next {
                    *i += 1;
                }
            }
            list.push(next);
        }
    }

    #[resumable::resumable(yield = u64)]
    fn fibonacci(mut a: u64, mut b: u64) {
        loop {
            yield_!(a);
            (a, b) = (b, a + b);
        }
    }

    #[resumable(yield = u64)]
    fn sum_of_head_and_tail(n: usize) -> Option<()> {
        let (mut head, mut tail) = (fibonacci(1, 2), fibonacci(1, 2));
        yield_!(tail.next()?);
        yield_!(2);
        for _ in 0..n {
            yield_!(head.next()? + tail.next()?);
        }
        Some(())
    }

    #[test]
    fn yields_what_python_yields() {
        let sums = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584];
        assert_eq!(resumed::sum_of_head_and_tail(15).collect::<Vec<_>>(), sums);
    }

    check m235(40);
    check sum_of_head_and_tail(15);
}

program! {
    mod syntax;

    #[resumable(yield = u32)]
    fn excepted_finally() {
        let tried = 'tried: {
            yield_!(12);
            break 'tried 1_u32.checked_div(0);
        };
        let Some(_) = tried else {
            yield_!(666);
            return;
        };
        yield_!(13);
    }

    #[resumable(yield = u32)]
    fn never_there() {
        if false {
            yield_!(1);
        }
        while false {
            yield_!(2);
        }
    }

    #[resumable(yield = u32)]
    fn continued_finally() {
        for i in 0..3 {
            'tried: {
                if i < 3 {
                    break 'tried;
                }
                log("never here");
            }
            yield_!(i);
        }
    }

    #[resumable(yield = u32)]
    fn a_tuple() -> ((), ()) {
        (yield_!(1), yield_!(2))
    }

    check excepted_finally();
    check {
        let _ = never_there();
        continued_finally()
    };
    check a_tuple();
}
