//! What diapause 0.2 and the other peers refuse, one program for each refusal.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Display;

use resumable::{Live, resumable};
use serde::{Deserialize, Serialize};
use tests::*;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
    emails: Vec<String>,
    manager: Option<Box<User>>,
}

fn user(name: &str, emails: &[&str]) -> User {
    User {
        name: name.to_owned(),
        emails: emails.iter().map(|email| email.to_string()).collect(),
        manager: None,
    }
}

program! {
    // diapause: every local across a yield has a type that can be read off (annotate `let x = f()`, casts, literals).
    mod locals_without_annotations;

    #[resumable(yield = String)]
    fn go(users: Vec<User>) -> f64 {
        let first = users[0].clone();
        let boss = User { name: "boss".into(), ..Default::default() };
        let text = "text";
        let cast = users.len() as f64;
        let pairs = users.iter().map(|user| (user.name.clone(), user.emails.len())).collect::<BTreeMap<_, _>>();
        let nothing = None;
        let mut late = Vec::new();
        yield_!(format!("{first:?} {}", boss.name));
        late.push(nothing.unwrap_or(2.5));
        yield_!(format!("{text} {pairs:?}"));
        late[0] + cast
    }

    check go(vec![user("a", &["a@a"]), user("b", &[])]);
}

program! {
    // diapause: a binding of a pattern (match arm, `if let`, `while let`, `let else`, tuple) does not cross a yield.
    mod pattern_bindings;

    #[resumable(yield = String, resume = Option<(u32, String)>)]
    fn go((mut low, high): (u32, u32)) -> u32 {
        let (number, text) = yield_!("start".to_owned()).unwrap_or_default();
        let Some((next, _)) = yield_!(format!("{text} {number}")) else { return number };
        while let Some((n @ 1..=9, word)) = yield_!(format!("{low} {next}")) {
            match (n, word.as_str()) {
                (1, "one") => {
                    yield_!(format!("one is {word} of {low}"));
                    low += n;
                }
                (n, other @ ("two" | "three")) => {
                    yield_!(other.to_owned());
                    low += n * other.len() as u32;
                }
                (_, "") => break,
                (n, rest) => {
                    if let Some((first, others)) = rest.split_at_checked(1) {
                        yield_!(format!("{first}-{others}"));
                        low += n;
                    }
                }
            }
        }
        low + high + next
    }

    check go((1, 2)) => [(1, "one"), (1, "two"), (1, "one"), (0, ""), (2, "two"), (0, ""), (5, "five"), (0, ""), (4, "")]
        .map(|(n, text)| Some((n, text.to_owned())));
    check go((1, 2)) => [None, None];
    check go((3, 4)) => [None, Some((1, String::new())), None];
}

program! {
    // diapause: no yield in the condition of a `while`, and none in its scrutinee.
    mod while_conditions;

    #[resumable(yield = u32, resume = u32)]
    fn go(limit: u32) -> u32 {
        let mut rounds = 0;
        while yield_!(rounds) < limit {
            rounds += 1;
        }
        while let 1.. = yield_!(100 + rounds) && rounds < 5 {
            rounds += 1;
        }
        rounds
    }

    check go(3) => [0, 2, 3, 1, 1, 0];
    check go(3) => [0, 2, 3, 1, 1, 1, 1, 1];
}

program! {
    // diapause: no yield on the right of `&&` and `||`.
    mod lazy_operators;

    #[resumable(yield = u32, resume = bool)]
    fn go() -> Vec<bool> {
        let mut seen = vec![yield_!(1) && yield_!(2)];
        seen.push(yield_!(3) || yield_!(4) && yield_!(5));
        if !(yield_!(6) || seen[0] && yield_!(7)) {
            seen.push(yield_!(8) & yield_!(9));
        }
        seen
    }

    check go() => [true; 9];
    check go() => [false; 9];
    check go() => [true, false, false, true, false, false, true, true];
}

program! {
    // diapause: no yield after an operand with an effect, in a method's arguments, or nested in one.
    mod effectful_prefixes;

    fn three(a: u32, b: u32, c: u32) -> u32 {
        a * 100 + b * 10 + c
    }

    #[resumable(yield = u32, resume = u32)]
    fn go(mut queue: VecDeque<u32>) -> u32 {
        let a = three(logged("first", 1), yield_!(1), logged("third", 3));
        let b = logged("left", 2) + yield_!(a) * logged("right", 3);
        queue.push_back(yield_!(yield_!(b) + 1));
        let c = queue.pop_front().map_or(0, |n| n + 1) - if yield_!(2) > 1 { yield_!(3) } else { 0 };
        three(queue.len() as u32, match yield_!(c) { 0 => yield_!(4), n => n }, yield_!(5))
    }

    check go(VecDeque::from([50, 60])) => [2, 3, 4, 5, 6, 7, 0, 1, 2];
    check go(VecDeque::from([50])) => [2, 3, 4, 5, 0, 7, 3];
}

program! {
    // diapause: no yield inside the arguments of another macro.
    mod macros_with_yields;

    #[resumable(yield = u32, resume = String)]
    fn go() -> String {
        let list = vec![yield_!(1), String::from("x"), yield_!(2)];
        assert!(matches!(yield_!(3).as_str(), "a" | "b"), "only a or b");
        assert_eq!(yield_!(4).len(), 1);
        format!("{:?} {} {last}", list, yield_!(5), last = yield_!(6))
    }

    check go() => ["a"; 6].map(String::from);
    check go() => ["a", "b", "c"].map(String::from);
    check go() => ["a", "b", "b", "long"].map(String::from);
}

program! {
    // diapause: no `let (a, b) = yield_!()`, and no yield in the initializer of a `let else`.
    mod destructured_yields;

    #[resumable(yield = u32, resume = Result<(u32, String), u32>)]
    fn go() -> u32 {
        let Ok((a, text)) = yield_!(0) else { return 1 };
        let Ok((b, _)) = yield_!(a) else {
            let Err(code) = yield_!(99) else { return 2 };
            return code + a;
        };
        let (Ok((c, _)) | Err(c)) = yield_!(a + b);
        c + text.len() as u32
    }

    check go() => [Ok((1, "one".to_owned())), Ok((2, "two".to_owned())), Err(9)];
    check go() => [Ok((1, "one".to_owned())), Err(3), Err(4)];
    check go() => [Ok((1, "one".to_owned())), Err(3), Ok((3, "three".to_owned()))];
    check go() => [Err(1)];
}

program! {
    // diapause: only `&local` and `&mut local` cross a yield; no field, no `first()`, no slice.
    mod borrows_of_places;

    #[resumable(yield = String, resume = String)]
    fn go(mut user: User, others: Vec<User>) -> (User, usize) {
        let name = &user.name;
        let first = others.first();
        let half = &others[..others.len() / 2];
        let longest = others.iter().max_by_key(|other| other.emails.len());
        yield_!(format!("{name} {:?}", first.map(|user| user.name.as_str())));
        yield_!(format!("{} {}", half.len(), longest.map_or("nobody", |user| &user.name)));
        let emails = &mut user.emails;
        emails.push(yield_!("email?".into()));
        emails.sort();
        if let Some(manager) = user.manager.as_deref_mut() {
            let line = yield_!(format!("{} is managed by {}", user.name, manager.name));
            manager.emails.push(line);
        }
        (user, half.len() + first.map_or(0, |user| user.emails.len()))
    }

    check go(user("a", &["z"]), vec![user("b", &[]), user("c", &["c@c"])]) => ["", "", "m"].map(String::from);
    check go(User { manager: Some(Box::new(user("d", &[]))), ..user("a", &[]) }, vec![])
        => ["", "", "m", "told"].map(String::from);
}

program! {
    // diapause: no `for x in &local`, and no iterator without serde's traits, such as `vec::IntoIter` and `Map`.
    mod iterators_of_all_kinds;

    #[resumable(yield = String)]
    fn go(users: Vec<User>, mut stock: BTreeMap<String, u32>) -> String {
        for user in &users {
            for (i, email) in user.emails.iter().enumerate().rev() {
                yield_!(format!("{} {i} {email}", user.name));
            }
        }
        for (name, count) in &mut stock {
            *count += name.len() as u32;
            yield_!(name.clone());
        }
        for name in stock.keys().map(|name| name.to_uppercase()).filter(|name| name.len() > 1) {
            yield_!(name);
        }
        let mut rest = String::new();
        let mut owned = users.into_iter().skip(1);
        while let Some(user) = owned.next() {
            for (c, window) in user.name.chars().zip(user.emails.windows(2)) {
                yield_!(format!("{c} {window:?}"));
            }
            rest += &user.name;
        }
        rest + &format!("{stock:?}")
    }

    check go(
        vec![user("a", &["1", "2"]), user("bcd", &["3", "4", "5"]), user("e", &[])],
        BTreeMap::from([("nut".to_owned(), 1), ("x".to_owned(), 2)]),
    );
}

program! {
    // diapause: a shadowed source of a borrow, and a shadowed target of a jump, are to be renamed.
    mod shadowed_sources;

    #[resumable(yield = String)]
    fn go(text: String) -> usize {
        let view = text.as_str();
        let text = view.len();
        yield_!(format!("{view} {text}"));
        let view = view.trim_start();
        let text = text + view.len();
        yield_!(format!("{view} {text}"));
        let mut count = 0;
        'again: loop {
            let count_before = count;
            let count = loop {
                yield_!(view.to_owned());
                break count_before + 1;
            };
            if count < 2 {
                yield_!(count.to_string());
            }
            break 'again;
        }
        count += text;
        count
    }

    check go("  text".to_owned());
}

program! {
    // diapause: `?` on `Result` and `Option` only as a statement of its own; no `?` after a delegate in an expression.
    mod question_marks_in_nested_loops;

    fn cells(rows: &[&str]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.split_whitespace().map(str::to_owned).collect()).collect()
    }

    #[resumable(yield = u32, resume = Result<u32, String>)]
    fn ask(n: u32) -> Result<u32, String> {
        Ok(yield_!(n)? + n)
    }

    #[resumable(yield = u32, resume = Result<u32, String>)]
    fn go(rows: Vec<Vec<String>>) -> Result<u32, Box<dyn std::error::Error>> {
        let mut total = 0;
        for row in &rows {
            for cell in row {
                total += cell.parse::<u32>()? * ask(total).await? + yield_!(total)?;
            }
        }
        Ok(total)
    }

    check go(cells(&["1 2", "", "3"])) => (1..7).map(Ok);
    check go(cells(&["1 x"])) => (1..7).map(Ok);
    check go(cells(&["1 2"])) => [Ok(1), Ok(2), Err("no".to_owned())];
}

program! {
    // diapause: a match guard reads what it is guarded by, and the arm yields; an `if` and a `match` nested in operands.
    mod guards_of_arms_that_yield;

    #[resumable(yield = u32, resume = u32)]
    fn go(limit: u32) -> u32 {
        let mut total = 0;
        loop {
            let answer = yield_!(total);
            total += match answer {
                n if n > limit && total < limit => yield_!(n) + 1,
                n if let Some(rest) = n.checked_sub(3) => yield_!(rest),
                0 => break total,
                n => n + if n == 2 { yield_!(22) } else { logged("one", 1) },
            };
        }
    }

    check go(5) => [9, 1, 3, 7, 2, 5, 1, 0];
    check go(0) => [5, 5, 0];
}

program! {
    // diapause: neither a method nor a function with a receiver, and no `async fn`; here also mutual recursion, generic.
    mod generic_and_recursive;

    #[resumable(yield = String)]
    fn even<T: Live + Display + Clone, const STEP: usize>(items: Vec<T>, at: usize) -> bool {
        let Some(item) = items.get(at) else { return true };
        yield_!(format!("even {item}"));
        odd::<T, STEP>(items, at + STEP).await
    }

    #[resumable(yield = String)]
    fn odd<T, const STEP: usize>(items: Vec<T>, at: usize) -> bool
    where
        T: Live + Display + Clone,
    {
        match items.get(at) {
            None => false,
            Some(item) => {
                yield_!(format!("odd {item}"));
                even::<T, STEP>(items, at + STEP).await
            }
        }
    }

    check even::<_, 1>(vec![1, 2, 3], 0);
    check even::<String, 2>(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()], 0);
}

program! {
    // dispatch-py: nested functions fail; diapause: an inner item or closure is no part of the body.
    mod closures_and_inner_functions;

    #[resumable(yield = u32, resume = u32)]
    fn go(scale: u32) -> u32 {
        fn twice(n: u32) -> u32 {
            2 * n
        }
        let scaled = |n: u32| twice(n) * scale;
        let mut total = 0;
        let mut add = |n: u32| {
            total += n;
            total
        };
        let first = add(scaled(yield_!(1)));
        let second = add(scaled(yield_!(first)));
        first + second + total
    }

    check go(3) => [1, 2];
}

methods! {
    mod methods_with_a_receiver;

    // diapause: no method, whatever its receiver.
    [impl Emails] {
        #[resumable(yield = String, resume = bool)]
        pub(crate) fn confirm(mut self, more: Vec<String>) -> Self {
            for email in &more {
                if yield_!(format!("{email} after {:?}?", self.0)) {
                    self.0.push(email.clone());
                }
            }
            self
        }
    }

    items {
        #[derive(Debug, Serialize, Deserialize)]
        pub(crate) struct Emails(pub(crate) Vec<String>);
    }

    check Emails(vec![]).confirm(vec!["1".into(), "2".into(), "3".into()]) => [false, true, true];
}

program! {
    // diapause: no yield in the call that is delegated to, and delegation only to a variable or a direct call.
    mod yields_in_delegated_calls;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n) + n
    }

    #[resumable(yield = u32, resume = u32)]
    fn go() -> u32 {
        let first = ask(yield_!(1) + ask(ask(2).await).await).await;
        let kept = ask(first);
        yield_!(3);
        kept.await + if first > 9 { ask(4) } else { ask(5) }.await
    }

    check go() => [1, 2, 3, 4, 5, 6, 7];
}

program! {
    // diapause: a `let else` whose block yields and does not end panics at run time; here rustc wants it to end.
    mod let_else_with_yields;

    #[resumable(yield = u32, resume = Option<u32>)]
    fn go() -> u32 {
        let mut tries = 0;
        'ask: loop {
            let Some(n) = yield_!(tries) else {
                tries += 1;
                let Some(skip) = yield_!(100) else {
                    if tries > 2 {
                        return tries;
                    }
                    continue 'ask;
                };
                break 'ask skip;
            };
            let Some(half) = (n % 2 == 0).then_some(n / 2) else { continue };
            break half + tries;
        }
    }

    check go() => [None, None, Some(3), Some(8)];
    check go() => [None; 8];
    check go() => [None, Some(7)];
}

program! {
    // diapause: a labelled block that yields and hands out a value is only the whole of a `let` or of the tail.
    mod labelled_breaks_with_values;

    #[resumable(yield = u32, resume = u32)]
    fn go() -> u32 {
        let sum = 1 + 'found: {
            for i in 0..3 {
                for j in 0..3 {
                    if yield_!(i * 10 + j) == 1 {
                        break 'found i + j;
                    }
                }
            }
            yield_!(99)
        } * 2 + 'outer: loop {
            loop {
                match yield_!(50) {
                    0 => continue 'outer,
                    1 => break,
                    n => break 'outer n,
                }
            }
        };
        sum
    }

    check go() => [0, 0, 0, 0, 1, 0, 1, 5];
    check go() => [0; 20];
}

program! {
    // Go: a value behind an interface, a channel or a `sync` type panics when it is serialized; none of these crosses.
    mod values_that_do_not_cross;

    #[resumable(yield = u32)]
    fn go(n: u32) -> u32 {
        let mut total = n;
        for i in 0..n {
            let shared = std::rc::Rc::new(i);
            let (sender, receiver) = std::sync::mpsc::channel();
            let dynamic: Box<dyn Fn(u32) -> u32> = Box::new(move |m| m + *shared);
            sender.send(dynamic(i)).unwrap();
            total += receiver.recv().unwrap();
            yield_!(total);
        }
        total
    }

    check go(3);
}
