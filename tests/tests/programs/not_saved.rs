//! Locals that no snapshot needs: they are dead at every yield, so they need not be serializable.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::mpsc;
use std::time::Instant;

use tests::*;

/// A handle as one has them: no serde, no `Clone`, not even `Send`.
struct Client {
    id: u32,
    calls: Rc<RefCell<u32>>,
}

struct Connection<'a> {
    client: &'a Client,
    open: bool,
}

impl Client {
    fn new(id: u32) -> Self {
        log(format!("client {id}"));
        Client {
            id,
            calls: Rc::default(),
        }
    }

    fn ready(&self) -> bool {
        *self.calls.borrow_mut() += 1;
        self.id % 2 == 0
    }

    fn id(&self) -> u32 {
        self.id
    }

    fn connect(&self) -> Connection<'_> {
        Connection {
            client: self,
            open: true,
        }
    }
}

impl Connection<'_> {
    fn fetch(&mut self, n: u32) -> Vec<u32> {
        log(format!("fetch {n} from {} ({})", self.client.id, self.open));
        (0..n).map(|i| i + self.client.id).collect()
    }
}

program! {
    mod before_the_first_yield;

    #[resumable(yield = u32)]
    fn before(id: u32) -> u32 {
        let client = Client::new(id);
        let n = client.id() + 1;
        yield_!(n);
        n
    }

    check before(3);
}

program! {
    mod between_yields;

    #[resumable(yield = u32)]
    fn between(id: u32) -> u32 {
        yield_!(0);
        let client = Client::new(id);
        let connection = client.connect();
        let open = connection.open;
        yield_!(u32::from(open));
        let client = Client::new(id + 1);
        let calls = Rc::clone(&client.calls);
        client.ready();
        let n = *calls.borrow();
        yield_!(n);
        let client = Client::new(n);
        client.id()
    }

    check between(3);
}

program! {
    mod in_a_condition;

    #[resumable(yield = u32)]
    fn condition(id: u32) -> u32 {
        let client = Client::new(id);
        if client.ready() {
            yield_!(1);
        } else {
            log("not ready");
        }
        yield_!(2);
        id
    }

    check condition(2);
    check condition(3);
}

program! {
    mod used_in_the_branch_before_its_yield;

    #[resumable(yield = u32)]
    fn branch(id: u32) -> u32 {
        let client = Client::new(id);
        let mut sum = 0;
        if client.ready() {
            yield_!(client.id());
            sum += 1;
            yield_!(100);
        }
        sum + id
    }

    check branch(2);
    check branch(3);
}

program! {
    mod used_in_each_branch;

    #[resumable(yield = u32)]
    fn branches(id: u32) -> u32 {
        let client = Client::new(id);
        let label = format!("client {}", client.id());
        if client.id() > 10 {
            let double = client.id() * 2;
            yield_!(double);
        } else if client.ready() {
            yield_!(client.id() + 100);
        } else {
            log(client.id());
        }
        label.len() as u32
    }

    check branches(11);
    check branches(2);
    check branches(3);
}

program! {
    mod used_in_an_arm;

    #[resumable(yield = u32)]
    fn arm(id: u32, choice: Option<u32>) -> u32 {
        let client = Client::new(id);
        match choice {
            Some(n) if client.ready() => {
                yield_!(client.id() + n);
                n
            }
            Some(n) => {
                let found = client.connect().fetch(n);
                for one in found {
                    yield_!(one);
                }
                n * 2
            }
            None => client.id(),
        }
    }

    check arm(2, Some(3));
    check arm(3, Some(2));
    check arm(3, None);
}

program! {
    mod used_before_a_loop_in_the_branch;

    #[resumable(yield = u32)]
    fn in_a_loop(id: u32) -> u32 {
        let client = Client::new(id);
        let mut total = 0;
        if client.ready() {
            let mut connection = client.connect();
            let found = connection.fetch(id);
            for n in found {
                yield_!(n);
                total += n;
            }
            loop {
                yield_!(total);
                total /= 2;
                if total < 3 {
                    break;
                }
            }
        }
        total
    }

    check in_a_loop(4);
    check in_a_loop(3);
}

program! {
    mod made_in_each_round;

    #[resumable(yield = u32, resume = bool)]
    fn rounds(n: u32) -> u32 {
        let mut ready = 0;
        for id in 0..n {
            let client = Client::new(id);
            let mut connection = client.connect();
            let batch = connection.fetch(2);
            if client.ready() {
                ready += 1;
                if !yield_!(client.id()) {
                    break;
                }
            } else if batch[0] > 1 {
                yield_!(batch[1]);
            }
        }
        while ready > 0 {
            let client = Client::new(ready);
            ready -= 1;
            yield_!(client.id() + 50);
        }
        ready
    }

    check rounds(4) => [true; 10];
    check rounds(4) => [true, true, false, true, true];
}

program! {
    mod a_scrutinee;

    #[resumable(yield = u32)]
    fn scrutinee(id: u32) -> u32 {
        match Client::new(id).connect().fetch(2).pop() {
            Some(n) => {
                yield_!(n);
                n + 1
            }
            None => 0,
        }
    }

    check scrutinee(5);
}

program! {
    mod taken_apart_before_the_yield;

    #[resumable(yield = usize)]
    fn apart(text: String) -> String {
        let (sender, receiver) = mpsc::channel();
        for word in text.split(' ') {
            sender.send(word.len()).unwrap();
        }
        drop(sender);
        let started = Instant::now();
        let lengths = receiver.into_iter().collect::<Vec<_>>();
        let quick = started.elapsed().as_secs() < 1000;
        yield_!(lengths.len());
        let longest = text.split(' ').max_by_key(|word| word.len()).unwrap_or("none");
        let counts = text.chars().fold(HashMap::<char, u32>::new(), |mut counts, letter| {
            *counts.entry(letter).or_default() += 1;
            counts
        });
        let mut most = counts.iter().map(|(letter, count)| (*count, *letter)).collect::<Vec<_>>();
        most.sort();
        let summary = format!("{longest} {quick} {:?}", most.last());
        yield_!(longest.len());
        summary
    }

    check apart("to be or not to be that".to_owned());
}

program! {
    mod borrows_that_end_before_the_yield;

    #[resumable(yield = usize)]
    fn borrows(mut list: Vec<String>) -> String {
        let first = &mut list[0];
        first.push('!');
        let length = first.len();
        yield_!(length);
        let longest = list.iter().max_by_key(|text| text.len()).unwrap();
        let parts = longest.split('-').collect::<Vec<&str>>();
        let count = parts.len();
        yield_!(count);
        {
            let [a, .., b] = &mut list[..] else { panic!("too short") };
            std::mem::swap(a, b);
        }
        let joined = list.join(" ");
        let slice = &joined[1..];
        yield_!(slice.len());
        joined
    }

    check borrows(["a-b-c", "d", "e-f"].map(String::from).to_vec());
    check borrows(vec!["only".to_owned()]);
}

program! {
    mod closures_between_yields;

    #[resumable(yield = u32)]
    fn closures(n: u32) -> u32 {
        let add = |m: u32| n + m;
        let five = add(5);
        yield_!(five);
        let mut calls = 0;
        let mut count = |by: u32| {
            calls += by;
            calls
        };
        count(1);
        count(2);
        yield_!(calls);
        let boxed: Box<dyn Fn(u32) -> u32> = Box::new(move |m| m * five);
        boxed(calls)
    }

    check closures(1);
}

program! {
    mod dead_on_the_paths_that_suspend;

    #[resumable(yield = u32)]
    fn paths(id: u32) -> u32 {
        let client = Client::new(id);
        if id > 10 {
            drop(client);
            yield_!(id);
            return 1;
        }
        if !client.ready() {
            return client.id();
        }
        let id = client.id();
        yield_!(id + 1);
        2
    }

    check paths(11);
    check paths(3);
    check paths(2);
}

program! {
    mod iterators_within_a_step;

    #[resumable(yield = Option<u32>)]
    fn iterators(list: Vec<u32>) -> u32 {
        let mut it = list.iter().skip(1).step_by(2).copied().peekable();
        let first = it.next();
        let peeked = it.peek().copied();
        let rest = it.sum::<u32>();
        yield_!(first);
        yield_!(peeked);
        for (i, n) in list.iter().enumerate().rev() {
            log(format!("{i}: {n}"));
        }
        rest
    }

    check iterators((1..8).collect());
    check iterators(vec![]);
}

program! {
    mod arguments_used_only_before;

    struct Handle(Rc<u32>);

    #[resumable(yield = u32)]
    fn made_from(parts: (u32, u32)) -> u32 {
        let handle = Handle(Rc::new(parts.0));
        let shared = Rc::clone(&handle.0);
        let sum = *shared + parts.1;
        if sum > 3 {
            let weak = Rc::downgrade(&shared);
            yield_!(weak.upgrade().map_or(0, |n| *n));
        }
        yield_!(sum);
        sum
    }

    check made_from((1, 2));
    check made_from((3, 4));
}
