//! Borrows, and values that borrow, across yields.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use tests::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
    emails: Vec<String>,
    address: Address,
    manager: Option<Box<User>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Address {
    street: String,
    number: u32,
}

fn user(name: &str, manager: Option<User>) -> User {
    User {
        name: name.to_owned(),
        emails: vec![format!("{name}@x"), format!("{name}@y")],
        address: Address {
            street: format!("{name} street"),
            number: name.len() as u32,
        },
        manager: manager.map(Box::new),
    }
}

program! {
    mod only_in_the_branch_that_suspends;

    #[resumable(yield = usize)]
    fn longest(names: Vec<String>, ask: bool) -> usize {
        let longest = names.iter().max_by_key(|name| name.len()).unwrap();
        if ask {
            yield_!(longest.len());
            yield_!(names.len());
        }
        names[0].len()
    }

    check longest(["a", "bbb", "cc"].map(String::from).to_vec(), true);
    check {
        let _ = longest(vec!["x".to_owned()], false);
        longest(vec!["x".to_owned()], true)
    };
}
program! {
    mod of_a_local;

    #[resumable(yield = usize, resume = u32)]
    fn shared() -> String {
        let list = vec![1, 2, 3];
        let view = &list;
        let a = yield_!(view.len());
        let b = yield_!(view[1]);
        format!("{view:?} {a} {b}")
    }

    check shared() => [5, 6];
}

program! {
    mod mutable_of_a_local;

    #[resumable(yield = usize, resume = u32)]
    fn exclusive() -> Vec<u32> {
        let mut list = vec![];
        let sink = &mut list;
        sink.push(yield_!(1));
        sink.push(yield_!(sink.len()));
        sink.push(7);
        yield_!(2);
        list.push(8);
        list
    }

    check exclusive() => [5, 6, 7];
}

program! {
    mod of_a_field;

    #[resumable(yield = String)]
    fn fields(mut user: User) -> User {
        let street = &user.address.street;
        yield_!(street.clone());
        yield_!(format!("{street}!"));
        let number = &mut user.address.number;
        *number += 1;
        yield_!(number.to_string());
        *number *= 10;
        user
    }

    check fields(user("ada", None));
}

program! {
    mod of_an_element;

    #[resumable(yield = u32, resume = usize)]
    fn elements(mut list: Vec<u32>) -> Vec<u32> {
        let mut at = yield_!(0);
        let cell = &mut list[at];
        *cell += 10;
        yield_!(*cell);
        *cell += 100;
        at = yield_!(*cell);
        let first = &list[at];
        yield_!(*first);
        let sum = first + 1;
        list.push(sum);
        list
    }

    check elements(vec![1, 2, 3]) => [1, 0, 2, 0];
}

program! {
    mod by_std_methods;

    #[resumable(yield = String)]
    fn methods(text: String, list: Vec<String>, maybe: Option<String>, map: BTreeMap<String, u32>) -> usize {
        let trimmed = text.trim();
        let first = list.first();
        let last = list.last().unwrap();
        let inner = maybe.as_deref();
        let value = map.get("b");
        yield_!(format!("{trimmed} {first:?} {last} {inner:?} {value:?}"));
        yield_!(trimmed.to_uppercase());
        trimmed.len() + first.map_or(0, |f| f.len()) + last.len() + inner.unwrap_or("").len() + value.copied().unwrap_or(0) as usize
    }

    check methods(" x y ".to_owned(), vec!["p".to_owned(), "qq".to_owned()], Some("m".to_owned()), BTreeMap::from([("b".to_owned(), 5)]));
    check methods("".to_owned(), vec!["p".to_owned()], None, BTreeMap::new());
}

program! {
    mod slices;

    #[resumable(yield = Vec<u32>)]
    fn slices(list: Vec<u32>, from: usize) -> u32 {
        let tail = &list[from..];
        yield_!(tail.to_vec());
        let (left, right) = tail.split_at(1);
        yield_!(left.to_vec());
        let text = "some text";
        let word = &text[..4];
        yield_!(right.to_vec());
        right.iter().sum::<u32>() + word.len() as u32
    }

    check slices(vec![1, 2, 3, 4], 1);
}

program! {
    mod if_let_on_a_borrow;

    #[resumable(yield = String)]
    fn managers(user: User) -> usize {
        let mut depth = 0;
        if let Some(manager) = &user.manager {
            yield_!(manager.name.clone());
            depth += 1;
            if let Some(User { name, .. }) = manager.manager.as_deref() {
                yield_!(name.clone());
                depth += name.len();
            }
            yield_!(format!("{} {}", manager.name, user.name));
        }
        depth
    }

    check managers(user("ada", Some(user("bob", Some(user("eve", None))))));
    check managers(user("ada", None));
    check managers(user("ada", Some(user("bob", None))));
}

program! {
    mod if_let_on_a_mutable_borrow;

    #[resumable(yield = u32, resume = u32)]
    fn bump(mut count: Option<u32>) -> Option<u32> {
        if let Some(n) = &mut count {
            *n += yield_!(*n);
            *n += yield_!(*n);
        }
        if let Some(n) = count.as_mut() {
            yield_!(*n);
            *n = 0;
        }
        count
    }

    check bump(Some(1)) => [2, 3, 4];
    check {
        let _ = bump(None);
        bump(Some(7))
    } => [1, 1, 1];
}

program! {
    mod match_on_a_borrow;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    enum Task {
        Wait(u32),
        Say { text: String, times: u32 },
        Both(Box<Task>, Box<Task>),
    }

    #[resumable(yield = String)]
    fn describe(tasks: Vec<Task>) -> u32 {
        let mut total = 0;
        let mut at = 0;
        while at < tasks.len() {
            match &tasks[at] {
                Task::Wait(n) if *n > 5 => {
                    yield_!(format!("long {n}"));
                    total += n;
                }
                Task::Wait(n) => total += n,
                Task::Say { text, times } => {
                    for i in 0..*times {
                        yield_!(format!("{text} {i}"));
                    }
                    total += text.len() as u32;
                }
                Task::Both(first, _) => {
                    yield_!(format!("{first:?}"));
                    total += 100;
                }
            }
            at += 1;
        }
        total
    }

    check describe(vec![
        Task::Wait(1), Task::Wait(9), Task::Say { text: "hi".to_owned(), times: 2 },
        Task::Both(Box::new(Task::Wait(1)), Box::new(Task::Wait(2))),
    ]);
}

program! {
    mod let_else_on_a_borrow;

    #[resumable(yield = usize)]
    fn ends(list: Vec<String>) -> String {
        let [first, .., last] = list.as_slice() else {
            yield_!(list.len());
            return "short".to_owned();
        };
        yield_!(first.len());
        yield_!(last.len());
        format!("{first}{last}")
    }

    check ends(["a", "bb", "ccc"].map(String::from).to_vec());
    check ends(vec!["a".to_owned()]);
}

program! {
    mod ref_patterns;

    #[resumable(yield = String)]
    fn refs(mut pair: (String, Vec<u32>)) -> (String, Vec<u32>) {
        let (ref name, ref mut list) = pair;
        yield_!(name.clone());
        list.push(name.len() as u32);
        yield_!(format!("{list:?}"));
        list.push(9);
        pair
    }

    check refs(("abc".to_owned(), vec![1]));
}

program! {
    mod string_literals_and_constants;

    const UNITS: &[&str] = &["mm", "cm", "m"];

    #[resumable(yield = String, resume = u32)]
    fn measure(metric: bool) -> String {
        let prefix = "length";
        let unit = if metric { "kg" } else { "lb" };
        let other = match yield_!(prefix.to_owned()) {
            0 => "none",
            n if n < 5 => UNITS[n as usize % 3],
            _ => "many",
        };
        yield_!(format!("{prefix} {unit} {other}"));
        format!("{prefix}{unit}{other}")
    }

    check measure(true) => [0, 0];
    check measure(false) => [4, 0];
    check measure(false) => [9, 0];
}

program! {
    mod closures_that_borrow;

    #[resumable(yield = u32, resume = u32)]
    fn closures(base: u32) -> u32 {
        let names = vec!["a".to_owned(), "b".to_owned()];
        let add = |n: u32| base + n + names.len() as u32;
        let a = yield_!(add(1));
        let b = yield_!(add(a));
        add(b)
    }

    check closures(10) => [5, 6];
}

program! {
    mod chains_of_borrows;

    #[resumable(yield = String)]
    fn chain(user: User) -> usize {
        let address = &user.address;
        let street = address.street.as_str();
        let word = street.split(' ').next().unwrap();
        yield_!(word.to_owned());
        let manager = user.manager.as_ref().map(|manager| &manager.name);
        yield_!(format!("{manager:?} {}", address.number));
        word.len() + street.len()
    }

    check chain(user("ada", Some(user("bob", None))));
    check chain(user("ada", None));
}

program! {
    mod a_borrow_in_a_loop_body;

    #[resumable(yield = String, resume = u32)]
    fn rounds(mut users: Vec<User>) -> Vec<User> {
        for i in 0..users.len() {
            let user = &mut users[i];
            user.address.number += yield_!(user.name.clone());
            let email = &user.emails[0];
            yield_!(email.clone());
            user.name = format!("{}{}", user.name, email.len());
        }
        users
    }

    check rounds(vec![user("ada", None), user("bob", None)]) => [1, 2, 3, 4];
}

program! {
    mod while_let_on_a_borrow;

    #[resumable(yield = u32)]
    fn drain(mut queue: VecDeque<u32>) -> u32 {
        let mut sum = 0;
        while let Some(front) = queue.front() {
            yield_!(*front);
            sum += front;
            queue.pop_front();
        }
        let mut stack = vec![1, 2];
        while let Some(top) = stack.last_mut() {
            yield_!(*top);
            *top -= 1;
            if *top == 0 {
                stack.pop();
            }
        }
        sum
    }

    check drain(VecDeque::from([3, 4, 5]));
}

program! {
    mod a_borrow_after_another;

    #[resumable(yield = u32)]
    fn tokens(text: String) -> usize {
        let bytes = text.as_bytes();
        let half = bytes.len() / 2;
        let (left, right) = bytes.split_at(half);
        yield_!(left[0].into());
        yield_!(right[0].into());
        let both = [left, right];
        yield_!(both.len() as u32);
        both[0].len()
    }

    check tokens("abcdef".to_owned());
}

program! {
    mod as_a_receiver;

    #[resumable(yield = usize, resume = usize)]
    fn trimmed(text: String) -> String {
        let part = text.len().min(1);
        text.trim().trim_start_matches('x').repeat(yield_!(part))
    }

    check trimmed(" xab ".to_owned()) => [2];
}
