//! Destructuring in `let`, parameters, `if let`, `while let`: every form of pattern, by value.

use serde::{Deserialize, Serialize};
use tests::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
    address: Address,
    emails: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Address {
    street: String,
    number: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Pair(i32, i32);

fn ada() -> User {
    User {
        name: "Ada".to_owned(),
        address: Address {
            street: "Main".to_owned(),
            number: 12,
        },
        emails: vec!["a@x".to_owned(), "b@y".to_owned()],
    }
}

program! {
    mod tuples;

    #[resumable(yield = i32, resume = (i32, (i32, String)))]
    fn tuples() -> String {
        let (a, (b, text)) = yield_!(1);
        let (mut c, _) = (a + b, text.len());
        yield_!(c);
        c *= 2;
        let (.., last) = (1, 2, yield_!(c).0);
        let (first, ..) = (text, 2, 3);
        yield_!(last);
        format!("{first}{a}{b}{c}{last}")
    }

    check tuples() => [(1, (2, "x".to_owned())), (3, (4, "y".to_owned())), (5, (6, "z".to_owned())), (0, (0, String::new()))];
}

program! {
    mod structs;

    #[resumable(yield = u32)]
    fn structs(user: User) -> String {
        let User { name, address: Address { street, number: mut door }, .. } = user;
        yield_!(door);
        door += 1;
        let Pair(x, y) = Pair(3, 4);
        yield_!(door);
        format!("{name} {street} {door} {x}{y}")
    }

    check structs(ada());
}

program! {
    mod arrays;

    #[resumable(yield = i32)]
    fn arrays(list: [i32; 4], pairs: [(i32, String); 2]) -> String {
        let [a, b, c, d] = list;
        yield_!(a + b);
        let [first, .., last] = list;
        let [(n, _), (_, text)] = pairs;
        yield_!(first + last + n);
        let [head, rest @ ..] = list;
        yield_!(head);
        format!("{c}{d}{text}{rest:?}")
    }

    check arrays([1, 2, 3, 4], [(5, "five".to_owned()), (6, "six".to_owned())]);
}

program! {
    mod parameters;

    #[resumable(yield = i32)]
    fn parameters((a, mut b): (i32, i32), Pair(x, _): Pair, [p, q]: [i32; 2], mut total: i32, _: String) -> i32 {
        b += a;
        yield_!(b);
        total += x * p;
        yield_!(total);
        b - q + total
    }

    check parameters((1, 2), Pair(3, 4), [5, 6], 7, "unused".to_owned());
}

program! {
    mod bindings_at;

    #[resumable(yield = i32, resume = (i32, i32))]
    fn at() -> i32 {
        let whole @ (a, _) = yield_!(1);
        let pair @ Pair(x, y) = Pair(a, whole.1);
        yield_!(x + y);
        whole.0 * 100 + pair.0 * 10 + pair.1
    }

    check at() => [(3, 4), (0, 0)];
}

program! {
    mod boxes_and_newtypes;

    #[derive(Debug, Serialize, Deserialize)]
    struct Meters(Box<f64>);

    #[resumable(yield = u32)]
    fn boxes(length: Meters, chain: Option<Box<(u32, String)>>) -> String {
        let Meters(inner) = length;
        yield_!(1);
        let meters = *inner;
        if let Some(link) = chain {
            let (n, text) = *link;
            yield_!(n);
            return format!("{text} {meters}");
        }
        meters.to_string()
    }

    check boxes(Meters(Box::new(1.5)), Some(Box::new((7, "seven".to_owned()))));
    check boxes(Meters(Box::new(1.5)), None);
}

program! {
    mod while_let_with_structs;

    #[derive(Debug, Serialize, Deserialize)]
    enum Expression {
        Number(i64),
        Add(Box<Expression>, Box<Expression>),
        Negate(Box<Expression>),
    }

    #[resumable(yield = String)]
    fn leftmost(mut expression: Expression) -> i64 {
        let mut sign = 1;
        let mut depth = 0;
        while let Expression::Add(left, _) | Expression::Negate(left) = expression {
            depth += 1;
            yield_!(format!("{depth}: {left:?}"));
            expression = *left;
            sign = -sign;
        }
        if let Expression::Number(n) = expression { n * sign } else { unreachable!() }
    }

    check leftmost(Expression::Add(
        Box::new(Expression::Negate(Box::new(Expression::Number(7)))),
        Box::new(Expression::Number(1)),
    ));
    check leftmost(Expression::Number(5));
}

program! {
    mod literals_and_ranges;

    #[resumable(yield = String)]
    fn literals(inputs: Vec<(char, Option<bool>, i8)>) -> u32 {
        let mut score = 0;
        for input in inputs {
            match input {
                ('a'..='f' | 'A'..='F', Some(true), n @ -3..=3) => {
                    yield_!(format!("hex {n}"));
                    score += 1;
                }
                ('0', None, _) => score += 10,
                (letter, Some(flag), 100..) => {
                    yield_!(format!("{letter} {flag}"));
                    score += 100;
                }
                (_, _, ..0) => {
                    yield_!("negative".to_owned());
                    score += 1000;
                }
                _ => return score,
            }
        }
        score
    }

    check literals(vec![('b', Some(true), -2), ('0', None, 5), ('z', Some(false), 120), ('z', None, -1)]);
    check literals(vec![('B', Some(true), 3), ('z', None, 1), ('b', Some(true), 0)]);
}

program! {
    mod destructuring_assignment;

    #[resumable(yield = u32, resume = (u32, u32))]
    fn swap() -> (u32, u32) {
        let (mut a, mut b) = (1, 2);
        (a, b) = yield_!(a);
        (a, b) = (b, a + b);
        yield_!(a);
        [a, _] = [b * 2, 0];
        (_, b) = yield_!(b);
        (a, b)
    }

    check swap() => [(10, 20), (0, 0), (5, 6)];
}

program! {
    mod let_else_that_refutes;

    #[resumable(yield = usize)]
    fn parse(line: String) -> Result<u32, String> {
        let parts = line.split('=').map(str::to_owned).collect::<Vec<_>>();
        yield_!(parts.len());
        let Ok([key, value]) = <[String; 2]>::try_from(parts) else {
            return Err(format!("not key=value: {line}"));
        };
        yield_!(key.len());
        let ("size", Ok(size)) = (key.as_str(), value.parse::<u32>()) else {
            return Err(format!("unknown: {key}={value}"));
        };
        yield_!(size as usize);
        Ok(size)
    }

    check parse("size=5".to_owned());
    check parse("size".to_owned());
    check parse("size=x".to_owned());
    check parse("name=5".to_owned());
}

program! {
    mod slices_by_reference_within_a_step;

    #[resumable(yield = u32)]
    fn sums(list: Vec<u32>) -> u32 {
        let ends = match list.as_slice() {
            [] => 0,
            [only] => *only,
            [first, .., last] => first + last,
        };
        yield_!(ends);
        let middle = if let [_, middle @ .., _] = &list[..] { middle.iter().sum() } else { 0 };
        yield_!(middle);
        ends * middle
    }

    check sums(vec![1, 2, 3, 4]);
    check sums(vec![5]);
    check sums(vec![]);
}

program! {
    mod destructured_in_a_loop;
    #[resumable(yield = u32)]
    fn take(s: String, n: u32) -> (String, u32) { yield_!(n); (s + "x", n + 1) }
    #[resumable(yield = u32)]
    fn destructured(s: String) -> String {
        let (mut s, mut y) = (s, 0);
        for _ in 0..3 { (s, y) = take(s, y).await; }
        let mut list = vec![1, 2];
        for i in 0..2 { yield_!(i); (list[0], y) = (list[1], y + list[0]); }
        let (mut a, mut b) = (1, 1);
        while b < 10 { (a, b) = (b, a + b); yield_!(a); }
        s + &format!("{list:?}{y}{a}")
    }
    check destructured("s".to_owned());
}
