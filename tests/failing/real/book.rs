//! After "The Rust Programming Language" and the documentation of the standard library.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod message_handlers;

    #[derive(Debug, Serialize, Deserialize)]
    enum Color {
        Rgb(i32, i32, i32),
        Hsv(i32, i32, i32),
    }

    #[derive(Debug, Serialize, Deserialize)]
    enum Message {
        Quit,
        Move { x: i32, y: i32 },
        Write(String),
        ChangeColor(Color),
        Hello { id: i32 },
    }

    #[resumable(yield = String)]
    fn handle(messages: Vec<Message>) -> i32 {
        let mut last = 0;
        for message in messages {
            match message {
                Message::Quit => {
                    yield_!("The Quit variant has no data to destructure.".to_owned());
                    return last;
                }
                Message::Move { x, y } => {
                    yield_!(format!("Move in the x direction {x} and in the y direction {y}"));
                    last = x + y;
                }
                Message::Write(text) => {
                    yield_!(format!("Text message: {text}"));
                    last = text.len() as i32;
                }
                Message::ChangeColor(Color::Rgb(r, g, b)) => {
                    yield_!(format!("Change color to red {r}, green {g}, and blue {b}"));
                }
                Message::ChangeColor(Color::Hsv(h, s, v)) => {
                    yield_!(format!("Change color to hue {h}, saturation {s}, value {v}"));
                    last = h;
                }
                Message::Hello { id: id_variable @ 3..=7 } => {
                    yield_!(format!("Found an id in range: {id_variable}"));
                    last = id_variable;
                }
                Message::Hello { id: 10..=12 } => {
                    yield_!("Found an id in another range".to_owned());
                }
                Message::Hello { id } => {
                    yield_!(format!("Found some other id: {id}"));
                    last = id;
                }
            }
        }
        -last
    }

    check handle(vec![
        Message::Move { x: 1, y: 2 },
        Message::Write("hi".to_owned()),
        Message::ChangeColor(Color::Rgb(1, 2, 3)),
        Message::ChangeColor(Color::Hsv(4, 5, 6)),
        Message::Hello { id: 5 },
        Message::Hello { id: 11 },
        Message::Hello { id: 99 },
    ]);
    check handle(vec![Message::Hello { id: 3 }, Message::Quit, Message::Quit]);
}

program! {
    mod median_and_mode;

    #[resumable(yield = f64, resume = Option<i64>)]
    fn statistics() -> (f64, Option<i64>) {
        let mut numbers = Vec::new();
        let mut mean = 0.0;
        while let Some(number) = yield_!(mean) {
            numbers.push(number);
            mean = numbers.iter().sum::<i64>() as f64 / numbers.len() as f64;
        }
        numbers.sort_unstable();
        let middle = numbers.len() / 2;
        let median = match numbers.len() {
            0 => return (0.0, None),
            n if n % 2 == 0 => (numbers[middle - 1] + numbers[middle]) as f64 / 2.0,
            _ => numbers[middle] as f64,
        };
        yield_!(median);
        let mut occurrences = HashMap::new();
        for number in &numbers {
            *occurrences.entry(number).or_insert(0) += 1;
        }
        let mode = occurrences.into_iter().max_by_key(|(number, count)| (*count, Reverse(**number)));
        (median, mode.map(|(number, _)| *number))
    }

    check statistics() => [Some(3), Some(1), Some(3), Some(8), None, None];
    check statistics() => [None];
}

program! {
    mod inventory_of_shirts;

    #[derive(Debug, PartialEq, Copy, Clone, Serialize, Deserialize)]
    enum ShirtColor {
        Red,
        Blue,
    }

    #[derive(Debug, Serialize, Deserialize)]
    struct Inventory {
        shirts: Vec<ShirtColor>,
    }

    impl Inventory {
        fn giveaway(&self, user_preference: Option<ShirtColor>) -> ShirtColor {
            user_preference.unwrap_or_else(|| self.most_stocked())
        }

        fn most_stocked(&self) -> ShirtColor {
            let red = self.shirts.iter().filter(|&&color| color == ShirtColor::Red).count();
            if red * 2 > self.shirts.len() { ShirtColor::Red } else { ShirtColor::Blue }
        }
    }

    #[resumable(yield = ShirtColor, resume = Option<ShirtColor>)]
    fn give_away(shirts: Vec<ShirtColor>) -> usize {
        let mut store = Inventory { shirts };
        let mut wish = None;
        while !store.shirts.is_empty() {
            let given = store.giveaway(wish.take());
            match store.shirts.iter().position(|&shirt| shirt == given) {
                Some(at) => store.shirts.remove(at),
                None => return store.shirts.len(),
            };
            wish = yield_!(given);
        }
        0
    }

    check give_away(vec![ShirtColor::Blue, ShirtColor::Red, ShirtColor::Blue]) => [None, Some(ShirtColor::Red), None];
    check give_away(vec![ShirtColor::Blue, ShirtColor::Red, ShirtColor::Blue]) => [Some(ShirtColor::Red), Some(ShirtColor::Red)];
}

program! {
    mod the_big_countdown;

    #[resumable(yield = String)]
    fn count() -> u32 {
        let mut count = 0u32;
        yield_!("Let's count until infinity!".to_owned());
        loop {
            count += 1;
            if count == 3 {
                yield_!("three".to_owned());
                continue;
            }
            yield_!(format!("{count}"));
            if count == 5 {
                yield_!("OK, that's enough".to_owned());
                break;
            }
        }
        let optional = Some(0);
        let mut optional = optional;
        while let Some(i) = optional {
            if i > 9 {
                yield_!("Greater than 9, quit!".to_owned());
                optional = None;
            } else {
                yield_!(format!("`i` is `{i:?}`. Try again."));
                optional = Some(i + 3);
            }
        }
        count
    }

    check count();
}
