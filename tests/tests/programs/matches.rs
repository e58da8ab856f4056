//! `match`: arms that suspend, guards, or-patterns, bindings, as a value and as a statement.

use serde::{Deserialize, Serialize};
use tests::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Circle(u32),
    Rectangle { width: u32, height: u32 },
    Named(String, Box<Shape>),
    Empty,
}

fn named(name: &str, shape: Shape) -> Shape {
    Shape::Named(name.to_owned(), Box::new(shape))
}

program! {
    mod on_an_enum;

    #[resumable(yield = u32)]
    fn area(shape: Shape) -> u32 {
        match shape {
            Shape::Circle(radius) => {
                yield_!(radius);
                radius * radius * 3
            }
            Shape::Rectangle { width, height } => {
                yield_!(width);
                yield_!(height);
                width * height
            }
            Shape::Named(name, shape) => {
                yield_!(name.len() as u32);
                if *shape == Shape::Empty { 1 } else { 2 }
            }
            Shape::Empty => 0,
        }
    }

    check area(Shape::Circle(3));
    check area(Shape::Rectangle { width: 3, height: 4 });
    check area(named("box", Shape::Empty));
    check area(Shape::Empty);
}

program! {
    mod as_a_value;

    #[resumable(yield = u32, resume = u32)]
    fn value(n: u32) -> u32 {
        let factor = match n {
            0 => 1,
            1 => yield_!(10),
            2 | 3 => {
                let a = yield_!(20);
                yield_!(a) + n
            }
            4..=9 => n,
            _ => return 0,
        };
        yield_!(30);
        factor * 100
    }

    check value(0) => [1, 2, 3];
    check value(1) => [5, 2, 3];
    check value(3) => [5, 6, 7];
    check value(6) => [5];
    check value(99) => [5];
}

program! {
    mod guards;

    #[resumable(yield = &'static str)]
    fn sign(pair: (i32, i32)) -> i32 {
        match pair {
            (a, b) if logged("sum", a + b) == 0 => {
                yield_!("opposite");
                a
            }
            (a, 0) if logged("positive", a) > 0 => {
                yield_!("right");
                yield_!("axis");
                a
            }
            (0, b) | (b, 0) if b < 100 => {
                yield_!("near");
                b
            }
            (a, b) => {
                yield_!("elsewhere");
                a * b
            }
        }
    }

    check sign((3, -3));
    check sign((3, 0));
    check sign((-3, 0));
    check sign((0, 5));
    check sign((0, 500));
    check sign((2, 5));
}

program! {
    mod or_patterns_with_bindings;

    #[derive(Debug, Serialize, Deserialize)]
    enum Token {
        Integer(i64),
        Float(i64, u8),
        Text(String),
        Symbol(String),
        End,
    }

    #[resumable(yield = String)]
    fn describe(tokens: Vec<Token>) -> usize {
        let mut length = 0;
        for token in tokens {
            match token {
                Token::Integer(n) | Token::Float(n, _) => {
                    yield_!(format!("number {n}"));
                    length += n as usize;
                }
                Token::Text(text) | Token::Symbol(text) if text.len() > 3 => {
                    yield_!(format!("long {text}"));
                    length += text.len();
                }
                Token::Text(s) | Token::Symbol(s) => {
                    yield_!(s.clone());
                    length += 1 + s.len();
                }
                Token::End => break,
            }
        }
        length
    }

    check describe(vec![
        Token::Integer(5),
        Token::Symbol("plus".to_owned()),
        Token::Float(7, 2),
        Token::Text("abc".to_owned()),
        Token::End,
        Token::Integer(9),
    ]);
}

program! {
    mod scrutinee_evaluated_once;

    #[resumable(yield = u32)]
    fn once(n: u32) -> u32 {
        match logged("scrutinee", n % 3) {
            0 => {
                yield_!(0);
                yield_!(1);
                10
            }
            rest => {
                yield_!(rest);
                rest
            }
        }
    }

    check once(6);
    check once(7);
}

program! {
    mod on_the_resume_value;

    #[derive(Clone, Debug)]
    enum Event {
        Coin(u32),
        Push,
        Refund,
    }

    #[resumable(yield = String, resume = Event)]
    fn turnstile(price: u32) -> u32 {
        let mut paid = 0;
        let mut passed = 0;
        loop {
            match yield_!(format!("{paid} of {price}")) {
                Event::Coin(value) if paid + value > 10 * price => {
                    yield_!(format!("{value} is too much"));
                }
                Event::Coin(value) => paid += value,
                Event::Push if paid >= price => {
                    paid -= price;
                    passed += 1;
                }
                Event::Push => {
                    yield_!("locked".to_owned());
                    continue;
                }
                Event::Refund => break,
            }
        }
        passed * 1000 + paid
    }

    check turnstile(2) => [
        Event::Push, Event::Refund, Event::Coin(1), Event::Coin(2), Event::Push, Event::Coin(99), Event::Push,
        Event::Refund,
    ];
}

program! {
    mod nested_matches;

    #[resumable(yield = u32)]
    fn nested(a: Option<Result<u32, ()>>, b: Result<u32, String>) -> String {
        match a {
            Some(inner) => match inner {
                Ok(n) => {
                    yield_!(n);
                    match b {
                        Ok(m) => {
                            yield_!(m);
                            format!("{n} {m}")
                        }
                        Err(e) => {
                            yield_!(n + 1);
                            format!("{n} {e}")
                        }
                    }
                }
                Err(()) => "inner".to_owned(),
            },
            None => {
                yield_!(0);
                "outer".to_owned()
            }
        }
    }

    check nested(Some(Ok(1)), Ok(2));
    check nested(Some(Ok(1)), Err("bad".to_owned()));
    check nested(Some(Err(())), Ok(2));
    check nested(None, Ok(2));
}

program! {
    mod binding_whole_and_part;

    #[resumable(yield = u32)]
    fn at(n: u32) -> u32 {
        match n {
            small @ 0..=9 => {
                yield_!(small);
                small + 1
            }
            even @ (10 | 20 | 30) => {
                yield_!(even);
                even + 2
            }
            other => {
                yield_!(other);
                other + 3
            }
        }
    }

    check at(4);
    check at(20);
    check at(21);
}

program! {
    mod binding_made_mutable;

    #[resumable(yield = String)]
    fn grow(text: Option<String>) -> String {
        match text {
            Some(mut text) => {
                text.push('!');
                yield_!(text.clone());
                text.push('?');
                text
            }
            None => String::new(),
        }
    }

    check grow(Some("hey".to_owned()));
}

program! {
    mod on_borrows_that_end_before_the_yield;

    #[resumable(yield = String)]
    fn route(method: String, path: String) -> u32 {
        let status = match (method.as_str(), path.as_str()) {
            ("GET", "/") => 200,
            ("GET", _) => 404,
            _ => 405,
        };
        yield_!(method);
        status
    }

    check route("GET".to_owned(), "/".to_owned());
    check route("POST".to_owned(), "/".to_owned());
}

program! {
    mod an_arm_moves_what_others_keep;

    #[resumable(yield = usize)]
    fn moves(choice: u32, text: String, list: Vec<u32>) -> String {
        let result = match choice {
            0 => {
                yield_!(text.len());
                text
            }
            1 => {
                let owned = list;
                yield_!(owned.len());
                format!("{owned:?} {text}")
            }
            _ => {
                yield_!(0);
                format!("{text} {list:?}")
            }
        };
        yield_!(result.len());
        result
    }

    check moves(0, "text".to_owned(), vec![1, 2]);
    check moves(1, "text".to_owned(), vec![1, 2]);
    check moves(2, "text".to_owned(), vec![1, 2]);
}

program! {
    mod arms_without_blocks;

    #[resumable(yield = u32, resume = u32)]
    fn arms(n: u32) -> u32 {
        match n {
            0 => 0,
            1 => yield_!(1),
            2 => yield_!(2) + 1,
            3 => return yield_!(3),
            _ => panic!("no arm for {n}"),
        }
    }

    check arms(0) => [10];
    check arms(1) => [10];
    check arms(2) => [10];
    check arms(3) => [10];
    check arms(4) => [10];
}

program! {
    mod constants_and_paths;

    const LIMIT: u32 = 7;

    #[resumable(yield = u32)]
    fn limit(n: u32, m: u32) -> u32 {
        let a = match n {
            LIMIT => {
                yield_!(LIMIT);
                1
            }
            u32::MAX => {
                yield_!(0);
                2
            }
            _ => 3,
        };
        match a.cmp(&m) {
            std::cmp::Ordering::Less => a,
            std::cmp::Ordering::Equal => {
                yield_!(a);
                a * 2
            }
            std::cmp::Ordering::Greater => a * 3,
        }
    }

    check limit(7, 2);
    check limit(u32::MAX, 2);
    check limit(1, 1);
}
